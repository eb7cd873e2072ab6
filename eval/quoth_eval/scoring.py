"""Counts by document for a pair of inputs: what scores, intervals and tests are all computed from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from quoth_eval.columns import Pair
from quoth_eval.metrics.measure import Count, Floats, Measure, Statistics, added
from quoth_eval.metrics.metric import Given, Metric, Options, given, judged
from quoth_eval.pairing import pair


@dataclass(frozen=True)
class Counted:
    """What was counted: one row a document, sorted by id, so that sums never depend on how the work was split.

    Attributes:
        ids: the documents of either side.
        statistics: for each measure, shape (documents, columns of the measure).
    """

    ids: Sequence[str]
    statistics: Statistics

    def total(self, measure: Measure) -> Floats:
        """The counts of a measure summed over documents."""
        return np.asarray(self.statistics[measure].sum(axis=0))


def count(gold: pa.Table, pred: pa.Table, metrics: Sequence[Metric], options: Options) -> Counted:
    """The counts of ``metrics`` over the documents of two tables.

    Raises:
        InputError: the two sides do not fit each other, or attributions report each other in a circle.
    """
    both = pair(gold, pred)
    parts = [_documents(both), *(_metric(both, m, options) for m in metrics)]
    return Counted(both.ids, added(parts))


def merged(parts: Iterable[Counted]) -> Counted:
    """Parts over disjoint documents as one, by document id; a measure absent from a part counts 0 there."""
    found = list(parts)
    ids = [i for part in found for i in part.ids]
    order = sorted(range(len(ids)), key=ids.__getitem__)
    measures = dict.fromkeys(m for part in found for m in part.statistics)
    rows = {m: np.concatenate([_rows(part, m) for part in found])[order] for m in measures}
    return Counted([ids[i] for i in order], rows)


def _rows(part: Counted, measure: Measure) -> Floats:
    blank = np.zeros((len(part.ids), len(measure.columns)))
    return part.statistics.get(measure, blank)


def _documents(both: Pair) -> Statistics:
    gold, pred = both.gold.listed, both.pred.listed
    flags = {"gold": gold, "pred": pred, "missing": gold & ~pred, "extra": pred & ~gold}
    nothing_folded = np.zeros(both.size, bool)  # metrics that fold repeated items add to it
    return {
        Count(("documents", name)): flag[:, None].astype(np.float64)
        for name, flag in {**flags, "duplicates": nothing_folded}.items()
    }


def _metric(both: Pair, metric: Metric, options: Options) -> Statistics:
    """A metric's counts, 0 where gold is not annotated, and whether both sides had what it needs."""
    mask = judged(both, metric.needs)[:, None]
    counts = {m: rows * mask for m, rows in metric.statistics(both, options).items()}
    sides = {"gold": both.gold, "pred": both.pred}
    presence: dict[Measure, Floats] = {
        Given((metric.name, side, need)): given(both, columns, need)
        for side, columns in sides.items()
        for need in metric.needs
    }
    return counts | presence
