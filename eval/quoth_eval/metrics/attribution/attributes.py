"""Attributes of aligned units: attitude, form, stance, modality."""

import numpy as np

from quoth_eval.metrics.attribution.alignment import Aligned
from quoth_eval.metrics.measure import Floats


def agreement(name: str, both: Aligned) -> Floats:
    """Aligned units with the same value, and with any on both sides, by document: shape (documents, 2)."""
    ours, theirs = both.gold.labels[name][both.ours], both.pred.labels[name][both.theirs]
    compared = (ours >= 0) & (theirs >= 0)
    document = both.gold.document[both.ours]
    same, n = (np.bincount(document, x, both.documents) for x in (compared & (ours == theirs), compared))
    return np.stack([same, n], axis=-1).astype(np.float64)
