"""Coreference: clusters of exact spans, scored by every measure in use, from one sparse table.

The clusters are those of mentions with the same ``entity``, or of events with the same ``cluster``; types do
not matter, and what has no key is in no cluster. Singletons count unless they are dropped.
"""

from collections.abc import Sequence

import numpy as np

from quoth_eval.columns import Ints, Pair
from quoth_eval.metrics.coref.b3 import b3
from quoth_eval.metrics.coref.blanc import Blanc, blanc
from quoth_eval.metrics.coref.ceaf import ceafe, ceafm
from quoth_eval.metrics.coref.conll import Conll
from quoth_eval.metrics.coref.lea import lea
from quoth_eval.metrics.coref.muc import muc
from quoth_eval.metrics.coref.table import Table, table
from quoth_eval.metrics.measure import PRF, Count, Floats, Measure, Path, Ratios, Statistics, stacked
from quoth_eval.metrics.metric import Options


def of_mentions(pair: Pair, options: Options) -> Statistics:
    """The scores of entity clusters; a span that occurs twice on a side adds to ``documents.duplicates``."""
    gold, pred = ((m.document, m.start, m.end, m.entity) for m in (pair.gold.mentions, pair.pred.mentions))
    found = _table(gold, pred, pair.size, options)
    return {**scores(found, ("coref",)), Count(("documents", "duplicates")): _column(found.folded)}


def of_events(pair: Pair, options: Options) -> Statistics:
    """The scores of clusters of events over their triggers.

    A trigger that occurs twice adds to no count here: the scores of events have counted it.
    """
    gold, pred = ((e.document, e.start, e.end, e.cluster) for e in (pair.gold.events, pair.pred.events))
    return scores(_table(gold, pred, pair.size, options), ("events", "coref"))


def _table(gold: Sequence[Ints], pred: Sequence[Ints], size: int, options: Options) -> Table:
    ours, theirs = ([c[side[-1] >= 0] for c in side] for side in (gold, pred))
    return table(ours, theirs, size, options.drop_singletons)


def scores(found: Table, path: Path) -> dict[Measure, Floats]:
    """Every measure under ``path``, in the order of the output."""
    matched = found.total(found.shared), found.pred.mentions, found.gold.mentions
    parts = {"muc": muc(found), "b3": b3(found), "ceafe": ceafe(found)}
    return {
        PRF((*path, "mentions")): stacked(*matched),
        Ratios((*path, "muc")): parts["muc"],
        Ratios((*path, "b3")): parts["b3"],
        Ratios((*path, "ceafm")): ceafm(found),
        Ratios((*path, "ceafe")): parts["ceafe"],
        Blanc((*path, "blanc")): blanc(found),
        Ratios((*path, "lea")): lea(found),
        Conll((*path, "conll")): np.concatenate(list(parts.values()), axis=-1),
    }


def _column(counts: Ints) -> Floats:
    return counts[:, None].astype(np.float64)
