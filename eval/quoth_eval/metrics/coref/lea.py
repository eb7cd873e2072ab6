"""LEA: each entity by its links, weighted by its size (Moosavi and Strube 2016)."""

import numpy as np

from quoth_eval.metrics.coref.table import Table, pairs
from quoth_eval.metrics.measure import Floats


def lea(table: Table) -> Floats:
    """The share of each cluster's links that the other side has, weighted by the cluster's mentions.

    A singleton has one link, to itself, which only a singleton of the same mention has, too. Undefined for a
    side without clusters. Shape (documents, 4), columns of :class:`~quoth_eval.metrics.measure.Ratios`.
    """
    sides = table.transposed, table
    return np.stack([x for side in sides for x in (_resolved(side), side.gold.mentions)], axis=-1)


def _resolved(table: Table) -> Floats:
    size = table.gold.size
    alone = (size[table.row] == 1) & (table.pred.size[table.column] == 1)
    found = table.by_row(pairs(table.shared) + alone)
    links = np.where(size == 1, 1, pairs(size))
    return table.gold.total(size * (found / links))
