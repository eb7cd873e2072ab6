"""Many statistics, each of sums of its own, from one and the same bootstrap resamples."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from quoth_eval.statistics.bootstrap import Interval, percentile_interval, resampled_counts
from quoth_eval.statistics.sums import FloatArray, Statistic, group_sums, sufficient

BLOCK = 1 << 27
"""Bytes of statistics that are put side by side for one product; no result depends on it."""


@dataclass(frozen=True, slots=True)
class Resampling:
    """How to resample.

    Attributes:
        resamples: how many.
        seed: of the random numbers.
        cluster: what documents have in common that are drawn together (``publisher``); ``None`` for none.
    """

    resamples: int
    seed: int = 0
    cluster: str | None = None


def as_options(how: Resampling) -> dict[str, object]:
    """What a signature says of it.

    >>> as_options(Resampling(1000, seed=7))
    {'bootstrap': 1000, 'seed': 7, 'cluster': None}
    """
    return {"bootstrap": how.resamples, "seed": how.seed, "cluster": how.cluster}


@dataclass(frozen=True, slots=True, eq=False)
class Estimate:
    """A statistic of the sums of what each document contributes.

    Attributes:
        rows: ``(documents, k)``.
        statistic: of sums ``(..., k)`` to values ``(...)``, NaN where undefined.
        reason: why it is undefined, if it is.
    """

    rows: FloatArray
    statistic: Statistic
    reason: str = ""

    @property
    def value(self) -> float:
        """The statistic of all documents; NaN for undefined.

        >>> Estimate(np.array([[1.0, 2.0], [0.0, 2.0]]), lambda sums: sums[..., 0] / sums[..., 1]).value
        0.25
        """
        with np.errstate(divide="ignore", invalid="ignore"):
            return float(self.statistic(self.rows.sum(axis=0)))


def resampled_values(
    estimates: Sequence[Estimate], how: Resampling, groups: ArrayLike | None = None
) -> FloatArray:
    """The values of all estimates in every resample: ``(estimates, resamples)``.

    All see the same resamples, so that differences of values are differences within a resample. Estimates
    that share the very same ``rows`` are summed once. The memory is bounded, apart from the result.

    Args:
        estimates: over the same documents, one or more of these.
        how: number of resamples and seed.
        groups: ``(documents,)``, a name for each document; documents of one name are drawn together.

    Raises:
        InputError: no documents, or statistics that are no finite numbers.

    >>> share = Estimate(np.array([[1.0, 1.0]]), lambda sums: sums[..., 0] / sums[..., 1])
    >>> resampled_values([share], Resampling(3)).tolist()
    [[1.0, 1.0, 1.0]]
    """
    values = np.full((len(estimates), how.resamples), np.nan)
    for block in _blocks(estimates):
        _evaluate(estimates, block, how, groups, values)
    return values


def resampled_intervals(
    estimates: Sequence[Estimate], how: Resampling, groups: ArrayLike | None = None
) -> list[Interval]:
    """The percentile interval of each estimate at 95 %; without documents undefined."""
    if not estimates:
        return []
    if not len(estimates[0].rows):
        return [Interval(None, None, 1.0, "no documents")] * len(estimates)
    return [percentile_interval(row) for row in resampled_values(estimates, how, groups)]


def _blocks(estimates: Sequence[Estimate]) -> Iterator[list[int]]:
    """The estimates in groups whose distinct rows fit into memory side by side; one at least."""
    block: list[int] = []
    seen: set[int] = set()
    size = 0
    for at, estimate in enumerate(estimates):
        more = 0 if id(estimate.rows) in seen else 8 * estimate.rows.size
        if block and size + more > BLOCK:
            yield block
            block, seen, size, more = [], set(), 0, 8 * estimate.rows.size
        block.append(at)
        seen.add(id(estimate.rows))
        size += more
    if block:
        yield block


def _evaluate(
    estimates: Sequence[Estimate],
    block: list[int],
    how: Resampling,
    groups: ArrayLike | None,
    values: FloatArray,
) -> None:
    """Fill the rows of ``values`` that belong to the block."""
    distinct = {id(estimates[at].rows): estimates[at].rows for at in block}
    widths = [rows.shape[1] for rows in distinct.values()]
    ends = dict(zip(distinct, np.cumsum(widths).tolist(), strict=True))
    matrix = group_sums(sufficient(np.concatenate(list(distinct.values()), axis=1)), groups)
    rng = np.random.default_rng(how.seed)
    first = 0
    for counts in resampled_counts(rng, len(matrix), how.resamples, matrix.shape[1]):
        sums = counts @ matrix
        for at in block:
            rows, end = estimates[at].rows, ends[id(estimates[at].rows)]
            with np.errstate(divide="ignore", invalid="ignore"):
                found = estimates[at].statistic(sums[:, end - rows.shape[1] : end])
            values[at, first : first + len(counts)] = found
        first += len(counts)
