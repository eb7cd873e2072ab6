"""The document format (one article, with or without its annotations) as frozen dataclasses.

Offsets are Unicode code points into the article's text, end exclusive: ``text[start:end]``. The field names
and their order are those of the JSON form. A list of annotations that is ``None`` was *not annotated* (or not
predicted); an empty one says that there is nothing. An attribute that is ``None`` was not given.
"""

import sys
from dataclasses import dataclass, fields, replace
from typing import Self, TypeVar


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text.

    >>> Span(4, 11).of("The Herald said")
    'Herald '
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The surface of the span in ``text``."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, order=True)
class Section:
    """A part of the article's layout: ``kind`` is headline, lead, body, ..."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Mention:
    """One contiguous span that refers to an entity; mentions with the same ``entity`` corefer."""

    id: str
    start: int
    end: int
    type: str | None = None
    level: str | None = None
    entity: str | None = None

    @property
    def span(self) -> Span:
        """Where the mention is."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Entity:
    """What mentions refer to; ``kb`` is a Wikidata id or ``prefix:id``."""

    id: str
    type: str | None = None
    name: str | None = None
    kb: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source holds a content. ``sources`` and ``addressees`` are mention ids, ``relays`` an attribution."""

    id: str
    cue: tuple[Span, ...] = ()
    sources: tuple[str, ...] = ()
    content: tuple[Span, ...] = ()
    addressees: tuple[str, ...] = ()
    relays: str | None = None
    attitude: str | None = None
    form: str | None = None
    stance: str | None = None
    modality: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Argument:
    """A participant of an event: the ``mention`` with this id fills the ``role``."""

    role: str
    mention: str


@dataclass(frozen=True, slots=True)
class Event:
    """One contiguous trigger and what it says happened; events with the same ``cluster`` corefer."""

    id: str
    start: int
    end: int
    type: str | None = None
    polarity: str | None = None
    modality: str | None = None
    cluster: str | None = None
    arguments: tuple[Argument, ...] = ()

    @property
    def span(self) -> Span:
        """Where the trigger is."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Document:
    """One article. ``text`` is ``None`` where it may not be redistributed or a prediction leaves it out."""

    id: str
    text: str | None = None
    text_sha256: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    license: str | None = None
    sections: tuple[Section, ...] = ()
    sentences: tuple[Span, ...] = ()
    tokens: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] | None = None
    entities: tuple[Entity, ...] | None = None
    attributions: tuple[Attribution, ...] | None = None
    events: tuple[Event, ...] | None = None

    def canonical(self) -> Self:
        """The same document with every list in its one canonical order.

        Annotations stand in text order, longer spans first; fragments, sources and arguments likewise.
        The order of a list never carries meaning, so equal documents become identical ones.
        """
        places = {m.id: (m.start, -m.end, m.id) for m in self.mentions or ()}
        return replace(
            self,
            sections=tuple(sorted(self.sections)),
            sentences=tuple(sorted(self.sentences)),
            tokens=tuple(sorted(self.tokens)),
            mentions=_sorted_spans(self.mentions),
            entities=None if self.entities is None else tuple(sorted(self.entities, key=lambda e: e.id)),
            attributions=_sorted_attributions(self.attributions, places),
            events=_sorted_events(self.events, places),
        )


ANNOTATION_LAYERS = ("mentions", "entities", "attributions", "events")
ARTICLE_FIELDS = tuple(f.name for f in fields(Document) if f.name not in ANNOTATION_LAYERS)

_Places = dict[str, tuple[int, int, str]]
_Spanned = TypeVar("_Spanned", Mention, Event)


def _sorted_spans(items: tuple[_Spanned, ...] | None) -> tuple[_Spanned, ...] | None:
    return None if items is None else tuple(sorted(items, key=lambda x: (x.start, -x.end, x.id)))


def _sorted_attributions(
    items: tuple[Attribution, ...] | None, places: _Places
) -> tuple[Attribution, ...] | None:
    if items is None:
        return None
    tidy = [
        replace(
            a,
            cue=tuple(sorted(a.cue)),
            content=tuple(sorted(a.content)),
            sources=_sorted_ids(a.sources, places),
            addressees=_sorted_ids(a.addressees, places),
        )
        for a in items
    ]
    return tuple(sorted(tidy, key=lambda a: (a.cue or a.content, a.content, a.id)))


def _sorted_events(items: tuple[Event, ...] | None, places: _Places) -> tuple[Event, ...] | None:
    ordered = _sorted_spans(items)
    if ordered is None:
        return None
    return tuple(
        replace(e, arguments=tuple(sorted(e.arguments, key=lambda a: (a.role, _place(a.mention, places)))))
        for e in ordered
    )


def _sorted_ids(ids: tuple[str, ...], places: _Places) -> tuple[str, ...]:
    return tuple(sorted(ids, key=lambda i: _place(i, places)))


def _place(mention: str, places: _Places) -> tuple[int, int, str]:
    return places.get(mention, (sys.maxsize, 0, mention))
