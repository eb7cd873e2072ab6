"""The assignment of a corpus: made once, then only ever extended."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from quoth.assignment.choosing import choose
from quoth.assignment.ledger import Item, Ledger
from quoth_eval.assignment import Assignment


@dataclass(frozen=True, slots=True)
class Wishes:
    """How articles are to be given out.

    Attributes:
        annotators: who takes part from now on.
        overlap: how many people label a shared article.
        share: the portion of the articles that is shared, 0 to 1; one person labels each of the others.
        training: ids of articles that everybody labels, and that are no data.
        seed: decides what nothing else decides.
        apart: whether nobody should get several articles of one story.
    """

    annotators: tuple[str, ...]
    overlap: int = 2
    share: float = 1.0
    training: frozenset[str] = frozenset()
    seed: int = 0
    apart: bool = False


def so_far(existing: Mapping[str, Assignment]) -> tuple[int, float]:
    """The overlap and the portion of shared articles that an assignment has; two and all where it is empty.

    >>> so_far({"a": Assignment("a", ("ada",)), "b": Assignment("b", ("ada", "ben", "cy"))})
    (3, 0.5)
    """
    sizes = [len(a.annotators) for a in existing.values() if not a.training]
    shared = [n for n in sizes if n > 1]
    return max(shared, default=2), len(shared) / len(sizes) if sizes else 1.0


def extend(
    items: Sequence[Item], wishes: Wishes, existing: Mapping[str, Assignment] | None = None
) -> dict[str, Assignment]:
    """The assignment with what is still to be given out, by article.

    Nobody loses an article, and no article stops being a training article. The longest articles go first,
    always to those who have least so far, so that in the end the most loaded person is ahead of the least by
    at most the longest article that was given out (unless they were further apart before, or stories are
    kept apart). With an overlap of two and articles enough every two people share one.

    Args:
        items: the articles to give out, and all that are assigned.
        wishes: how.
        existing: what was given out before.

    >>> found = extend([Item("a", 9), Item("b", 7), Item("c", 2)], Wishes(("ada", "ben", "cy")))
    >>> sorted(a.annotators for a in found.values())
    [('ada', 'ben'), ('ada', 'cy'), ('ben', 'cy')]
    """
    lines = dict(existing or {})
    trained = wishes.training | {a.id for a in lines.values() if a.training}
    for i in sorted(trained & {item.id for item in items}):
        lines[i] = Assignment(i, _union(lines.get(i), wishes.annotators), training=True)
    rest = [item for item in sorted(items, key=lambda i: _rank(i, wishes)) if item.id not in trained]
    ledger = _ledger(rest, lines, wishes)
    shared = _to_share(rest, lines, wishes)
    to_share = [i for i in rest if i.id in shared]
    most = max([ledger.spread(), *(i.words for i in to_share)], default=0)
    for item, size in [*((i, wishes.overlap) for i in to_share), *((i, 1) for i in rest)]:
        before = lines[item.id].annotators if item.id in lines else ()
        if added := choose(ledger, item, size, before, wishes.apart, most):
            lines[item.id] = Assignment(item.id, tuple(sorted((*before, *added))))
            ledger.enter(item, lines[item.id].annotators, before)
    return dict(sorted(lines.items()))


def withdrawn(existing: Mapping[str, Assignment], name: str, ids: Collection[str]) -> dict[str, Assignment]:
    """The assignment after some articles were taken from somebody, by article.

    One that nobody has any more is as if it never was given out; a training article stays one for who comes
    next.

    >>> given = {"a": Assignment("a", ("ada",)), "b": Assignment("b", ("ada",), training=True)}
    >>> withdrawn(given, "ada", ["a", "b"])
    {'b': Assignment(id='b', annotators=(), training=True)}
    """
    lines = dict(existing)
    for i in ids:
        left = tuple(n for n in lines[i].annotators if n != name)
        lines[i] = Assignment(i, left, lines[i].training)
    return {i: a for i, a in lines.items() if a.annotators or a.training}


def _union(line: Assignment | None, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted({*(line.annotators if line else ()), *names}))


def _rank(item: Item, wishes: Wishes) -> tuple[int, bytes]:
    """The longest first; equals by a number that follows from the seed and their id alone."""
    return -item.words, _digest(wishes.seed, item.id)


def _digest(seed: int, what: str) -> bytes:
    return sha256(f"{seed}:{what}".encode()).digest()


def _ledger(items: Sequence[Item], lines: Mapping[str, Assignment], wishes: Wishes) -> Ledger:
    ledger = Ledger(sorted(set(wishes.annotators), key=lambda n: _digest(wishes.seed, n)))
    for item in items:
        if item.id in lines:
            ledger.enter(item, lines[item.id].annotators)
    return ledger


def _to_share(items: Sequence[Item], lines: Mapping[str, Assignment], wishes: Wishes) -> set[str]:
    """The articles that should be shared and are not by enough people yet: those that some share already, new
    ones, and where these are too few, some that one person has."""
    if wishes.overlap < 2:
        return set()
    shared = [i.id for i in items if i.id in lines and len(lines[i.id].annotators) > 1]
    new = [i.id for i in items if i.id not in lines]
    single = [i.id for i in items if i.id in lines and len(lines[i.id].annotators) == 1]
    missing = int(wishes.share * len(items) + 0.5) - len(shared)
    chosen = list(_spaced(new, min(missing, len(new)), wishes.seed))
    more = list(_spaced(single, min(missing - len(chosen), len(single)), wishes.seed))
    return {*shared, *chosen, *more}


def _spaced(ids: Sequence[str], count: int, seed: int) -> Iterator[str]:
    """Some of a list at equal distances, so that of articles by length there are long and short ones."""
    if count > 0:
        step = len(ids) / count
        start = int.from_bytes(_digest(seed, "start")[:4], "big") / 2**32 * step
        yield from (ids[min(int(start + n * step), len(ids) - 1)] for n in range(count))
