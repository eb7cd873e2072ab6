"""Several annotators' documents over one list of ids, one text and one set of tokens for each."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from quoth_eval.columns import Bools, Ints
from quoth_eval.document import ANNOTATION_LAYERS
from quoth_eval.errors import DocumentError, InputError
from quoth_eval.inputs.arrow import SCHEMA
from quoth_eval.inputs.soundness import field, items
from quoth_eval.integrity import hash_of
from quoth_eval.partners import Placed, refuse_outside
from quoth_eval.tokens import boundaries

Tokens = tuple[Ints, Ints]


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """What several annotators made of the same documents.

    Attributes:
        names: of the annotators, sorted, so that their order on the command line changes nothing.
        ids: of all documents, sorted.
        tables: of each annotator, a row for each id. Texts and tokens are the same in all; annotation lists
            are null where the annotator did not see the document or did not annotate the layer.
        listed: ``(documents, annotators)``, whether an annotator was assigned to a document.
        tokens: starts and ends of each document's tokens; code points where there is nothing to cut.
        lengths: ``(documents,)``, code points of each; as far as anything reaches where the text is unknown.
    """

    names: tuple[str, ...]
    ids: tuple[str, ...]
    tables: tuple[pa.Table, ...]
    listed: Bools
    tokens: tuple[Tokens, ...]
    lengths: Ints

    def given(self, layer: str) -> Bools:
        """Whether an annotator annotated a layer in a document: ``(documents, annotators)``."""
        return np.stack([pc.is_valid(t.column(layer)).to_numpy() for t in self.tables], axis=1)


def panel(inputs: Mapping[str, pa.Table]) -> Panel:
    """The documents of all annotators, by name, as :func:`quoth_eval.inputs.reading.tables` gives them.

    Tokens are those of the input where it has them (the most frequent ones where inputs differ), else those
    of the text.

    Raises:
        InputError: a document that occurs twice in an input, has different texts in two of them, or a span
            outside its text.
    """
    names = tuple(sorted(inputs))
    ids = sorted({i for table in inputs.values() for i in table.column("id").to_pylist()})
    rows = {name: _rows(name, inputs[name], ids) for name in names}
    texts = _texts(inputs, rows, ids)
    for name in names:
        _refuse_outside(name, inputs[name], ids, texts)
    own = _own_tokens(inputs, rows, len(ids))
    placed = {name: _placed(inputs[name], rows[name], ids, texts) for name in names}
    lengths = np.array([len(t) if t is not None else 0 for t in texts], dtype=np.int64)
    for table in placed.values():
        _reach(table, lengths)
    tokens = tuple(_tokens(own[d], texts[d], int(lengths[d])) for d in range(len(ids)))
    column = _as_column(own, tokens)
    return Panel(
        names=names,
        ids=tuple(ids),
        tables=tuple(t.set_column(t.column_names.index("tokens"), "tokens", column) for t in placed.values()),
        listed=np.stack([rows[name] >= 0 for name in names], axis=1),
        tokens=tokens,
        lengths=np.maximum(lengths, 1),
    )


def _rows(name: str, table: pa.Table, ids: Sequence[str]) -> Ints:
    """The row of each document in an annotator's table, -1 for none."""
    own = table.column("id").to_pylist()
    if len(set(own)) < len(own):
        twice = next(i for i, n in Counter(own).items() if n > 1)
        raise InputError(f"{name}: document {twice} occurs more than once; ids are unique")
    place = {i: n for n, i in enumerate(own)}
    return np.array([place.get(i, -1) for i in ids], dtype=np.int64)


def _texts(inputs: Mapping[str, pa.Table], rows: Mapping[str, Ints], ids: Sequence[str]) -> list[str | None]:
    """The text of each document, where any input has it.

    Raises:
        InputError: two inputs have different ones, going by the texts or by their hashes.
    """
    texts: list[str | None] = [None] * len(ids)
    seen: dict[int, tuple[str, str]] = {}
    for name in sorted(inputs):
        stated = (inputs[name].column(c).to_pylist() for c in ("text", "text_sha256"))
        known = list(zip(*stated, strict=True))
        for d in np.flatnonzero(rows[name] >= 0).tolist():
            text, digest = known[rows[name][d]]
            digest = digest if text is None else hash_of(text)
            other, theirs = seen.setdefault(d, (name, digest)) if digest else (name, digest)
            if theirs != digest:
                raise InputError(
                    f"document {ids[d]}: {other} and {name} have different texts: annotations of different "
                    f"texts cannot be compared{_where(texts[d], text)}"
                )
            texts[d] = text if texts[d] is None else texts[d]
    return texts


def _where(one: str | None, other: str | None) -> str:
    if one is None or other is None:
        return ""
    pairs = enumerate(zip(one, other, strict=False))
    at = next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))
    return f" (from {at} on: {one[at : at + 20]!r} and {other[at : at + 20]!r})"


def _refuse_outside(name: str, table: pa.Table, ids: Sequence[str], texts: Sequence[str | None]) -> None:
    place = {i: n for n, i in enumerate(ids)}
    documents = np.array([place[i] for i in table.column("id").to_pylist()], dtype=np.int64)
    found = {layer: items(table, layer) for layer in ANNOTATION_LAYERS}
    owners = {layer: documents[rows] for layer, (rows, _) in found.items()}
    structs = {layer: struct for layer, (_, struct) in found.items()}
    limits = np.array([-1 if t is None else len(t) for t in texts], dtype=np.int64)
    try:
        refuse_outside(Placed("pred", table, documents, ids), structs, owners, limits)
    except DocumentError as error:
        raise InputError(f"{name}: {error}") from None


def _own_tokens(inputs: Mapping[str, pa.Table], rows: Mapping[str, Ints], size: int) -> list[Tokens | None]:
    """The tokens that inputs give each document; the most frequent, then the first, where they differ."""
    votes: list[Counter[tuple[bytes, bytes]]] = [Counter() for _ in range(size)]
    for name, table in inputs.items():
        owner, spans = items(table, "tokens")
        start, end = (np.asarray(field(spans, key), np.int64) for key in ("start", "end"))
        order = np.lexsort((end, start, owner))
        owner, start, end = owner[order], start[order], end[order]
        for d in np.flatnonzero(rows[name] >= 0).tolist():
            low, high = np.searchsorted(owner, (rows[name][d], rows[name][d] + 1))
            if low < high:
                votes[d][start[low:high].tobytes(), end[low:high].tobytes()] += 1
    return [_elected(v) for v in votes]


def _elected(votes: "Counter[tuple[bytes, bytes]]") -> Tokens | None:
    if not votes:
        return None
    start, end = min(votes, key=lambda tokens: (-votes[tokens], tokens))
    return np.frombuffer(start, np.int64), np.frombuffer(end, np.int64)


def _tokens(own: Tokens | None, text: str | None, length: int) -> Tokens:
    if own is not None:
        return own
    if text is not None:
        return boundaries(text)
    points = np.arange(length, dtype=np.int64)
    return points, points + 1


def _placed(table: pa.Table, rows: Ints, ids: Sequence[str], texts: Sequence[str | None]) -> pa.Table:
    """The table with a row for each document; those that are not in it have null for everything."""
    whole = table.take(pa.array(rows, mask=rows < 0)).combine_chunks()
    columns = {
        **{name: whole.column(name) for name in SCHEMA.names},
        "id": pa.array(ids, pa.string()),
        "text": pa.array(texts, pa.string()),
        "text_sha256": pa.nulls(len(ids), pa.string()),
    }
    return pa.table(columns, schema=SCHEMA)


def _reach(table: pa.Table, lengths: Ints) -> None:
    """Lengthen documents to where their tokens and annotations end: for those whose text is not known."""
    for layer in ("tokens", "mentions", "events"):
        rows, found = items(table, layer)
        np.maximum.at(lengths, rows, np.asarray(field(found, "end"), np.int64))
    rows, found = items(table, "attributions")
    for role in ("cue", "content"):
        spans = field(found, role)
        owner = np.asarray(pc.list_parent_indices(spans), np.int64)
        np.maximum.at(lengths, rows[owner], np.asarray(field(spans.flatten(), "end"), np.int64))


def _as_column(own: Sequence[Tokens | None], tokens: Sequence[Tokens]) -> pa.Array:
    """The tokens that inputs gave, as a column; elsewhere null, so that the text is cut."""
    listed = [
        None
        if given is None
        else [{"start": s, "end": e} for s, e in zip(*(x.tolist() for x in found), strict=True)]
        for given, found in zip(own, tokens, strict=True)
    ]
    return pa.array(listed, SCHEMA.field("tokens").type)
