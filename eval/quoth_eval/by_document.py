"""Scores of each document: one row a document, every figure a column."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import orjson
import pyarrow as pa

from quoth_eval.errors import InputError
from quoth_eval.metrics.measure import RATES, Floats
from quoth_eval.metrics.metric import Metric
from quoth_eval.results import left_out, shown
from quoth_eval.scoring import Counted

ENDINGS = (".jsonl", ".csv", ".parquet")
_ROWS = 10_000  # that are turned into text at once


def table(counted: Counted, metrics: Sequence[Metric]) -> pa.Table:
    """The figures by document, sorted by id: the column ``id``, then the figures under their whole names.

    An undefined figure is null. Counts are whole numbers, except where some are not (half credits).
    """
    columns = {"id": pa.array(list(counted.ids), pa.string())}
    for measure in shown(counted, left_out(counted, metrics)):
        for figure, values in measure.values(counted.statistics[measure]).items():
            columns[".".join(filter(None, (measure.name, figure)))] = _column(figure, values)
    return pa.table(columns)


def write(found: pa.Table, path: Path) -> None:
    """Write the rows as JSONL, CSV or Parquet, by the ending of ``path``: whole or not at all.

    Raises:
        InputError: another ending, or the file cannot be written.
    """
    refuse_target(path)
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        _write(found, unfinished, path.suffix)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise InputError(f"cannot write {path}: {error.strerror or error}") from None


def refuse_target(path: Path) -> None:
    """Nothing, if rows can be written to ``path``, as far as can be told before there are any.

    Raises:
        InputError: its ending does not say how to write it, or its folder is not there.
    """
    if path.suffix not in ENDINGS:
        raise InputError(f"{path}: expected a name that ends in one of {', '.join(ENDINGS)}")
    if not path.parent.is_dir():
        raise InputError(f"cannot write {path}: there is no folder {path.parent}")


def lines(found: pa.Table) -> Iterator[bytes]:
    """The rows as JSON, one a line, with line ends.

    >>> list(lines(pa.table({"id": ["a"], "claims.f1": [0.5]})))
    [b'{"id":"a","claims.f1":0.5}\\n']
    """
    for batch in found.to_batches(_ROWS):
        yield from (orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in batch.to_pylist())


def _column(figure: str, values: Floats) -> pa.Array:
    undefined = np.isnan(values)
    if figure not in RATES and not undefined.any() and np.array_equal(values, np.trunc(values)):
        return pa.array(values.astype(np.int64))
    return pa.array(values, mask=undefined)


def _write(found: pa.Table, path: Path, ending: str) -> None:
    with path.open("wb") as file:
        if ending == ".parquet":
            import pyarrow.parquet as pq

            pq.write_table(found, file)
        elif ending == ".csv":
            from pyarrow.csv import write_csv

            write_csv(found, file)
        else:
            file.writelines(lines(found))
