"""How much memory and time one million sentences take, from shards that do not line up, with 1 and 2 workers.

    python tests/bench/bench_scale.py [--scale 1.0]

One million documents of one sentence, three mentions of eight types a side; 15 % of the predicted types are
others. Gold lies in eight shards, the predictions, in another order, in five. Each run is a new process: what
is told is its wall time with start-up and the memory of its largest process. The results must be the same to
the bit.
"""

import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from measuring import say, scale

SENTENCES, MENTIONS, WORDS, WIDTH, NOISE = 1_000_000, 3, 25, 6, 0.15
TYPES = pa.array(["PER", "ORG", "GPE", "LOC", "FAC", "VEH", "WEA", "TIME"])
MEMORY = 2_000  # MB
_RUN = """
import resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run([sys.executable, "-m", "quoth.cli", *sys.argv[2:]], check=True, stdout=open(sys.argv[1], "wb"))
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""


def made_up(size: int, noise: float) -> pa.Table:
    """So many documents; with noise some types are others, everything else is the same."""
    rng, other = np.random.default_rng(7), np.random.default_rng(8)
    letters = rng.integers(97, 123, (size, WORDS, WIDTH), dtype=np.uint8)
    letters[:, :, -1] = ord(" ")
    starts = rng.integers(0, WORDS - 2, (size, MENTIONS))
    lengths = rng.integers(1, 3, (size, MENTIONS))
    kinds = rng.integers(len(TYPES), size=(size, MENTIONS))
    kinds = np.where(other.random(kinds.shape) < noise, (kinds + 1) % len(TYPES), kinds)
    mentions = pa.StructArray.from_arrays(
        [
            pa.array([f"m{n}" for n in range(MENTIONS)]).take(pa.array(np.tile(np.arange(MENTIONS), size))),
            pa.array((starts * WIDTH).ravel()),
            pa.array(((starts + lengths) * WIDTH - 1).ravel()),
            TYPES.take(pa.array(kinds.ravel())),
        ],
        ["id", "start", "end", "type"],
    )
    width = WORDS * WIDTH
    text = pa.LargeStringArray.from_buffers(
        size, pa.py_buffer(np.arange(size + 1, dtype=np.int64) * width), pa.py_buffer(letters)
    )
    offsets = pa.array(np.arange(0, size * MENTIONS + 1, MENTIONS, dtype=np.int32))
    ids = pa.array([f"doc-{n:07}" for n in range(size)])
    return pa.table({"id": ids, "text": text, "mentions": pa.ListArray.from_arrays(offsets, mentions)})


def dealt(documents: pa.Table, folder: Path, shards: int, order: np.ndarray) -> Path:
    """The documents dealt out to so many files."""
    folder.mkdir()
    for n in range(shards):
        pq.write_table(documents.take(pa.array(order[n::shards])), folder / f"{n}.parquet")
    return folder


def run(out: Path, *arguments: str | Path) -> tuple[float, float, str]:
    """Seconds, megabytes of the largest process, and a digest of what was printed."""
    command = [sys.executable, "-c", _RUN, str(out), "score", *map(str, arguments), "--json"]
    words = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(words[0]), float(words[1]), hashlib.sha256(out.read_bytes()).hexdigest()[:12]


def main() -> None:
    size = int(SENTENCES * scale(__doc__))
    rng = np.random.default_rng(9)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        gold = dealt(made_up(size, 0), folder / "gold", 8, np.arange(size))
        pred = dealt(made_up(size, NOISE), folder / "pred", 5, rng.permutation(size))
        bytes_ = sum(f.stat().st_size for f in (*gold.iterdir(), *pred.iterdir()))
        say(f"{size:,} sentences, {size * MENTIONS:,} mentions a side, {bytes_ / 1e6:.0f} MB of Parquet")
        results = set()
        for layers in (["--layer", "entities"], []):
            for workers in (1, 2):
                took, memory, digest = run(folder / "out", gold, pred, *layers, "--workers", str(workers))
                found = json.loads((folder / "out").read_bytes())["entities"]["strict"]
                verdict = "" if memory < MEMORY else f"   ABOVE {MEMORY:,} MB"
                what = "entities" if layers else "every layer"
                figures = f"{took:7.1f} s  {memory:6.0f} MB{verdict}  f1 {found['f1']:.4f}"
                say(f"{what:<12} {workers} worker(s) {figures}")
                results.add((what, digest))
        say("the same to the bit" if len(results) == 2 else f"DIFFERENT: {results}")


if __name__ == "__main__":
    main()
