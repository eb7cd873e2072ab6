"""Multiset joins of integer columns: how often each row occurs on both sides, by document."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from quoth_eval.columns import Bools, Ints


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each distinct row occurs on either side.

    Attributes:
        columns: the distinct rows in lexicographic order, one array of shape (rows,) a column.
        gold: shape (rows,); how often the row occurs in gold.
        pred: shape (rows,); how often it is predicted.
    """

    columns: tuple[Ints, ...]
    gold: Ints
    pred: Ints

    @property
    def common(self) -> Ints:
        """How many of each row match, shape (rows,)."""
        return np.minimum(self.gold, self.pred)

    @property
    def folded(self) -> "Tally":
        """The same as sets: no row counts more than once on a side."""
        return Tally(self.columns, np.minimum(self.gold, 1), np.minimum(self.pred, 1))

    def __len__(self) -> int:
        return len(self.gold)

    def at(self, chosen: Bools) -> "Tally":
        """Some of the rows."""
        return Tally(tuple(c[chosen] for c in self.columns), self.gold[chosen], self.pred[chosen])

    def by_document(self, size: int) -> tuple[Ints, Ints, Ints]:
        """Matches, predictions and gold rows of each document (the first column), shape (size,) each."""
        found = self.common, self.pred, self.gold
        tp, pred, gold = (np.bincount(self.columns[0], n, size).astype(np.int64) for n in found)
        return tp, pred, gold

    def repeated(self, size: int) -> Ints:
        """How many rows are repetitions of another one on their side, by document: shape (size,)."""
        beyond = sum(np.maximum(side - 1, 0) for side in (self.gold, self.pred))
        return np.bincount(self.columns[0], beyond, size).astype(np.int64)

    def first(self, width: int) -> "Tally":
        """The tally of the first ``width`` columns alone."""
        at = self.starts(width)
        sums = (np.add.reduceat(side, at) for side in (self.gold, self.pred))
        return Tally(tuple(c[at] for c in self.columns[:width]), *sums)

    def starts(self, width: int) -> Ints:
        """Where the first ``width`` columns have other values than in the row before: positions, from 0."""
        return np.flatnonzero(changes(self.columns[:width]))


def tally(gold: Sequence[Ints], pred: Sequence[Ints]) -> Tally:
    """The distinct rows of both sides with their numbers.

    The columns are packed into 64 bits side by side where they fit; where they do not, rows are sorted
    lexicographically. Nothing is ever cut off.

    Args:
        gold: columns of shape (n,), the first one varying slowest; values may be negative.
        pred: the same columns of the other side, shape (m,).

    >>> t = tally([np.array([7, 2, 7])], [np.array([7])])
    >>> t.columns[0].tolist(), t.gold.tolist(), t.pred.tolist()
    ([2, 7], [1, 2], [0, 1])
    """
    columns = [np.concatenate(both) for both in zip(gold, pred, strict=True)]
    theirs = np.zeros(len(columns[0]), np.int64)
    theirs[len(gold[0]) :] = 1
    if not len(theirs):
        return Tally(tuple(columns), theirs, theirs)
    layout = _layout(columns)
    if sum(layout[1]) <= 62:
        return _packed_tally(columns, theirs, *layout)
    order = np.lexsort(columns[::-1])
    return _runs(tuple(c[order] for c in columns), theirs[order])


def changes(columns: Sequence[Ints]) -> Bools:
    """Whether each row, the first one always, has other values than the one before it: shape (rows,)."""
    out = np.ones(len(columns[0]), bool)
    if len(out):
        out[1:] = np.logical_or.reduce([c[1:] != c[:-1] for c in columns])
    return out


def keys(gold: Sequence[Ints], pred: Sequence[Ints]) -> tuple[Ints, Ints]:
    """Rows of several columns as single integers, equal exactly where the rows are, over both sides.

    The columns are packed into 64 bits side by side where they fit; where they do not, rows are ranked by a
    lexicographic sort. Nothing is ever cut off. The order of the keys is that of the rows.

    Args:
        gold: columns of shape (n,), the first one varying slowest; values may be negative.
        pred: the same columns of the other side, shape (m,).

    >>> a, b = keys([np.array([0, 2])], [np.array([2])])
    >>> bool(b[0] == a[1])
    True
    """
    cut = len(gold[0])
    both = [np.concatenate(columns) for columns in zip(gold, pred, strict=True)]
    packed = _packed(both) if len(both[0]) else both[0]
    return packed[:cut], packed[cut:]


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


def totals(documents: Ints, size: int) -> Ints:
    """How many items each document has: shape (size,)."""
    return np.bincount(documents, minlength=size)


def _layout(columns: Sequence[Ints]) -> tuple[list[int], list[int]]:
    """The least value of each column, and how many bits its values above that take."""
    lows = [int(c.min()) for c in columns]
    return lows, [(int(c.max()) - low).bit_length() for c, low in zip(columns, lows, strict=True)]


def _side_by_side(columns: Sequence[Ints], lows: list[int], widths: list[int]) -> Ints:
    packed: Ints = np.zeros(len(columns[0]), np.int64)
    for column, low, width in zip(columns, lows, widths, strict=True):
        packed <<= width
        packed |= column - low
    return packed


def _packed_tally(columns: Sequence[Ints], theirs: Ints, lows: list[int], widths: list[int]) -> Tally:
    """Key and side in one integer, sorted: a run of one key has what gold has first, then the other side."""
    tagged = _side_by_side([*columns, theirs], [*lows, 0], [*widths, 1])
    tagged.sort()
    found = _runs((tagged >> 1,), tagged & 1)
    return Tally(tuple(_unpacked(found.columns[0], lows, widths)), found.gold, found.pred)


def _unpacked(keys: Ints, lows: list[int], widths: list[int]) -> list[Ints]:
    below = [sum(widths[i + 1 :]) for i in range(len(widths))]
    return [
        (keys >> shift & (1 << width) - 1) + low
        for low, width, shift in zip(lows, widths, below, strict=True)
    ]


def _runs(rows: tuple[Ints, ...], theirs: Ints) -> Tally:
    """The tally of sorted rows; ``theirs`` is 1 where a row is predicted and 0 where it is gold's."""
    at = np.flatnonzero(changes(rows))
    pred = np.add.reduceat(theirs, at)
    return Tally(tuple(c[at] for c in rows), np.diff(at, append=len(theirs)) - pred, pred)


def _packed(columns: Sequence[Ints]) -> Ints:
    lows, widths = _layout(columns)
    return _ranked(columns) if sum(widths) > 62 else _side_by_side(columns, lows, widths)


def _ranked(columns: Sequence[Ints]) -> Ints:
    order = np.lexsort(columns[::-1])
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.cumsum(changes([c[order] for c in columns])) - 1
    return ranks
