"""Krippendorff's alpha for nominal data: units (tokens, say), any number of coders, missing values."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from quoth_eval.agreement.coefficient import Coefficient
from quoth_eval.errors import InputError
from quoth_eval.statistics.sums import FloatArray

Codes = NDArray[np.integer]


def nominal_alpha(values: ArrayLike) -> Coefficient:
    """Nominal alpha of ``values``, ``(units, coders)`` of label numbers from 0, with -1 for missing.

    alpha = 1 - (N - 1) D / (N² - sum n_c²) with D the disagreeing ordered pairs of values within units, each
    weighted by 1 / (m_u - 1), m_u the values of a unit; units with fewer than two values are dropped
    (Krippendorff 2004, chapter 11; 2011, section D). Undefined when nothing can be paired and when only one
    label occurs, for then no disagreement is expected.

    Raises:
        InputError: values of another shape, or below -1.

    >>> nominal_alpha([[0, 0], [1, 1], [0, 1], [2, -1]]).value
    0.4444444444444444
    """
    sums = nominal_statistics(values).sum(axis=0)
    reason = "only one label was used" if sums[0] else "no unit has two values"
    return Coefficient.of(float(nominal_alpha_of(sums)), reason)


def nominal_statistics(
    values: ArrayLike, documents: ArrayLike | None = None, n_documents: int = 1
) -> FloatArray:
    """What each document adds to nominal alpha: ``(n_documents, 2 + labels)``.

    ``documents`` holds the position of each unit's document, from 0; without it all units belong to the
    first. The columns are the pairable values N, the disagreement D and the pairable values n_c of each
    label; feed their sums to :func:`nominal_alpha_of`.

    >>> nominal_statistics([[0, 0], [0, 1]], documents=[0, 1], n_documents=2).tolist()
    [[2.0, 0.0, 2.0, 0.0], [2.0, 2.0, 1.0, 1.0]]
    """
    codes = _codes(values)
    place = (
        np.zeros(len(codes), dtype=np.int64) if documents is None else np.asarray(documents, dtype=np.int64)
    )
    if place.shape != (len(codes),):
        raise InputError(f"{len(codes)} units but documents of shape {place.shape}: give one a unit")
    n_labels = int(codes.max(initial=-1)) + 1
    present = (codes >= 0).sum(axis=1)
    if (present < 2).any():
        codes, place, present = codes[present >= 2], place[present >= 2], present[present >= 2]
    out = np.zeros((n_documents, 2 + n_labels))
    out[:, 0] = np.bincount(place, weights=present, minlength=n_documents)
    out[:, 1] = np.bincount(place, weights=_disagreements(codes, present), minlength=n_documents)
    out[:, 2:] = _label_counts(codes, place, out[:, 2:].shape)
    return out


def nominal_alpha_of(sums: FloatArray) -> FloatArray:
    """Nominal alpha of sums of :func:`nominal_statistics`: ``(..., 2 + labels)`` to ``(...)``, NaN for
    undefined."""
    n, disagreement = sums[..., 0], sums[..., 1]
    expected = n * n - (sums[..., 2:] ** 2).sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(expected > 0, 1 - (n - 1) * disagreement / expected, np.nan)


def _codes(values: ArrayLike) -> Codes:
    codes = np.asarray(values)
    if codes.ndim != 2 or not np.issubdtype(codes.dtype, np.integer):
        raise InputError(
            f"expected label numbers of shape (units, coders), not {codes.dtype} of {codes.shape}"
        )
    if codes.min(initial=0) < -1:
        raise InputError("label numbers start at 0; -1 stands for a missing value")
    return codes


def _disagreements(codes: Codes, present: Codes) -> FloatArray:
    """For each unit the ordered pairs of differing values, over the values each is paired with."""
    unequal = np.zeros(len(codes))
    full = bool((codes >= 0).all())
    for i in range(codes.shape[1]):
        for j in range(i):
            differ = codes[:, i] != codes[:, j]
            unequal += differ if full else differ & (codes[:, i] >= 0) & (codes[:, j] >= 0)
    return 2 * unequal / (present - 1)


def _label_counts(codes: Codes, place: Codes, shape: tuple[int, ...]) -> FloatArray:
    counts = np.zeros(shape[0] * shape[1])
    for column in codes.T:
        cells, seen = place * shape[1] + column, column >= 0
        counts += np.bincount(cells if seen.all() else cells[seen], minlength=len(counts))
    return counts.reshape(shape)
