"""One annotator's labels under keys that another's have too, made of places and types, not of ids."""

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from quoth_eval.document import Attribution, Document, Event, Mention, Span
from quoth_eval.nesting import joined

MentionKey = tuple[int, int, str, int]
"""Start, end, type (empty for none) and, of mentions that are the same in all of it, which one."""

AttributionKey = tuple[tuple[Span, ...], tuple[Span, ...], tuple[MentionKey, ...], int]
"""Cue, content, the sources (where cue and content alone do not tell it from another) and which copy."""

EventKey = tuple[int, int, str, int]
"""Like :data:`MentionKey`, for triggers."""

Link = tuple[str, MentionKey]
"""What a mention is to an annotation (source, addressee, a role), and which mention."""

VALUES = {
    "mention": ("level",),
    "attribution": ("attitude", "form", "stance", "modality"),
    "event": ("polarity", "modality"),
}
"""The attributes of each kind of annotation."""

_Parts = tuple[tuple[Span, ...], tuple[Span, ...]]

T = TypeVar("T", Mention, Attribution, Event)


@dataclass(frozen=True, slots=True)
class Unit(Generic[T]):
    """An annotation, where it stands and which mentions it is linked to."""

    item: T
    place: tuple[Span, ...]
    links: frozenset[Link] = field(default=frozenset())

    def value(self, name: str) -> str | None:
        """An attribute."""
        found: str | None = getattr(self.item, name)
        return found


@dataclass(frozen=True)
class Reading:
    """What one annotator says of a document, by key, in text order. ``relayed`` has keys for both ends."""

    document: Document
    mentions: Mapping[MentionKey, Unit[Mention]]
    attributions: Mapping[AttributionKey, Unit[Attribution]]
    events: Mapping[EventKey, Unit[Event]]
    relayed: Mapping[AttributionKey, AttributionKey]


def readings(views: Mapping[str, Document]) -> dict[str, Reading]:
    """The labels of each annotator, by name; the keys of one mean the same as those of another.

    How a cue or content was split into fragments carries no meaning, so the keys hold the joined ones.

    >>> one = Document("d", "Ann left.", mentions=(Mention("m7", 0, 3, "PER"),))
    >>> list(readings({"kim": one})["kim"].mentions)
    [(0, 3, 'PER', 0)]
    """
    shared = _ambiguous(views.values())
    return {name: _reading(document, shared) for name, document in views.items()}


def parts(a: Attribution, text: str | None) -> _Parts:
    """The cue and the content, fragments with nothing between them made one."""
    return joined(a.cue, text), joined(a.content, text)


def _ambiguous(documents: Iterable[Document]) -> set[_Parts]:
    """Cues with contents that some annotator has given more than once."""
    counts = (Counter(parts(a, d.text) for a in d.attributions or ()) for d in documents)
    return {pair for found in counts for pair, n in found.items() if n > 1}


def _reading(document: Document, ambiguous: Set[_Parts]) -> Reading:
    document = document.canonical()
    mentions = _numbered((_spanned(m), Unit(m, (m.span,))) for m in document.mentions or ())
    key: dict[str, MentionKey] = {unit.item.id: k for k, unit in mentions.items()}
    attributions = _numbered(
        _attribution(a, document.text, key, ambiguous) for a in document.attributions or ()
    )
    anchor = {unit.item.id: k for k, unit in attributions.items()}
    return Reading(
        document,
        mentions,
        attributions,
        _numbered((_spanned(e), _event(e, key)) for e in document.events or ()),
        {k: anchor[u.item.relays] for k, u in attributions.items() if u.item.relays is not None},
    )


def _spanned(item: Mention | Event) -> tuple[int, int, str]:
    return item.start, item.end, item.type or ""


def _attribution(
    a: Attribution, text: str | None, key: Mapping[str, MentionKey], ambiguous: Set[_Parts]
) -> tuple[tuple[Any, ...], Unit[Attribution]]:
    cue, content = parts(a, text)
    sources = tuple(sorted(key[i] for i in a.sources)) if (cue, content) in ambiguous else ()
    links = {("source", key[i]) for i in a.sources} | {("addressee", key[i]) for i in a.addressees}
    return (cue, content, sources), Unit(a, cue or content, frozenset(links))


def _event(event: Event, key: Mapping[str, MentionKey]) -> Unit[Event]:
    return Unit(event, (event.span,), frozenset((x.role, key[x.mention]) for x in event.arguments))


def _numbered(units: Iterable[tuple[tuple[Any, ...], Unit[T]]]) -> dict[Any, Unit[T]]:
    """The units under their keys, each with a number that tells it from others of the same key."""
    copies: Counter[object] = Counter()
    found: dict[Any, Unit[T]] = {}
    for pair in units:
        base: tuple[Any, ...] = pair[0]
        found[(*base, copies[base])] = pair[1]
        copies[base] += 1
    return found
