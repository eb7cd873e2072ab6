"""CEAF: clusters aligned one to one, so that no cluster is rewarded twice (Luo 2005)."""

import numpy as np

from quoth_eval.metrics.assignment import best
from quoth_eval.metrics.coref.table import Clusters, Table
from quoth_eval.metrics.measure import Floats


def ceafm(table: Table) -> Floats:
    """By mentions: those that aligned clusters share, of all mentions of each side.

    Undefined for a side without clusters. Shape (documents, 4), columns of
    :class:`~quoth_eval.metrics.measure.Ratios`.
    """
    common = _aligned(table, table.shared.astype(np.float64))
    return np.stack([common, table.pred.mentions, common, table.gold.mentions], axis=-1)


def ceafe(table: Table) -> Floats:
    """By entities: the Dice similarity of aligned clusters, of all clusters of each side.

    The same shape and conventions as :func:`ceafm`. A cluster that is not aligned counts as much as any, be
    it a singleton.
    """
    dice = 2 * table.shared / (table.gold.size[table.row] + table.pred.size[table.column])
    common = _aligned(table, dice)
    return np.stack([common, _clusters(table.pred), common, _clusters(table.gold)], axis=-1)


def _aligned(table: Table, similarity: Floats) -> Floats:
    """The similarity of the best alignment, by document."""
    return table.total(similarity * best(table.row, table.column, similarity))


def _clusters(clusters: Clusters) -> Floats:
    return clusters.total(np.ones_like(clusters.size))
