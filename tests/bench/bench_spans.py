"""How fast mentions are scored, against seqeval and nervaluate on the same data, in one run.

    python tests/bench/bench_spans.py [--scale 1.0]

100,000 sentences of 25 tokens with 3 entities of 8 types; 15 % of them are missing, of another type or of
another length in the predictions. The peers get Python lists that are in memory already; we read files.
Then ten times as many from Parquet, for the memory they take.
"""

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.json as pj
import pyarrow.parquet as pq
from measuring import compared, in_a_new_process, result, say, scale, timed

from quoth_eval.inputs.arrow import numbered, projected
from quoth_eval.inputs.reading import tables
from quoth_eval.inputs.shards import resolve
from quoth_eval.joins import tally
from quoth_eval.pairing import pair

SENTENCES, TOKENS, ENTITIES, NOISE = 100_000, 25, 3, 0.15
TYPES = ["PER", "ORG", "GPE", "LOC", "FAC", "VEH", "WEA", "TIME"]

Span = tuple[int, int, str]  # first token, token after the last one, type
Corpus = list[list[Span]]


def made_up(size: int) -> tuple[Corpus, Corpus]:
    """Gold and noisy predictions, sentence by sentence."""
    rng = np.random.default_rng(7)
    gold = [_sentence(rng) for _ in range(size)]
    return gold, [[span for g in spans for span in _noisy(g, rng)] for spans in gold]


def _sentence(rng: np.random.Generator) -> list[Span]:
    """Entities of 1 to 3 tokens, in fields of 3 that do not touch."""
    places = np.sort(rng.choice(TOKENS // 4, ENTITIES, replace=False)) * 4
    lengths, kinds = rng.integers(1, 4, ENTITIES), rng.integers(len(TYPES), size=ENTITIES)
    return [(a, a + n, TYPES[k]) for a, n, k in zip(places.tolist(), lengths.tolist(), kinds, strict=True)]


def _noisy(span: Span, rng: np.random.Generator) -> list[Span]:
    first, last, kind = span
    if rng.random() > NOISE:
        return [span]
    match int(rng.integers(3)):
        case 0:
            return []
        case 1:
            return [(first, last, TYPES[(TYPES.index(kind) + 1) % len(TYPES)])]
        case _:
            return [(first, last - 1 if last - first > 1 else last + 1, kind)]


def tags(spans: list[Span]) -> list[str]:
    """A sentence as seqeval takes it."""
    out = ["O"] * TOKENS
    for first, last, kind in spans:
        out[first:last] = [f"B-{kind}", *[f"I-{kind}"] * (last - first - 1)]
    return out


def dicts(spans: list[Span]) -> list[dict[str, Any]]:
    """A sentence as nervaluate takes it."""
    return [{"label": kind, "start": first, "end": last - 1} for first, last, kind in spans]


def write(folder: Path, side: str, corpus: Corpus) -> None:
    """The corpus as documents in ``side.jsonl`` and ``side.parquet``; only gold has the texts."""
    rng = np.random.default_rng(8)
    words = _vocabulary(rng)
    frequent = (rng.pareto(1.1, (len(corpus), TOKENS)) * 20).astype(int) % len(words)
    lines = [_line(n, spans, [words[i] for i in frequent[n]], side) for n, spans in enumerate(corpus)]
    path = folder / f"{side}.jsonl"
    path.write_bytes(b"".join(lines))
    pq.write_table(pj.read_json(path), folder / f"{side}.parquet")


def _vocabulary(rng: np.random.Generator) -> list[str]:
    """Words of one to four syllables."""
    syllables = [a + b + c for a in "bdfgklmnprstvz" for b in "aeiou" for c in ("", "n", "r", "st")]
    return ["".join(rng.choice(syllables, rng.integers(1, 5)).tolist()) for _ in range(20_000)]


def _line(number: int, spans: list[Span], words: list[str], side: str) -> bytes:
    starts = [0, *np.cumsum([len(word) + 1 for word in words]).tolist()]
    found = [
        {"id": f"m{i}", "start": starts[first], "end": starts[last] - 1, "type": kind}
        for i, (first, last, kind) in enumerate(spans)
    ]
    text = {"text": " ".join(words)} if side == "gold" else {}
    return orjson.dumps({"id": f"s{number:07}", **text, "mentions": found}) + b"\n"


def exact_spans(gold: Path, pred: Path) -> float:
    """Strict F1 of two Parquet files and nothing else: both are read and checked, and joined."""
    schema = numbered(projected(["mentions"]))
    both = pair(*(pa.concat_tables(tables(resolve(str(path))[0], schema)) for path in (gold, pred)))
    columns = [(m.document, m.start, m.end, m.type) for m in (both.gold.mentions, both.pred.mentions)]
    found = tally(*columns)
    return float(2 * found.common.sum() / (found.gold.sum() + found.pred.sum()))


def bench_seqeval(folder: Path, gold: Corpus, pred: Corpus) -> None:
    from seqeval.metrics import classification_report

    both = [[tags(spans) for spans in side] for side in (gold, pred)]
    theirs, report = timed(lambda: classification_report(*both, output_dict=True))
    for kind, target in (("jsonl", 30), ("parquet", 200)):
        paths = [folder / f"{side}.{kind}" for side in ("gold", "pred")]
        ours, found = timed(lambda paths=paths: result(*paths, "entities"), 5)  # type: ignore[misc]
        compared(f"spans from {kind}: strict, exact, type, partial", ours, "seqeval", theirs, target)
        _say_whether_same(found["entities"]["strict"]["f1"], report)
    ours, f1 = timed(lambda: exact_spans(*paths), 5)
    compared("exact spans alone from parquet", ours, "seqeval", theirs, 200)
    _say_whether_same(f1, report)


def _say_whether_same(f1: float, report: dict[str, Any]) -> None:
    same = abs(f1 - report["micro avg"]["f1-score"]) < 1e-12
    say(f"    strict F1 {f1:.6f}, the same as seqeval's: {same}")


def bench_nervaluate(folder: Path, gold: Corpus, pred: Corpus) -> None:
    from nervaluate import Evaluator

    both = [[dicts(spans) for spans in side] for side in (gold, pred)]
    theirs, report = timed(lambda: Evaluator(*both, tags=TYPES, loader="dict").evaluate()["overall"])
    paths = [folder / f"{side}.parquet" for side in ("gold", "pred")]
    ours, found = timed(lambda: result(*paths, "entities")["entities"], 3)
    compared("partial credit and the rest from parquet", ours, "nervaluate", theirs, 50)
    say(f"    partial F1 {found['partial']['f1']:.6f}, nervaluate's {report['partial'].f1:.6f}")


def bench_memory(folder: Path) -> None:
    """Ten copies of the corpus under other ids, each a row group."""
    for side in ("gold", "pred"):
        table = pq.read_table(folder / f"{side}.parquet")
        with pq.ParquetWriter(folder / f"{side}-10.parquet", table.schema) as writer:
            for copy in range(10):
                ids = pa.array([f"{copy}-{name}" for name in table.column("id").to_pylist()])
                writer.write_table(table.set_column(table.column_names.index("id"), "id", ids))
    time, memory = in_a_new_process(folder / "gold-10.parquet", folder / "pred-10.parquet", "entities")
    say(f"ten times as many from Parquet: {time:.1f} s, {memory:,.0f} MB at most (target 2,000)")


def main() -> None:
    size = max(10, int(SENTENCES * scale(__doc__)))
    say(f"{size:,} sentences of {TOKENS} tokens, {ENTITIES} entities each")
    gold, pred = made_up(size)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, "gold", gold)
        write(folder, "pred", pred)
        bench_seqeval(folder, gold, pred)
        bench_nervaluate(folder, gold, pred)
        bench_memory(folder)


if __name__ == "__main__":
    main()
