"""Who says that events happened, and where sources contradict each other."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from quoth.dataset.items import Item
from quoth.dataset.surfaces import Surfaces
from quoth_eval.reporting import Claim


@dataclass(frozen=True, slots=True)
class Side:
    """One claim of a contradiction: who says it (names, outermost first) with which words.

    ``holds`` is whether the claim is that it happened; ``None`` where the claim takes no side.
    """

    event: str
    trigger: str | None
    chain: list[str | None]
    stance: str | None
    polarity: str | None
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Claims about one event of which some say that it happened, others that it did not."""

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
        contradictions: events that one says happened and another says did not, see :func:`holds`.
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


def holds(claim: Claim) -> bool | None:
    """Whether a claim says that its event happened, or will.

    A denial of a negated event says that it did. ``None`` where no side is taken: the source only asks, the
    event is hypothetical, or stance or polarity are unknown. What an article itself says it stands by.

    >>> from quoth_eval.document import Event
    >>> holds(Claim(Event("v1", 0, 4, "Strike", "negative", "asserted"), ()))
    False
    """
    stance = claim.stance if claim.chain else "affirms"
    if stance not in _AFFIRMS or claim.event.polarity is None or claim.event.modality == "hypothetical":
        return None
    return _AFFIRMS[stance] == (claim.event.polarity == "positive")


_AFFIRMS = {"affirms": True, "denies": False}


def _contradictions(item: Item) -> Iterator[Contradiction]:
    keyed = sorted(
        (c for c in item.reporting.claims() if c.event.cluster), key=lambda c: c.event.cluster or ""
    )
    for cluster, group in groupby(keyed, key=lambda c: c.event.cluster or ""):
        found = list(group)
        if _differ(item, found):
            sides = [_side(c, Surfaces(item.reporting)) for c in found]
            yield Contradiction(item.document.id, cluster, found[0].event.type, sides)


def _differ(item: Item, group: Sequence[Claim]) -> bool:
    """Whether different ones say that it happened and that it did not.

    One who says both of the same event (that shots were fired, and none on Monday) contradicts nobody.
    """
    sided = [(holds(c), _voice(item, c)) for c in group]
    affirmed, denied = ({voice for side, voice in sided if side is wanted} for wanted in (True, False))
    return len(affirmed) > 0 and len(denied) > 0 and len(affirmed | denied) > 1


def _voice(item: Item, claim: Claim) -> tuple[frozenset[str], ...]:
    """Who speaks: the entities of the chain's sources; sources that are not expressed are all different."""
    return tuple(
        frozenset(m.entity or m.id for m in item.reporting.sources(a)) or frozenset({f"({a.id})"})
        for a in claim.chain
    )


def _side(claim: Claim, surfaces: Surfaces) -> Side:
    event = claim.event
    trigger = surfaces.words([event.span])
    chain = surfaces.chain(claim.chain)
    return Side(event.id, trigger, chain, claim.stance, event.polarity, holds(claim))
