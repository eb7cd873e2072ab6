"""The scores of several systems side by side, with intervals."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from quoth_eval.intervals import headline
from quoth_eval.pages.report.systems import System

LEAD = (
    "entities.strict",
    "entities.partial",
    "coref.conll",
    "linking",
    "attribution.unit",
    "attribution.cue.token",
    "attribution.source.entity",
    "attribution.content.token",
    "attribution.chain",
    "events.trigger_cls",
    "events.argument_attached_cls",
    "claims",
    "claims.gold_events",
)
"""The scores that a reader looks at first."""


@dataclass(frozen=True, slots=True)
class Score:
    """One score of one system.

    Attributes:
        name: as ``quoth score`` prints it (``entities.strict``).
        figure: ``f1`` or ``accuracy``.
        value: the figure, ``None`` where undefined.
        parts: all figures and counts by name.
        low: the lower bound of its interval, if there is one.
        high: the upper one.
    """

    name: str
    figure: str
    value: float | None
    parts: Mapping[str, Any]
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A score of all systems, ``None`` for those that lack it; ``best`` is the highest value."""

    name: str
    scores: tuple[Score | None, ...]

    @property
    def best(self) -> float:
        """The highest value of any system."""
        return max((s.value for s in self.scores if s and s.value is not None), default=0.0)

    @property
    def leads(self) -> bool:
        """Whether it is one of those that a reader looks at first."""
        return self.name in LEAD


def rows(systems: Sequence[System]) -> list[Row]:
    """The scores of all systems, in the order of the output."""
    found = [{s.name: s for s in scores(system.result)} for system in systems]
    names = dict.fromkeys(name for scores_of in found for name in scores_of)
    return [Row(name, tuple(f.get(name) for f in found)) for name in names]


def scores(result: Mapping[str, Any], path: str = "") -> Iterator[Score]:
    """The scores in a result of ``quoth score``.

    >>> [s.name for s in scores({"entities": {"strict": {"f1": 0.5, "tp": 1}}, "notes": []})]
    ['entities.strict']
    """
    for name, value in result.items():
        if not isinstance(value, Mapping) or name in ("documents", "left_out"):
            continue
        figure = next((f for f in ("f1", "accuracy") if f in value), None)
        if figure is not None:
            low, high = value.get(f"{figure}_ci95") or (None, None)
            parts = {k: v for k, v in value.items() if not isinstance(v, Mapping | list)}
            yield Score(f"{path}{name}", figure, value[figure], parts, low, high)
        yield from scores(value, f"{path}{name}.")


def by_document(system: System, name: str) -> list[float]:
    """A score's figure for each document that has one."""
    counted = system.run.counted
    measure = next((m for m in counted.statistics if m.name == name and m.headline), None)
    if measure is None:
        return []
    with np.errstate(divide="ignore", invalid="ignore"):
        values = np.asarray(headline(measure, counted.statistics[measure]))
    return [float(v) for v in values[~np.isnan(values)]]
