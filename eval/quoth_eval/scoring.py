"""Counts by document for a pair of inputs: what scores, intervals and tests are all computed from."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol

import numpy as np
import pyarrow as pa

from quoth_eval.columns import Pair
from quoth_eval.exact import pieces, total
from quoth_eval.inputs.arrow import SCHEMA
from quoth_eval.metrics.measure import Count, Floats, Measure, Statistics, added
from quoth_eval.metrics.metric import Given, Metric, Options, annotated, given, judged
from quoth_eval.pairing import pair


class Summed(Protocol):
    """Counts summed over documents, however they are kept."""

    @property
    def size(self) -> int:
        """How many documents were counted."""

    @property
    def statistics(self) -> Statistics:
        """The measures, in the order of the output, as keys."""

    def total(self, measure: Measure) -> Floats:
        """The counts of a measure summed over documents."""


@dataclass(frozen=True)
class Counted:
    """What was counted: one row a document, sorted by id.

    Attributes:
        ids: the documents of either side.
        statistics: for each measure, shape (documents, columns of the measure).
    """

    ids: Sequence[str]
    statistics: Statistics
    _totals: dict[Measure, Floats] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def size(self) -> int:
        """How many documents were counted."""
        return len(self.ids)

    def total(self, measure: Measure) -> Floats:
        """The counts of a measure summed over documents, exactly, and rounded once."""
        if measure not in self._totals:
            self._totals[measure] = total(pieces(self.statistics[measure]))
        return self._totals[measure]

    def __getstate__(self) -> dict[str, Any]:
        """What travels between processes: measures that counted nothing go without their zeros."""
        some = {m: rows if rows.any() else None for m, rows in self.statistics.items()}
        return {"ids": self.ids, "statistics": some}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Zeros come back as one zero, seen many times."""
        rows = {m: zeros(len(state["ids"]), m) if r is None else r for m, r in state["statistics"].items()}
        self.__dict__.update(ids=state["ids"], statistics=rows, _totals={})


def count(gold: pa.Table, pred: pa.Table, metrics: Sequence[Metric], options: Options) -> Counted:
    """The counts of ``metrics`` over the documents of two tables.

    Raises:
        InputError: the two sides do not fit each other, or attributions report each other in a circle.
    """
    both = pair(gold, pred)
    return Counted(both.ids, added([_documents(both), *(_metric(both, m, options) for m in metrics)]))


def merged(parts: Iterable[Counted]) -> Counted:
    """Parts over disjoint documents as one, by document id; a measure absent from a part counts 0 there."""
    found = list(parts)
    ids = [i for part in found for i in part.ids]
    order = sorted(range(len(ids)), key=ids.__getitem__)
    measures = dict.fromkeys(m for part in found for m in part.statistics)
    return Counted([ids[i] for i in order], {m: _put_together(found, m, order) for m in measures})


def zeros(documents: int, measure: Measure) -> Floats:
    """Counts of nothing, shape (documents, columns), that take no memory (and cannot be written to)."""
    return np.broadcast_to(np.float64(0), (documents, len(measure.columns)))


@lru_cache(maxsize=64)
def fixed_measures(metrics: tuple[Metric, ...], options: Options) -> tuple[Measure, ...]:
    """The measures that ``metrics`` always give, whatever is in the documents, in their order.

    Others depend on the documents, as there is one for each label that occurs.
    """
    nothing = SCHEMA.empty_table()
    both = pair(nothing, nothing)
    found = added([_documents(both), *(_computed(both, m, options) for m in metrics)])
    return tuple(found)


def arranged(measures: Iterable[Measure], metrics: Sequence[Metric], options: Options) -> list[Measure]:
    """Measures in the order of the output: the same one, whatever order the documents were counted in.

    What depends on the labels that occur comes after the fixed measures of its layer, by label, and within a
    label in the order of the fixed measures.
    """
    place = {m.path: n for n, m in enumerate(fixed_measures(tuple(metrics), options))}
    last = {path[0]: n for path, n in place.items()}

    def key(measure: Measure) -> tuple[int, bool, tuple[tuple[bool, int, str], ...], int]:
        path = measure.path
        if path in place:
            return place[path], False, (), 0
        cut = next((i for i in range(1, len(path) - 1) if path[:i] + path[i + 2 :] in place), len(path))
        rank = place.get(path[:cut] + path[cut + 2 :], 0)
        return last.get(path[0], -1), True, _natural(path[: cut + 2]), rank

    return sorted(measures, key=key)


def _natural(path: Sequence[str]) -> tuple[tuple[bool, int, str], ...]:
    """A path for sorting, with numbers in it as numbers."""
    return tuple((not p.isdecimal(), int(p) if p.isdecimal() else 0, p) for p in path)


def _put_together(parts: Sequence[Counted], measure: Measure, order: Sequence[int]) -> Floats:
    if not any(measure in p.statistics and p.statistics[measure].any() for p in parts):
        return zeros(len(order), measure)
    rows = [p.statistics.get(measure, zeros(p.size, measure)) for p in parts]
    return np.concatenate(rows)[order]


def _documents(both: Pair) -> Statistics:
    gold, pred = both.gold.listed, both.pred.listed
    flags = {"gold": gold, "pred": pred, "missing": gold & ~pred, "extra": pred & ~gold}
    nothing_folded = np.zeros(both.size, bool)  # metrics that fold repeated items add to it
    return {
        Count(("documents", name)): flag[:, None].astype(np.float64)
        for name, flag in {**flags, "duplicates": nothing_folded}.items()
    }


def _metric(both: Pair, metric: Metric, options: Options) -> Statistics:
    """A metric's counts, not computed where neither side has anything to count."""
    if any(annotated(side, metric.needs) for side in (both.gold, both.pred)):
        return _computed(both, metric, options)
    none = {m: zeros(both.size, m) for m in fixed_measures((metric,), options) if not _is_general(m)}
    return none | dict(_presence(both, metric))


def _computed(both: Pair, metric: Metric, options: Options) -> Statistics:
    """A metric's counts, 0 where gold is not annotated, and whether both sides had what it needs."""
    mask = judged(both, metric.needs)[:, None]
    counts = metric.statistics(both, options)
    masked = counts if mask.all() else {m: rows * mask for m, rows in counts.items()}
    return {**masked, **dict(_presence(both, metric))}


def _presence(both: Pair, metric: Metric) -> Iterator[tuple[Measure, Floats]]:
    judgeable = judged(both, metric.needs)
    for need in metric.needs:
        yield Given((metric.name, "gold", need)), given(both, both.gold, need)
        yield Given((metric.name, "pred", need)), given(both, both.pred, need, judgeable)


def _is_general(measure: Measure) -> bool:
    """Whether a measure is counted for every metric, so that adding zeros to it is not needed."""
    return isinstance(measure, Given) or measure.path[0] == "documents"
