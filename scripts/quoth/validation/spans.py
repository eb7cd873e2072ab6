"""Rules about where spans begin and end."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from quoth.importing.sections import UNANNOTATED, is_credit
from quoth.validation.rule import Annotation, Case, Hit, named, rule, spans_of
from quoth_eval.document import Attribution, Span
from quoth_eval.quotes import quoted

_EDGE = re.compile(r"[,;:–—]")
_CLOSING = re.compile(r"[.!?…]")
_ABBREVIATED = re.compile(r"(?:^|\W)(?:\w\.){2,}$|\b(?:Inc|Corp|Ltd|Co|Jr|Sr|etc|al)\.$")


@rule(
    "mention-crosses-word", "error", "A mention begins and ends where words do; hyphens part words.", "ENT-04"
)
def _mention_crosses_word(case: Case) -> Iterator[Hit]:
    for m in case.mentions:
        yield from _cut_words(case, m, m.span)


@rule("span-crosses-word", "error", "Cues, contents and triggers begin and end where words do.")
def _span_crosses_word(case: Case) -> Iterator[Hit]:
    for item in case.reports:
        for span in spans_of(item):
            yield from _cut_words(case, item, span)


def _cut_words(case: Case, item: Annotation, span: Span) -> Iterator[Hit]:
    for offset in (span.start, span.end):
        at = bisect_right(case.tokens, offset, key=lambda t: t.start) - 1
        if at >= 0 and (token := case.tokens[at]).start < offset < token.end:
            word = f" {case.of(token)!r}" if case.text else ""
            yield Hit(f"cuts the word{word} ({token.start}:{token.end}) at {offset}", named(item), (span,))
            return


@rule("mention-edge-whitespace", "error", "A mention has no white space at its ends.")
def _mention_edge_whitespace(case: Case) -> Iterator[Hit]:
    for m in case.mentions:
        yield from _padded(case, m, m.span)


@rule("span-edge-whitespace", "error", "Cues, contents and triggers have no white space at their ends.")
def _span_edge_whitespace(case: Case) -> Iterator[Hit]:
    for item in case.reports:
        for span in spans_of(item):
            yield from _padded(case, item, span)


def _padded(case: Case, item: Annotation, span: Span) -> Iterator[Hit]:
    words = case.of(span)
    if words != words.strip():
        yield Hit("has white space at its ends", named(item), (span,))


@rule(
    "span-edge-punctuation",
    "warning",
    "No comma, colon or dash at the ends of a span, and no full stop outside quotes.",
    "ATT-07",
)
def _span_edge_punctuation(case: Case) -> Iterator[Hit]:
    marks = quoted(case.text or "")
    for item in case.regions:
        for span in spans_of(item):
            in_quotes = any(q.start < span.end <= q.end for q in marks)
            content = isinstance(item, Attribution) and span in item.content
            if _punctuated(case.of(span), content and not in_quotes):
                yield Hit("begins or ends with punctuation that is not part of it", named(item), (span,))


def _punctuated(words: str, closing: bool) -> bool:
    """Whether punctuation stands at an end; with ``closing`` also a full stop, unless it abbreviates."""
    if not words:
        return False
    if _EDGE.match(words[0]) or _EDGE.match(words[-1]):
        return True
    return closing and _CLOSING.match(words[-1]) is not None and not _ABBREVIATED.search(words)


@rule("duplicate-mention", "error", "No two mentions have the same span and type.")
def _duplicate_mention(case: Case) -> Iterator[Hit]:
    first: dict[tuple[int, int, str | None], str] = {}
    for m in case.mentions:
        key = (m.start, m.end, m.type)
        if key in first:
            yield Hit(f"is the same as mention {first[key]}", named(m), (m.span,))
        first.setdefault(key, m.id)


@rule("mentions-overlap", "warning", "Mentions nest; one never overlaps a part of another.")
def _mentions_overlap(case: Case) -> Iterator[Hit]:
    reaching: list[tuple[int, int, str]] = []
    for m in sorted(case.mentions, key=lambda m: (m.start, -m.end)):
        reaching = [r for r in reaching if r[1] > m.start]
        for start, end, other in reaching:
            if start < m.start and end < m.end:
                yield Hit(f"overlaps mention {other} ({start}:{end}) in part", named(m), (m.span,))
        reaching.append((m.start, m.end, m.id))


@rule("mention-crosses-sentence", "warning", "A mention lies in one sentence.")
def _mention_crosses_sentence(case: Case) -> Iterator[Hit]:
    for m in case.mentions:
        if len(case.sentences_of((m.span,))) > 1:
            yield Hit("reaches into another sentence", named(m), (m.span,))


@rule(
    "unannotated-section", "warning", "Kicker, byline, photo credit and sources are not annotated.", "ENT-18"
)
def _unannotated_section(case: Case) -> Iterator[Hit]:
    bare = [s for s in case.document.sections if s.kind in UNANNOTATED]
    captions = [s for s in case.document.sections if s.kind == "caption"]
    bare += [s for s in captions if is_credit(case.of(Span(s.start, s.end)))]
    for item in case.regions:
        for span in spans_of(item):
            for s in bare:
                if s.start < span.end and span.start < s.end:
                    yield Hit(f"lies in a section that is left alone: {s.kind}", named(item), (span,))
