"""Which documents have attributions that report each other in a circle, once counting has met one."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from quoth_eval.document import Document
from quoth_eval.errors import DocumentError, Side
from quoth_eval.inputs.rows import document
from quoth_eval.nesting import CycleError
from quoth_eval.reporting import Reporting


@contextmanager
def named(sides: Mapping[Side, pa.Table]) -> Iterator[None]:
    """Where what is done within meets a circle, all documents of that side that have one are told.

    Raises:
        DocumentError: those documents, with the ids of the attributions.
    """
    try:
        yield
    except CycleError:
        for side, table in sides.items():
            others = [t for s, t in sides.items() if s != side]
            if found := dict(_circles(table, _texts(others[0]))):
                raise DocumentError(found, side) from None
        raise


def _texts(table: pa.Table) -> dict[str, str | None]:
    """The texts of the other side, for documents that have none of their own."""
    return dict(zip(table.column("id").to_pylist(), table.column("text").to_pylist(), strict=True))


def _circles(table: pa.Table, texts: Mapping[str, str | None]) -> Iterator[tuple[str, str]]:
    """The documents with a circle, looked at one by one, and what the circle is."""
    lengths = pc.fill_null(pc.list_value_length(table.column("attributions")), 0).to_numpy()
    for row in np.flatnonzero(lengths).tolist():
        name = table.column("id")[row].as_py()
        if problem := _circle(document(table, row, texts.get(name))):
            yield name, problem


def _circle(document: Document) -> str | None:
    reporting = Reporting(document)
    try:
        for attribution in document.attributions or ():
            reporting.parent(attribution)
    except CycleError as error:
        return str(error).removeprefix(f"document {document.id}: ")
    return None
