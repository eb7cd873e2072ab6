"""Which documents of an annotation set count for agreement, going by who was to label what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quoth_eval.assignment import Assignment


@dataclass(frozen=True, slots=True)
class Selection:
    """What of a set counts.

    Attributes:
        ids: the documents that count, in order.
        strange: those that the annotator has labelled though other people were to.
        training: those that are only there (or, where these alone were asked for, not there) to train on.
        awaited: how many the annotator is still to label; they are missing, not empty.
    """

    ids: tuple[str, ...]
    strange: tuple[str, ...] = ()
    training: tuple[str, ...] = ()
    awaited: int = 0

    def warnings(self, name: str) -> list[str]:
        """What there is to say about the set called ``name``."""
        said = {
            f"articles of {name} were not assigned to them and are left out": len(self.strange),
            f"training articles of {name} are left out (--training compares them alone)": len(self.training),
            f"articles assigned to {name} have no labels yet and count as missing": self.awaited,
        }
        return [f"{n} {words}" for words, n in said.items() if n]


def select(
    name: str, ids: Sequence[str], assignments: Mapping[str, Assignment], training: bool = False
) -> Selection:
    """The documents ``ids`` of the set ``name`` that count.

    Assigned and left empty is data (an empty file), not assigned is missing. An article that is assigned to
    other people is left out; one that is assigned to nobody counts, as the corpus does not say who was to
    label it; so does everything of a set whose name is no annotator's (``gold``).

    Args:
        name: the set.
        ids: what it has.
        assignments: who was to label what.
        training: whether only the training articles count, which otherwise do not.

    >>> given = {i: Assignment(i, (name,)) for i, name in {"a": "ada", "b": "ben", "c": "ada"}.items()}
    >>> found = select("ada", ["a", "b", "x"], given)
    >>> found.ids, found.strange, found.awaited
    (('a', 'x'), ('b',), 1)
    """
    lines = [assignments.get(i) for i in ids]
    practice = {i for i, a in zip(ids, lines, strict=True) if a is not None and a.training}
    own = {i for i, a in assignments.items() if name in a.annotators and a.training == training}
    people = {n for a in assignments.values() for n in a.annotators}
    if training:
        return Selection(tuple(i for i in ids if i in practice), awaited=len(own - set(ids)))
    strange = {
        i
        for i, a in zip(ids, lines, strict=True)
        if a is not None and name in people and name not in a.annotators and i not in practice
    }
    return Selection(
        ids=tuple(i for i in ids if i not in strange | practice),
        strange=tuple(sorted(strange)),
        training=tuple(sorted(practice)),
        awaited=len(own - set(ids)),
    )
