"""Scores of documents that a program holds, without files: in a training loop, in a notebook, in tests."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson
import pyarrow as pa

from quoth_eval.document import Document
from quoth_eval.inputs.arrow import projected
from quoth_eval.inputs.reading import sifted_lines
from quoth_eval.metrics.catalogue import chosen, lists_read
from quoth_eval.metrics.metric import Metric, Options
from quoth_eval.parts import carefully
from quoth_eval.results import figures
from quoth_eval.scoring import Counted, arranged
from quoth_eval.serialize import dumps

Documents = Iterable[Document | Mapping[str, Any]]


def scores(
    gold: Documents, pred: Documents, layers: Sequence[str] = (), options: Options | None = None
) -> dict[str, Any]:
    """The figures as ``quoth score --json`` prints them, without a signature (there are no files to sign).

    Args:
        gold: documents, or what their JSON says.
        pred: the same for the predictions.
        layers: the layers to score; all that both sides have when empty.
        options: what changes the numbers.

    Raises:
        InputError: an unknown layer, a broken document, or sides that do not fit each other.

    >>> gold = [{"id": "a", "mentions": [{"id": "m1", "start": 0, "end": 4, "type": "PER"}]}]
    >>> scores(gold, gold)["entities"]["strict"]["f1"]
    1.0
    """
    metrics = chosen(tuple(layers))
    return figures(counted(gold, pred, metrics, options or Options()), metrics)


def counted(gold: Documents, pred: Documents, metrics: Sequence[Metric], options: Options) -> Counted:
    """The counts by document, of which scores, intervals and tests are all computed.

    Raises:
        InputError: a broken document, or sides that do not fit each other.
    """
    schema = projected(lists_read(metrics, options))
    sides = _table("gold", gold, schema), _table("pred", pred, schema)
    found = carefully({"gold": sides[0], "pred": sides[1]}, metrics, options, None)
    order = arranged(found.statistics, metrics, options)
    return Counted(found.ids, {m: found.statistics[m] for m in order})


def _table(side: str, documents: Documents, schema: pa.Schema) -> pa.Table:
    lines = [dumps(d) if isinstance(d, Document) else orjson.dumps(d) for d in documents]
    placed = [(f"{side}, document number {n}", line) for n, line in enumerate(lines, 1)]
    return pa.concat_tables([schema.empty_table(), *sifted_lines(placed, schema, None)])
