"""Sentences of an article: found by sentencex in each section, put right where it is known to err."""

import re
from collections.abc import Iterator, Sequence

from quoth.importing.sections import credit_start
from quoth_eval.document import Section, Span
from quoth_eval.quotes import quoted

_RUNNING = ("lead", "body", "caption")
_WHITE = re.compile(r"\s")
_QUOTED_END = re.compile(r"[“„«‹‘\"'].*[.!?…]\s", re.DOTALL)
_INITIAL = re.compile(r"(?:^|\W)[^\W\d_a-zA-Z]\.\s*$")
_FALSE_ABBREVIATION = re.compile(r"\b(?:[Mm]ay|no)\.[”’\"')]*\s+(?=[^\W\da-z_])")


def sentences(text: str, sections: Sequence[Section], language: str | None = "en") -> tuple[Span, ...]:
    """The sentences of a text, in order, none across two sections and none with white space at its ends.

    A headline, a date or a line of sources is one sentence. Quotations of several sentences are split.

    >>> text = "“We left. It burned,” she said. Š. Oro had stayed."
    >>> [s.of(text) for s in sentences(text, [Section(0, len(text), "body")])]
    ['“We left.', 'It burned,” she said.', 'Š. Oro had stayed.']
    """
    found = (
        span for section in sections for span in _of_section(text, section, (language or "en").split("-")[0])
    )
    return tuple(sorted(found))


def _of_section(text: str, section: Section, language: str) -> Iterator[Span]:
    whole = section.start, section.end
    if section.kind not in _RUNNING:
        ends = [section.end]
    else:
        ends = sorted(_ends(text[slice(*whole)], language, section.kind == "caption"))
        ends = [section.start + e for e in ends]
    start = section.start
    for end in ends:
        words = text[start:end]
        if words.strip():
            left = start + len(words) - len(words.lstrip())
            yield Span(left, start + len(words.rstrip()))
        start = end


def _ends(words: str, language: str, caption: bool) -> set[int]:
    """Where sentences end (or the white space after them does), as offsets into ``words``."""
    ends = _boundaries(words, language)
    for quote in quoted(words) if _QUOTED_END.search(words) else ():
        inside = words[quote.start + 1 : quote.end]
        ends |= {quote.start + 1 + e for e in _boundaries(inside, language) if e < len(inside.rstrip())}
    ends |= {m.end() for m in _FALSE_ABBREVIATION.finditer(words)}
    if caption and (credit := credit_start(words)):
        ends.add(credit)
    return {e for e in ends if _ends_here(words, e)} | {len(words)}


def _ends_here(words: str, end: int) -> bool:
    """No initial stands before the end, and something that can be a sentence stands after it."""
    return _INITIAL.search(words[:end]) is None and any(c.isalnum() for c in words[end:])


def _boundaries(words: str, language: str) -> set[int]:
    from sentencex import get_sentence_boundaries  # type: ignore[import-untyped]

    plain = _WHITE.sub(" ", words)  # sentencex dies of a no-break space before a full stop ("B\xa0.")
    return {b["end_index"] for b in get_sentence_boundaries(language, plain)}
