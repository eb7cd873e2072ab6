"""Rows into Arrow tables, tables into Parquet: the same rows always give the same bytes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from quoth.dataset.features import features_of
from quoth.dataset.items import Item, splits
from quoth.dataset.rows import ROWS
from quoth.dataset.types import Configuration, Labels, ListOf, Type
from quoth_eval.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa

_SETTINGS = {
    "version": "2.6",
    "data_page_version": "1.0",
    "compression": "zstd",
    "compression_level": 9,
    "write_statistics": False,
    "store_schema": False,
}
_WRITER = re.compile(rb"parquet-cpp-arrow version [0-9.]+")


@dataclass(frozen=True, slots=True)
class File:
    """One Parquet file of the dataset: the rows of a configuration in a split."""

    configuration: str
    split: str
    rows: int
    memory: int
    data: bytes

    @property
    def path(self) -> str:
        """Where it stands in the dataset's folder."""
        return f"data/{self.configuration}/{self.split}.parquet"


def files_of(configuration: Configuration, items: list[Item]) -> list[File]:
    """The Parquet files of a configuration, one for each split in which it has rows.

    ``datasets`` cannot load a split without rows, so there is none.

    Raises:
        InputError: a label that the scheme does not have.
    """
    filled = ((s, t) for s, m in splits(items).items() if (t := _table(configuration, m)).num_rows)
    return [File(configuration.name, s, t.num_rows, t.nbytes, parquet(t)) for s, t in filled]


def parquet(table: "pa.Table") -> bytes:
    """The table as Parquet with fixed settings and nothing in it that depends on the day or the version."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, row_group_size=1000, **_SETTINGS)
    return _without_version(sink.getvalue().to_pybytes())


def _table(configuration: Configuration, items: Iterable[Item]) -> "pa.Table":
    import pyarrow as pa

    rows = [_encoded(configuration, row) for each in items for row in ROWS[configuration.name](each)]
    return pa.Table.from_pylist(rows, schema=features_of(configuration).arrow_schema.remove_metadata())


def _encoded(configuration: Configuration, row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with labels as numbers; columns it leaves out are null."""
    try:
        return {c.name: _value(row.get(c.name), c.type) for c in configuration.columns}
    except KeyError as error:
        label = str(error.args[0]).removeprefix("B-").removeprefix("I-")
        message = f"the label {label} is not in the scheme; pass the one that has it with --schema FILE"
        raise InputError(f"document {row['document_id']}: {message}") from None


def _value(value: Any, type_: Type) -> Any:
    if value is None or not isinstance(type_, ListOf) or not isinstance(type_.item, Labels):
        return value
    numbers = {name: n for n, name in enumerate(type_.item.names)}
    return [numbers[name] for name in value]


def _without_version(data: bytes) -> bytes:
    """The file with the version of the library that wrote it blanked in its footer (same length)."""
    size = int.from_bytes(data[-8:-4], "little") + 8
    footer = _WRITER.sub(lambda m: re.sub(rb"[0-9]", b"0", m.group()), data[-size:])
    return data[:-size] + footer
