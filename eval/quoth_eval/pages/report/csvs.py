"""The numbers of a report as CSV files next to the page."""

import csv
import io
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

from quoth_eval.errors import InputError
from quoth_eval.pages.report.figures import MISSED_COLUMN, SPURIOUS_ROW, Confusions, Layer, Matrix
from quoth_eval.pages.report.scores import Row
from quoth_eval.pages.report.slicing import Slice
from quoth_eval.pages.report.worst import Rank

Cell = str | int | float | None
Table = tuple[Sequence[str], Iterable[Sequence[Cell]]]


def scores_table(rows: Iterable[Row], systems: Sequence[str]) -> Table:
    """One row a score and system."""
    names = ("precision", "recall", "f1", "accuracy", "tp", "fp", "fn", "n")
    found = (
        (row.name, name, *(s.parts.get(n) for n in names), s.low, s.high)
        for row in rows
        for name, s in zip(systems, row.scores, strict=True)
        if s
    )
    return ("score", "system", *names, "low", "high"), found


def errors_table(layers: Iterable[Layer], systems: Sequence[str]) -> Table:
    """One row a kind of mistake and system."""
    found = (
        (layer.name, layer.score, kind.name, name, *counts)
        for layer in layers
        for kind in layer.kinds
        for name, counts in zip(systems, kind.counts, strict=True)
    )
    return ("layer", "adds up to", "kind", "system", "misses", "false alarms"), found


def slices_table(slices: Iterable[tuple[str, Slice]]) -> Table:
    """One row a slice and system."""
    found = ((name, s.layer, s.by, s.value, s.tp, s.fp, s.fn, s.f1) for name, s in slices)
    return ("system", "layer", "by", "slice", "tp", "fp", "fn", "f1"), found


def matrices_table(matrices: Iterable[Matrix], confusions: Iterable[Confusions]) -> Table:
    """One row a cell that is not 0."""
    dense = (
        (m.system, m.name, gold, pred, m.cells[i][j])
        for m in matrices
        for i, gold in enumerate((*m.labels, SPURIOUS_ROW))
        for j, pred in enumerate((*m.labels, MISSED_COLUMN))
        if m.cells[i][j]
    )
    sparse = ((c.system, c.name, *cell) for c in confusions for cell in c.cells)
    return ("system", "matrix", "gold", "predicted", "count"), chain(dense, sparse)


def documents_table(ranks: Iterable[Rank], systems: Sequence[str]) -> Table:
    """One row a document and system."""
    found = ((r.id, name, *counts) for r in ranks for name, counts in zip(systems, r.counts, strict=True))
    return ("document", "system", "tp", "fp", "fn"), found


def write_table(path: Path, table: Table) -> None:
    """Write a table; figures in full, undefined ones empty.

    Raises:
        InputError: it cannot be written there.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table[0])
    writer.writerows(["" if cell is None else cell for cell in row] for row in table[1])
    try:
        path.write_text(out.getvalue(), encoding="utf-8", newline="")
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}") from None
