"""Parquet files as tables of the schema."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.parquet as pq
import pyarrow.types as pt

from quoth_eval.errors import InputError
from quoth_eval.inputs.fitting import fitted
from quoth_eval.inputs.shards import Shard
from quoth_eval.inputs.soundness import is_ascii

ROWS = 1 << 17  # that are read at once, fewer where they are large
_BROKEN = (OSError, pa.ArrowException, UnicodeDecodeError)  # what damaged files make pyarrow raise
MEMORY = 32 << 20  # bytes that they may take in the file before compression


def tables(shard: Shard, schema: pa.Schema) -> Iterator[pa.Table]:
    """The rows of a file in order, in tables of bounded size; whether they are sound is not looked at.

    Raises:
        InputError: no Parquet file or a damaged one, no column ``id``, a column of another kind.
    """
    try:
        data = pq.read_metadata(shard.path)
        with pq.ParquetFile(shard.path, metadata=data, read_dictionary=_repetitive(data)) as file:
            names = file.schema_arrow.names
            _refuse_other_columns(names)
            wanted = [n for n in schema.names if n in names]
            for batch in _batches(file, wanted):
                yield fitted(pa.Table.from_batches([batch]), schema)
    except InputError as error:
        raise InputError(f"{shard.name}: {error}") from None
    except _BROKEN as error:
        raise InputError(f"{shard.name}: no readable Parquet file: {error}") from None


def weight(shard: Shard) -> int:
    """About how many bytes of JSON the file would be: to decide how to read it, not to count on."""
    try:
        data = pq.read_metadata(shard.path)
    except _BROKEN:
        return shard.path.stat().st_size
    return 3 * _uncompressed(data) + 100 * int(data.num_rows)


def validated(table: pa.Table) -> pa.Table:
    """The same table.

    What has only bytes of ASCII is UTF-8, and seen in a fraction of the time.

    Raises:
        pa.ArrowInvalid: a string is not UTF-8, or offsets of lists make no sense.
    """
    table.validate(full=not all(map(is_ascii, _strings(table))))
    return table


def _strings(table: pa.Table) -> Iterator[pa.Array]:
    """All arrays of strings, however deep."""
    arrays = [chunk for column in table.columns for chunk in column.chunks]
    while arrays:
        array = arrays.pop()
        if pt.is_string(array.type):
            yield array
        elif pt.is_list(array.type):
            arrays.append(array.values)
        elif pt.is_struct(array.type):
            arrays += [array.field(i) for i in range(array.type.num_fields)]


def _batches(file: pq.ParquetFile, columns: list[str]) -> Iterator[pa.RecordBatch]:
    """Group by group: pyarrow cannot give numbered strings inside lists of two groups as one batch."""
    size = _rows_at_once(file.metadata)
    for group in range(file.num_row_groups):
        yield from file.iter_batches(size, row_groups=[group], columns=columns)


def _repetitive(data: pq.FileMetaData) -> list[str]:
    """The nested columns of strings that the file keeps as numbers into a list: so they are read faster."""
    if not data.num_row_groups:
        return []
    group = data.row_group(0)
    columns = [group.column(i) for i in range(group.num_columns)]
    return [
        column.path_in_schema
        for column in columns
        if column.physical_type == "BYTE_ARRAY"
        and column.has_dictionary_page
        and "." in column.path_in_schema
    ]


def _refuse_other_columns(names: list[str]) -> None:
    if "id" not in names:
        raise InputError(f"no column id; expected documents, one a row, found columns {', '.join(names)}")
    if twice := [n for n in names if names.count(n) > 1]:
        raise InputError(f"the column {twice[0]!r} is there twice")


def _rows_at_once(data: pq.FileMetaData) -> int:
    average = _uncompressed(data) // max(1, data.num_rows)
    return int(max(1, min(ROWS, MEMORY // max(1, average))))


def _uncompressed(data: pq.FileMetaData) -> int:
    return sum(data.row_group(i).total_byte_size for i in range(data.num_row_groups))
