"""Scores that must be reached: ``--fail-under entities.strict.f1=0.8``."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any

import numpy as np

from quoth_eval.errors import InputError
from quoth_eval.metrics.measure import Measure

_NO_FIGURES = ("left_out", "notes", "signature")


@dataclass(frozen=True, slots=True)
class Threshold:
    """A figure by its name, and the least that it must be."""

    name: str
    least: float


def parsed(text: str) -> Threshold:
    """The threshold that ``NAME=VALUE`` stands for.

    Raises:
        InputError: something else.

    >>> parsed("entities.strict.f1=0.8")
    Threshold(name='entities.strict.f1', least=0.8)
    """
    name, equals, value = text.rpartition("=")
    try:
        least = float(value)
    except ValueError:
        least = float("nan")
    if not equals or not name.strip() or isnan(least):
        raise InputError(
            f"--fail-under {text}: expected the name of a score and a number: entities.strict.f1=0.8"
        )
    return Threshold(name.strip(), least)


def refuse_unknown(thresholds: Sequence[Threshold], measures: Sequence[Measure]) -> None:
    """Nothing, if every threshold may name a figure: of these measures, or of one that depends on the labels.

    Raises:
        InputError: one that cannot; it lists what there is.
    """
    known = {name for m in measures for name in _figures(m)}
    for threshold in thresholds:
        depends = any(part.startswith(("per_", "by_")) for part in threshold.name.split("."))
        if threshold.name not in known and not depends:
            raise InputError(_unknown(threshold, sorted(known)))


def shortfalls(result: Mapping[str, Any], thresholds: Sequence[Threshold]) -> list[str]:
    """A line for each threshold that is not reached, also as a figure is left out or undefined.

    Args:
        result: as :meth:`quoth_eval.run.Run.result` gives it.
        thresholds: checked by :func:`refuse_unknown`.

    Raises:
        InputError: a figure for a label that does not occur; it lists those that do.

    >>> shortfalls({"entities": {"strict": {"f1": 0.75}}, "left_out": {}}, [parsed("entities.strict.f1=0.8")])
    ['entities.strict.f1 is 0.75, below 0.8']
    """
    figures = dict(flat({k: v for k, v in result.items() if k not in _NO_FIGURES}))
    return [words for t in thresholds if (words := _shortfall(t, figures, result["left_out"]))]


def flat(figures: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, float | None]]:
    """The numbers of a nested result under their whole names.

    >>> list(flat({"claims": {"f1": 0.5, "gold_events": {"f1": None}}}))
    [('claims.f1', 0.5), ('claims.gold_events.f1', None)]
    """
    for name, value in figures.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{path}{name}.")
        elif value is None or isinstance(value, int | float):
            yield f"{path}{name}", value


def _shortfall(
    threshold: Threshold, figures: Mapping[str, float | None], left_out: Mapping[str, str]
) -> str | None:
    name, least = threshold.name, threshold.least
    if name not in figures:
        return f"{name} was left out ({_reason(threshold, figures, left_out)}), so it is not {least:g}"
    value = figures[name]
    if value is None:
        return f"{name} is undefined (there is nothing to count), so it is not {least:g}"
    return f"{name} is {value}, below {least:g}" if value < least else None


def _reason(threshold: Threshold, figures: Mapping[str, float | None], left_out: Mapping[str, str]) -> str:
    whole = [why for name, why in left_out.items() if threshold.name.startswith(f"{name}.")]
    if not whole:
        raise InputError(_unknown(threshold, list(figures)))
    return whole[0]


def _unknown(threshold: Threshold, known: Sequence[str]) -> str:
    close = [name for name in known if name.partition(".")[0] == threshold.name.partition(".")[0]]
    return f"--fail-under {threshold.name}: no such score; there are {', '.join(close or known)}"


def _figures(measure: Measure) -> list[str]:
    nothing = measure.values(np.zeros(len(measure.columns)))
    return [".".join(filter(None, (measure.name, figure))) for figure in nothing]
