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


def overlapping(gold: Spans, pred: Spans) -> tuple[Ints, Ints]:
    """All pairs of spans of one document that share a character: positions in ``gold`` and in ``pred``.

    Sorted by gold, then by prediction. In every such pair either the prediction starts within the gold span
    or the gold span starts within the prediction, after its start: two sweeps over sorted starts find each
    pair once.

    >>> spans = Spans(np.array([0, 0]), np.array([0, 5]), np.array([6, 9]))
    >>> [x.tolist() for x in overlapping(spans, spans.at(np.array([1])))]
    [[0, 1], [0, 0]]
    """
    within, after = _ranges(gold, pred)
    ours, theirs = _expanded(*within)
    others, own = _expanded(*after)
    pairs = np.concatenate([ours * len(pred) + theirs, own * len(pred) + others])
    pairs.sort()
    return np.divmod(pairs, max(len(pred), 1))


def overlaps_by_document(gold: Spans, pred: Spans, size: int) -> Ints:
    """How many pairs of spans overlap in each document, without listing them: shape (size,)."""
    (low, high), (lower, higher) = _ranges(gold, pred)
    documents = np.concatenate([gold.document, pred.document])
    found = np.concatenate([high - low, higher - lower])
    return np.bincount(documents, found, size).astype(np.int64)


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


_Range = tuple[Ints, Ints]


def _ranges(gold: Spans, pred: Spans) -> tuple[_Range, _Range]:
    """For each gold span the predictions that start within it; for each prediction the gold spans after."""
    width = 1 + max((int(s.end.max()) for s in (gold, pred) if len(s.end)), default=0)
    (gs, ge), (ps, pe) = ((s.document * width + s.start, s.document * width + s.end) for s in (gold, pred))
    within = np.searchsorted(ps, gs), np.searchsorted(ps, ge)
    after = np.searchsorted(gs, ps, "right"), np.searchsorted(gs, pe)
    return within, after


def _expanded(low: Ints, high: Ints) -> tuple[Ints, Ints]:
    """Every number of each range, beside the position of its range."""
    counts = high - low
    owner = np.repeat(np.arange(len(low)), counts)
    ends = np.cumsum(counts)
    return owner, np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - counts - low, counts)
