"""Whether differences between the systems of a report are more than luck."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quoth_eval.comparison import Comparison
from quoth_eval.pages.report.systems import System


@dataclass(frozen=True, slots=True)
class Test:
    """The difference of a system to the first one in a score, its interval and the corrected p value."""

    system: str
    score: str
    difference: float | None
    low: float | None
    high: float | None
    p: float | None

    @property
    def certain(self) -> bool:
        """Whether the corrected p value is at most 0.05."""
        return self.p is not None and self.p <= 0.05


@dataclass(frozen=True, slots=True)
class Tests:
    """The tests of all systems against the first one, and what to know of them."""

    baseline: str
    found: tuple[Test, ...]
    warnings: tuple[str, ...]
    trials: int


def tests(systems: Sequence[System]) -> Tests | None:
    """Paired approximate randomisation with Holm's correction, as ``quoth compare`` does it.

    ``None`` for a single system, or where nothing is resampled.
    """
    first = systems[0].run
    if len(systems) < 2 or first.resampling is None:
        return None
    preds = {s.name: s.run.pred for s in systems}
    trials = max(first.resampling.resamples, 1000)
    result = Comparison(first.gold, preds, first.layers, (), first.options, first.resampling, trials).result()
    found = [
        _test(name, score, row)
        for score, measure in result["measures"].items()
        for name, row in measure["systems"].items()
        if "difference" in row
    ]
    return Tests(result["baseline"], tuple(found), tuple(result["warnings"]), trials)


def _test(name: str, score: str, row: Mapping[str, Any]) -> Test:
    low, high = row.get("difference_ci95") or (None, None)
    return Test(name, score, row["difference"], low, high, row.get("p_holm"))
