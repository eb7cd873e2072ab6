"""From counts to the result: figures under their names, what was left out and why."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from quoth_eval.metrics.measure import RATES, Measure
from quoth_eval.metrics.metric import Given, Metric
from quoth_eval.scoring import Counted

_SIDES = {"gold": "gold has no", "pred": "not predicted: no"}


def figures(counted: Counted, metrics: Sequence[Metric]) -> dict[str, Any]:
    """The nested result: ``{"documents": {...}, "entities": {"strict": {...}}, ..., "left_out": {...}}``.

    An undefined figure is ``None``; whole numbers are integers.
    """
    missing = left_out(counted, metrics)
    out: dict[str, Any] = {}
    for measure in shown(counted, missing):
        values = {k: _plain(k, float(v)) for k, v in measure.values(counted.total(measure)).items()}
        _put(out, measure.path, values.get("", values))
    return {**out, "left_out": missing}


def shown(counted: Counted, missing: dict[str, str]) -> list[Measure]:
    """The measures that have something to show, in the order of the metrics."""
    hidden = tuple(missing)
    return [
        m
        for m in counted.statistics
        if not isinstance(m, Given) and not any(f"{m.name}.".startswith(f"{h}.") for h in hidden)
    ]


def left_out(counted: Counted, metrics: Sequence[Metric]) -> dict[str, str]:
    """The metrics that a side does not have the annotations for, with the reason."""
    out = {}
    for metric in metrics:
        for side, words in _SIDES.items():
            lacks = [n for n in metric.needs if not _enough(counted, Given((metric.name, side, n)))]
            if lacks and metric.name not in out:
                out[metric.name] = f"{words} {' or '.join(lacks)}"
    return out


def _enough(counted: Counted, measure: Given) -> bool:
    return not len(counted.ids) or measure.enough(counted.total(measure))


def _put(out: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for key in path[:-1]:
        out = out.setdefault(key, {})
    if isinstance(value, dict):
        out.setdefault(path[-1], {}).update(value)
    else:
        out[path[-1]] = value


def _plain(name: str, value: float) -> float | int | None:
    if np.isnan(value):
        return None
    return int(value) if name not in RATES and value.is_integer() else value
