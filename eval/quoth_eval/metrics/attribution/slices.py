"""The scores of units and roles by how deep a gold unit is nested, and by its form.

A gold unit counts in its own slice. A predicted unit counts in the slice of the gold unit that it answers to,
else in its own, so that the counts of all slices add up to the whole. Not symmetric: gold decides.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from quoth_eval.columns import Ints, Pair
from quoth_eval.metrics.attribution.alignment import Aligned
from quoth_eval.metrics.attribution.outcomes import Outcome, counts_by_slice
from quoth_eval.metrics.attribution.roles import same_units
from quoth_eval.metrics.measure import PRF, Floats, Measure, Path, added

UNLABELLED = "null"  # where units without a form count
WHOLE = ("unit",)


def by_depth(both: Aligned, outcomes: Mapping[Path, Outcome]) -> dict[Measure, Floats]:
    """The scores under ``attribution.by_depth.N``; outermost units have depth 0."""
    gold, pred = both.gold.depth, both.pred.depth
    names = [str(n) for n in range(1 + max(gold.max(initial=-1), pred.max(initial=-1)))]
    return _sliced(both, outcomes, gold, pred, "by_depth", names)


def by_form(pair: Pair, both: Aligned, outcomes: Mapping[Path, Outcome]) -> dict[Measure, Floats]:
    """The scores under ``attribution.by_form.F``; units without a form are under ``null``."""
    labels = [both.gold.labels["form"], both.pred.labels["form"]]
    found = np.unique(np.concatenate(labels))
    names = [pair.labels["form"][n] if n >= 0 else UNLABELLED for n in found.tolist()]
    gold, pred = (np.searchsorted(found, side) for side in labels)
    return _sliced(both, outcomes, gold, pred, "by_form", names)


def _sliced(
    both: Aligned, outcomes: Mapping[Path, Outcome], gold: Ints, pred: Ints, kind: str, names: Sequence[str]
) -> dict[Measure, Floats]:
    """The counts of each outcome for each slice, whose number ``gold`` and ``pred`` give for each unit."""
    theirs = np.where(both.of_pred >= 0, np.append(gold, -1)[both.of_pred], pred)
    as_wholes = theirs.copy()
    ours, same = same_units(both)
    as_wholes[same] = gold[ours]  # a unit with all the same tokens need not be the one that is aligned
    out: list[dict[Measure, Floats]] = []
    for path, outcome in outcomes.items():
        slices = as_wholes if path == WHOLE else theirs
        found = counts_by_slice(outcome, both, gold, slices, len(names))
        out += [{PRF(("attribution", kind, n, *path)): rows} for n, rows in zip(names, found, strict=True)]
    return added(out)  # a form may really be called null
