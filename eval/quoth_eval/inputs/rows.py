"""Single documents taken out of tables, where one has to be looked at by itself."""

from dataclasses import replace
from typing import Any

import numpy as np
import orjson
import pyarrow as pa

from quoth_eval.document import Document
from quoth_eval.serialize import parse


def rows(table: pa.Table, low: int, high: int) -> pa.Table:
    """Some rows as a table that holds nothing else (a slice keeps all values of nested columns)."""
    return table.take(pa.array(np.arange(low, high)))


def json_of(table: pa.Table, row: int) -> bytes:
    """One row as JSON.

    Raises:
        UnicodeDecodeError: a string is not UTF-8.
    """
    return orjson.dumps(rows(table, row, row + 1).to_pylist()[0])


def document(table: pa.Table, row: int, text: str | None = None) -> Document:
    """One row as a document; with ``text`` where it has none of its own.

    >>> document(pa.table({"id": ["a"]}), 0, "one two").text
    'one two'
    """
    found = parse(orjson.dumps(without_nulls(rows(table, row, row + 1).to_pylist()[0])))
    return replace(found, text=text) if found.text is None else found


def without_nulls(value: Any) -> Any:
    """The value with the keys of objects that are null left out, at any depth."""
    if isinstance(value, dict):
        return {k: without_nulls(v) for k, v in value.items() if v is not None}
    return [without_nulls(v) for v in value] if isinstance(value, list) else value
