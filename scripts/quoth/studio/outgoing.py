"""A document as Label Studio's regions and relations; :mod:`quoth.studio.incoming` is the inverse.

The id of an annotation is that of its region; an attribution's is that of its anchor, the first fragment of
its cue or, without a cue, of its content. Further fragments have ids derived from it. Attributions with a cue
share the region of a content they have in common.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from quoth.studio.controls import (
    ADDRESSEE,
    ATTRIBUTION,
    CLUSTER,
    CONTENT,
    CONTINUES,
    CUE,
    ENTITY,
    EVENT,
    FRAGMENT,
    LEVEL,
    MENTION,
    RELAYS,
    SOURCE,
    UNTYPED,
    choice_name,
)
from quoth.studio.keys import Key, format_key
from quoth.studio.regions import Item, Labels, Region, Relation, to_items
from quoth_eval.document import Attribution, Document, Event, Span
from quoth_eval.errors import InputError
from quoth_eval.naming import entity_name

_RANK = {MENTION: 0, EVENT: 1, ATTRIBUTION: 2}


def to_results(document: Document) -> list[Item]:
    """The ``result`` list of a document: regions by place, longest first, mentions before triggers.

    Where regions stand on the same characters a click hits the one listed first, hence the fixed order.

    Raises:
        InputError: an entity's key or id that cannot be typed on a mention, two annotations with one id, or
            an attribution with neither cue nor content.
    """
    return to_items(to_labels(document), document.text or "", (ENTITY, CLUSTER))


def to_labels(document: Document) -> Labels:
    """The regions and relations of a document, in the order of :func:`to_results`."""
    document = document.canonical()
    attributions = document.attributions or ()
    _refuse_placeless(document.id, attributions)
    shared = _shared_contents(attributions)
    regions = [
        *_mentions(document),
        *(_event(e) for e in document.events or ()),
        *(r for a in attributions for r in _fragments(a)),
        *(_content(identity, span) for span, identity in shared.items()),
    ]
    relations = [r for a in attributions for r in _links(a, shared)]
    relations += [r for e in document.events or () for r in _arguments(e)]
    _refuse_doubled(document.id, [r.id for r in regions])
    return Labels(tuple(sorted(regions, key=_order)), tuple(relations))


def _refuse_placeless(document: str, attributions: Iterable[Attribution]) -> None:
    for a in attributions:
        if not a.cue and not a.content:
            raise InputError(
                f"document {document}, attribution {a.id}: neither cue nor content, so no place in the text"
            )


def _refuse_doubled(document: str, ids: Sequence[str]) -> None:
    doubled = sorted(i for i, n in Counter(ids).items() if n > 1)
    if doubled:
        names = ", ".join(doubled[:5])
        raise InputError(
            f"document {document}: ids used twice, over all layers: {names}; give each annotation its own"
        )


def _order(region: Region) -> tuple[int, int, int, bool, str]:
    return region.start, -region.end, _RANK[region.control], region.label == CONTENT, region.id


def _mentions(document: Document) -> Iterator[Region]:
    typed = _typed_keys(document)
    for m in document.mentions or ():
        values = _given({LEVEL: m.level, ENTITY: typed.get(m.id)})
        yield Region(m.id, MENTION, m.type or UNTYPED[MENTION], m.start, m.end, values)


def _typed_keys(document: Document) -> dict[str, str]:
    """What stands in the key field of each mention: id and name only on the first of an entity."""
    entities = {e.id: e for e in document.entities or ()}
    keyed = sorted((m for m in document.mentions or () if m.entity), key=lambda m: m.entity or "")
    typed: dict[str, str] = {}
    for key, own in groupby(keyed, key=lambda m: m.entity or ""):
        mentions = list(own)
        entity = entities.get(key)
        for m in mentions:
            typed[m.id] = format_key(Key(key))
        if entity:
            named = entity.name != entity_name(mentions, document.text or "", entity.type)
            name = entity.name if named else None
            typed[mentions[0].id] = format_key(Key(key, entity.kb, name, named))
    return typed


def _event(event: Event) -> Region:
    chosen = {"polarity": event.polarity, "modality": event.modality}
    values = _given({**{choice_name(EVENT, k): v for k, v in chosen.items()}, CLUSTER: event.cluster})
    return Region(event.id, EVENT, event.type or UNTYPED[EVENT], event.start, event.end, values)


def _fragments(attribution: Attribution) -> Iterator[Region]:
    """The regions of the cue, or of the content when there is no cue; the first is the anchor."""
    chosen = {k: getattr(attribution, k) for k in ("attitude", "form", "stance", "modality")}
    values = _given({choice_name(ATTRIBUTION, k): v for k, v in chosen.items()})
    label = CUE if attribution.cue else CONTENT
    for n, span in enumerate(_anchors(attribution)):
        identity = _fragment_id(attribution.id, n)
        yield Region(identity, ATTRIBUTION, label, span.start, span.end, values if n == 0 else {})


def _anchors(attribution: Attribution) -> tuple[Span, ...]:
    return attribution.cue or attribution.content


def _fragment_id(identity: str, n: int) -> str:
    return identity if n == 0 else f"{identity}{FRAGMENT}{n + 1}"


def _shared_contents(attributions: Sequence[Attribution]) -> dict[Span, str]:
    """The content regions of attributions with a cue, named after the first that has them."""
    shared: dict[Span, str] = {}
    for a in attributions:
        for n, span in enumerate(a.content if a.cue else ()):
            shared.setdefault(span, f"{a.id}{FRAGMENT}c{n + 1}")
    return shared


def _content(identity: str, span: Span) -> Region:
    return Region(identity, ATTRIBUTION, CONTENT, span.start, span.end)


def _links(a: Attribution, shared: dict[Span, str]) -> Iterator[Relation]:
    yield from _named(a.id, SOURCE, a.sources)
    yield from _named(a.id, ADDRESSEE, a.addressees)
    if a.cue:
        yield from _named(a.id, CONTENT, (shared[span] for span in a.content))
    if a.relays:
        yield Relation(a.id, a.relays, (RELAYS,))
    further = range(1, len(_anchors(a)))
    yield from _named(a.id, CONTINUES, (_fragment_id(a.id, n) for n in further))


def _arguments(event: Event) -> Iterator[Relation]:
    yield from (Relation(event.id, a.mention, (a.role,)) for a in event.arguments)


def _named(source: str, label: str, targets: Iterable[str]) -> Iterator[Relation]:
    yield from (Relation(source, target, (label,)) for target in targets)


def _given(values: dict[str, str | None]) -> dict[str, str]:
    return {k: v for k, v in values.items() if v is not None}
