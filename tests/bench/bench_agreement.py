"""How fast the agreement coefficients are, against their peers, in one run.

    python tests/bench/bench_agreement.py

The peers are no dependencies. ``krippendorff`` (GPL) and ``pygamma-agreement`` are used where this Python has
them, or where the one has whose path QUOTH_PEERS holds; without them they are skipped, which is said.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np

from quoth_eval.agreement.continuum import Continuum, IntArray
from quoth_eval.agreement.gamma import gamma
from quoth_eval.agreement.nominal import nominal_alpha
from quoth_eval.agreement.unitizing import alpha_u
from quoth_eval.agreement.unitizing2016 import u_alpha

T = TypeVar("T")

PEER_ALPHA = """
import json, sys, time
import krippendorff, numpy as np
values = np.load(sys.argv[1])
start = time.perf_counter()
alpha = krippendorff.alpha(values.T.astype(float), level_of_measurement="nominal")
print(json.dumps([float(alpha), time.perf_counter() - start]))
"""

PEER_GAMMA = """
import json, os, sys, time, warnings
warnings.simplefilter("ignore")
import numpy as np
from pyannote.core import Segment
from pygamma_agreement import CombinedCategoricalDissimilarity, Continuum, ShuffleContinuumSampler
def made(rows):
    c = Continuum()
    for coder, start, end, label in rows:
        c.add(str(coder), Segment(start, end), str(label))
    return c
rows = np.load(sys.argv[1]).tolist()
real, sys.stdout = os.dup(1), sys.stderr
os.dup2(2, 1)  # the solver talks on standard output
dissimilarity = CombinedCategoricalDissimilarity()
# compiled before it is timed
made([r for r in rows if r[1] < 300]).compute_gamma(dissimilarity, n_samples=2)
np.random.seed(0)
c = made(rows)
start = time.perf_counter()
found = c.compute_gamma(dissimilarity, n_samples=30, sampler=ShuffleContinuumSampler())
taken = time.perf_counter() - start
os.write(real, json.dumps([float(found.gamma), taken, float(found.observed_disorder)]).encode())
"""


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def timed(work: Callable[[], T], rounds: int = 3) -> tuple[T, float]:
    """What ``work`` returns and the best of its times, in seconds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        found = work()
        best = min(best, time.perf_counter() - start)
    return found, best


def peer(code: str, data: IntArray) -> list[float] | None:
    """What the peer's code prints, as numbers; nothing where the peer is not installed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.npy"
        np.save(path, data)
        python = os.environ.get("QUOTH_PEERS", sys.executable)
        ran = subprocess.run([python, "-c", code, str(path)], capture_output=True, text=True, check=False)
    if ran.returncode:
        last = (ran.stderr.strip().splitlines() or ["it said nothing"])[-1]
        say(f"  peer skipped: {last}")
        return None
    return list(json.loads(ran.stdout))


def bench_nominal(rng: np.random.Generator) -> None:
    say("nominal alpha, 1,000,000 items, 2 coders, 8 labels (target: 10 times the krippendorff package)")
    values = rng.integers(0, 8, (1_000_000, 2))
    values[:, 1] = np.where(rng.random(len(values)) < 0.7, values[:, 0], values[:, 1])
    found, seconds = timed(lambda: nominal_alpha(values).value)
    say(f"  quoth_eval    {seconds:8.3f} s   alpha {found:.9f}")
    if (other := peer(PEER_ALPHA, values)) is not None:
        say(f"  krippendorff  {other[1]:8.3f} s   alpha {other[0]:.9f}   ratio {other[1] / seconds:.0f}")


def noisy_units(rng: np.random.Generator, units: int) -> IntArray:
    """Two coders' ``units`` each in 3,000 characters: coder, start, end, label."""
    start, size = np.sort(rng.choice(2900, units, replace=False)) + 5, rng.integers(4, 30, units)
    label = rng.integers(0, 6, units)
    rows = []
    for coder in range(2):
        moved = start + rng.integers(-3, 4, units)
        named = np.where(rng.random(units) < 0.15, rng.integers(0, 6, units), label)
        rows.append(np.stack([np.full(units, coder), moved, moved + size, named], axis=1))
    return np.concatenate(rows)


def bench_gamma(rng: np.random.Generator) -> None:
    say("gamma, 2 coders, 100 units each, 30 samples (target: 20 times pygamma-agreement, compiled and warm)")
    rows = noisy_units(rng, 100)
    c = Continuum.from_columns(
        ["0", "1"],
        [str(k) for k in range(6)],
        np.array([3000]),
        np.ones((1, 2), dtype=bool),
        np.concatenate([np.zeros((len(rows), 1), dtype=np.int64), rows], axis=1),
    )
    found, seconds = timed(lambda: gamma(c, seed=0), rounds=5)
    ours = f"gamma {found.value.value:.4f}   disorder {found.observed:.5f}"
    say(f"  quoth_eval        {seconds:8.3f} s   {ours}")
    if (other := peer(PEER_GAMMA, rows)) is not None:
        theirs = f"gamma {other[0]:.4f}   disorder {other[2]:.5f}   ratio {other[1] / seconds:.0f}"
        say(f"  pygamma-agreement {other[1]:8.3f} s   {theirs}")


def bench_unitizing(rng: np.random.Generator) -> None:
    say("unitizing alphas, 1,000,000 units: 2,500 documents, 2 coders, 200 units each, 8 labels")
    documents, units = 2_500, 200
    n = documents * units
    start, size, label = rng.integers(0, 5_400, n), rng.integers(3, 25, n), rng.integers(0, 8, n)
    place = np.repeat(np.arange(documents), units)
    rows = [
        np.stack([place, np.full(n, coder), moved, moved + size, label], axis=1)
        for coder, moved in enumerate((start, start + rng.integers(0, 3, n)))
    ]
    c = Continuum.from_columns(
        ["0", "1"],
        [str(k) for k in range(8)],
        np.full(documents, 5_500),
        np.ones((documents, 2), dtype=bool),
        np.concatenate(rows),
    )
    for name, measure in (("alpha_u (2004)", alpha_u), ("u_alpha (2016)", u_alpha)):
        say(f"  {name}    {timed(lambda m=measure: m(c), rounds=1)[1]:8.3f} s")


if __name__ == "__main__":
    generator = np.random.default_rng(0)
    bench_nominal(generator)
    bench_gamma(generator)
    bench_unitizing(generator)
