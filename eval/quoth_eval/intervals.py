"""Bootstrap intervals beside the figures of a result."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from quoth_eval.metrics.measure import Floats, Measure
from quoth_eval.metrics.metric import Metric
from quoth_eval.results import left_out, shown
from quoth_eval.scoring import Counted
from quoth_eval.statistics.bootstrap import Interval
from quoth_eval.statistics.resampling import Estimate, Resampling, resampled_intervals

FEW = 20
"""Below so many documents (or groups of them) an interval or a test is not to be trusted."""


def add_intervals(
    result: dict[str, Any],
    counted: Counted,
    metrics: Sequence[Metric],
    how: Resampling,
    groups: Sequence[str] | None,
) -> None:
    """Put the bounds ``f1_ci95`` (or ``accuracy_ci95``) beside every headline figure of a result.

    Args:
        result: as :func:`quoth_eval.results.figures` gives it; it is added to.
        counted: what it was computed from.
        metrics: which metrics these were.
        how: how to resample.
        groups: the group of each document, where whole groups are drawn.
    """
    measures = [m for m in shown(counted, left_out(counted, metrics)) if m.headline is not None]
    estimates = [estimate(m, counted.statistics[m]) for m in measures]
    found = resampled_intervals(estimates, how, groups)
    for measure, interval in zip(measures, found, strict=True):
        _at(result, measure)[f"{measure.headline}_ci95"] = bounds(interval)


def estimate(measure: Measure, rows: Floats) -> Estimate:
    """The headline figure of a measure as a statistic of counts by document."""
    return Estimate(rows, partial(headline, measure))


def headline(measure: Measure, sums: Floats) -> Floats:
    """The headline figure of sums ``(..., columns)``: ``(...)``."""
    return measure.values(sums)[str(measure.headline)]


def bounds(interval: Interval) -> list[float | None]:
    """An interval as JSON has it.

    >>> bounds(Interval(0.25, 0.5))
    [0.25, 0.5]
    """
    return [interval.low, interval.high]


def too_few(documents: int, groups: Sequence[str] | None = None) -> str | None:
    """A warning where there is little to resample.

    >>> too_few(12)
    'only 12 documents: below 20 an interval or a p value is rough at best'
    >>> too_few(30, ["value Herald"] * 30)
    'only 1 group of documents: below 20 an interval or a p value is rough at best'
    """
    size = documents if groups is None else len(set(groups))
    if size >= FEW:
        return None
    s = "" if size == 1 else "s"
    what = f"document{s}" if groups is None else f"group{s} of documents"
    return f"only {size} {what}: below {FEW} an interval or a p value is rough at best"


def _at(result: Mapping[str, Any], measure: Measure) -> dict[str, Any]:
    found: Any = result
    for key in measure.path:
        found = found[key]
    node: dict[str, Any] = found
    return node
