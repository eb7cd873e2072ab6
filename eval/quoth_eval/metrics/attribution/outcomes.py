"""Counts by unit, before they are summed over documents or over the slices of them."""

from dataclasses import dataclass

import numpy as np

from quoth_eval.columns import Ints
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


def counts(outcome: Outcome, both: Aligned) -> Floats:
    """True positives, false positives and false negatives by document: shape (documents, 3)."""
    ours, theirs = (np.zeros(u.size, np.int64) for u in (both.gold, both.pred))
    return np.asarray(counts_by_slice(outcome, both, ours, theirs, 1)[0])


def counts_by_slice(outcome: Outcome, both: Aligned, gold: Ints, pred: Ints, slices: int) -> Floats:
    """The same for each slice: shape (slices, documents, 3).

    Args:
        outcome: what was counted.
        both: the units that it was counted for.
        gold: shape (gold units,), the slice of each, from 0.
        pred: shape (predicted units,), likewise.
        slices: how many there are.
    """
    shape = slices, both.documents
    ours = gold * both.documents + both.gold.document
    theirs = pred * both.documents + both.pred.document
    size = slices * both.documents
    return stacked(
        np.bincount(ours, outcome.matched, size).reshape(shape),
        np.bincount(theirs, outcome.pred, size).reshape(shape),
        np.bincount(ours, outcome.gold, size).reshape(shape),
    )
