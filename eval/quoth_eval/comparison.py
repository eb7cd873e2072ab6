"""Which of several systems is better, and whether that is luck.

Every system is counted against the same gold; differences, their intervals and the tests are all computed
from the counts by document.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property, partial
from typing import Any

import numpy as np

from quoth_eval.errors import InputError
from quoth_eval.execution import Resources
from quoth_eval.grouping import groups, metadata
from quoth_eval.inputs.shards import Shard
from quoth_eval.intervals import bounds, headline, too_few
from quoth_eval.metrics.catalogue import chosen
from quoth_eval.metrics.measure import Floats, Measure
from quoth_eval.metrics.metric import Options
from quoth_eval.results import left_out, shown
from quoth_eval.run import Run
from quoth_eval.scoring import fixed_measures
from quoth_eval.signature import signature
from quoth_eval.statistics.bootstrap import percentile_interval
from quoth_eval.statistics.holm import holm
from quoth_eval.statistics.randomisation import randomise
from quoth_eval.statistics.resampling import Estimate, Resampling, as_options, resampled_values

HEADLINES = (
    "entities.strict",
    "coref.conll",
    "linking",
    "attribution.unit",
    "attribution.content.token",
    "events.trigger_cls",
    "events.argument_attached_cls",
    "claims",
)
"""What systems are compared by unless something else is asked for: few, as every further test costs power."""

Row = dict[str, Any]
_NO_TEST: Row = {"difference": None, "difference_ci95": [None, None], "p": None}


@dataclass(frozen=True)
class Comparison:
    """What to compare and how.

    Attributes:
        gold: the shards of gold.
        systems: those of each system by name; the first is the baseline.
        layers: the layers to compare in; all when empty.
        measures: the names of measures instead of :data:`HEADLINES`.
        options: what changes the numbers.
        resampling: of the intervals; its seed is also that of the tests.
        trials: of each test.
        resources: what the counting may use.
    """

    gold: Sequence[Shard]
    systems: Mapping[str, Sequence[Shard]]
    layers: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    options: Options = field(default_factory=Options)
    resampling: Resampling = field(default_factory=lambda: Resampling(10_000))
    trials: int = 10_000
    resources: Resources = field(default_factory=Resources)

    def result(self) -> dict[str, Any]:
        """The figures of every system, the differences to the first, the tests, warnings and the signature.

        Raises:
            InputError: broken input, an unknown layer or measure, no documents.
        """
        missing = self._left_out
        measures = [m for m in self._measures if m.name not in missing]
        found = {m.name: self._compared(m) for m in measures}
        _correct(found)
        return {
            "baseline": next(iter(self.systems)),
            "documents": len(self._ids),
            "measures": found,
            "left_out": missing,
            "warnings": list(self._warnings()),
            "trials": self.trials,
            **as_options(self.resampling),
            "signature": self._signature(),
        }

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return wanted(self.measures, self.layers, self.options)

    @cached_property
    def _runs(self) -> dict[str, Run]:
        layers = tuple(dict.fromkeys(name.partition(".")[0] for name in self._names))
        return {
            name: Run(self.gold, shards, layers, self.options, resources=self.resources)
            for name, shards in self.systems.items()
        }

    @cached_property
    def _ids(self) -> list[str]:
        ids = sorted({i for run in self._runs.values() for i in run.counted.ids})
        if not ids:
            raise InputError("there are no documents to compare systems on")
        return ids

    @cached_property
    def _measures(self) -> list[Measure]:
        found = {m.name: m for run in self._runs.values() for m in run.counted.statistics}
        if unknown := [n for n in self._names if n not in found]:
            known = ", ".join(n for n, m in found.items() if m.headline)
            raise InputError(f"--measure {unknown[0]}: no such measure here; there are {known}")
        return [found[n] for n in self._names]

    @cached_property
    def _left_out(self) -> dict[str, str]:
        """The measures that no system can be compared by, with the reason."""
        out: dict[str, str] = {}
        for measure in self._measures:
            reasons = {name: self._lacks(run, measure) for name, run in self._runs.items()}
            if all(reasons.values()):
                out[measure.name] = str(next(iter(reasons.values())))
        return out

    @cached_property
    def _groups(self) -> list[str] | None:
        cluster = self.resampling.cluster
        return None if cluster is None else groups(self.gold, cluster, self._ids)

    @staticmethod
    def _lacks(run: Run, measure: Measure) -> str | None:
        """Why a run has nothing to show for a measure, if so."""
        missing = left_out(run.counted, run.metrics)
        if measure in shown(run.counted, missing) or measure not in run.counted.statistics:
            return None
        return next(why for name, why in missing.items() if f"{measure.name}.".startswith(f"{name}."))

    def _rows(self, run: Run, measure: Measure) -> Floats:
        """A run's counts over the documents of all runs; what a system does not know counts nothing."""
        rows = np.zeros((len(self._ids), len(measure.columns)))
        if measure in run.counted.statistics:
            rows[np.searchsorted(self._ids, run.counted.ids)] = run.counted.statistics[measure]
        return rows

    def _compared(self, measure: Measure) -> Row:
        """One measure: every system's figure and, but for the baseline, its difference and the test."""
        figure, statistic = str(measure.headline), partial(headline, measure)
        estimates = [Estimate(self._rows(run, measure), statistic) for run in self._runs.values()]
        drawn = resampled_values(estimates, self.resampling, self._groups)
        lacking = [self._lacks(run, measure) for run in self._runs.values()]
        rows: dict[str, Row] = {}
        for at, name in enumerate(self.systems):
            rows[name] = _valued(figure, estimates[at], drawn[at]) if lacking[at] is None else {figure: None}
            if why := lacking[at] or lacking[0]:
                rows[name] |= {"reason": why, **(_NO_TEST if at else {})}
            elif at:
                difference = percentile_interval(drawn[at] - drawn[0])
                rows[name] |= {
                    "difference_ci95": bounds(difference),
                    **self._tested(estimates[at], estimates[0]),
                }
        return {"figure": figure, "systems": rows}

    def _tested(self, system: Estimate, baseline: Estimate) -> Row:
        found = randomise(
            system.rows,
            baseline.rows,
            system.statistic,
            trials=self.trials,
            seed=self.resampling.seed,
            groups=self._groups,
        )
        out: Row = {"difference": found.difference, "p": found.p}
        return out if found.reason is None else {**out, "reason": found.reason}

    def _warnings(self) -> Iterator[str]:
        if words := too_few(len(self._ids), self._groups):
            yield words
        for name, values in metadata(self.gold, ("publisher", "story")).items():
            found = [values.get(i) for i in self._ids]
            if len(found) > 1 and None not in found and len(set(found)) == 1:
                yield f"all documents have one {name} ({found[0]}): of others these numbers say little"
            elif name == "story" and self._groups is None and len(values) > len(set(values.values())):
                yield "several documents tell one story and are not independent: give --cluster story"

    def _signature(self) -> str:
        runs = list(self._runs.values())
        systems = {f"system{n}": run.digests["pred"] for n, run in enumerate(runs, 1)}
        options = {**asdict(self.options), "trials": self.trials, **as_options(self.resampling)}
        return signature({"measures": self._names, **options}, {"gold": runs[0].digests["gold"], **systems})


def wanted(measures: Sequence[str], layers: Sequence[str], options: Options) -> tuple[str, ...]:
    """The names of the measures to compare by, without the figure that may stand behind them.

    Raises:
        InputError: an unknown layer or measure; it lists the known ones.

    >>> wanted((), ("events",), Options())
    ('events.trigger_cls', 'events.argument_attached_cls')
    >>> wanted(("entities.exact.f1",), (), Options())
    ('entities.exact',)
    """
    metrics = chosen(layers)
    inside = {m.layer for m in metrics}
    if not measures:
        return tuple(n for n in HEADLINES if n.partition(".")[0] in inside)
    known = [m.name for m in fixed_measures(metrics, options) if m.headline]
    names = tuple(dict.fromkeys(n.removesuffix(".f1").removesuffix(".accuracy") for n in measures))
    for name in names:
        depends = any(part.startswith(("per_", "by_")) for part in name.split("."))
        if name not in known and not (depends and name.partition(".")[0] in inside):
            raise InputError(f"--measure {name}: no such measure; there are {', '.join(known)}")
    return names


def _valued(figure: str, estimate: Estimate, drawn: Floats) -> Row:
    value = estimate.value
    return {
        figure: None if np.isnan(value) else value,
        f"{figure}_ci95": bounds(percentile_interval(drawn)),
    }


def _correct(found: Mapping[str, Row]) -> None:
    """Add ``p_holm`` to every row that has a ``p``, over all measures and systems."""
    rows = [row for measure in found.values() for row in measure["systems"].values() if "p" in row]
    for row, p in zip(rows, holm([row["p"] for row in rows]), strict=True):
        row["p_holm"] = p
