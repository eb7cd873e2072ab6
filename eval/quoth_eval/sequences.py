"""Lists of numbers as codes, so that lists are compared as fast as numbers."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from quoth_eval.columns import Ints
from quoth_eval.joins import keys
from quoth_eval.vocabulary import ranked


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists of rows of whole numbers, none of them negative.

    Attributes:
        first: shape (lists + 1,), where each list begins.
        columns: shape (rows,) each.
    """

    first: Ints
    columns: tuple[Ints, ...]


def list_codes(*tables: Lists) -> list[Ints]:
    """A number for each list of several tables: equal exactly where the lists are; the empty list has 0.

    The order of the numbers is the lexicographic order of the lists, whatever else is in the tables.

    >>> found = Lists(np.array([0, 1, 1, 3]), (np.array([7, 7, 9]),))  # [7], [] and [7, 9]
    >>> list_codes(found, Lists(np.array([0, 1]), (np.array([8]),)))
    [array([1, 0, 2]), array([3])]
    """
    whole = _stacked(tables)
    counts = np.diff(whole.first)
    full = np.flatnonzero(counts)
    head = whole.first[full]
    columns = [*(c[head] for c in whole.columns), _tails(whole, counts)[full]]
    found, _ = keys(columns, [c[:0] for c in columns])
    out: Ints = np.zeros(len(counts), np.int64)
    out[full] = np.unique(found, return_inverse=True)[1] + 1
    return np.split(out, np.cumsum([len(t.first) - 1 for t in tables])[:-1])


def _stacked(tables: tuple[Lists, ...]) -> Lists:
    counts = np.concatenate([np.diff(t.first) for t in tables])
    columns = zip(*(t.columns for t in tables), strict=True)
    first = np.concatenate([[0], np.cumsum(counts)])
    return Lists(first, tuple(np.concatenate(c) for c in columns))


def _tails(lists: Lists, counts: Ints) -> Ints:
    """Codes of what follows the first row of each list, 0 for nothing: few lists are longer than one row."""
    out: Ints = np.zeros(len(counts), np.int64)
    long = np.flatnonzero(counts > 1)
    if len(long):
        inside = np.repeat(counts > 1, counts)
        inside[lists.first[long]] = False
        first = np.concatenate([[0], np.cumsum(counts[long] - 1)])
        out[long] = ranked([_as_bytes(first, tuple(c[inside] for c in lists.columns))])[0][0] + 1
    return out


def _as_bytes(first: Ints, columns: tuple[Ints, ...]) -> pa.Array:
    """Lists as byte strings that are equal and sort like the lists."""
    data = np.stack(columns, axis=-1).astype(">u8")  # the first byte counts most, so bytes sort like numbers
    offsets = first.astype(np.int64) * 8 * len(columns)
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(np.ascontiguousarray(data))]
    return pa.Array.from_buffers(pa.large_binary(), len(first) - 1, buffers)
