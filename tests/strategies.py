"""Hypothesis strategies: small random documents that hold together, and pairs of inputs over the same texts.

Spans lie on the few words of a short text, so that annotations nest, cross, touch and repeat often.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from hypothesis import strategies as st

from quoth_eval.document import (
    ANNOTATION_LAYERS,
    Argument,
    Attribution,
    Document,
    Entity,
    Event,
    Mention,
    Span,
)
from quoth_eval.nesting import CycleError
from quoth_eval.reporting import Reporting

T = TypeVar("T")

TEXT = "Kyiv: “the depot — one of 2 — burned”, Ana’s aide told Die Post."
_BOUNDS = sorted(
    {i for i, c in enumerate(TEXT) if i == 0 or (c == " ") != (TEXT[i - 1] == " ")} | {len(TEXT)}
)
_TYPES = ("PER", "ORG", "GPE")
_KEYS = ("ana", "kyiv", "post", "x 1")
_EVENT_TYPES = ("Strike", "Die")
_ROLES = ("agent", "patient", "place")

spans = st.builds(
    lambda ends: Span(min(ends), max(ends)),
    st.lists(st.sampled_from(_BOUNDS), min_size=2, max_size=2, unique=True),
)


def _nullable(values: tuple[str, ...]) -> st.SearchStrategy[str | None]:
    return st.sampled_from((*values, None))


def _identified(
    prefix: str, build: Callable[[str], st.SearchStrategy[T]], most: int
) -> st.SearchStrategy[tuple[T, ...]]:
    """Up to ``most`` annotations with the ids prefix1, prefix2, ..."""
    return st.integers(0, most).flatmap(lambda n: st.tuples(*(build(f"{prefix}{i + 1}") for i in range(n))))


def mentions(most: int = 6) -> st.SearchStrategy[tuple[Mention, ...]]:
    """Mentions with and without type and entity, often nested or the same."""
    return _identified("m", _mention, most)


def _mention(name: str) -> st.SearchStrategy[Mention]:
    return st.builds(
        lambda span, kind, level, entity: Mention(name, span.start, span.end, kind, level, entity),
        spans,
        _nullable(_TYPES),
        _nullable(("NAM", "NOM", "PRO")),
        _nullable(_KEYS),
    )


def entities() -> st.SearchStrategy[tuple[Entity, ...]]:
    """Every entity that mentions may refer to, with and without an id in a knowledge base."""
    kbs = st.tuples(*(_nullable(("Q1", "Q2", "wikipedia:Kyiv")) for _ in _KEYS))
    return kbs.map(lambda found: tuple(Entity(k, kb=kb) for k, kb in zip(_KEYS, found, strict=True)))


def attributions(among: tuple[str, ...], most: int = 4) -> st.SearchStrategy[tuple[Attribution, ...]]:
    """Attributions whose sources and addressees are ``among`` the ids of mentions; they may form circles."""
    return _identified("a", lambda name: _attribution(name, among), most)


def _attribution(name: str, among: tuple[str, ...]) -> st.SearchStrategy[Attribution]:
    fragments = st.lists(spans, max_size=2).map(tuple)
    references = (
        st.lists(st.sampled_from(among), max_size=2, unique=True).map(tuple) if among else st.just(())
    )
    return st.builds(
        Attribution,
        st.just(name),
        cue=fragments,
        sources=references,
        content=fragments,
        addressees=references,
        relays=st.sampled_from(("a1", "a2", None, None, None)),
        attitude=_nullable(("assertion", "belief")),
        form=_nullable(("direct", "indirect", "mixed")),
        stance=_nullable(("affirms", "denies")),
        modality=_nullable(("asserted", "possible")),
    )


def events(among: tuple[str, ...], most: int = 4) -> st.SearchStrategy[tuple[Event, ...]]:
    """Events whose arguments are ``among`` the ids of mentions; triggers repeat."""
    return _identified("v", lambda name: _event(name, among), most)


def _event(name: str, among: tuple[str, ...]) -> st.SearchStrategy[Event]:
    argument = st.builds(Argument, st.sampled_from(_ROLES), st.sampled_from(among or ("",)))
    return st.builds(
        lambda span, kind, polarity, modality, cluster, arguments: Event(
            name, span.start, span.end, kind, polarity, modality, cluster, tuple(arguments)
        ),
        spans,
        _nullable(_EVENT_TYPES),
        _nullable(("positive", "negative")),
        _nullable(("asserted", "future")),
        _nullable(("raid", "fire")),
        st.lists(argument, max_size=3 if among else 0),
    )


def acyclic(document: Document) -> Document:
    """The document without the attributions that report each other in a circle."""
    if document.attributions is None:
        return document
    known = {a.id for a in document.attributions}
    kept = tuple(a if a.relays in known - {a.id} else replace(a, relays=None) for a in document.attributions)
    document = replace(document, attributions=kept)
    try:
        for a in kept:
            Reporting(document).chain(a)
    except CycleError as circle:
        return acyclic(
            replace(document, attributions=tuple(a for i, a in enumerate(kept) if i not in circle.members))
        )
    return document


@st.composite
def documents(
    draw: st.DrawFn,
    name: str = "d1",
    text: str | None = TEXT,
    layers: tuple[str, ...] = ANNOTATION_LAYERS,
) -> Document:
    """A document in which these layers are annotated, any of them possibly empty."""
    found = draw(mentions())
    ids = tuple(m.id for m in found)
    drawn = {
        "mentions": lambda: found,
        "entities": lambda: draw(entities()),
        "attributions": lambda: draw(attributions(ids)),
        "events": lambda: draw(events(ids)),
    }
    return acyclic(Document(name, text, **{layer: drawn[layer]() for layer in layers}))


Inputs = tuple[list[Document], list[Document]]


@st.composite
def inputs(draw: st.DrawFn, most: int = 3, layers: tuple[str, ...] = ANNOTATION_LAYERS) -> Inputs:
    """Gold and predictions: up to ``most`` documents, some of them on one side only."""
    gold: list[Document] = []
    pred: list[Document] = []
    for at in range(draw(st.integers(0, most))):
        sides = draw(st.sampled_from(((gold, pred), (gold, pred), (gold, pred), (gold,), (pred,))))
        for side in sides:
            side.append(draw(documents(f"d{at + 1}", layers=layers)))
    return gold, pred


def shuffled(draw: st.DrawFn, document: Document) -> Document:
    """The same document with its annotations, and the lists inside them, in another order."""

    def order(items: tuple[T, ...] | None, turned: Callable[[T], T]) -> tuple[T, ...] | None:
        return None if items is None else tuple(turned(i) for i in draw(st.permutations(items)))

    return replace(
        document,
        mentions=order(document.mentions, _same),
        entities=order(document.entities, _same),
        attributions=order(document.attributions, _turned),
        events=order(document.events, lambda e: replace(e, arguments=e.arguments[::-1])),
    )


def _same(item: T) -> T:
    return item


def _turned(found: Attribution) -> Attribution:
    return replace(
        found,
        cue=found.cue[::-1],
        sources=found.sources[::-1],
        content=found.content[::-1],
        addressees=found.addressees[::-1],
    )


def doubled(document: Document) -> Document:
    """The same document with a copy of every mention, attribution and event under an id of its own."""
    return replace(
        document,
        mentions=_twice(document.mentions),
        attributions=_twice(document.attributions),
        events=_twice(document.events),
    )


_Identified = TypeVar("_Identified", Mention, Attribution, Event)


def _twice(items: tuple[_Identified, ...] | None) -> tuple[_Identified, ...] | None:
    return None if items is None else (*items, *(replace(i, id=f"{i.id}-copy") for i in items))
