"""Any input as a stream of Arrow tables, checked; what is wrong is named with its file, line and document."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from quoth_eval.corpus import Corpus
from quoth_eval.errors import InputError
from quoth_eval.inputs import lines
from quoth_eval.inputs.shards import Shard
from quoth_eval.inputs.soundness import sound
from quoth_eval.integrity import check
from quoth_eval.serialize import dumps, parse

ROWS = 50_000  # documents of a Parquet file that are read at once


@dataclass
class Skipped:
    """The documents that a lenient reading left out, with the reason for each."""

    reasons: list[str] = field(default_factory=list)


def tables(shard: Shard, schema: pa.Schema, skipped: Skipped | None = None) -> Iterator[pa.Table]:
    """The documents of a shard in order, in tables of bounded size with the columns of ``schema``.

    Args:
        shard: what to read.
        schema: a projection of :data:`quoth_eval.inputs.arrow.SCHEMA`.
        skipped: where broken documents are noted; without it the first one is an error.

    Raises:
        InputError: a broken document (file, line, document, annotation, field, what was expected), or a
            file that cannot be read.
    """
    read = {"jsonl": _json_lines, "parquet": _parquet, "set": _annotation_set}[shard.kind]
    yield from read(shard, schema, skipped)


def _json_lines(shard: Shard, schema: pa.Schema, skipped: Skipped | None) -> Iterator[pa.Table]:
    for first, chunk in lines.chunks(shard):
        found = _quick(partial(lines.table, chunk, schema))
        if found is None:
            numbered = ((f"{shard.name}:{n}", line) for n, line in lines.lines(chunk, first))
            found = _one_by_one(numbered, schema, skipped, f"{shard.name}: from line {first} on")
        yield found


def _parquet(shard: Shard, schema: pa.Schema, skipped: Skipped | None) -> Iterator[pa.Table]:
    try:
        file = pq.ParquetFile(shard.path)
        batches = file.iter_batches(ROWS, columns=[n for n in schema.names if n in file.schema_arrow.names])
        yield from (_checked(pa.Table.from_batches([b]), shard, schema, skipped) for b in batches)
    except (OSError, pa.ArrowException) as error:
        raise InputError(f"{shard.name}: no readable Parquet file: {error}") from None


def _checked(table: pa.Table, shard: Shard, schema: pa.Schema, skipped: Skipped | None) -> pa.Table:
    found = _quick(partial(fitted, table, schema))
    if found is not None:
        return found
    records = ((shard.name, orjson.dumps(row)) for row in table.to_pylist())
    return _one_by_one(records, schema, skipped, shard.name)


def fitted(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """The table with exactly the columns and types of ``schema``; a column that is absent becomes null.

    Raises:
        pa.ArrowInvalid: a column has another type.
    """
    columns = [
        table.column(f.name).cast(f.type) if f.name in table.column_names else pa.nulls(len(table), f.type)
        for f in schema
    ]
    return pa.table(columns, schema=schema)


def _annotation_set(shard: Shard, schema: pa.Schema, skipped: Skipped | None) -> Iterator[pa.Table]:
    documents = Corpus(shard.path, hydrated=True).documents(shard.name)
    numbered = ((f"set {shard.name}", dumps(d)) for d in documents)
    yield _one_by_one(numbered, schema, skipped, f"set {shard.name}")


def _quick(read: Callable[[], pa.Table]) -> pa.Table | None:
    """The table, unless something in it is wrong."""
    try:
        table = read()
    except (pa.ArrowException, UnicodeDecodeError):
        return None
    return table if sound(table) else None


def _one_by_one(
    records: Iterator[tuple[str, bytes]], schema: pa.Schema, skipped: Skipped | None, where: str
) -> pa.Table:
    """The documents that hold, read one at a time; the others are raised or noted.

    What Arrow refuses and no single document explains is refused here too, rather than passed in silence.
    """
    good = []
    for place, line in records:
        try:
            good.append(dumps(check(parse(line, place), place)))
        except InputError as error:
            if skipped is None:
                raise
            skipped.reasons.append(str(error))
    table = _quick(partial(lines.table, b"\n".join(good), schema))
    if table is None:
        raise InputError(f"{where}: the documents cannot be read as a table; are numbers beyond 64 bits?")
    return table
