"""Who says that events happened, and where sources contradict each other."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from quoth.dataset.items import Item
from quoth.dataset.surfaces import Surfaces
from quoth_eval.reporting import Claim

AUTHOR_STANCE = "affirms"


@dataclass(frozen=True, slots=True)
class Side:
    """One claim of a contradiction: who says it (names, outermost first) with which words."""

    event: str
    trigger: str | None
    chain: list[str | None]
    stance: str | None
    polarity: str | None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Claims about one event that differ in polarity or in stance."""

    document: str
    cluster: str
    type: str | None
    claims: list[Side]


@dataclass(frozen=True, slots=True)
class Claims:
    """What is claimed in some documents.

    Attributes:
        total: every event is a claim.
        author: those that the article itself makes.
        attributed: those that it attributes.
        depth: how many have a chain of this length, 0 for the author's.
        contradictions: events about which claims differ.
    """

    total: int
    author: int
    attributed: int
    depth: dict[int, int]
    contradictions: list[Contradiction]


def claims(items: Sequence[Item]) -> Claims | None:
    """The figures over the items with both attributions and events annotated; ``None`` without any."""
    known = [i for i in items if i.document.attributions is not None and i.document.events is not None]
    if not known:
        return None
    depth = Counter(len(c.chain) for i in known for c in i.reporting.claims())
    total = sum(depth.values())
    return Claims(
        total=total,
        author=depth[0],
        attributed=total - depth[0],
        depth={n: count for n, count in sorted(depth.items()) if count},
        contradictions=[c for i in known for c in _contradictions(i)],
    )


def _contradictions(item: Item) -> Iterator[Contradiction]:
    keyed = sorted(
        (c for c in item.reporting.claims() if c.event.cluster), key=lambda c: c.event.cluster or ""
    )
    for cluster, group in groupby(keyed, key=lambda c: c.event.cluster or ""):
        found = list(group)
        if _differ(found):
            sides = [_side(c, Surfaces(item.reporting)) for c in found]
            yield Contradiction(item.document.id, cluster, found[0].event.type, sides)


def _differ(group: Sequence[Claim]) -> bool:
    """Whether polarities or stances that are known differ; the author stands by what the article says."""
    polarities = {c.event.polarity for c in group} - {None}
    stances = {c.stance if c.chain else AUTHOR_STANCE for c in group} - {None}
    return len(polarities) > 1 or len(stances) > 1


def _side(claim: Claim, surfaces: Surfaces) -> Side:
    event = claim.event
    trigger = surfaces.words([event.span])
    return Side(event.id, trigger, surfaces.chain(claim.chain), claim.stance, event.polarity)
