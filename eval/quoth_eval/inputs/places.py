"""Where a document stands: looked up only once something is wrong with it."""

from collections.abc import Collection, Iterator, Sequence

import pyarrow.parquet as pq

from quoth_eval.inputs import lines
from quoth_eval.inputs.shards import Shard


def places(shards: Sequence[Shard], names: Collection[str]) -> dict[str, list[str]]:
    """The places of some documents (``pred.jsonl:17``, ``pred.parquet: row 3``), by id; in the order read.

    Reads the whole input once more.
    """
    found: dict[str, list[str]] = {name: [] for name in names}
    for shard in shards:
        for place, name in {"jsonl": _in_lines, "parquet": _in_rows, "set": _in_set}[shard.kind](shard):
            if name in found:
                found[name].append(place)
    return found


def _in_lines(shard: Shard) -> Iterator[tuple[str, str | None]]:
    for first, chunk in lines.chunks(shard):
        for n, line in lines.lines(chunk, first):
            yield f"{shard.name}:{n}", lines.identifier(line)


def _in_rows(shard: Shard) -> Iterator[tuple[str, str | None]]:
    row = 0
    with pq.ParquetFile(shard.path) as file:
        for batch in file.iter_batches(columns=["id"]):
            for value in batch.column(0).to_pylist():
                row += 1
                yield f"{shard.name}: row {row}", value


def _in_set(shard: Shard) -> Iterator[tuple[str, str | None]]:
    from quoth_eval.corpus import Corpus

    corpus = Corpus(shard.path)
    return ((str(corpus.set_file(shard.name, i)), i) for i in corpus.assigned(shard.name))
