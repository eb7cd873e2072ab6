"""How fast coreference is scored, against scorch on the same data, in one run, reading included.

    python tests/bench/bench_coref.py [--scale 1.0]

2,000 documents of 60 mentions in 15 chains; one mention in six is in another chain in the predictions, one in
twenty is missing, one in twenty is spurious. scorch 0.2.0 reads its own format, a file a document, and has no
LEA. Then twice and four times as many documents, and single documents of 5,000 mentions.
"""

import contextlib
import io
import tempfile
from pathlib import Path

import numpy as np
import orjson
from measuring import compared, result, say, scale, timed

from quoth_eval.columns import Ints
from quoth_eval.metrics.coref import scores
from quoth_eval.metrics.coref.table import table

DOCUMENTS, MENTIONS, CHAINS, LARGE = 2_000, 60, 15, 5_000

Clusters = dict[int, int]  # the start of a mention: its chain


def made_up(rng: np.random.Generator) -> tuple[Clusters, Clusters]:
    """One document: gold and noisy predictions."""
    gold = dict(enumerate(rng.integers(CHAINS, size=MENTIONS).tolist()))
    moved = {m: int(rng.integers(CHAINS)) if rng.random() < 1 / 6 else c for m, c in gold.items()}
    kept = {m: c for m, c in moved.items() if rng.random() > 1 / 20}
    return gold, kept | {MENTIONS + i: int(rng.integers(CHAINS)) for i in range(MENTIONS // 20)}


def write(folder: Path, size: int) -> None:
    """Documents of both sides in our format, one file, and in scorch's, a folder of files."""
    rng = np.random.default_rng(3)
    for side in ("gold", "pred"):
        (folder / side).mkdir()
    with (folder / "gold.jsonl").open("wb") as gold, (folder / "pred.jsonl").open("wb") as pred:
        for number in range(size):
            for side, file, clusters in zip(("gold", "pred"), (gold, pred), made_up(rng), strict=True):
                file.write(_line(number, clusters))
                (folder / side / f"d{number:06}.json").write_bytes(_of_scorch(clusters))


def _line(number: int, clusters: Clusters) -> bytes:
    found = [
        {"id": f"m{start}", "start": 7 * start, "end": 7 * start + 5, "entity": f"e{chain}"}
        for start, chain in clusters.items()
    ]
    return orjson.dumps({"id": f"d{number:06}", "mentions": found}) + b"\n"


def _of_scorch(clusters: Clusters) -> bytes:
    chains = {
        f"e{c}": [m for m, other in clusters.items() if other == c] for c in sorted(set(clusters.values()))
    }
    return orjson.dumps({"type": "clusters", "clusters": chains})


def bench_scorch(folder: Path) -> None:
    from scorch.main import process_dirs

    def peer() -> list[str]:
        with contextlib.redirect_stderr(io.StringIO()):
            return list(process_dirs(folder / "gold", folder / "pred"))

    ours, _ = timed(lambda: result(folder / "gold.jsonl", folder / "pred.jsonl", "coref"), 5)
    theirs, _ = timed(peer)
    compared("all coreference scores, from JSON lines", ours, "scorch", theirs, 5)


def bench_growth(folder: Path, size: int) -> None:
    """Twice the documents, twice the time."""
    lines = {side: (folder / f"{side}.jsonl").read_bytes() for side in ("gold", "pred")}
    for times in (1, 2, 4):
        for side, whole in lines.items():
            copies = (whole.replace(b'{"id":"d', f'{{"id":"{copy}d'.encode()) for copy in range(times))
            (folder / f"{side}-more.jsonl").write_bytes(b"".join(copies))
        more = [folder / f"{side}-more.jsonl" for side in ("gold", "pred")]
        ours, _ = timed(lambda more=more: result(*more, "coref"), 3)  # type: ignore[misc]
        say(f"    {times * size:>7,} documents {1000 * ours.wall:8.1f} ms")


def bench_large(mentions: int) -> None:
    """One document, from columns in memory: a cluster, singletons, random chains, pairs against triples."""
    rng = np.random.default_rng(5)
    where = np.arange(mentions)
    shapes = {
        "one cluster": (0 * where, 0 * where),
        "singletons": (where, where),
        "70 chains against 70 random ones": (where % 70, rng.integers(70, size=mentions)),
        "pairs against triples": (where // 2, where // 3),
    }
    for name, (gold, pred) in shapes.items():
        ours, _ = timed(lambda gold=gold, pred=pred: _all_scores(gold, pred), 3)  # type: ignore[misc]
        say(f"    {mentions:,} mentions, {name:<34} {1000 * ours.wall:8.1f} ms")


def _all_scores(gold: Ints, pred: Ints) -> None:
    where = np.arange(len(gold))
    sides = ([0 * where, where, where + 1, clusters] for clusters in (gold, pred))
    scores(table(*sides, 1), ("coref",))


def main() -> None:
    factor = scale(__doc__)
    size = max(4, int(DOCUMENTS * factor))
    say(f"{size:,} documents of {MENTIONS} mentions in {CHAINS} chains")
    with tempfile.TemporaryDirectory() as name:
        write(Path(name), size)
        bench_scorch(Path(name))
        bench_growth(Path(name), size)
    bench_large(max(10, int(LARGE * factor)))


if __name__ == "__main__":
    main()
