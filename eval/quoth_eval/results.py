"""From counts to the result: figures under their names, what was left out and why."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from quoth_eval.errors import Side
from quoth_eval.metrics.measure import RATES, Count, Measure
from quoth_eval.metrics.metric import Given, Metric
from quoth_eval.scoring import Summed

_LACKS: dict[Side, str] = {"gold": "gold has no", "pred": "not predicted: no"}
_SOME_LACK: dict[Side, str] = {
    "gold": "{} of {} gold documents have no {}: not judged there",
    "pred": "{} of {} predicted documents have no {}: all of gold's count as missed there",
}


def figures(counted: Summed, metrics: Sequence[Metric]) -> dict[str, Any]:
    """The nested result: ``{"documents": {...}, "entities": {"strict": {...}}, ..., "left_out": {...}}``.

    An undefined figure is ``None``; whole numbers are integers. ``notes`` says what else to know.
    """
    missing = left_out(counted, metrics)
    out: dict[str, Any] = {}
    for measure in shown(counted, missing):
        values = {k: plain(k, float(v)) for k, v in measure.values(counted.total(measure)).items()}
        _put(out, measure.path, values.get("", values))
    return {**out, "left_out": missing, "notes": notes(counted, metrics)}


def shown(counted: Summed, missing: dict[str, str]) -> list[Measure]:
    """The measures that have something to show, in their order."""
    hidden = tuple(missing)
    return [
        m
        for m in counted.statistics
        if not isinstance(m, Given) and not any(f"{m.name}.".startswith(f"{h}.") for h in hidden)
    ]


def left_out(counted: Summed, metrics: Sequence[Metric]) -> dict[str, str]:
    """The metrics that a side does not have the annotations for, with the reason.

    A side without any document lacks nothing: then everything is missed, or a false alarm.
    """
    out: dict[str, str] = {}
    for metric in metrics:
        for side, words in _LACKS.items():
            lacks = [n for n in metric.needs if not _enough(counted, side, Given((metric.name, side, n)))]
            if lacks and metric.name not in out:
                out[metric.name] = f"{words} {' or '.join(lacks)}"
    return out


def notes(counted: Summed, metrics: Sequence[Metric]) -> list[str]:
    """What is to be known of the figures: lists that only some documents have."""
    missing = left_out(counted, metrics)
    return list(dict.fromkeys(n for m in metrics if m.name not in missing for n in _notes(counted, m)))


def plain(name: str, value: float) -> float | int | None:
    """A figure as it is printed: ``None`` where undefined; a whole count as an integer."""
    if np.isnan(value):
        return None
    return int(value) if name not in RATES and value.is_integer() else value


def _notes(counted: Summed, metric: Metric) -> Iterator[str]:
    for side, words in _SOME_LACK.items():
        for need in metric.needs:
            lists, _, _, without = counted.total(Given((metric.name, side, need))).astype(int).tolist()
            if without and lists:
                yield words.format(without, _listed(counted, side), need.partition(".")[0])


def _enough(counted: Summed, side: Side, measure: Given) -> bool:
    return not _listed(counted, side) or measure.enough(counted.total(measure))


def _listed(counted: Summed, side: Side) -> int:
    return int(counted.total(Count(("documents", side)))[0])


def _put(out: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for key in path[:-1]:
        out = out.setdefault(key, {})
    if isinstance(value, dict):
        out.setdefault(path[-1], {}).update(value)
    else:
        out[path[-1]] = value
