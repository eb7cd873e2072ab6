"""How reports nest and who their sources are."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quoth.dataset.items import Item
from quoth.dataset.rows import source_class
from quoth.statistics.labels import UNSET, Counts, ordered
from quoth_eval.document import Attribution, Mention
from quoth_eval.nesting import joined

SOURCE_CLASSES = ("named", "unnamed", "none")
KINDS_OF_SOURCE = {"MEDIA": "outlet", "ORG": "organisation", "DOC": "document"}
PLACES = ("GPE", "LOC", "FAC")


@dataclass(frozen=True, slots=True)
class Attributions:
    """What the attributions of some documents are like.

    Attributes:
        total: how many there are.
        nested: inside the content of another one, and not relayed.
        relayed: passed on by another one ("as quoted by").
        reported_share: nested or relayed, 0..1; ``None`` without attributions.
        depth: how many have a chain of this length; an outermost one has 1.
        source_class: named (the article names a source), unnamed, none (not expressed).
        source_type: sources by the type of their mention; a joint source counts once for each mention.
        sources: the same by what kind of source they are, see :func:`kind_of_source`.
        joint: with several sources.
        addressed: with an addressee.
        without_cue: anchored at the content.
        discontinuous: with a content in several pieces.
    """

    total: int
    nested: int
    relayed: int
    reported_share: float | None
    depth: dict[int, int]
    source_class: Counts
    source_type: Counts
    sources: Counts
    joint: int
    addressed: int
    without_cue: int
    discontinuous: int


def attributions(items: Sequence[Item]) -> Attributions | None:
    """The figures over all the items; ``None`` where no document has its attributions annotated."""
    if all(i.document.attributions is None for i in items):
        return None
    pairs = list(_pairs(items))
    relayed = sum(_relayed(i) for i in items)
    reported = sum(i.reporting.parent(a) is not None for i, a in pairs)
    classes = Counter(source_class(a, i.reporting) for i, a in pairs)
    types = Counter(m.type or UNSET for i, a in pairs for m in i.reporting.sources(a))
    kinds = Counter(kind for i, a in pairs for kind in _kinds(i, a))
    depths = Counter(len(i.reporting.chain(a)) for i, a in pairs)
    return Attributions(
        total=len(pairs),
        nested=reported - relayed,
        relayed=relayed,
        reported_share=reported / len(pairs) if pairs else None,
        depth=dict(sorted(depths.items())),
        source_class={name: classes[name] for name in SOURCE_CLASSES},
        source_type=ordered(types),
        sources=ordered(kinds),
        joint=sum(len(a.sources) > 1 for _, a in pairs),
        addressed=sum(bool(a.addressees) for _, a in pairs),
        without_cue=sum(not a.cue for _, a in pairs),
        discontinuous=sum(len(joined(a.content, i.document.text)) > 1 for i, a in pairs),
    )


def kind_of_source(mention: Mention, named: bool) -> str:
    """Outlet, named or unnamed person, organisation, state or place, document, or other.

    Labels do not tell officials from other people. A person is unnamed where the article has no name for
    them, from "the governor" to "a source who asked not to be named".

    >>> kind_of_source(Mention("m1", 0, 3, "PER", "NOM"), named=False)
    'unnamed person'
    """
    if mention.type == "PER":
        return "named person" if named else "unnamed person"
    if mention.type in PLACES:
        return "state or place"
    return KINDS_OF_SOURCE.get(mention.type or "", "other")


def _kinds(item: Item, attribution: Attribution) -> list[str]:
    """The kind of each source, or that none is expressed."""
    named = item.reporting.named_mention
    found = [kind_of_source(m, named(m)) for m in item.reporting.sources(attribution)]
    return found or ["not expressed"]


def _pairs(items: Sequence[Item]) -> Iterator[tuple[Item, Attribution]]:
    return ((i, a) for i in items for a in i.document.attributions or ())


def _relayed(item: Item) -> int:
    return len({a.relays for a in item.document.attributions or () if a.relays is not None})
