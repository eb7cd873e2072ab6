"""The scores of units and roles by how deep a gold unit is nested, and by its form.

A gold unit counts in its own slice. A predicted unit counts in the slice of the gold unit that it answers to,
else in its own, so that the counts of all slices add up to the whole. Not symmetric: gold decides.
"""

from collections.abc import Mapping

import numpy as np

from quoth_eval.columns import Ints, Pair
from quoth_eval.metrics.attribution.alignment import Aligned
from quoth_eval.metrics.attribution.outcomes import Outcome, counts
from quoth_eval.metrics.attribution.roles import same_units
from quoth_eval.metrics.measure import PRF, Floats, Measure, Path

UNLABELLED = "null"  # where units without a form count
WHOLE = ("unit",)


def by_depth(both: Aligned, outcomes: Mapping[Path, Outcome]) -> dict[Measure, Floats]:
    """The scores under ``attribution.by_depth.N``; outermost units have depth 0."""
    gold, pred = both.gold.depth, both.pred.depth
    return _sliced(both, outcomes, gold, pred, {int(n): str(n) for n in _values(gold, pred)}, "by_depth")


def by_form(pair: Pair, both: Aligned, outcomes: Mapping[Path, Outcome]) -> dict[Measure, Floats]:
    """The scores under ``attribution.by_form.F``; units without a form are under ``null``."""
    gold, pred = both.gold.labels["form"], both.pred.labels["form"]
    forms = [*pair.labels["form"], UNLABELLED]
    return _sliced(both, outcomes, gold, pred, {int(n): forms[n] for n in _values(gold, pred)}, "by_form")


def _sliced(
    both: Aligned,
    outcomes: Mapping[Path, Outcome],
    gold: Ints,
    pred: Ints,
    names: Mapping[int, str],
    kind: str,
) -> dict[Measure, Floats]:
    """The counts of each outcome for each value in ``names`` that ``gold`` and ``pred`` give to units."""
    theirs = np.where(both.of_pred >= 0, np.append(gold, -1)[both.of_pred], pred)
    ours, same = same_units(both)
    as_wholes = theirs.copy()
    as_wholes[same] = gold[ours]  # a unit with all the same tokens need not be the one that is aligned
    out: dict[Measure, Floats] = {}
    for value, name in names.items():
        for path, outcome in outcomes.items():
            among = gold == value, (as_wholes if path == WHOLE else theirs) == value
            measure = PRF(("attribution", kind, name, *path))
            previous = out.get(measure, 0.0)  # a form may really be called null
            out[measure] = previous + counts(outcome, both, among)
    return out


def _values(gold: Ints, pred: Ints) -> Ints:
    return np.asarray(np.unique(np.concatenate([gold, pred])))
