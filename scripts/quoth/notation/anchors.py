"""Spans to surface strings and back: where in a text is ``Lida~2``, ``first ... last``, ``@14 Lida``?"""

import re
from bisect import bisect_right
from functools import cached_property

from quoth.notation.syntax import escaped, plain
from quoth_eval.document import Span
from quoth_eval.errors import InputError
from quoth_eval.tokens import tokenize

_LINE = re.compile(r"@([0-9]{1,9})[ \t]+")
_NUMBER = re.compile(r"(~~?)([0-9]{1,9})$")
_GAP = re.compile(r"[ \t]+\.\.\.[ \t]+")
_LONG, _WORDS = 60, 3  # a span of more characters is written by this many words at each end


class Anchors:
    """The lines and whole words of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        ends = [i for i, c in enumerate(text) if c == "\n"]
        self._starts = [0, *(e + 1 for e in ends)]
        self._ends = [*ends, len(text)]

    def find(self, anchor: str, line: int) -> Span:
        """The span that a (shielded) anchor in the block of ``line`` stands for.

        Raises:
            InputError: no such line, not found there, or several and no number.
        """
        ends = _GAP.split(anchor)
        if len(ends) > 2:
            raise InputError(f"{plain(anchor)!r} has more than one ' ... '; write fragments as a | b")
        first = self._end(ends[0], line, 0)
        if len(ends) == 1:
            return first
        return Span(first.start, self._end(ends[1], self.line_of(first.start), first.end).end)

    def describe(self, span: Span, line: int) -> str:
        """The anchor of a span, as written in the block of ``line``; :meth:`find` gives the span back."""
        tokens = tokenize(span.of(self.text)) if span.end - span.start > _LONG else ()
        if len(tokens) < 2 * _WORDS + 2 or tokens[0].start or tokens[-1].end != span.end - span.start:
            return self._write(span, line, 0)
        head = Span(span.start, span.start + tokens[_WORDS - 1].end)
        tail = Span(span.start + tokens[-_WORDS].start, span.end)
        own = self.line_of(span.start)
        return f"{self._write(head, line, 0)} ... {self._write(tail, own, head.end)}"

    def line_of(self, position: int) -> int:
        """The number of the line that a position is in, from 1; a line's end belongs to it."""
        return bisect_right(self._starts, position)

    def _end(self, anchor: str, line: int, after: int) -> Span:
        if own := _LINE.match(anchor):
            line, anchor = int(own[1]), anchor[own.end() :]
        count = _NUMBER.search(anchor)
        surface = plain(anchor[: count.start()] if count else anchor)
        found = self._occurrences(surface, line, after)
        if not (count and count[1] == "~~"):
            found = self._whole(found)
        at = int(count[2]) if count else 1
        if not 1 <= at <= len(found) or (count is None and len(found) > 1):
            raise InputError(self._missing(surface, line, len(found), at if count else None))
        return found[at - 1]

    def _write(self, span: Span, line: int, after: int) -> str:
        own = self.line_of(span.start)
        found = self._occurrences(span.of(self.text), own, after)
        whole = self._whole(found)
        number = (
            ""
            if whole == [span]
            else f"~{whole.index(span) + 1}"
            if span in whole
            else f"~~{found.index(span) + 1}"
        )
        return f"{'' if own == line else f'@{own} '}{escaped(span.of(self.text))}{number}"

    def _occurrences(self, surface: str, line: int, after: int) -> list[Span]:
        """Where ``surface`` begins in the line, overlapping ones too."""
        if not 1 <= line <= len(self._starts):
            raise InputError(f"there is no line {line}; the text has {len(self._starts)}")
        if not surface:
            raise InputError("the words are missing")
        found: list[Span] = []
        at = self.text.find(surface, max(after, self._starts[line - 1]))
        while 0 <= at <= self._ends[line - 1]:
            found.append(Span(at, at + len(surface)))
            at = self.text.find(surface, at + 1)
        return found

    def _whole(self, found: list[Span]) -> list[Span]:
        return [s for s in found if not (s.start in self._inside or s.end in self._inside)] or found

    def _missing(self, surface: str, line: int, found: int, number: int | None) -> str:
        if not found:
            shown = self.text[self._starts[line - 1] : self._ends[line - 1]]
            return f"{surface!r} is not in line {line}: {shown if len(shown) <= 60 else shown[:57] + '...'!r}"
        if number is None:
            return f"{surface!r} is {found} times in line {line}; say which with ~1 to ~{found}"
        return f"{surface!r} is only {found} times in line {line}, there is no ~{number}"

    @cached_property
    def _inside(self) -> frozenset[int]:
        """The positions strictly inside a token."""
        return frozenset(i for t in tokenize(self.text) for i in range(t.start + 1, t.end))
