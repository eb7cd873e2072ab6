"""Percentile bootstrap over documents, from per-document sufficient statistics, as matrix products."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from quoth_eval.errors import InputError
from quoth_eval.statistics.sums import FloatArray, IntArray, Statistic, group_sums, rows_per_chunk, sufficient

MEMORY = 1 << 23
"""Bytes that the counts of one chunk of resamples may take, few enough for a processor's cache."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A percentile interval: its bounds, ``None`` with a reason when the statistic is undefined throughout.

    ``undefined`` is the share of resamples in which the statistic had no value; they are left out.
    """

    low: float | None
    high: float | None
    undefined: float = 0.0
    reason: str | None = None


def resample_indices(rng: np.random.Generator, documents: int, resamples: int) -> IntArray:
    """Which documents each resample holds: ``(resamples, documents)``, drawn with replacement.

    The numbers do not depend on how many are drawn at a time, so chunks of any size give the same resamples.

    >>> rng = np.random.default_rng(1)
    >>> resample_indices(rng, documents=3, resamples=2).shape
    (2, 3)
    """
    return rng.integers(0, documents, size=(resamples, documents), dtype=np.uint32).astype(np.int64)


def resampled_sums(
    matrix: ArrayLike, *, resamples: int, seed: int, groups: ArrayLike | None = None
) -> FloatArray:
    """The sums of ``resamples`` bootstrap resamples of the documents, of shape ``(resamples, k)``.

    ``matrix`` is ``(documents, k)``: what each document contributes. Whole documents are drawn with
    replacement (Efron and Tibshirani 1993), or whole groups where ``groups`` names one for each document.
    The counts of a chunk of resamples are multiplied with the matrix at once; the size of a chunk is bounded
    and never changes the result.

    Raises:
        InputError: a matrix of another shape, or fewer resamples than one.

    >>> resampled_sums([[1.0], [1.0]], resamples=3, seed=0).ravel().tolist()
    [2.0, 2.0, 2.0]
    """
    rows = group_sums(sufficient(matrix), groups)
    if resamples < 1:
        raise InputError(f"the number of resamples must be 1 or more, not {resamples}")
    rng = np.random.default_rng(seed)
    return np.concatenate([counts @ rows for counts in resampled_counts(rng, len(rows), resamples)])


def bootstrap(
    matrix: ArrayLike,
    statistic: Statistic,
    *,
    resamples: int,
    seed: int,
    groups: ArrayLike | None = None,
    confidence: float = 0.95,
) -> Interval:
    """The percentile interval of one statistic; see :func:`intervals` for several from the same resamples.

    >>> def precision(sums):
    ...     return sums[..., 0] / sums[..., 1]
    >>> bootstrap([[1, 2], [2, 2], [0, 2]], precision, resamples=1000, seed=0)
    Interval(low=0.0, high=1.0, undefined=0.0, reason=None)
    """
    sums = resampled_sums(matrix, resamples=resamples, seed=seed, groups=groups)
    return percentile_interval(_evaluate(statistic, sums), confidence)


def intervals(
    matrix: ArrayLike,
    statistics: Mapping[str, Statistic],
    *,
    resamples: int,
    seed: int,
    groups: ArrayLike | None = None,
    confidence: float = 0.95,
) -> dict[str, Interval]:
    """The percentile intervals of several statistics of the same sums, resampled once."""
    sums = resampled_sums(matrix, resamples=resamples, seed=seed, groups=groups)
    return {name: percentile_interval(_evaluate(f, sums), confidence) for name, f in statistics.items()}


def percentile_interval(values: FloatArray, confidence: float = 0.95) -> Interval:
    """The central interval that holds ``confidence`` of the resampled values; NaN are counted apart.

    >>> percentile_interval(np.arange(101.0), confidence=0.5)
    Interval(low=25.0, high=75.0, undefined=0.0, reason=None)
    """
    if not 0 < confidence < 1:
        raise InputError(f"a confidence level lies between 0 and 1, not {confidence}")
    defined = values[~np.isnan(values)]
    undefined = 1 - defined.size / values.size
    if not defined.size:
        return Interval(None, None, undefined, "undefined in every resample")
    low, high = np.percentile(defined, [50 * (1 - confidence), 50 * (1 + confidence)])
    return Interval(float(low), float(high), undefined)


def resampled_counts(
    rng: np.random.Generator, documents: int, resamples: int, columns: int = 0
) -> Iterator[FloatArray]:
    """How often each resample holds each document, ``(chunk, documents)``, a chunk of resamples at a time.

    A chunk of as many rows of ``columns`` numbers does not take more memory either.
    """
    step = rows_per_chunk(max(documents, columns), MEMORY)
    for first in range(0, resamples, step):
        rows = min(step, resamples - first)
        cells = resample_indices(rng, documents, rows)
        cells += np.arange(rows)[:, None] * documents
        counts = np.bincount(cells.ravel(), minlength=rows * documents)
        yield counts.reshape(rows, documents).astype(np.float64)


def _evaluate(statistic: Statistic, sums: FloatArray) -> FloatArray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(statistic(sums), dtype=np.float64)
