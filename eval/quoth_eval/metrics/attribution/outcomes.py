"""Counts by unit, before they are summed over documents or over the slices of them."""

from dataclasses import dataclass

import numpy as np

from quoth_eval.columns import Bools, Ints
from quoth_eval.metrics.attribution.alignment import Aligned
from quoth_eval.metrics.measure import Floats, stacked


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a score counts for each unit: units, tokens or sources.

    Attributes:
        matched: shape (gold units,), what matches; it is booked on the gold unit.
        gold: shape (gold units,), all there is in gold.
        pred: shape (predicted units,), all that is predicted.
    """

    matched: Ints
    gold: Ints
    pred: Ints


def counts(outcome: Outcome, both: Aligned, among: tuple[Bools, Bools] | None = None) -> Floats:
    """True positives, false positives and false negatives by document: shape (documents, 3).

    Args:
        outcome: what was counted.
        both: the units that it was counted for.
        among: the gold and the predicted units that count; all of them unless given.
    """
    ours, theirs = among or (np.ones(both.gold.size, bool), np.ones(both.pred.size, bool))
    return stacked(
        np.bincount(both.gold.document, outcome.matched * ours, both.documents),
        np.bincount(both.pred.document, outcome.pred * theirs, both.documents),
        np.bincount(both.gold.document, outcome.gold * ours, both.documents),
    )
