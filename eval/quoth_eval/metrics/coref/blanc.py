"""BLANC: coreferent and other pairs of mentions, equally important (Luo et al. 2014)."""

import numpy as np

from quoth_eval.metrics.coref.table import Clusters, Table, pairs
from quoth_eval.metrics.measure import Floats, Measure, ratio


class Blanc(Measure):
    """The mean over two classes of links, of pairs in one cluster and pairs across clusters.

    A class that gold has no link of is left out, as the reference scorer does; so swapping the sides does not
    swap precision and recall where one side lacks a class. Where gold has no link at all, the classes that
    the predictions have count (as 0); where neither side has any, the figures are undefined.
    """

    columns = ("joined_both", "joined_pred", "joined_gold", "apart_both", "apart_pred", "apart_gold")

    def values(self, sums: Floats) -> dict[str, Floats]:
        """Precision, recall and F1, each the mean of those of the classes."""
        both, pred, gold = (np.stack([sums[..., i], sums[..., i + 3]], axis=-1) for i in range(3))
        counting = np.where((gold > 0).any(-1, keepdims=True), gold > 0, pred > 0)
        figures = {"precision": (both, pred), "recall": (both, gold), "f1": (2 * both, pred + gold)}
        return {name: _mean(ratio(*parts), counting) for name, parts in figures.items()}


def blanc(table: Table) -> Floats:
    """Links that both sides have, that are predicted, that are gold's, for both classes.

    Links across clusters are counted, not listed. Shape (documents, 6), columns of :class:`Blanc`.
    """
    across = _pairs_of(table.total(table.shared)) - _within(table) - _within(table.transposed)
    joined = table.total(pairs(table.shared))
    counts = (joined, table.pred.links, table.gold.links)
    others = (across + joined, _across(table.pred), _across(table.gold))
    return np.stack([*counts, *others], axis=-1)


def _mean(classes: Floats, counting: Floats) -> Floats:
    """Over the last axis; a figure without links counts as 0 where its class counts."""
    return ratio((np.nan_to_num(classes) * counting).sum(-1), counting.sum(-1))


def _pairs_of(mentions: Floats) -> Floats:
    return mentions * (mentions - 1) / 2


def _within(table: Table) -> Floats:
    """Pairs of mentions that both sides have and gold has in one cluster."""
    return table.gold.total(pairs(table.by_row(table.shared)))


def _across(clusters: Clusters) -> Floats:
    return _pairs_of(clusters.mentions) - clusters.links
