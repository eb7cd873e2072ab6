"""BIO tags: spans with a label as one tag a token (IOB2), and back.

BIO cannot nest. Where labelled spans share a token the longest wins (the outermost, where they nest), the
earliest of equals, then the label that sorts first; what loses is left out whole. A span that covers only a
part of a token takes the whole token; one that holds no token at all is left out. Every span starts with
``B-``, also one that follows another of its label. A discontinuous span gives one ``B-`` for each fragment.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quoth_eval.document import Document, Span
from quoth_eval.nesting import joined

OUTSIDE = "O"
CUE = "CUE"


@dataclass(frozen=True, slots=True, order=True)
class Labelled:
    """A span with its label; of which unit (code points, tokens) the context says."""

    start: int
    end: int
    label: str


def encode(tokens: Sequence[Span], spans: Iterable[Labelled]) -> list[str]:
    """One tag for each token.

    Args:
        tokens: in order, not overlapping; code points.
        spans: in any order, may nest and cross; code points.

    >>> tokens = [Span(0, 3), Span(4, 8), Span(9, 13), Span(14, 18)]
    >>> encode(tokens, [Labelled(0, 8, "ORG"), Labelled(4, 8, "GPE"), Labelled(9, 11, "PER")])
    ['B-ORG', 'I-ORG', 'B-PER', 'O']
    """
    tags = [OUTSIDE] * len(tokens)
    for span in flat(over_tokens(tokens, spans)):
        tags[span.start : span.end] = [f"I-{span.label}"] * (span.end - span.start)
        tags[span.start] = f"B-{span.label}"
    return tags


def decode(tags: Sequence[str]) -> list[Labelled]:
    """The spans that tags stand for, in token positions. An ``I-`` that continues nothing starts a span.

    >>> decode(["B-ORG", "I-ORG", "O", "I-PER"])
    [Labelled(start=0, end=2, label='ORG'), Labelled(start=3, end=4, label='PER')]
    """
    found: list[Labelled] = []
    for at, tag in enumerate(tags):
        prefix, _, label = tag.partition("-")
        last = found[-1] if found else None
        if prefix == "I" and last and last.end == at and last.label == label:
            found[-1] = Labelled(last.start, at + 1, label)
        elif prefix in ("B", "I"):
            found.append(Labelled(at, at + 1, label))
    return found


def labels(names: Iterable[str]) -> list[str]:
    """Every tag that spans with these labels can get, ``O`` first.

    >>> labels(["PER"])
    ['O', 'B-PER', 'I-PER']
    """
    return [OUTSIDE, *(f"{prefix}-{name}" for name in names for prefix in "BI")]


def over_tokens(tokens: Sequence[Span], spans: Iterable[Labelled]) -> list[Labelled]:
    """The spans in token positions, each widened to the tokens it touches; those that touch none left out."""
    starts, ends = [t.start for t in tokens], [t.end for t in tokens]
    placed = (Labelled(bisect_right(ends, s.start), bisect_left(starts, s.end), s.label) for s in spans)
    return [s for s in placed if s.start < s.end]


def flat(spans: Iterable[Labelled]) -> list[Labelled]:
    """The spans that stay when none may overlap: longest first, then earliest, then by label."""
    kept: list[Labelled] = []
    taken: set[int] = set()
    for span in sorted(set(spans), key=lambda s: (s.start - s.end, s)):
        if taken.isdisjoint(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            kept.append(span)
    return sorted(kept)


def mentions(document: Document) -> list[Labelled]:
    """Mentions under their type; those without a type are left out."""
    return [Labelled(m.start, m.end, m.type) for m in document.mentions or () if m.type is not None]


def cues(document: Document) -> list[Labelled]:
    """The fragments of every cue under :data:`CUE`; fragments with nothing between them are one."""
    fragments = (s for a in document.attributions or () for s in joined(a.cue, document.text))
    return [Labelled(s.start, s.end, CUE) for s in fragments]


def triggers(document: Document) -> list[Labelled]:
    """Event triggers under their type; those without a type are left out."""
    return [Labelled(e.start, e.end, e.type) for e in document.events or () if e.type is not None]
