"""What the resampling methods share: statistics of sums, and documents that are drawn together."""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from quoth_eval.errors import InputError

FloatArray: TypeAlias = NDArray[np.float64]
IntArray: TypeAlias = NDArray[np.int64]

Statistic: TypeAlias = Callable[[FloatArray], FloatArray]
"""A function of sums of sufficient statistics, ``(..., k)``, to values, ``(...)``; NaN is undefined."""


def sufficient(matrix: ArrayLike) -> FloatArray:
    """``matrix`` as float64 of shape ``(documents, k)``.

    Raises:
        InputError: not two-dimensional, no documents, or a value that is not finite.

    >>> sufficient([[1, 2], [3, 4]]).shape
    (2, 2)
    """
    rows = np.ascontiguousarray(matrix, dtype=np.float64)
    if rows.ndim != 2 or not len(rows):
        raise InputError(
            f"expected statistics of shape (documents, k), one document or more, not {rows.shape}"
        )
    if not np.isfinite(rows).all():
        raise InputError("the statistics of a document must be finite numbers: they are counts that add up")
    return rows


def group_sums(matrix: FloatArray, groups: ArrayLike | None) -> FloatArray:
    """The rows of ``matrix`` added up by group, in the order of the sorted groups; unchanged without groups.

    Documents of one story or one publisher are no independent observations; drawn as groups, they count as
    one. ``groups`` holds one hashable, sortable name or number a document.

    Raises:
        InputError: another number of groups than documents.

    >>> group_sums(np.array([[1.0], [2.0], [4.0]]), ["b", "a", "b"]).tolist()
    [[2.0], [5.0]]
    """
    if groups is None:
        return matrix
    names = np.asarray(groups)
    if names.shape != (len(matrix),):
        raise InputError(f"{len(matrix)} documents but groups of shape {names.shape}: name one for each")
    _, member = np.unique(names, return_inverse=True)
    out = np.zeros((int(member.max()) + 1, matrix.shape[1]))
    np.add.at(out, member, matrix)
    return out


def rows_per_chunk(columns: int, memory: int) -> int:
    """How many rows of ``columns`` float64 fit into ``memory`` bytes, one at least."""
    return max(1, memory // (8 * max(1, columns)))
