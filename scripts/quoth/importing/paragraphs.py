"""The paragraphs of a plain text: its lines, or its blocks where the text is wrapped to a width."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_WRAP_WIDTHS = range(40, 121)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of running text: where it is, its words, and the block (between blank lines) it stands in."""

    start: int
    end: int
    text: str
    block: int


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a normalised text, in order.

    A line is a paragraph, except in a text whose lines break only because the next word had no room: there
    a block is one.

    >>> [p.text for p in paragraphs("Kicker\\nHeadline\\n\\nBody text.")]
    ['Kicker', 'Headline', 'Body text.']
    """
    blocks = list(_blocks(text))
    width = max((p.end - p.start for block in blocks for p in block), default=0)
    wrapped = [len(b) > 1 and _is_wrapped(b, width) for b in blocks]
    return tuple(
        p
        for block, whole in zip(blocks, wrapped, strict=True)
        for p in ([_whole(block, text)] if whole else block)
    )


def _blocks(text: str) -> Iterator[list[Paragraph]]:
    at, number, block = 0, 0, list[Paragraph]()
    for line in text.split("\n"):
        if line:
            block.append(Paragraph(at, at + len(line), line, number))
        elif block:
            yield block
            number, block = number + 1, []
        at += len(line) + 1
    if block:
        yield block


def _is_wrapped(block: Sequence[Paragraph], width: int) -> bool:
    """Whether every line of the block is full: the next line's first word did not fit any more."""
    pairs = pairwise(block)
    return width in _WRAP_WIDTHS and all(
        len(line.text) + 1 + len(following.text.split()[0]) > width for line, following in pairs
    )


def _whole(block: Sequence[Paragraph], text: str) -> Paragraph:
    start, end = block[0].start, block[-1].end
    return Paragraph(start, end, text[start:end], block[0].block)
