"""The article itself: its paragraphs with mentions, cues, contents and triggers marked in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from quoth_eval.document import Attribution, Document, Section
from quoth_eval.pages.keys import Keys
from quoth_eval.pages.look import Look
from quoth_eval.pages.marks import Mark, clipped, inline, lanes

CONTENT, MENTION, WORD = range(3)  # what is drawn around what


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the article: ``kind`` is its section's, ``lanes`` how many underlines need room."""

    kind: str
    lanes: int
    html: Markup


def paragraphs(document: Document, marks: Sequence[Mark]) -> list[Paragraph]:
    """The lines of the text that are not empty, with their marks.

    Marks of rank ``MENTION`` have the lanes next to the text, contents those below; others need none.
    """
    text = document.text or ""
    placed: set[str] = set()
    return [
        _paragraph(document, text, start, end, clipped(marks, start, end), placed)
        for start, end in _lines(text)
    ]


def all_marks(document: Document, keys: Keys, look: Look) -> list[Mark]:
    """The marks of every layer of a document."""
    return [*_mentions(document, keys, look), *_attributions(document, keys), *_events(document, keys, look)]


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _paragraph(
    document: Document, text: str, start: int, end: int, marks: list[Mark], placed: set[str]
) -> Paragraph:
    mentions, free = lanes([m for m in marks if m.rank == MENTION])
    contents, free = lanes([m for m in marks if m.rank == CONTENT], free)
    words = [m for m in marks if m.rank == WORD]
    kind = _kind(document.sections, start)
    return Paragraph(kind, free, inline(text, start, end, [*contents, *mentions, *words], placed))


def _kind(sections: Sequence[Section], at: int) -> str:
    return next((s.kind for s in sections if s.start <= at < s.end), "body")


def _mentions(document: Document, keys: Keys, look: Look) -> Iterator[Mark]:
    for mention in document.mentions or ():
        key = keys.mention[mention.id]
        yield Mark(
            mention.start,
            mention.end,
            "m",
            key,
            rank=MENTION,
            label=mention.type or "",
            anchor=key,
            colour=look.mention(mention.type).colour,
        )


def _attributions(document: Document, keys: Keys) -> Iterator[Mark]:
    for attribution in document.attributions or ():
        key = keys.attribution[attribution.id]
        yield from (Mark(s.start, s.end, "q", key, rank=WORD, anchor=key) for s in attribution.cue)
        for span in attribution.content:
            yield Mark(
                span.start, span.end, _content(attribution), key, rank=CONTENT, anchor=_bare(attribution, key)
            )


def _content(attribution: Attribution) -> str:
    """The classes of a content: how it is worded, and what its source thinks of it."""
    form = {"direct": " direct", "mixed": " mixed"}.get(attribution.form or "", "")
    stance = {"denies": " denied", "questions": " questioned"}.get(attribution.stance or "", "")
    return f"c{form}{stance}"


def _bare(attribution: Attribution, key: str) -> str:
    return "" if attribution.cue else key


def _events(document: Document, keys: Keys, look: Look) -> Iterator[Mark]:
    for event in document.events or ():
        key = keys.event[event.id]
        yield Mark(
            event.start,
            event.end,
            "v no" if event.polarity == "negative" else "v",
            key,
            rank=WORD,
            label=event.type or "",
            anchor=key,
            colour=look.happening(event.type).colour,
        )
