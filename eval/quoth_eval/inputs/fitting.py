"""Arrow data of other types made to fit the schema, wherever nothing is lost.

Other tools write the same document with other types: 32-bit offsets, large or dictionary-encoded strings,
large lists, columns in another order, columns of nothing but nulls. Text for a number, or a number for text,
is a mistake and stays one.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as pt

from quoth_eval.errors import InputError
from quoth_eval.inputs.soundness import in_one_piece


def fitted(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """The table with exactly the columns and types of ``schema``; a column that is absent becomes null.

    Raises:
        InputError: a column of another kind; it names the column, both types.

    >>> schema = pa.schema([("id", pa.string()), ("mentions", pa.list_(pa.struct([("start", pa.int64())])))])
    >>> other = pa.table({"id": pa.array(["a"]).dictionary_encode()})
    >>> fitted(other, schema).to_pylist()
    [{'id': 'a', 'mentions': None}]
    """
    columns = [_column(table, field) for field in schema]
    return pa.table(columns, schema=schema)


def _column(table: pa.Table, field: pa.Field) -> pa.Array:
    if field.name not in table.column_names:
        return pa.nulls(len(table), field.type)
    return _fit(in_one_piece(table.column(field.name)), field.type, field.name)


def _fit(array: pa.Array, wanted: pa.DataType, path: str) -> pa.Array:
    if pt.is_dictionary(wanted):
        return _numbered(array, wanted, path)
    if pt.is_dictionary(array.type):
        array = array.dictionary_decode()
    if array.type == wanted:
        return array
    if pt.is_null(array.type):
        return pa.nulls(len(array), wanted)
    if pt.is_list(wanted) and hasattr(array, "flatten") and not pt.is_struct(array.type):
        return _list(array, wanted, path)
    if pt.is_struct(wanted) and pt.is_struct(array.type):
        return _struct(array, wanted, path)
    return _plain(array, wanted, path)


def _numbered(array: pa.Array, wanted: pa.DataType, path: str) -> pa.Array:
    """As numbers into a list without repetitions and nulls; a file may have one with them."""
    if array.type == wanted and _distinct(array.dictionary):
        return array
    return pc.dictionary_encode(_fit(array, wanted.value_type, path))


def _distinct(values: pa.Array) -> bool:
    return not values.null_count and len(pc.unique(values)) == len(values)


def _plain(array: pa.Array, wanted: pa.DataType, path: str) -> pa.Array:
    strings = pt.is_string(wanted) and str(array.type) in ("large_string", "string_view")
    numbers = pt.is_integer(wanted) and pt.is_integer(array.type)
    if not strings and not numbers:
        raise InputError(f"column {path}: expected {_words(wanted)}, found {array.type}")
    try:
        return array.cast(wanted)
    except pa.ArrowInvalid as error:
        raise InputError(f"column {path}: {error}") from None


def _list(array: pa.Array, wanted: pa.DataType, path: str) -> pa.Array:
    lengths = pc.list_value_length(array)
    missing = lengths.is_null().to_numpy(zero_copy_only=False)
    offsets = np.zeros(len(array) + 1, np.int32)
    np.cumsum(pc.fill_null(lengths, 0).to_numpy(), out=offsets[1:])
    marked = pa.array(offsets, mask=np.append(missing, False))  # a list that starts at null is null
    return pa.ListArray.from_arrays(marked, _fit(array.flatten(), wanted.value_type, path), type=wanted)


def _struct(array: pa.StructArray, wanted: pa.DataType, path: str) -> pa.Array:
    fields = [wanted.field(i) for i in range(wanted.num_fields)]
    names = [array.type.field(i).name for i in range(array.type.num_fields)]
    if twice := [n for n in names if names.count(n) > 1]:
        raise InputError(f"column {path}: the field {twice[0]!r} is there twice")
    children = [
        _fit(pc.struct_field(array, f.name), f.type, f"{path}.{f.name}")
        if f.name in names
        else pa.nulls(len(array), f.type)
        for f in fields
    ]
    return pa.StructArray.from_arrays(children, fields=fields, mask=array.is_null())


def _words(wanted: pa.DataType) -> str:
    if pt.is_list(wanted):
        return f"lists of {_words(wanted.value_type)}"
    return "records" if pt.is_struct(wanted) else "whole numbers" if pt.is_integer(wanted) else "strings"
