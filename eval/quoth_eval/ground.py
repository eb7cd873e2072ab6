"""The characters and the tokens of all documents of a pair, each on one line, document after document."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from quoth_eval.columns import Bools, Ints, Pair, Side


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the spans of documents lie on the two lines.

    Attributes:
        offset: shape (documents,), where each document's characters begin.
        start: shape (tokens,), where each token begins on the line of characters.
        end: shape (tokens,), where it ends.
        before: shape (documents,), tokens of earlier documents, each code point of those without counted.
        uncut: shape (documents,), documents without tokens: every code point counts as one.
    """

    offset: Ints
    start: Ints
    end: Ints
    before: Ints
    uncut: Bools

    def characters(self, document: Ints, start: Ints, end: Ints) -> tuple[Ints, Ints]:
        """Spans of documents on the line of characters."""
        return self.offset[document] + start, self.offset[document] + end

    def tokens(self, document: Ints, start: Ints, end: Ints) -> tuple[Ints, Ints]:
        """The tokens that spans of documents overlap, as stretches of the line of tokens; some are empty."""
        low, high = self.characters(document, start, end)
        own = np.searchsorted(self.start, self.offset)[document]  # tokens that were cut in earlier documents
        uncut, before = self.uncut[document], self.before[document] - own
        first = np.where(uncut, own + start, np.searchsorted(self.end, low, "right"))
        last = np.where(uncut, own + end, np.searchsorted(self.start, high, "left"))
        return before + first, before + np.maximum(first, last)


def blank(pair: Pair, line: Ground, document: Ints, start: Ints, end: Ints) -> Bools:
    """Whether stretches of documents hold nothing but white space, as far as that is known.

    Where the text is withheld, a stretch without a token is blank; where there are no tokens either, none is.
    """
    first, last = line.tokens(document, start, end)
    out: Bools = (first == last) & ~line.uncut[document]
    texts = {int(d): pair.text(int(d)) for d in np.unique(document)}
    for i, (d, a, b) in enumerate(zip(document.tolist(), start.tolist(), end.tolist(), strict=True)):
        if (text := texts[d]) is not None:
            out[i] = not text[a:b].strip()
    return out


def ground(pair: Pair) -> Ground:
    """The lines of a pair; only documents with attributions have their tokens on them.

    Tokens are the gold's own where it has them, else those of the text, else single code points. They are
    taken to be in order and apart from each other.
    """
    size = np.zeros(pair.size, np.int64)
    for document, ends in _ends(pair):
        np.maximum.at(size, document, ends)
    cut = [(d, pair.tokens_of(d)) for d in _documents(pair)]
    known = [(d, *tokens) for d, tokens in cut if tokens is not None]
    for d, _, ends in known:
        size[d] = max(size[d], ends.max(initial=0))
    offset = np.cumsum(size) - size
    uncut = np.zeros(pair.size, bool)
    uncut[[d for d, tokens in cut if tokens is None]] = True
    counts = np.where(uncut, size, 0)
    counts[[d for d, _, _ in known]] = [len(start) for _, start, _ in known]
    start, end = (_joined([offset[k[0]] + k[i] for k in known]) for i in (1, 2))
    return Ground(offset, start, np.maximum.accumulate(end), np.cumsum(counts) - counts, uncut)


def _joined(parts: list[Ints]) -> Ints:
    return np.concatenate([np.zeros(0, np.int64), *parts])


def _documents(pair: Pair) -> list[int]:
    sides = (pair.gold, pair.pred)
    found = np.unique(np.concatenate([side.attributions.document for side in sides]))
    return [int(d) for d in found]


def _ends(pair: Pair) -> Iterator[tuple[Ints, Ints]]:
    """Documents and ends of every span that anything is worked out from."""
    for side in (pair.gold, pair.pred):
        yield side.mentions.document, side.mentions.end
        yield side.events.document, side.events.end
        yield from _ends_of_attributions(side)


def _ends_of_attributions(side: Side) -> Iterator[tuple[Ints, Ints]]:
    found = side.attributions
    for role in (found.cue, found.content):
        yield found.document[role.owner], role.end
