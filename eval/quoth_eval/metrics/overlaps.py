"""Which spans of two sides overlap, by sorted sweeps: work grows with the overlaps, not with all pairs."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from quoth_eval.columns import Bools, Ints


@dataclass(frozen=True, slots=True)
class Spans:
    """Spans of many documents, sorted by document and start; shape (spans,) each."""

    document: Ints
    start: Ints
    end: Ints

    def __len__(self) -> int:
        return len(self.document)

    def at(self, chosen: Ints | Bools | slice) -> "Spans":
        """Some of the spans."""
        return Spans(self.document[chosen], self.start[chosen], self.end[chosen])


@dataclass(frozen=True, slots=True)
class Sweep:
    """Where the spans of one document that share a character are, before they are listed.

    In every such pair either the prediction starts within the gold span, or the gold span starts within the
    prediction, after its start: two sweeps over sorted starts find each pair once.

    Attributes:
        gold: the spans of one side.
        pred: those of the other.
        within: for each gold span the range of the predictions that start within it.
        after: for each prediction the range of the gold spans that start within it, after its start.
    """

    gold: Spans
    pred: Spans
    within: tuple[Ints, Ints]
    after: tuple[Ints, Ints]

    def by_document(self, size: int) -> Ints:
        """How many pairs there are in each document: shape (size,)."""
        documents = np.concatenate([self.gold.document, self.pred.document])
        found = np.concatenate([high - low for low, high in (self.within, self.after)])
        return np.bincount(documents, found, size).astype(np.int64)

    def pairs(self) -> tuple[Ints, Ints]:
        """All pairs, as positions in ``gold`` and in ``pred``, sorted by the first, then the second."""
        ours, theirs = _expanded(*self.within)
        others, own = _expanded(*self.after)
        width = max(len(self.pred), 1)
        pairs = np.concatenate([ours * width + theirs, own * width + others])
        pairs.sort()
        return np.divmod(pairs, width)


def sweep(gold: Spans, pred: Spans) -> Sweep:
    """The sweep over the spans of two sides.

    >>> spans = Spans(np.array([0, 0]), np.array([0, 5]), np.array([6, 9]))
    >>> [x.tolist() for x in sweep(spans, spans.at(np.array([1]))).pairs()]
    [[0, 1], [0, 0]]
    """
    width = 1 + max((int(s.end.max()) for s in (gold, pred) if len(s.end)), default=0)
    (gs, ge), (ps, pe) = ((s.document * width + s.start, s.document * width + s.end) for s in (gold, pred))
    within = np.searchsorted(ps, gs), np.searchsorted(ps, ge)
    return Sweep(gold, pred, within, (np.searchsorted(gs, ps, "right"), np.searchsorted(gs, pe)))


def overlapping(gold: Spans, pred: Spans) -> tuple[Ints, Ints]:
    """All pairs of spans of one document that share a character, as :meth:`Sweep.pairs` gives them."""
    return sweep(gold, pred).pairs()


def blocks(sizes: Ints, limit: int) -> Iterator[slice]:
    """Ranges of documents whose sizes add up to less than twice ``limit``; a larger one stands alone.

    >>> list(blocks(np.array([1, 2, 1, 9, 1, 1]), 4))
    [slice(0, 3, None), slice(3, 4, None), slice(4, 6, None)]
    """
    large = sizes > limit
    block = (np.cumsum(np.where(large, 0, sizes)) - 1) // limit
    cuts = np.flatnonzero((np.diff(block) != 0) | large[1:] | large[:-1]) + 1
    ends = [0, *cuts.tolist(), len(sizes)]
    yield from (slice(*ends[i : i + 2]) for i in range(len(ends) - 1) if len(sizes))


def _expanded(low: Ints, high: Ints) -> tuple[Ints, Ints]:
    """Every number of each range, beside the position of its range."""
    counts = high - low
    owner = np.repeat(np.arange(len(low)), counts)
    ends = np.cumsum(counts)
    return owner, np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - counts - low, counts)
