"""Sums that are exact, so that they never depend on the order or on how the rows were split.

Floating-point addition rounds, and rounds differently in another order. A number is cut here into pieces of
26 binary digits; the pieces of up to 2^27 rows add up without any rounding, in any order, and a single
rounding at the end gives the total (the idea of Kulisch's long accumulator, with four words).
"""

import math

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_UNITS = tuple(2.0 ** (26 * i) for i in range(4))  # pieces: wholes, then down to 2^-26, 2^-52, 2^-78
_BLOCK = 1 << 14  # rows at once: they stay in the processor's cache


def pieces(rows: Floats) -> Floats:
    """The exact column sums of ``rows`` in four pieces, shape (4, columns); they may be added to others.

    What lies below 2^-78 is cut off each number (counts and ratios of counts have nothing there that a
    double of their sum could show).

    Args:
        rows: shape (n, columns), at most 2^27 rows; magnitudes add up to less than 2^53.

    >>> thirds = np.full((3, 1), 1 / 3)
    >>> total(pieces(thirds)) == total(pieces(thirds[:1]) + pieces(thirds[1:]))
    array([ True])
    """
    out = np.zeros((len(_UNITS), rows.shape[1]))
    for at in range(0, len(rows), _BLOCK):
        out += _pieces(rows[at : at + _BLOCK])
    return out


def total(summed: Floats) -> Floats:
    """The sums that pieces stand for, rounded once, shape (columns,)."""
    return np.array([math.fsum(column) for column in summed.T])


def _pieces(rows: Floats) -> Floats:
    out = np.zeros((len(_UNITS), rows.shape[1]))
    part = np.trunc(rows)
    out[0] = part.sum(axis=0)
    if np.array_equal(part, rows):
        return out
    rest = rows - part
    for at, unit in enumerate(_UNITS[1:], 1):
        if not rest.any():
            break
        part = np.trunc(rest * unit) / unit
        out[at] = part.sum(axis=0)
        rest -= part
    return out
