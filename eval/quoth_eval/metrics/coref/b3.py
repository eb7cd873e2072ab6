"""B-cubed: mention by mention, how much of its cluster is right (Bagga and Baldwin 1998)."""

import numpy as np

from quoth_eval.metrics.coref.table import Table
from quoth_eval.metrics.measure import Floats


def b3(table: Table) -> Floats:
    """The mean over mentions of the share of their cluster that the other side has in one cluster, too.

    Mentions that only one side has score 0 there. Undefined for a side without clusters. Shape
    (documents, 4), columns of :class:`~quoth_eval.metrics.measure.Ratios`.
    """
    sides = table.transposed, table
    return np.stack([x for side in sides for x in (_shares(side), side.gold.mentions)], axis=-1)


def _shares(table: Table) -> Floats:
    return table.gold.total(table.by_row(table.shared**2) / table.gold.size)
