"""Sets of positions (characters or tokens) as disjoint runs, many sets at once.

The positions of all documents lie on one line (:mod:`quoth_eval.ground`), one document after the other, so
that sets of different documents never share a position and need not be told apart.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from quoth_eval.columns import Bools, Ints
from quoth_eval.sequences import Lists, list_codes

Closed = Callable[[Ints, Ints, Ints], Bools]


@dataclass(frozen=True, slots=True)
class Runs:
    """Sets, one a row: row ``i`` holds the runs ``first[i]:first[i + 1]``, sorted, no two of them touching.

    Attributes:
        first: shape (rows + 1,).
        start: shape (runs,), the first position of each run.
        end: shape (runs,), the position after its last; always beyond ``start``.
    """

    first: Ints
    start: Ints
    end: Ints

    @property
    def rows(self) -> int:
        """How many sets there are."""
        return len(self.first) - 1

    @property
    def counts(self) -> Ints:
        """How many runs each set has, shape (rows,)."""
        return np.diff(self.first)

    @property
    def owner(self) -> Ints:
        """The set that each run belongs to, shape (runs,)."""
        return np.repeat(np.arange(self.rows), self.counts)

    @property
    def sizes(self) -> Ints:
        """How many positions each set has, shape (rows,)."""
        return summed(self.owner, self.end - self.start, self.rows)

    def take(self, rows: Ints) -> "Runs":
        """The sets of these rows, in this order."""
        counts = self.counts[rows]
        at = spread(self.first[rows], counts)
        return Runs(_firsts(counts), self.start[at], self.end[at])


def united(owner: Ints, start: Ints, end: Ints, rows: int, closed: Closed | None = None) -> Runs:
    """Spans in any order as one set for each owner; spans that touch or overlap become one run.

    Args:
        owner: shape (spans,), the set that each span belongs to.
        start: shape (spans,).
        end: shape (spans,); empty spans are left out.
        rows: number of sets.
        closed: says of stretches (owner, start, end) between two runs whether they are no gap.

    >>> two = united(np.array([1, 1, 1]), np.array([6, 0, 2]), np.array([9, 3, 4]), 2)
    >>> two.first.tolist(), two.start.tolist(), two.end.tolist()
    ([0, 0, 2], [0, 6], [4, 9])
    """
    full = end > start
    owner, start, end = owner[full], start[full], end[full]
    order = np.lexsort((start, owner))
    owner, start, end = owner[order], start[order], end[order]
    if not len(owner):
        return Runs(np.zeros(rows + 1, np.int64), start, end)
    stride = int(end.max()) + 1
    reach = np.maximum.accumulate(owner * stride + end) - owner * stride  # the end so far, owner by owner
    opens = np.ones(len(owner), bool)
    opens[1:] = (owner[1:] != owner[:-1]) | (start[1:] > reach[:-1])
    if closed is not None:
        gaps = np.flatnonzero(opens[1:] & (owner[1:] == owner[:-1]))
        opens[gaps + 1] = ~closed(owner[gaps], reach[gaps], start[gaps + 1])
    heads = np.flatnonzero(opens)
    tails = np.append(heads[1:], len(owner)) - 1
    return Runs(_firsts(np.bincount(owner[heads], minlength=rows)), start[heads], reach[tails])


def stacked(sets: Sequence[Runs]) -> Runs:
    """The sets of several tables in one, those of the first one first."""
    counts = np.concatenate([s.counts for s in sets])
    return Runs(_firsts(counts), *(np.concatenate([getattr(s, n) for s in sets]) for n in ("start", "end")))


def overlapping(a: Runs, b: Runs) -> tuple[Ints, Ints]:
    """Every pair of rows that share a position, once, sorted: rows of ``a`` and rows of ``b``.

    The work grows with the pairs of runs that do overlap, not with all pairs.
    """
    inside_a, starts_a = _starting_inside(a.start, a.end, b.start, "left")
    inside_b, starts_b = _starting_inside(b.start, b.end, a.start, "right")
    rows_a = a.owner[np.concatenate([inside_a, starts_b])]
    rows_b = b.owner[np.concatenate([starts_a, inside_b])]
    return _unique_pairs(rows_a, rows_b, b.rows)


def covering(outer: Runs, inner: Runs) -> tuple[Ints, Ints]:
    """Every pair of rows where each run of the inner set lies inside one of the outer set's.

    An empty set lies inside none. Pairs are sorted by the outer row, then by the inner one.
    """
    large, small = _starting_inside(outer.start, outer.end, inner.start, "left")
    fits = inner.end[small] <= outer.end[large]
    keys = outer.owner[large[fits]] * max(inner.rows, 1) + inner.owner[small[fits]]
    pairs, found = np.unique(keys, return_counts=True)
    rows = np.divmod(pairs, max(inner.rows, 1))
    whole = found == inner.counts[rows[1]]
    return rows[0][whole], rows[1][whole]


def shared(a: Runs, b: Runs, rows_a: Ints, rows_b: Ints) -> Ints:
    """How many positions the sets of each pair of rows share, shape (pairs,)."""
    pair, i, j = products(a.first, b.first, rows_a, rows_b)
    common = np.minimum(a.end[i], b.end[j]) - np.maximum(a.start[i], b.start[j])
    return summed(pair, np.maximum(common, 0), len(rows_a))


def codes(*tables: Runs) -> list[Ints]:
    """A number for each set of several tables: equal exactly where the sets are; the empty set has 0.

    The order of the numbers is the lexicographic order of the runs, whatever else is in the tables.

    >>> a = united(np.array([0, 2]), np.array([5, 3]), np.array([6, 8]), 3)
    >>> codes(a, a.take(np.array([2])))
    [array([2, 0, 1]), array([1])]
    """
    return list_codes(*(Lists(t.first, (t.start, t.end)) for t in tables))


def products(first_a: Ints, first_b: Ints, rows_a: Ints, rows_b: Ints) -> tuple[Ints, Ints, Ints]:
    """Every combination of an item of row ``a`` with one of row ``b``, for each pair of rows.

    Args:
        first_a: shape (rows + 1,), where the items of each row begin; ``first_b`` likewise.
        rows_a: shape (pairs,); ``rows_b`` likewise.

    Returns:
        The pair, the item of ``a`` and the item of ``b``, shape (combinations,) each.
    """
    width = np.diff(first_b)[rows_b]
    counts = np.diff(first_a)[rows_a] * width
    pair = np.repeat(np.arange(len(rows_a)), counts)
    at = spread(np.zeros(len(counts), np.int64), counts)
    i, j = np.divmod(at, width[pair])
    return pair, first_a[rows_a][pair] + i, first_b[rows_b][pair] + j


def spread(first: Ints, counts: Ints) -> Ints:
    """``first[i], first[i] + 1, ...``, ``counts[i]`` numbers for each ``i``, one after the other.

    >>> spread(np.array([7, 3]), np.array([2, 1]))
    array([7, 8, 3])
    """
    before = np.cumsum(counts) - counts
    numbers: Ints = np.arange(int(counts.sum())) + np.repeat(first - before, counts)
    return numbers


def summed(owner: Ints, values: Ints, size: int) -> Ints:
    """The sum of ``values`` for each owner, shape (size,); exact below 2**53."""
    sums: Ints = np.bincount(owner, weights=values, minlength=size).astype(np.int64)
    return sums


def _firsts(counts: Ints) -> Ints:
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


def _starting_inside(start: Ints, end: Ints, points: Ints, side: str) -> tuple[Ints, Ints]:
    """Pairs of a run and a point inside it; with ``side="right"`` not at its very start."""
    order = np.argsort(points, kind="stable")
    ordered = points[order]
    low = np.searchsorted(ordered, start, "right" if side == "right" else "left")
    counts = np.maximum(np.searchsorted(ordered, end, "left") - low, 0)
    return np.repeat(np.arange(len(start)), counts), order[spread(low, counts)]


def _unique_pairs(a: Ints, b: Ints, width: int) -> tuple[Ints, Ints]:
    found = np.unique(a * max(width, 1) + b)
    return np.divmod(found, max(width, 1))
