"""MUC: how many links are missing (Vilain et al. 1995)."""

import numpy as np

from quoth_eval.metrics.coref.table import Clusters, Table
from quoth_eval.metrics.measure import Floats


def muc(table: Table) -> Floats:
    """Links that both sides have, of the least number of links that make the clusters of each side.

    A cluster of n mentions takes n - 1 links, so a singleton has none: where a side has nothing else, its
    figure is undefined. Shape (documents, 4), columns of
    :class:`~quoth_eval.metrics.measure.Ratios`.
    """
    common = table.total(table.shared - 1)
    return np.stack([common, _links(table.pred), common, _links(table.gold)], axis=-1)


def _links(clusters: Clusters) -> Floats:
    return clusters.total(clusters.size - 1)
