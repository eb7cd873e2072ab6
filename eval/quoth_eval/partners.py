"""Whether gold and predictions are about the same documents and texts: else no number means anything."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from quoth_eval.columns import Bools, Ints
from quoth_eval.errors import DocumentError, Side
from quoth_eval.inputs.soundness import code_points, field, parents
from quoth_eval.integrity import hash_of

_KINDS = {"mentions": "mention", "attributions": "attribution", "events": "event"}
_SHOWN = 20  # characters of two texts that differ


@dataclass(frozen=True, slots=True)
class Placed:
    """The documents of one side.

    Attributes:
        side: whose they are.
        table: as they were read.
        documents: shape (rows,), for each row its position in the list of all documents.
        ids: that list.
    """

    side: Side
    table: pa.Table
    documents: Ints
    ids: Sequence[str]


def refuse_doubled(placed: Placed) -> None:
    """Nothing, if each id is there once.

    Raises:
        DocumentError: the documents that are not.
    """
    counts = np.bincount(placed.documents, minlength=len(placed.ids))
    if len(doubled := np.flatnonzero(counts > 1)):
        side = "gold" if placed.side == "gold" else "the predictions"
        words = {placed.ids[i]: f"occurs {counts[i]} times in {side}; ids are unique" for i in doubled}
        raise DocumentError(words, placed.side)


def refuse_other_texts(gold: Placed, pred: Placed) -> None:
    """Nothing, if both sides have the same text wherever both have one, or its hash.

    Raises:
        DocumentError: the predictions for another text.
    """
    at_gold, at_pred = _common(gold, pred)
    if not len(at_gold):
        return
    ours, theirs = (p.table.column("text").take(pa.array(at)) for p, at in ((gold, at_gold), (pred, at_pred)))
    same = pc.equal(ours, theirs)
    unequal = np.flatnonzero(~_bools(same, True)).tolist()
    hashed = ~_bools(pc.is_valid(same))
    found = {_name(pred, at_pred[i]): _difference(ours[i].as_py(), theirs[i].as_py()) for i in unequal}
    found |= dict(
        _other_hashes(gold, pred, zip(at_gold[hashed].tolist(), at_pred[hashed].tolist(), strict=True))
    )
    if found:
        raise DocumentError(found, "pred")


def lengths(gold: Placed, pred: Placed) -> Ints:
    """Code points of each document's text, from whichever side has one: shape (documents,).

    -1 where neither has.
    """
    out = np.full(len(gold.ids), -1, np.int64)
    for placed in (pred, gold):
        known = _there(placed.table.column("text"))
        if known.any():
            out[placed.documents[known]] = code_points(placed.table.column("text"))[known]
    return out


def refuse_outside(
    placed: Placed, structs: Mapping[str, pa.StructArray], owners: Mapping[str, Ints], lengths: Ints
) -> None:
    """Nothing, if documents without a text of their own stay within that of the other side.

    Args:
        placed: the documents.
        structs: their annotations by layer, flat.
        owners: the document of each annotation, by layer.
        lengths: as :func:`lengths` gives them.

    Raises:
        DocumentError: those with a span that ends beyond the text.
    """
    limits = _limits(placed, lengths)
    if limits is None:
        return
    found: dict[str, str] = {}
    for layer, row, field_name, end, document in _beyond(structs, owners, limits):
        name = field(structs[layer], "id")[row].as_py()
        found.setdefault(
            placed.ids[document],
            f"{_KINDS[layer]} {name}, field {field_name}: ends at {end}, beyond the text of "
            f"{limits[document]} code points",
        )
    if found:
        raise DocumentError(found, placed.side)


def _common(gold: Placed, pred: Placed) -> tuple[Ints, Ints]:
    """The rows of both sides for the documents that both have, where each side has a text or its hash."""
    ours, theirs = (p.documents[_hashable(p)] for p in (gold, pred))
    if not len(ours) or not len(theirs):
        return ours[:0], theirs[:0]
    both = np.intersect1d(ours, theirs, assume_unique=True)
    return _rows(gold, both), _rows(pred, both)


def _rows(placed: Placed, documents: Ints) -> Ints:
    row = np.zeros(len(placed.ids), np.int64)
    row[placed.documents] = np.arange(len(placed.documents))
    return row[documents]


def _bools(values: pa.ChunkedArray, null: bool = False) -> Bools:
    return np.asarray(pc.fill_null(values, null), bool)


def _there(column: pa.ChunkedArray) -> Bools:
    """Which values are not null; mostly all or none."""
    if column.null_count in (0, len(column)):
        return np.full(len(column), not column.null_count)
    return np.asarray(pc.is_valid(column), bool)


def _name(placed: Placed, row: int) -> str:
    return placed.ids[int(placed.documents[row])]


def _difference(gold: str, pred: str) -> str:
    at = next(
        (i for i, (a, b) in enumerate(zip(gold, pred, strict=False)) if a != b), min(len(gold), len(pred))
    )
    ours, theirs = (repr(text[at : at + _SHOWN]) if at < len(text) else "its end" for text in (gold, pred))
    return f"the prediction's text is not gold's: at {at} gold has {ours}, the prediction {theirs}"


def _hashable(placed: Placed) -> Bools:
    """Whether each row has a text or at least its hash."""
    text, stated = (_there(placed.table.column(name)) for name in ("text", "text_sha256"))
    return np.asarray(text | stated)


def _other_hashes(gold: Placed, pred: Placed, rows: Iterable[tuple[int, int]]) -> Iterator[tuple[str, str]]:
    """Where a text is withheld or left out on a side, the hashes are compared, if both have one."""
    for ours, theirs in rows:
        hashes = _hash(gold.table, int(ours)), _hash(pred.table, int(theirs))
        if None not in hashes and hashes[0] != hashes[1]:
            yield _name(pred, theirs), "the prediction's text is not gold's: their SHA-256 differ"


def _hash(table: pa.Table, row: int) -> str | None:
    stated: str | None = table.column("text_sha256")[row].as_py()
    text: str | None = table.column("text")[row].as_py()
    return hash_of(text) if stated is None and text is not None else stated


def _limits(placed: Placed, lengths: Ints) -> Ints | None:
    """Code points of the other side's text, for documents without one of their own; elsewhere no limit.

    ``None`` where that is no document.
    """
    bare = ~_there(placed.table.column("text"))
    documents = placed.documents[bare]
    asked = documents[lengths[documents] >= 0]
    if not len(asked):
        return None
    limits = np.full(len(lengths), np.iinfo(np.int64).max)
    limits[asked] = lengths[asked]
    return limits


def _beyond(
    structs: Mapping[str, pa.StructArray], owners: Mapping[str, Ints], limits: Ints
) -> Iterator[tuple[str, int, str, int, int]]:
    """Spans that end beyond the limit: layer, row, field, end, document."""
    for layer, name, rows, ends in _spans(structs):
        documents = owners[layer] if rows is None else owners[layer][rows]
        for i in np.flatnonzero(ends > limits[documents]).tolist():
            yield layer, i if rows is None else int(rows[i]), name, int(ends[i]), int(documents[i])


def _spans(structs: Mapping[str, pa.StructArray]) -> Iterator[tuple[str, str, Ints | None, Ints]]:
    """All spans, column by column: layer, field, row of the annotation (``None``: one a row), end."""
    for layer in ("mentions", "events"):
        yield layer, "end", None, np.asarray(field(structs[layer], "end"), np.int64)
    for role in ("cue", "content"):
        lists = field(structs["attributions"], role)
        yield "attributions", role, parents(lists), np.asarray(field(lists.flatten(), "end"), np.int64)
