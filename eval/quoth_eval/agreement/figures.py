"""Figures of a report: numbers that may be undefined, with the intervals that resampling gives them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from quoth_eval.agreement.coefficient import Coefficient
from quoth_eval.metrics.measure import ratio
from quoth_eval.statistics.bootstrap import Interval
from quoth_eval.statistics.resampling import Estimate, Resampling, resampled_intervals
from quoth_eval.statistics.sums import FloatArray, Statistic


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """A number of a report.

    Attributes:
        value: the number, or why there is none.
        estimate: the same as a statistic of counts by document, for its interval; ``None`` where it is none.
    """

    value: Coefficient
    estimate: Estimate | None = None

    @classmethod
    def of(cls, estimate: Estimate) -> "Figure":
        """The figure that an estimate gives."""
        return cls(Coefficient.of(estimate.value, estimate.reason), estimate)


class ByName(dict[str, Figure]):
    """Figures by label, or by pair of annotators."""


Tree = Mapping[str, Any]


def resolved(tree: Tree, how: Resampling | None) -> dict[str, Any]:
    """The tree with numbers in place of figures, as JSON has it.

    An undefined number is ``None``, and ``reason`` beside it says why. With resampling ``NAME_ci95`` stands
    beside every NAME that has an interval. Everything else stays as it is.

    >>> resolved({"gamma": {"value": Figure(Coefficient(None, "no units"))}}, None)
    {'gamma': {'value': None, 'reason': 'no units'}}
    """
    intervals: dict[int, Interval] = {}
    if how is not None:
        estimates = [f.estimate for f in _figures(tree) if f.estimate is not None]
        found = resampled_intervals(estimates, how)
        intervals = {id(e): i for e, i in zip(estimates, found, strict=True)}
    return _plain(tree, intervals)


def explained(tree: Tree, reason: str) -> dict[str, Any]:
    """The tree with one reason for all that is undefined, where one thing explains everything.

    >>> why = explained({"value": Figure(Coefficient(None, "no units"))}, "no document has two annotators")
    >>> why["value"].value.reason
    'no document has two annotators'
    """

    def told(value: Any) -> Any:
        if isinstance(value, Figure):
            return value if value.value.reason is None else Figure(Coefficient(None, reason), value.estimate)
        if isinstance(value, ByName):
            return ByName({k: told(v) for k, v in value.items()})
        return explained(value, reason) if isinstance(value, Mapping) else value

    return {name: told(value) for name, value in tree.items()}


def pooled(estimates: Sequence[Estimate]) -> Estimate:
    """One estimate from the sums of all: the rows of each have the same columns, and one statistic."""
    return Estimate(np.sum([e.rows for e in estimates], axis=0), estimates[0].statistic, estimates[0].reason)


def mean_of(estimates: Sequence[Estimate]) -> Estimate:
    """The mean of several estimates over the same documents; those that are undefined are left out."""
    ends = np.cumsum([e.rows.shape[1] for e in estimates]).tolist()

    def mean(sums: FloatArray) -> FloatArray:
        parts = [
            e.statistic(sums[..., end - e.rows.shape[1] : end])
            for e, end in zip(estimates, ends, strict=True)
        ]
        return _mean(np.stack(parts, axis=-1))

    return Estimate(np.concatenate([e.rows for e in estimates], axis=1), mean, estimates[0].reason)


def macro(estimate: Estimate) -> Estimate:
    """The mean of an estimate over documents, those left out in which it is undefined."""
    with np.errstate(divide="ignore", invalid="ignore"):
        values = np.asarray(estimate.statistic(estimate.rows), dtype=np.float64)
    rows = np.stack([np.nan_to_num(values), ~np.isnan(values)], axis=-1).astype(np.float64)
    return Estimate(rows, share, estimate.reason)


def share(sums: FloatArray) -> FloatArray:
    """The first column over the second: ``(..., 2)`` to ``(...)``."""
    return ratio(sums[..., 0], sums[..., 1])


def statistic_at(whole: Statistic, at: int) -> Statistic:
    """One of the values that a statistic has in its last axis."""
    return lambda sums: whole(sums)[..., at]


def _mean(values: ArrayLike) -> FloatArray:
    found = np.asarray(values, dtype=np.float64)
    return ratio(np.nan_to_num(found).sum(-1), (~np.isnan(found)).sum(-1).astype(np.float64))


def _figures(tree: Tree) -> Iterator[Figure]:
    for value in tree.values():
        if isinstance(value, Figure):
            yield value
        elif isinstance(value, Mapping):
            yield from _figures(value)


def _plain(tree: Tree, intervals: Mapping[int, Interval]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    reasons: dict[str, str] = {}
    for name, value in tree.items():
        named = value if isinstance(value, ByName) else {"": value} if isinstance(value, Figure) else None
        if named is None:
            out[name] = _plain(value, intervals) if isinstance(value, Mapping) else value
            continue
        numbers = {k: f.value.value for k, f in named.items()}
        bounds = {k: _bounds(f, intervals) for k, f in named.items() if id(f.estimate) in intervals}
        out[name] = numbers if isinstance(value, ByName) else numbers[""]
        if bounds:
            out[f"{name}_ci95"] = bounds if isinstance(value, ByName) else bounds[""]
        why = {
            f"{name}.{k}".rstrip("."): str(f.value.reason) for k, f in named.items() if f.value.value is None
        }
        reasons |= why
    return {**out, **({"reason": _told(reasons)} if reasons else {})}


def _bounds(figure: Figure, intervals: Mapping[int, Interval]) -> list[float | None]:
    found = intervals[id(figure.estimate)]
    return [found.low, found.high]


def _told(reasons: Mapping[str, str]) -> str:
    """One reason as it is, several with the names of the figures."""
    if len(set(reasons.values())) == 1:
        return next(iter(reasons.values()))
    return "; ".join(f"{name}: {why}" for name, why in reasons.items())
