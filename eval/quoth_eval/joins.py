"""Multiset joins of integer columns: how often each row occurs on both sides, by document."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from quoth_eval.columns import Bools, Ints

Floats = npt.NDArray[np.float64]


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
        rows = np.flatnonzero(chosen)
        return Tally(tuple(c[rows] for c in self.columns), self.gold[rows], self.pred[rows])

    def by_document(self, size: int) -> tuple[Floats, Floats, Floats]:
        """Matches, predictions and gold rows of each document (the first column), shape (size,) each."""
        return self.by(self.columns[0], size)

    def by(self, cell: Ints, cells: int) -> tuple[Floats, Floats, Floats]:
        """The same for cells of any kind: the cell of each row, shape (rows,), and how many there are."""
        counts = (np.bincount(cell, n, cells) for n in (self.common, self.pred, self.gold))
        tp, pred, gold = (np.asarray(n, np.float64) for n in counts)
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
    lows, widths = _layout(gold, pred)
    if sum(widths) <= 62:
        return _packed_tally((gold, pred), lows, widths)
    columns = [np.concatenate(both) for both in zip(gold, pred, strict=True)]
    order = np.lexsort(columns[::-1])
    theirs = (order >= len(gold[0])).astype(np.int64)
    return _runs(tuple(c[order] for c in columns), theirs)


def changes(columns: Sequence[Ints]) -> Bools:
    """Whether each row, the first one always, has other values than the one before it: shape (rows,)."""
    out = np.zeros(len(columns[0]), bool)
    out[:1] = True
    for column in columns:
        out[1:] |= column[1:] != column[:-1]
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
    lows, widths = _layout(gold, pred)
    if sum(widths) <= 62:
        return _side_by_side(gold, lows, widths), _side_by_side(pred, lows, widths)
    ranks = _ranked([np.concatenate(both) for both in zip(gold, pred, strict=True)])
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


def _layout(gold: Sequence[Ints], pred: Sequence[Ints]) -> tuple[list[int], list[int]]:
    """The least value of each column, and how many bits its values above that take."""
    both = [[c for c in columns if len(c)] for columns in zip(gold, pred, strict=True)]
    lows = [min((int(c.min()) for c in columns), default=0) for columns in both]
    highs = [max((int(c.max()) for c in columns), default=0) for columns in both]
    return lows, [(high - low).bit_length() for low, high in zip(lows, highs, strict=True)]


def _side_by_side(columns: Sequence[Ints], lows: list[int], widths: list[int]) -> Ints:
    packed = columns[0] - lows[0]
    for column, low, width in zip(columns[1:], lows[1:], widths[1:], strict=True):
        packed <<= width
        packed |= column - low if low else column
    return packed


def _packed_tally(sides: Sequence[Sequence[Ints]], lows: list[int], widths: list[int]) -> Tally:
    """Key and side in one integer, sorted: a run of one key has what gold has first, then the other side."""
    tagged = np.concatenate([_side_by_side(side, lows, widths) for side in sides])
    tagged <<= 1
    tagged[len(sides[0][0]) :] |= 1
    tagged.sort()
    found = _runs((tagged >> 1,), tagged & 1)
    return Tally(tuple(_unpacked(found.columns[0], lows, widths)), found.gold, found.pred)


def _unpacked(keys: Ints, lows: list[int], widths: list[int]) -> list[Ints]:
    """The columns that were packed into ``keys``, which is used up."""
    columns = []
    for low, width in zip(lows[:0:-1], widths[:0:-1], strict=True):
        columns.append((keys & (1 << width) - 1) + low)
        keys >>= width
    return [keys + lows[0], *columns[::-1]]


def _runs(rows: tuple[Ints, ...], theirs: Ints) -> Tally:
    """The tally of sorted rows; ``theirs`` is 1 where a row is predicted and 0 where it is gold's."""
    at = np.flatnonzero(changes(rows))
    pred = np.add.reduceat(theirs, at)
    return Tally(tuple(c[at] for c in rows), np.diff(at, append=len(theirs)) - pred, pred)


def _ranked(columns: Sequence[Ints]) -> Ints:
    order = np.lexsort(columns[::-1])
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.cumsum(changes([c[order] for c in columns])) - 1
    return ranks
