"""Scores of documents in memory, the way the command computes them, for tests."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import orjson
import pyarrow as pa

from quoth_eval.columns import Pair
from quoth_eval.document import ANNOTATION_LAYERS, Document
from quoth_eval.inputs.arrow import projected
from quoth_eval.inputs.lines import table
from quoth_eval.inputs.soundness import sound
from quoth_eval.metrics.catalogue import chosen, lists_read
from quoth_eval.metrics.metric import Options
from quoth_eval.pairing import pair
from quoth_eval.results import figures
from quoth_eval.scoring import Counted, count

Documents = Iterable[Document]


def as_table(documents: Documents, lists: Iterable[str] = ("tokens", *ANNOTATION_LAYERS)) -> pa.Table:
    """The documents as they are read, in the order they have: nothing is put into canonical order first."""
    schema = projected(lists)
    found = table(b"\n".join(_line(d) for d in documents), schema)
    assert sound(found), "the documents do not hold together"
    return found


def paired(gold: Documents, pred: Documents) -> Pair:
    """The columns of both sides, with every layer."""
    return pair(as_table(gold), as_table(pred))


def counted(gold: Documents, pred: Documents, *layers: str, **options: bool) -> Counted:
    """The counts of some layers (all when none is named); ``options`` are those of ``Options``."""
    metrics, chosen_options = chosen(layers), Options(**options)
    lists = lists_read(metrics, chosen_options)
    return count(as_table(gold, lists), as_table(pred, lists), metrics, chosen_options)


def scored(gold: Documents, pred: Documents, *layers: str, **options: bool) -> dict[str, Any]:
    """The figures as ``quoth score --json`` has them, without the signature."""
    return figures(counted(gold, pred, *layers, **options), chosen(layers))


def _line(document: Document) -> bytes:
    whole = asdict(document)
    return orjson.dumps({k: v for k, v in whole.items() if not (k in ANNOTATION_LAYERS and v is None)})
