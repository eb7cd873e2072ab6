"""Multiset joins of integer columns: how often each key occurs on both sides, by document."""

from collections.abc import Sequence

import numpy as np

from quoth_eval.columns import Ints


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


def _packed(columns: Sequence[Ints]) -> Ints:
    lows = [int(c.min()) for c in columns]
    widths = [(int(c.max()) - low).bit_length() for c, low in zip(columns, lows, strict=True)]
    if sum(widths) > 62:
        return _ranked(columns)
    packed: Ints = np.zeros(len(columns[0]), np.int64)
    for column, low, width in zip(columns, lows, widths, strict=True):
        packed = (packed << width) | (column - low)
    return packed


def _ranked(columns: Sequence[Ints]) -> Ints:
    order = np.lexsort(columns[::-1])
    change = np.zeros(len(order), np.int64)
    for column in columns:
        change[1:] |= column[order[1:]] != column[order[:-1]]
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.cumsum(change)
    return ranks
