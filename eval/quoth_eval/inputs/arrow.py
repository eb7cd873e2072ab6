"""The document format as an Arrow schema: what JSONL and Parquet are both read into."""

from collections.abc import Iterable

import pyarrow as pa

_TEXT, _INT = pa.string(), pa.int64()
SPAN = pa.struct([("start", _INT), ("end", _INT)])
_SPANS, _IDS = pa.list_(SPAN), pa.list_(_TEXT)


def _strings(*names: str) -> list[tuple[str, pa.DataType]]:
    return [(name, _TEXT) for name in names]


MENTION = pa.struct([("id", _TEXT), ("start", _INT), ("end", _INT), *_strings("type", "level", "entity")])
ENTITY = pa.struct(_strings("id", "type", "name", "kb"))
ATTRIBUTION = pa.struct(
    [
        ("id", _TEXT),
        ("cue", _SPANS),
        ("sources", _IDS),
        ("content", _SPANS),
        ("addressees", _IDS),
        *_strings("relays", "attitude", "form", "stance", "modality"),
    ]
)
ARGUMENT = pa.struct(_strings("role", "mention"))
EVENT = pa.struct(
    [
        ("id", _TEXT),
        ("start", _INT),
        ("end", _INT),
        *_strings("type", "polarity", "modality", "cluster"),
        ("arguments", pa.list_(ARGUMENT)),
    ]
)

SCHEMA = pa.schema(
    [
        *_strings("id", "text", "text_sha256"),
        ("tokens", _SPANS),
        ("mentions", pa.list_(MENTION)),
        ("entities", pa.list_(ENTITY)),
        ("attributions", pa.list_(ATTRIBUTION)),
        ("events", pa.list_(EVENT)),
    ]
)


def projected(lists: Iterable[str]) -> pa.Schema:
    """The schema with what every score needs (id, text) and some lists (``tokens``, ``mentions``, ...)."""
    keep = {"id", "text", "text_sha256", *lists}
    return pa.schema([field for field in SCHEMA if field.name in keep])


def numbered(schema: pa.Schema) -> pa.Schema:
    """The schema with strings inside lists as numbers into a list of those that occur.

    Ids and labels repeat from document to document, Parquet keeps them like this, and all that is done with
    them is to compare them.
    """
    return pa.schema([(f.name, _numbered(f.type) if pa.types.is_list(f.type) else f.type) for f in schema])


def _numbered(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_list(kind):
        return pa.list_(_numbered(kind.value_type))
    if pa.types.is_struct(kind):
        return pa.struct(
            [(kind.field(i).name, _numbered(kind.field(i).type)) for i in range(kind.num_fields)]
        )
    return pa.dictionary(pa.int32(), _TEXT) if pa.types.is_string(kind) else kind
