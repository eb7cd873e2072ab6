"""The text as the tagger sees it: tokens with their words, sentences as runs of tokens, quotations."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quoth_eval.document import Document, Span
from quoth_eval.quotes import quoted
from quoth_eval.tokens import tokenize

_SENTENCE_END = re.compile(r"[.!?]+[”’\"')]*(?=\s+[“‘\"'(]*[A-Z0-9])|\n")
_ABBREVIATION = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Prof|Gen|Col|Lt|Sen|Rep|Gov)\.$")
_TERMINAL = ".!?…:;,"


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens from ``first`` up to, not including, ``last``."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Page:
    """One text in tokens; ``quotes`` are its quotations with their marks, ``marks`` these in characters."""

    text: str
    tokens: tuple[Span, ...]
    words: tuple[str, ...]
    lower: tuple[str, ...]
    sentences: tuple[Run, ...]
    quotes: tuple[Run, ...]
    marks: tuple[Span, ...]

    def span(self, run: Run) -> Span:
        """The characters of a run that is not empty."""
        return Span(self.tokens[run.first].start, self.tokens[run.last - 1].end)

    def near(self, left: int) -> bool:
        """Whether only one white space, or nothing, stands between token ``left`` and the next."""
        gap = self.text[self.tokens[left].end : self.tokens[left + 1].start]
        return gap in ("", " ")

    def glued(self, left: int) -> bool:
        """Whether nothing stands between token ``left`` and the next."""
        return self.tokens[left].end == self.tokens[left + 1].start

    def trim(self, first: int, last: int) -> Run | None:
        """The run without punctuation at its ends, quotation marks excepted; none when nothing is left."""
        while first < last and self.words[first] in ",;:.–—-":
            first += 1
        while first < last and self.words[last - 1] in _TERMINAL + "–—-":
            last -= 1
        return Run(first, last) if first < last else None

    def quote_at(self, token: int) -> Run | None:
        """The quotation that ``token`` is in, marks included."""
        return next((q for q in self.quotes if q.first <= token < q.last), None)


def page(document: Document) -> Page:
    """The page of a document; its own sentences where it has them, else a simple rule's."""
    text = document.text or ""
    tokens = tokenize(text)
    starts = [t.start for t in tokens]
    words = tuple(t.of(text) for t in tokens)
    lower = tuple(w.lower() for w in words)
    sentences = _runs(document.sentences or tuple(_sentences(text)), starts)
    marks = quoted(text)
    return Page(text, tokens, words, lower, sentences, _runs(marks, starts), marks)


def _runs(spans: Sequence[Span], starts: Sequence[int]) -> tuple[Run, ...]:
    runs = (Run(bisect_left(starts, s.start), bisect_left(starts, s.end)) for s in spans)
    return tuple(r for r in runs if r.first < r.last)


def _sentences(text: str) -> Iterator[Span]:
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if match[0] != "\n" and _ABBREVIATION.search(text, start, match.end()):
            continue
        if match.end() > start:
            yield Span(start, match.end())
        start = match.end()
    if start < len(text):
        yield Span(start, len(text))
