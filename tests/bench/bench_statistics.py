"""How fast resampling is, as matrix products against loops in Python, in one run.

    python tests/bench/bench_statistics.py

The loops run on a part of the resamples; their time for all of them is that times the rest, which is said.
"""

import resource
import sys
import time

import numpy as np
from numpy.typing import NDArray

from quoth_eval.statistics.bootstrap import percentile_interval, resampled_sums
from quoth_eval.statistics.randomisation import randomise

DOCUMENTS, LABELS, RESAMPLES, PART = 10_000, 8, 10_000, 20

Floats = NDArray[np.float64]


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def f1(sums: Floats) -> Floats:
    """The F1 of each label, ``(..., labels)``, from the sums of its tp, fp and fn."""
    tp, fp, fn = np.split(sums, 3, axis=-1)
    return np.asarray(2 * tp / (2 * tp + fp + fn))


def counts(rng: np.random.Generator, quality: float) -> Floats:
    tp, wrong = rng.poisson(5 * quality, (DOCUMENTS, LABELS)), rng.poisson(2, (DOCUMENTS, 2 * LABELS))
    return np.concatenate([tp, wrong], axis=1).astype(np.float64)


def loop(rows: list[list[float]], rng: np.random.Generator, resamples: int) -> list[list[float]]:
    """The F1 of each label in each resample, document by document."""
    out = []
    for _ in range(resamples):
        sums = [0.0] * len(rows[0])
        for i in rng.integers(0, len(rows), len(rows)).tolist():
            for k, value in enumerate(rows[i]):
                sums[k] += value
        tp, fp, fn = sums[:LABELS], sums[LABELS : 2 * LABELS], sums[2 * LABELS :]
        out.append([2 * a / (2 * a + b + c) for a, b, c in zip(tp, fp, fn, strict=True)])
    return out


def bench_bootstrap(matrix: Floats) -> None:
    say(f"bootstrap, {RESAMPLES:,} resamples of {DOCUMENTS:,} documents, {LABELS} labels (target: 50 times)")
    start = time.perf_counter()
    values = f1(resampled_sums(matrix, resamples=RESAMPLES, seed=0))
    intervals = [percentile_interval(column) for column in values.T]
    seconds = time.perf_counter() - start
    say(f"  matrix product {seconds:9.2f} s   first label {intervals[0].low:.4f} to {intervals[0].high:.4f}")
    rows = matrix.tolist()
    start = time.perf_counter()
    loop(rows, np.random.default_rng(0), PART)
    whole = (time.perf_counter() - start) * RESAMPLES / PART
    say(f"  Python loop    {whole:9.2f} s   extrapolated from {PART} resamples   ratio {whole / seconds:.0f}")


def bench_randomisation(a: Floats, b: Floats) -> None:
    say(f"approximate randomisation, {RESAMPLES:,} trials over {DOCUMENTS:,} documents")
    start = time.perf_counter()
    found = randomise(a, b, lambda sums: f1(sums)[..., 0], trials=RESAMPLES, seed=0)
    say(f"  matrix product {time.perf_counter() - start:9.2f} s   p {found.p:.4f}")


if __name__ == "__main__":
    first, second = counts(np.random.default_rng(1), 1.0), counts(np.random.default_rng(2), 1.01)
    bench_bootstrap(first)
    bench_randomisation(first, second)
    say(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
