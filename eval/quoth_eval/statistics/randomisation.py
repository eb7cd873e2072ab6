"""Paired approximate randomisation: could two systems have changed places without anyone noticing?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from quoth_eval.errors import InputError
from quoth_eval.statistics.sums import FloatArray, Statistic, group_sums, rows_per_chunk, sufficient

MEMORY = 1 << 23
"""Bytes that the swaps of one chunk of trials may take; no result depends on it."""


@dataclass(frozen=True, slots=True)
class Randomisation:
    """The observed ``difference`` (first minus second), its two-sided ``p``, and the number of ``trials``.

    ``p`` is ``None`` with a reason when the difference itself is undefined.
    """

    difference: float | None
    p: float | None
    trials: int
    reason: str | None = None


def randomise(
    first: ArrayLike,
    second: ArrayLike,
    statistic: Statistic,
    *,
    trials: int,
    seed: int,
    groups: ArrayLike | None = None,
) -> Randomisation:
    """Test whether two systems differ in a statistic of their summed per-document counts.

    ``first`` and ``second`` are ``(documents, k)``, a row for the same document in both. Each trial exchanges
    the two rows of each document with probability one half (of each group, where ``groups`` names one for
    each document) and takes the difference of the statistic again; p = (c + 1) / (trials + 1), with c the
    trials whose absolute difference is as large as the observed one (Noreen 1989; Yeh 2000; Riezler and
    Maxwell 2005). All trials of a chunk are one product of a matrix of swaps with the differences of the
    rows. Differences that are equal but for rounding (1e-12) count as equal; a trial in which the statistic
    is undefined counts against significance.

    Raises:
        InputError: matrices of different shapes, or fewer trials than one.

    >>> def precision(sums):
    ...     return sums[..., 0] / sums[..., 1]
    >>> good, bad = [[1, 1]] * 10, [[0, 1]] * 10
    >>> randomise(good, bad, precision, trials=999, seed=0).difference
    1.0
    """
    a, b = sufficient(first), sufficient(second)
    if a.shape != b.shape:
        raise InputError(
            f"statistics of shapes {a.shape} and {b.shape}: both systems need the same documents"
        )
    if trials < 1:
        raise InputError(f"the number of trials must be 1 or more, not {trials}")
    a, b = group_sums(a, groups), group_sums(b, groups)
    observed = _differences(statistic, a.sum(axis=0), b.sum(axis=0))
    if np.isnan(observed):
        return Randomisation(None, None, trials, "the statistic is undefined for one of the systems")
    extreme = _extreme_trials(a, b, statistic, float(observed), trials, np.random.default_rng(seed))
    return Randomisation(float(observed), (extreme + 1) / (trials + 1), trials)


def swaps(rng: np.random.Generator, documents: int, trials: int) -> FloatArray:
    """Which documents each trial exchanges: ones and zeros of shape ``(trials, documents)``.

    Every trial takes whole bytes of the generator, so chunks of any size give the same trials.

    >>> swaps(np.random.default_rng(0), documents=3, trials=2).shape
    (2, 3)
    """
    # whole 64-bit words a trial: Generator.bytes throws the rest of a word away
    words = -(-documents // 64)
    drawn = np.frombuffer(rng.bytes(8 * words * trials), dtype=np.uint8).reshape(trials, 8 * words)
    return np.unpackbits(drawn, axis=1, count=documents).astype(np.float64)


def _extreme_trials(
    a: FloatArray,
    b: FloatArray,
    statistic: Statistic,
    observed: float,
    trials: int,
    rng: np.random.Generator,
) -> int:
    change, total_a, total_b = b - a, a.sum(axis=0), b.sum(axis=0)
    threshold = abs(observed) - 1e-12 * max(1.0, abs(observed))
    step = rows_per_chunk(len(a), MEMORY)
    count = 0
    for start in range(0, trials, step):
        moved = swaps(rng, len(a), min(step, trials - start)) @ change
        difference = _differences(statistic, total_a + moved, total_b - moved)
        count += int(np.count_nonzero(~(np.abs(difference) < threshold)))
    return count


def _differences(statistic: Statistic, a: FloatArray, b: FloatArray) -> FloatArray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(statistic(a) - statistic(b), dtype=np.float64)
