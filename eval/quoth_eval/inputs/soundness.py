"""A fast yes or no: are ids, references and offsets of a whole table in order?

Where the answer is no, :mod:`quoth_eval.integrity` finds the place, document by document.
"""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from quoth_eval.integrity import hash_of, valid_id
from quoth_eval.vocabulary import numbers

Ints = npt.NDArray[np.int64]

_ID_LENGTH = 100
_ID_FIRST, _ID_INSIDE = (np.array([valid_id(start + chr(b)) for b in range(256)]) for start in ("", "a"))


def sound(table: pa.Table) -> bool:
    """Whether no document of ``table`` has a missing or doubled id, a dangling reference or a bad offset."""
    return _ids_fit(table) and all(_LAYERS[name](table) for name in table.column_names if name in _LAYERS)


def items(table: pa.Table, layer: str) -> tuple[Ints, pa.StructArray]:
    """The annotations of a list column as one array, and the row each belongs to."""
    column = in_one_piece(table.column(layer))
    return parents(column), column.flatten()


def in_one_piece(column: pa.ChunkedArray) -> pa.Array:
    """The column as one array, copied only where it is in several."""
    filled = [chunk for chunk in column.chunks if len(chunk)]
    if len(filled) == 1:
        return filled[0]
    joined = column.combine_chunks()
    return joined.chunk(0) if isinstance(joined, pa.ChunkedArray) else joined


def parents(lists: pa.ListArray) -> Ints:
    """The position of the list that each value is in."""
    return np.asarray(pc.list_parent_indices(lists), np.int64)


def field(structs: pa.StructArray, name: str) -> pa.Array:
    """One field of an array of structs; null where the struct is."""
    return pc.struct_field(structs, name)


def _ids_fit(table: pa.Table) -> bool:
    """Whether all ids are such as :func:`quoth_eval.integrity.valid_id` takes, looked at byte by byte."""
    ids = in_one_piece(table.column("id"))
    if ids.null_count or not len(ids):
        return not len(ids)
    _, offsets, data = ids.buffers()
    ends = np.frombuffer(offsets, np.int32)[ids.offset : ids.offset + len(ids) + 1]
    sizes = np.diff(ends)
    if sizes.min() < 1 or sizes.max() > _ID_LENGTH:
        return False
    letters = np.frombuffer(data, np.uint8)
    return bool(_ID_INSIDE[letters[ends[0] : ends[-1]]].all() and _ID_FIRST[letters[ends[:-1]]].all())


def _hashes_fit(table: pa.Table) -> bool:
    """Whether each text has the SHA-256 that is stated for it, where both are there."""
    text, stated = table.column("text"), table.column("text_sha256")
    both = pc.and_(pc.is_valid(text), pc.is_valid(stated))
    pairs = zip(text.filter(both).to_pylist(), stated.filter(both).to_pylist(), strict=True)
    return all(hash_of(words) == digest for words, digest in pairs)


def code_points(texts: pa.ChunkedArray) -> Ints:
    """The length of each text, shape (texts,); 2**31 - 1, which is no limit, where it is null.

    >>> code_points(pa.chunked_array([["Kyiv", "Київ", None]])).tolist()
    [4, 4, 2147483647]
    """
    count = pc.binary_length if all(map(is_ascii, texts.chunks)) else pc.utf8_length
    return np.asarray(pc.fill_null(count(texts), 2**31 - 1), np.int64)


def is_ascii(texts: pa.Array) -> bool:
    """Whether there is no byte above 127: then bytes are code points, and counting them takes no time."""
    data = texts.buffers()[2]
    return data is None or bool(np.frombuffer(data, np.int8).min(initial=0) >= 0)


def _lengths(table: pa.Table) -> Ints:
    return code_points(table.column("text"))


def _spans_fit(rows: Ints, spans: pa.StructArray, lengths: Ints) -> bool:
    start, end = field(spans, "start"), field(spans, "end")
    if start.null_count or end.null_count:
        return False
    s, e = start.to_numpy(), end.to_numpy()
    return bool(np.all((s >= 0) & (s < e) & (e <= lengths[rows])))


def _nested_spans_fit(rows: Ints, lists: pa.ListArray, lengths: Ints) -> bool:
    inner = parents(lists)
    return _spans_fit(rows[inner], lists.flatten(), lengths)


def _tokens_fit(table: pa.Table) -> bool:
    rows, spans = items(table, "tokens")
    return not len(spans) or _spans_fit(rows, spans, _lengths(table))


def keyed(names: list[pa.Array], of: list[Ints]) -> list[Ints]:
    """(row, string) pairs of several arrays as integers: equal where row and string are.

    Strings are numbered as they first occur: where the first array numbers its things alike in every row, as
    most do, its keys are sorted.
    """
    codes = numbers([n.cast(pa.string()) if pa.types.is_null(n.type) else n for n in names]).indices
    flat = codes.to_numpy(zero_copy_only=False).astype(np.int64)
    cuts = np.cumsum([len(n) for n in names])[:-1]
    return [(row << 32) | part for row, part in zip(of, np.split(flat, cuts), strict=True)]


def _unique(rows: Ints, ids: pa.Array) -> bool:
    if ids.null_count:
        return False
    (keys,) = keyed([ids], [rows])
    if not (keys[1:] > keys[:-1]).all():  # as they are where ids are numbered alike in all documents
        keys.sort()
    return bool((keys[1:] != keys[:-1]).all())


def _refer(rows: Ints, names: pa.Array, to_rows: Ints, to: pa.Array) -> bool:
    """Whether every name (none null) is among the names ``to`` of the same row."""
    known, keys = keyed([to, names], [to_rows, rows])
    return not len(keys) or bool((find(keys, known) >= 0).all())


def find(keys: Ints, among: Ints) -> Ints:
    """The position of each key in ``among``, -1 where it is not."""
    if not len(among):
        return np.full(len(keys), -1, np.int64)
    order = None if (among[1:] >= among[:-1]).all() else np.argsort(among, kind="stable")
    place = np.minimum(np.searchsorted(among, keys, sorter=order), len(among) - 1)
    at = place if order is None else order[place]
    return np.where(among[at] == keys, at, -1)


def _mention_ids(table: pa.Table) -> tuple[Ints, pa.Array]:
    if "mentions" not in table.column_names:
        return np.zeros(0, np.int64), pa.array([], pa.string())
    rows, found = items(table, "mentions")
    return rows, field(found, "id")


def _mentions_fit(table: pa.Table) -> bool:
    rows, found = items(table, "mentions")
    return _unique(rows, field(found, "id")) and _spans_fit(rows, found, _lengths(table))


def _entities_fit(table: pa.Table) -> bool:
    rows, found = items(table, "entities")
    ids = field(found, "id")
    return _unique(rows, ids) and ("mentions" not in table.column_names or _keys_listed(table, rows, ids))


def _keys_listed(table: pa.Table, rows: Ints, ids: pa.Array) -> bool:
    """Whether each mention's entity is listed, in documents that list entities at all."""
    at, mentions = items(table, "mentions")
    lists = pc.is_valid(table.column("entities")).to_numpy()[at]
    keys = field(mentions, "entity")
    asked = lists & pc.is_valid(keys).to_numpy(zero_copy_only=False)
    return _refer(at[asked], keys.filter(pa.array(asked)), rows, ids)


def _attributions_fit(table: pa.Table) -> bool:
    rows, found = items(table, "attributions")
    lengths, ids = _lengths(table), field(found, "id")
    spans = all(_nested_spans_fit(rows, field(found, role), lengths) for role in ("cue", "content"))
    mentions = all(_ids_refer(rows, field(found, role), table) for role in ("sources", "addressees"))
    relays = field(found, "relays")
    named = pc.is_valid(relays).to_numpy(zero_copy_only=False)
    return _unique(rows, ids) and spans and mentions and _refer(rows[named], relays.drop_null(), rows, ids)


def _ids_refer(rows: Ints, lists: pa.ListArray, table: pa.Table) -> bool:
    names = lists.flatten()
    owners = rows[parents(lists)]
    return not names.null_count and _refer(owners, names, *_mention_ids(table))


def _events_fit(table: pa.Table) -> bool:
    rows, found = items(table, "events")
    lists = field(found, "arguments")
    arguments = lists.flatten()
    owners = rows[parents(lists)]
    names, roles = field(arguments, "mention"), field(arguments, "role")
    whole = not (names.null_count or roles.null_count)
    return (
        _unique(rows, field(found, "id"))
        and _spans_fit(rows, found, _lengths(table))
        and whole
        and _refer(owners, names, *_mention_ids(table))
    )


_LAYERS = {
    "text_sha256": _hashes_fit,
    "tokens": _tokens_fit,
    "mentions": _mentions_fit,
    "entities": _entities_fit,
    "attributions": _attributions_fit,
    "events": _events_fit,
}
