"""Two Arrow tables, gold and predicted, made into columns over one list of documents and one vocabulary."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from quoth_eval.columns import (
    Arguments,
    Attributions,
    Bools,
    Events,
    Fragments,
    Ints,
    Mentions,
    Pair,
    References,
    Side,
    Texts,
)
from quoth_eval.document import ANNOTATION_LAYERS
from quoth_eval.inputs.arrow import ATTRIBUTION, ENTITY, EVENT, MENTION
from quoth_eval.inputs.soundness import field, find, items, keyed, parents
from quoth_eval.partners import Placed, lengths, refuse_doubled, refuse_other_texts, refuse_outside
from quoth_eval.vocabulary import Names, coded, in_order

_STRUCTS = {"mentions": MENTION, "entities": ENTITY, "attributions": ATTRIBUTION, "events": EVENT}
_STRINGS = {  # the kinds of labels, and where they stand: layer and field
    "type": ("mentions", "type"),
    "entity": ("mentions", "entity"),
    "entity_id": ("entities", "id"),
    "kb": ("entities", "kb"),
    "attitude": ("attributions", "attitude"),
    "form": ("attributions", "form"),
    "stance": ("attributions", "stance"),
    "modality": ("attributions", "modality"),
    "event_type": ("events", "type"),
    "polarity": ("events", "polarity"),
    "event_modality": ("events", "modality"),
    "cluster": ("events", "cluster"),
    "role": ("arguments", "role"),
}
_SHARED = {"entity_id": "entity"}  # kinds that must have the codes of another kind


def pair(gold: pa.Table, pred: pa.Table) -> Pair:
    """The columns of both sides.

    Args:
        gold: documents as :func:`quoth_eval.inputs.reading.tables` gives them, in any order.
        pred: the same for the predictions.

    Raises:
        DocumentError: documents that occur twice on a side, have another text on the two sides, or have no
            text of their own and a span outside the other side's.
    """
    of_gold, of_pred, ids = _documents(gold.column("id"), pred.column("id"))
    ours, theirs = Placed("gold", gold, of_gold, ids), Placed("pred", pred, of_pred, ids)
    refuse_doubled(ours)
    refuse_doubled(theirs)
    refuse_other_texts(ours, theirs)
    limits = lengths(ours, theirs)
    flat = [_flatten(gold, of_gold, len(ids)), _flatten(pred, of_pred, len(ids))]
    for placed, columns in zip((ours, theirs), flat, strict=True):
        refuse_outside(placed, columns.structs, columns.owners, limits)
    codes, labels = _vocabulary(flat)
    sides = [_side(f, {kind: both[i] for kind, both in codes.items()}) for i, f in enumerate(flat)]
    return Pair(ids, labels, sides[0], sides[1], (_texts(ours), _texts(theirs)), _tokens(gold, of_gold))


def _documents(gold: pa.ChunkedArray, pred: pa.ChunkedArray) -> tuple[Ints, Ints, Sequence[str]]:
    """For the documents of both sides their positions in the sorted list of all, and that list."""
    if gold.equals(pred) and in_order(gold.combine_chunks()):
        return np.arange(len(gold)), np.arange(len(gold)), Names(gold)
    (of_gold, of_pred), ids = coded([gold, pred])
    return of_gold, of_pred, ids


@dataclass(frozen=True, slots=True)
class _Flat:
    """The annotations of one side as flat arrays of structs, with the document of each."""

    listed: Bools
    given: dict[str, Bools]
    structs: dict[str, pa.StructArray]
    owners: dict[str, Ints]


def _flatten(table: pa.Table, documents: Ints, size: int) -> _Flat:
    listed = np.zeros(size, bool)
    listed[documents] = True
    given: dict[str, Bools] = {}
    structs: dict[str, pa.StructArray] = {}
    owners: dict[str, Ints] = {}
    for layer in ANNOTATION_LAYERS:
        given[layer] = np.zeros(size, bool)
        structs[layer], owners[layer] = pa.array([], _STRUCTS[layer]), np.zeros(0, np.int64)
        if layer in table.column_names:
            given[layer][documents] = pc.is_valid(table.column(layer)).to_numpy()
            rows, structs[layer] = items(table, layer)
            owners[layer] = documents[rows]
    lists = field(structs["events"], "arguments")
    structs["arguments"], owners["arguments"] = lists.flatten(), parents(lists)
    return _Flat(listed, given, structs, owners)


def _vocabulary(flat: Sequence[_Flat]) -> tuple[dict[str, list[Ints]], dict[str, list[str]]]:
    codes: dict[str, list[Ints]] = {}
    labels: dict[str, list[str]] = {}
    for kind in dict.fromkeys(_SHARED.get(k, k) for k in _STRINGS):
        members = [k for k in _STRINGS if _SHARED.get(k, k) == kind]
        arrays = [field(f.structs[_STRINGS[k][0]], _STRINGS[k][1]) for k in members for f in flat]
        found, labels[kind] = coded(arrays)
        for at, member in enumerate(members):
            codes[member] = found[2 * at : 2 * at + 2]
    return codes, labels


def _side(flat: _Flat, codes: dict[str, Ints]) -> Side:
    mentions = _mentions(flat, codes)
    return Side(flat.listed, flat.given, mentions, _attributions(flat, codes), _events(flat, codes))


def _mentions(flat: _Flat, codes: dict[str, Ints]) -> Mentions:
    found, documents = flat.structs["mentions"], flat.owners["mentions"]
    start, end = _ints(found, "start"), _ints(found, "end")
    return Mentions(documents, start, end, codes["type"], codes["entity"], _kb(flat, codes))


def _kb(flat: _Flat, codes: dict[str, Ints]) -> Ints:
    """The id, in a knowledge base, of each mention's entity."""
    keys, listed = codes["entity"], codes["kb"] >= 0
    entities = _packed(flat.owners["entities"][listed], codes["entity_id"][listed])
    if not len(entities):
        return np.full(len(keys), -1)
    at = find(_packed(flat.owners["mentions"], keys), entities)
    return np.where((at >= 0) & (keys >= 0), codes["kb"][listed][at], -1)


def _attributions(flat: _Flat, codes: dict[str, Ints]) -> Attributions:
    found, documents = flat.structs["attributions"], flat.owners["attributions"]
    ids, relays = field(found, "id"), field(found, "relays")
    (own, wanted), _ = coded([ids, relays])
    inner = np.where(wanted >= 0, find(_packed(documents, wanted), _packed(documents, own)), -1)
    return Attributions(
        ids,
        documents,
        _fragments(field(found, "cue")),
        _fragments(field(found, "content")),
        _references(flat, "attributions", field(found, "sources")),
        inner,
        *(codes[kind] for kind in ("attitude", "form", "stance", "modality")),
    )


def _events(flat: _Flat, codes: dict[str, Ints]) -> Events:
    found, documents = flat.structs["events"], flat.owners["events"]
    owners = flat.owners["arguments"]
    names = field(flat.structs["arguments"], "mention")
    arguments = Arguments(owners, codes["role"], _mention_rows(flat, documents[owners], names))
    return Events(
        document=documents,
        start=_ints(found, "start"),
        end=_ints(found, "end"),
        type=codes["event_type"],
        polarity=codes["polarity"],
        modality=codes["event_modality"],
        cluster=codes["cluster"],
        arguments=arguments,
    )


def _references(flat: _Flat, layer: str, lists: pa.ListArray) -> References:
    owners = parents(lists)
    return References(owners, _mention_rows(flat, flat.owners[layer][owners], lists.flatten()))


def _mention_rows(flat: _Flat, documents: Ints, names: pa.Array) -> Ints:
    """The rows of the mentions with these ids in these documents; every one is known to be there."""
    if not len(names):
        return np.zeros(0, np.int64)
    own, wanted = keyed([field(flat.structs["mentions"], "id"), names], [flat.owners["mentions"], documents])
    return find(wanted, own)


def _packed(documents: Ints, codes: Ints) -> Ints:
    return (documents << 32) | (codes & 0xFFFFFFFF)


def _ints(structs: pa.StructArray, name: str) -> Ints:
    return np.asarray(field(structs, name), np.int64)


def _fragments(lists: pa.ListArray) -> Fragments:
    spans = lists.flatten()
    return Fragments(parents(lists), _ints(spans, "start"), _ints(spans, "end"))


def _tokens(gold: pa.Table, documents: Ints) -> Fragments:
    """The tokens of gold; none where they were not read."""
    if "tokens" not in gold.column_names:
        return Fragments(*(np.zeros(0, np.int64) for _ in range(3)))
    rows, spans = items(gold, "tokens")
    owner, start, end = documents[rows], _ints(spans, "start"), _ints(spans, "end")
    order = np.lexsort((start, owner))
    return Fragments(owner[order], start[order], end[order])


def _texts(placed: Placed) -> Texts:
    row = np.full(len(placed.ids), -1, np.int64)
    row[placed.documents] = np.arange(len(placed.documents))
    return Texts(placed.table.column("text"), row)
