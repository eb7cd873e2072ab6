"""Multiset joins of integer columns: how often each row occurs on both sides, by document."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from quoth_eval.columns import Bools, Ints
from quoth_eval.packing import Packed, Plain, Rows, changes, layout

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each distinct row occurs on either side.

    Attributes:
        rows: the distinct rows in lexicographic order.
        gold: shape (rows,); how often the row occurs in gold.
        pred: shape (rows,); how often it is predicted.
    """

    rows: Rows
    gold: Ints
    pred: Ints

    def __len__(self) -> int:
        return len(self.gold)

    def column(self, number: int) -> Ints:
        """One column of the distinct rows, shape (rows,)."""
        return self.rows.column(number)

    @property
    def document(self) -> Ints:
        """The first column, which is the document wherever counts are by document."""
        return self.rows.column(0)

    @property
    def common(self) -> Ints:
        """How many of each row match, shape (rows,)."""
        return np.minimum(self.gold, self.pred)

    @property
    def folded(self) -> "Tally":
        """The same as sets: no row counts more than once on a side."""
        return Tally(self.rows, np.minimum(self.gold, 1), np.minimum(self.pred, 1))

    def at(self, chosen: Bools) -> "Tally":
        """Some of the rows."""
        rows = np.flatnonzero(chosen)
        return Tally(self.rows.at(rows), self.gold[rows], self.pred[rows])

    def first(self, width: int) -> "Tally":
        """The tally of the first ``width`` columns alone."""
        rows = self.rows.first(width)
        at = np.flatnonzero(rows.changes())
        return Tally(rows.at(at), np.add.reduceat(self.gold, at), np.add.reduceat(self.pred, at))

    def changes(self, width: int) -> Bools:
        """Whether the first ``width`` columns have other values than in the row before: shape (rows,)."""
        return self.rows.first(width).changes()

    def by_document(self, size: int) -> Floats:
        """Matches, false alarms and misses of each document: shape (size, 3), as PRF measures take them."""
        return self.by(self.document, size).T

    def by(self, cell: Ints, cells: int) -> Floats:
        """The same for cells of any kind, shape (3, cells).

        Args:
            cell: shape (rows,); the cell of each row.
            cells: how many there are.
        """
        common = self.common
        counts = common, self.pred - common, self.gold - common
        rows = [np.flatnonzero(n > 0) for n in counts]
        places = np.concatenate([cell[r] + k * cells for k, r in enumerate(rows)])
        found = np.bincount(
            places, np.concatenate([n[r] for n, r in zip(counts, rows, strict=True)]), 3 * cells
        )
        return np.asarray(found, np.float64).reshape(3, cells)

    def repeated(self, size: int) -> Ints:
        """How many rows are repetitions of another one on their side, by document: shape (size,)."""
        beyond = sum(np.maximum(side - 1, 0) for side in (self.gold, self.pred))
        return np.bincount(self.document, beyond, size).astype(np.int64)


def tally(gold: Sequence[Ints], pred: Sequence[Ints]) -> Tally:
    """The distinct rows of both sides with their numbers.

    Args:
        gold: columns of shape (n,), the first one varying slowest; values may be negative.
        pred: the same columns of the other side, shape (m,).

    >>> t = tally([np.array([7, 2, 7])], [np.array([7])])
    >>> t.column(0).tolist(), t.gold.tolist(), t.pred.tolist()
    ([2, 7], [1, 2], [0, 1])
    """
    packing = layout(gold, pred)
    if packing.fits:
        # Key and side in one integer: sorting these alone is the fastest way to bring equal rows together.
        tagged = np.concatenate([packing.pack(side) for side in (gold, pred)])
        tagged <<= 1
        tagged[len(gold[0]) :] |= 1
        tagged.sort()
        if not (tagged[1:] == tagged[:-1]).any():
            return _sets(Packed(tagged >> 1, packing), tagged)
        return _runs(Packed(tagged >> 1, packing), tagged & 1)
    columns = [np.concatenate(both) for both in zip(gold, pred, strict=True)]
    order = np.lexsort(columns[::-1])
    return _runs(Plain(tuple(c[order] for c in columns)), (order >= len(gold[0])).astype(np.int64))


def keys(gold: Sequence[Ints], pred: Sequence[Ints]) -> tuple[Ints, Ints]:
    """Rows of several columns as single integers, equal exactly where the rows are, over both sides.

    The order of the keys is that of the rows.

    Args:
        gold: columns of shape (n,), the first one varying slowest; values may be negative.
        pred: the same columns of the other side, shape (m,).

    >>> a, b = keys([np.array([0, 2])], [np.array([2])])
    >>> bool(b[0] == a[1])
    True
    """
    packing = layout(gold, pred)
    if packing.fits:
        return packing.pack(gold), packing.pack(pred)
    columns = [np.concatenate(both) for both in zip(gold, pred, strict=True)]
    order = np.lexsort(columns[::-1])
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.cumsum(changes([c[order] for c in columns])) - 1
    return ranks[: len(gold[0])], ranks[len(gold[0]) :]


def matched(documents: Ints, gold: Ints, pred: Ints, size: int) -> Ints:
    """How many items match by document, as multisets: shape (size,).

    Args:
        documents: shape (n,); the document of each gold item.
        gold: shape (n,); keys that contain the document.
        pred: shape (m,); keys of the other side.
        size: number of documents.
    """
    unique, first, counts = np.unique(gold, return_index=True, return_counts=True)
    others = np.searchsorted(np.sort(pred), [unique, unique + 1])
    common = np.minimum(counts, others[1] - others[0])
    return np.bincount(documents[first], weights=common, minlength=size)[:size].astype(np.int64)


def _sets(rows: Packed, tagged: Ints) -> Tally:
    """The tally of sorted rows that no side has twice: those in a run of two are on both sides."""
    at = np.flatnonzero(rows.changes())
    theirs = tagged[at] & 1  # of two equal rows the first is gold's
    twice = np.diff(at, append=len(tagged)) - 1
    return Tally(rows.at(at), 1 - theirs, theirs | twice)


def _runs(rows: Rows, theirs: Ints) -> Tally:
    """The tally of sorted rows; ``theirs`` is 1 where a row is predicted and 0 where it is gold's."""
    at = np.flatnonzero(rows.changes())
    pred = np.add.reduceat(theirs, at)
    return Tally(rows.at(at), np.diff(at, append=len(theirs)) - pred, pred)
