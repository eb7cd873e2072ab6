"""What an assignment comes to: for each annotator, and for the pairs of them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from quoth.assignment.ledger import Item, pairs_of
from quoth_eval.assignment import Assignment


@dataclass
class Share:
    """One annotator's part. ``shared`` counts the articles they have in common with each other one.

    ``articles`` and ``words`` are without the training articles.
    """

    articles: int = 0
    words: int = 0
    training: int = 0
    shared: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Summary:
    """An assignment, and what is new in it.

    Attributes:
        annotators: the parts, by name.
        new: articles that nobody had before.
        extended: articles that somebody had and more people have now.
        unassigned: articles of the corpus that nobody has.
        strangers: pairs of those who take part that share no article.
    """

    annotators: dict[str, Share]
    new: list[str]
    extended: list[str]
    unassigned: list[str]
    strangers: list[tuple[str, str]]

    @property
    def nothing_changed(self) -> bool:
        """Whether everything was given out before."""
        return not self.new and not self.extended

    def record(self) -> dict[str, Any]:
        """The summary as a JSON object."""
        return asdict(self)


def summarise(
    items: Sequence[Item],
    before: Mapping[str, Assignment],
    lines: Mapping[str, Assignment],
    taking_part: Sequence[str],
) -> Summary:
    """What the assignment ``lines`` comes to, and what it adds to the one ``before``."""
    words = {i.id: i.words for i in items}
    pairs = Counter(p for a in lines.values() if not a.training for p in pairs_of(a.annotators))
    names = sorted({n for a in lines.values() for n in a.annotators} | set(taking_part))
    parts = {name: Share() for name in names}
    for line in lines.values():
        for name in line.annotators:
            _add(parts[name], line, words)
    for (one, other), count in sorted(pairs.items()):
        parts[one].shared[other] = parts[other].shared[one] = count
    return Summary(
        annotators=parts,
        new=[i for i in lines if i not in before],
        extended=[i for i, a in lines.items() if i in before and a != before[i]],
        unassigned=[i.id for i in items if i.id not in lines],
        strangers=[p for p in pairs_of(taking_part) if not pairs[p]],
    )


def _add(part: Share, line: Assignment, words: Mapping[str, int]) -> None:
    part.training += line.training
    if not line.training:
        part.articles += 1
        part.words += words[line.id]
