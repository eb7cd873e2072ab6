"""Any input as a stream of Arrow tables, checked; what is wrong is named with its file, line and document."""

from collections.abc import Iterator

import pyarrow as pa

from quoth_eval.corpus import Corpus
from quoth_eval.errors import InputError
from quoth_eval.inputs import lines, parquet
from quoth_eval.inputs.blame import fault
from quoth_eval.inputs.rows import json_of, rows
from quoth_eval.inputs.shards import Shard
from quoth_eval.inputs.sifting import quick, sifted
from quoth_eval.inputs.skipped import Skipped
from quoth_eval.serialize import dumps

_BATCH = 256  # documents of an annotation set that are put into one table


def tables(shard: Shard, schema: pa.Schema, skipped: Skipped | None = None) -> Iterator[pa.Table]:
    """The documents of a shard in order, in tables of bounded size with the columns of ``schema``.

    Args:
        shard: what to read.
        schema: a projection of :data:`quoth_eval.inputs.arrow.SCHEMA`.
        skipped: where broken documents are noted; without it the first one is an error.

    Raises:
        InputError: a broken document (file, line, document, annotation, field, what was expected), or a
            file that cannot be read as a whole.
    """
    read = {"jsonl": _json_lines, "parquet": _parquet, "set": _annotation_set}[shard.kind]
    yield from read(shard, schema, skipped)


def _json_lines(shard: Shard, schema: pa.Schema, skipped: Skipped | None) -> Iterator[pa.Table]:
    for first, chunk in lines.chunks(shard):
        found = quick(lambda chunk=chunk: lines.table(chunk, schema))  # type: ignore[misc]  # bound at once
        if found is not None:
            yield found
        else:
            numbered = [(f"{shard.name}:{n}", line) for n, line in lines.lines(chunk, first)]
            yield from sifted_lines(numbered, schema, skipped)


def sifted_lines(
    placed: list[tuple[str, bytes]], schema: pa.Schema, skipped: Skipped | None
) -> Iterator[pa.Table]:
    """The tables of the sound ones among documents on lines, each with its place."""

    def read(low: int, high: int) -> pa.Table:
        return lines.table(b"\n".join(line for _, line in placed[low:high]), schema)

    def explain(at: int) -> tuple[str | None, str]:
        place, line = placed[at]
        return fault(line, place, schema)

    return sifted(len(placed), read, explain, skipped)


def _parquet(shard: Shard, schema: pa.Schema, skipped: Skipped | None) -> Iterator[pa.Table]:
    row = 1
    for table in parquet.tables(shard, schema):
        found = quick(lambda table=table: parquet.validated(table))  # type: ignore[misc]  # bound at once
        yield from [found] if found is not None else _sifted_rows(shard, table, row, skipped)
        row += len(table)


def _sifted_rows(shard: Shard, table: pa.Table, first: int, skipped: Skipped | None) -> Iterator[pa.Table]:
    """The tables of the sound rows; ``first`` is the number of the first one, from 1."""

    def read(low: int, high: int) -> pa.Table:
        return parquet.validated(rows(table, low, high))

    def explain(at: int) -> tuple[str | None, str]:
        place = f"{shard.name}: row {first + at}"
        try:
            return fault(json_of(table, at), place, table.schema)
        except UnicodeDecodeError:
            return None, f"{place}: a string is not UTF-8"

    return sifted(len(table), read, explain, skipped)


def _annotation_set(shard: Shard, schema: pa.Schema, skipped: Skipped | None) -> Iterator[pa.Table]:
    corpus = Corpus(shard.path, hydrated=True)
    ids = corpus.assigned(shard.name)
    for at in range(0, len(ids), _BATCH):
        placed = []
        for name in ids[at : at + _BATCH]:
            try:
                placed.append((f"set {shard.name}", dumps(corpus.document(name, shard.name))))
            except InputError as error:
                if skipped is None:
                    raise
                skipped.note(name, str(error))
        yield from sifted_lines(placed, schema, skipped)
