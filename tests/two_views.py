"""A second annotator's version of a document: other ids and keys, and here and there another opinion."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

import renaming
from hypothesis import strategies as st
from strategies import acyclic, documents, spans

from quoth_eval.document import Attribution, Document, Event, Mention

T = TypeVar("T", Mention, Attribution, Event)


@st.composite
def views(draw: st.DrawFn, annotators: int = 2) -> dict[str, Document]:
    """One document as several annotators have it."""
    names = ("ada", "ben", "cy")[:annotators]
    whole = draw(documents())
    return {name: renamed(varied(draw, whole), name) for name in names}


def renamed(document: Document, mark: str) -> Document:
    """The same labels under other ids and keys."""
    return renaming.renamed(document, lambda name: f"{name}-{mark}")


def varied(draw: st.DrawFn, document: Document) -> Document:
    """Some annotations lost, some labelled otherwise; mostly the same."""
    mentions = [_mention(draw, m) for m in _some(draw, document.mentions or ())]
    known = {m.id for m in mentions}
    kept = [_attribution(draw, a, known) for a in _some(draw, document.attributions or ())]
    found = replace(
        document,
        mentions=tuple(mentions),
        attributions=tuple(kept),
        events=tuple(_event(draw, e, known) for e in _some(draw, document.events or ())),
    )
    return acyclic(found)


def _some(draw: st.DrawFn, items: Iterable[T]) -> list[T]:
    return [item for item in items if not _seldom(draw)]


def _seldom(draw: st.DrawFn) -> bool:
    return draw(st.integers(0, 7)) == 7


def _mention(draw: st.DrawFn, m: Mention) -> Mention:
    if _seldom(draw):
        m = replace(m, level=draw(st.sampled_from(("NAM", "NOM", None))))
    if _seldom(draw):
        m = replace(m, entity=draw(st.sampled_from(("ana", "post", None))))
    return replace(m, type=draw(st.sampled_from(("PER", None)))) if _seldom(draw) else m


def _attribution(draw: st.DrawFn, a: Attribution, known: set[str]) -> Attribution:
    a = replace(
        a,
        sources=tuple(i for i in a.sources if i in known),
        addressees=tuple(i for i in a.addressees if i in known),
    )
    if _seldom(draw):
        a = replace(a, stance=draw(st.sampled_from(("denies", None))))
    return replace(a, content=(draw(spans),)) if _seldom(draw) else a


def _event(draw: st.DrawFn, e: Event, known: set[str]) -> Event:
    e = replace(e, arguments=tuple(x for x in e.arguments if x.mention in known))
    if _seldom(draw):
        e = replace(e, cluster=draw(st.sampled_from(("raid", None))))
    return replace(e, type="Die") if _seldom(draw) else e
