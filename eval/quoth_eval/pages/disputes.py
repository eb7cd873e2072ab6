"""Where annotators disagree: the places in a document, each shown as every annotator sees it.

For calibration meetings: what all annotators have is passed over; what only some have, or have otherwise, is
a dispute. Disputes of one layer that overlap are one place.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from quoth_eval.document import Attribution, Document, Event, Mention, Span
from quoth_eval.errors import InputError
from quoth_eval.pages.article import CONTENT, MENTION, WORD
from quoth_eval.pages.keys import surface
from quoth_eval.pages.marks import Mark, clipped, inline, lanes
from quoth_eval.pages.rendering import page

CONTEXT = 160
"""Characters that are shown on either side of a place, as far as the paragraph goes."""
MOST = 50
"""Places of one document that are shown at most."""


@dataclass(frozen=True, slots=True)
class Item:
    """One annotation of one annotator.

    Attributes:
        layer: entities, attributions or events.
        place: where it is shown: its span, or that of its cue or content.
        same: equal for annotations that say the same.
        words: what it says, for a reader.
        marks: how it is drawn.
    """

    layer: str
    place: Span
    same: Hashable
    words: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class View:
    """How one annotator sees a place: the words around it with their marks, and their labels in words."""

    annotator: str
    html: Markup
    lanes: int
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A disputed place and how every annotator sees it."""

    layer: str
    span: Span
    views: tuple[View, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of an agreement report: numbers to the right, names to the left; a cell may be undefined."""

    caption: str
    header: Sequence[str]
    rows: Sequence[Sequence[str | float | int | None]]


@dataclass(frozen=True, slots=True)
class Disputed:
    """A document with its disputed places."""

    id: str
    title: str
    annotators: tuple[str, ...]
    places: tuple[Place, ...]


LAYERS = ("entities", "attributions", "events")


def disputed(views: Mapping[str, Document], layers: Sequence[str] = LAYERS) -> Disputed:
    """The disputed places of one document, in text order.

    Args:
        views: the document as each annotator labelled it, by name; all with the same text. A layer that is
            ``None`` was not assigned to them: then they are not asked.
        layers: which layers to compare.

    Raises:
        InputError: no annotator, no text, or different texts.

    >>> one = Document("d", "Ann left.", mentions=(Mention("m", 0, 3, "PER"),))
    >>> other = Document("d", "Ann left.", mentions=(Mention("x", 0, 3, "ORG"),))
    >>> [v.says for v in disputed({"kim": one, "lee": other}).places[0].views]
    [('PER Ann',), ('ORG Ann',)]
    """
    first = _text_of(views)
    places = [place for layer in layers for place in _places(layer, _items(layer, views), first)]
    places.sort(key=lambda p: (p.span, layers.index(p.layer)))
    return Disputed(first.id, first.title or "", tuple(views), tuple(places))


def agreement_page(
    title: str,
    tables: Iterable[Table],
    documents: Iterable[Mapping[str, Document]],
    layers: Sequence[str] = LAYERS,
    notes: Sequence[str] = (),
    tasks: Mapping[str, str] | None = None,
) -> str:
    """The page for a calibration meeting: numbers, then the disputed places of each document in context.

    Args:
        title: the heading.
        tables: what agrees least: pairs, labels, documents.
        documents: for each document its annotators' versions, in the order to show them (worst first).
        layers: which layers to compare.
        notes: what to know of the numbers.
        tasks: the addresses of documents' tasks in Label Studio, by id.
    """
    found = [d for d in (disputed(views, layers) for views in documents) if d.places]
    fragments = [(d, page("disputed.html", places=d.places[:MOST])) for d in found]
    return page(
        "agreement.html",
        title=title,
        tables=list(tables),
        documents=fragments,
        most=MOST,
        notes=notes,
        tasks=tasks or {},
    )


def _text_of(views: Mapping[str, Document]) -> Document:
    if not views:
        raise InputError("there is no annotator to compare")
    first = next(iter(views.values()))
    for name, document in views.items():
        if document.text is None or document.text != first.text:
            raise InputError(
                f"{name}: document {document.id} has no text, or another one than the others have"
            )
    return first


def _items(layer: str, views: Mapping[str, Document]) -> dict[str, list[Item]]:
    """The items of each annotator who was asked."""
    read = {"entities": _mentions, "attributions": _attributions, "events": _events}[layer]
    field = {"entities": "mentions"}.get(layer, layer)
    return {name: list(read(d)) for name, d in views.items() if getattr(d, field) is not None}


def _places(layer: str, items: Mapping[str, Sequence[Item]], document: Document) -> Iterator[Place]:
    if len(items) < 2:
        return
    shared = set.intersection(*({i.same for i in found} for found in items.values()))
    own = {name: [i for i in found if i.same not in shared] for name, found in items.items()}
    for span in _united(i.place for found in own.values() for i in found):
        around = _around(document.text or "", span)
        views = (_view(name, document, around, span, items[name], own[name]) for name in items)
        yield Place(layer, span, tuple(views))


def _united(spans: Iterable[Span]) -> list[Span]:
    """Spans that overlap made one."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start < out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


def _around(text: str, span: Span) -> Span:
    """The place with its context: within the paragraph, cut at white space."""
    low, high = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    high = len(text) if high < 0 else high
    start = max(low, span.start - CONTEXT)
    end = min(high, span.end + CONTEXT)
    start = start if start == low else text.find(" ", start, span.start) + 1 or span.start
    end = end if end == high else max(text.rfind(" ", span.end, end), span.end)
    return Span(start, end)


def _view(
    name: str, document: Document, around: Span, place: Span, items: Iterable[Item], own: Iterable[Item]
) -> View:
    here = [i for i in own if _meet(i.place, place)]
    others = [m for i in items if i not in here for m in i.marks if m.rank != CONTENT]
    marks = [_state(m, "alone") for i in here for m in i.marks] + [_state(m, "ok") for m in others]
    marks = clipped(marks, around.start, around.end)
    mentions, free = lanes([m for m in marks if m.rank == MENTION])
    contents, free = lanes([m for m in marks if m.rank == CONTENT], free)
    drawn = [*contents, *mentions, *(m for m in marks if m.rank == WORD)]
    drawn.append(Mark(place.start, place.end, "place", rank=-1))
    html = inline(document.text or "", around.start, around.end, drawn)
    return View(name, html, free, tuple(i.words for i in here))


def _meet(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _state(mark: Mark, state: str) -> Mark:
    return Mark(mark.start, mark.end, f"{mark.classes} {state}", rank=mark.rank)


def _mentions(document: Document) -> Iterator[Item]:
    for m in document.mentions or ():
        words = f"{m.type or 'no type'} {surface(document, m.span)}"
        yield Item("entities", m.span, (m.span, m.type), words, (Mark(m.start, m.end, "m", rank=MENTION),))


def _attributions(document: Document) -> Iterator[Item]:
    mentions = {m.id: m for m in document.mentions or ()}
    for a in document.attributions or ():
        anchor = a.cue or a.content
        if not anchor:
            continue
        place = Span(min(s.start for s in anchor), max(s.end for s in anchor))
        cue = (Mark(s.start, s.end, "q", rank=WORD) for s in a.cue)
        content = (Mark(s.start, s.end, "c", rank=CONTENT) for s in a.content)
        yield Item(
            "attributions", place, _said(a, mentions), _report(document, a, mentions), (*cue, *content)
        )


def _said(a: Attribution, mentions: Mapping[str, Mention]) -> Hashable:
    sources = frozenset(mentions[i].span for i in a.sources)
    return frozenset(a.cue), sources, frozenset(a.content), a.attitude, a.form, a.stance, a.modality


def _report(document: Document, a: Attribution, mentions: Mapping[str, Mention]) -> str:
    who = ", ".join(surface(document, mentions[i].span) for i in a.sources) or "no source"
    values = ", ".join(v for v in (a.attitude, a.form, a.stance, a.modality) if v)
    return f"{who} | {surface(document, *a.cue) or 'no cue'} | {surface(document, *a.content)} ({values})"


def _events(document: Document) -> Iterator[Item]:
    mentions = {m.id: m for m in document.mentions or ()}
    for e in document.events or ():
        roles = [(arg.role, mentions[arg.mention].span) for arg in e.arguments]
        same = (e.span, e.type, e.polarity, e.modality, frozenset(roles))
        yield Item(
            "events", e.span, same, _happened(document, e, roles), (Mark(e.start, e.end, "v", rank=WORD),)
        )


def _happened(document: Document, event: Event, roles: Iterable[tuple[str, Span]]) -> str:
    values = ", ".join(v for v in (event.polarity, event.modality) if v)
    who = "; ".join(f"{role} {surface(document, span)}" for role, span in roles)
    return f"{event.type or 'no type'} {surface(document, event.span)} ({values}) {who}".strip()
