"""Rows of several integer columns, packed side by side into 64 bits where they fit.

Where they do not fit, the columns stay as they are and are sorted lexicographically: nothing is ever cut off.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np

from quoth_eval.columns import Bools, Ints

BITS = 62  # of a key; one more is kept for the side that a row is from


class Rows(Protocol):
    """Rows in lexicographic order, however they are kept."""

    def column(self, number: int) -> Ints:
        """One column, shape (rows,)."""

    def at(self, chosen: Ints) -> Self:
        """Some of the rows."""

    def first(self, width: int) -> Self:
        """The first columns alone; rows may then be the same."""

    def changes(self) -> Bools:
        """Whether each row, the first one always, is another than the one before it: shape (rows,)."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How rows are packed: the least value of each column, and how many bits its values above that take."""

    lows: tuple[int, ...]
    widths: tuple[int, ...]

    @property
    def fits(self) -> bool:
        """Whether a row fits into one key."""
        return sum(self.widths) <= BITS

    def pack(self, columns: Sequence[Ints]) -> Ints:
        """Rows as single integers, in the order of the rows."""
        packed = columns[0] - self.lows[0]
        for column, low, width in zip(columns[1:], self.lows[1:], self.widths[1:], strict=True):
            packed <<= width
            packed |= column - low if low else column
        return packed


def layout(*sides: Sequence[Ints]) -> Layout:
    """The layout that takes the rows of all sides.

    >>> layout([np.array([3, 7])], [np.array([], int)])
    Layout(lows=(3,), widths=(3,))
    """
    both = [[c for c in columns if len(c)] for columns in zip(*sides, strict=True)]
    lows = tuple(min((int(c.min()) for c in columns), default=0) for columns in both)
    highs = [max((int(c.max()) for c in columns), default=0) for columns in both]
    return Layout(lows, tuple((high - low).bit_length() for low, high in zip(lows, highs, strict=True)))


@dataclass(frozen=True, slots=True)
class Packed:
    """Rows as sorted keys; columns are unpacked only where they are asked for."""

    keys: Ints
    layout: Layout

    def column(self, number: int) -> Ints:
        """One column, shape (rows,)."""
        low, width = self.layout.lows[number], self.layout.widths[number]
        out = self.keys >> sum(self.layout.widths[number + 1 :])
        if number:
            out &= (1 << width) - 1
        out += low
        return out

    def at(self, chosen: Ints) -> "Packed":
        """Some of the rows."""
        return Packed(self.keys[chosen], self.layout)

    def first(self, width: int) -> "Packed":
        """The first columns alone."""
        kept = Layout(self.layout.lows[:width], self.layout.widths[:width])
        return Packed(self.keys >> sum(self.layout.widths[width:]), kept)

    def changes(self) -> Bools:
        """Whether each row is another than the one before it."""
        return changes([self.keys])


@dataclass(frozen=True, slots=True)
class Plain:
    """Sorted rows as columns."""

    columns: tuple[Ints, ...]

    def column(self, number: int) -> Ints:
        """One column, shape (rows,)."""
        return self.columns[number]

    def at(self, chosen: Ints) -> "Plain":
        """Some of the rows."""
        return Plain(tuple(c[chosen] for c in self.columns))

    def first(self, width: int) -> "Plain":
        """The first columns alone."""
        return Plain(self.columns[:width])

    def changes(self) -> Bools:
        """Whether each row is another than the one before it."""
        return changes(self.columns)


def changes(columns: Sequence[Ints]) -> Bools:
    """Whether each row of some columns, the first one always, has other values than the one before it.

    >>> changes([np.array([1, 1, 2]), np.array([4, 4, 4])]).tolist()
    [True, False, True]
    """
    out = np.zeros(len(columns[0]), bool)
    out[:1] = True
    for column in columns:
        out[1:] |= column[1:] != column[:-1]
    return out
