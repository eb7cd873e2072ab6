"""The contingency table of coreference: how many mentions each gold cluster shares with each predicted one.

Every coreference score is a function of this table and the sizes of the clusters (Pradhan et al. 2014; Luo et
al. 2014). It is sparse, at most one cell a mention, and holds all documents at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from quoth_eval.columns import Bools, Ints
from quoth_eval.joins import Tally, tally
from quoth_eval.metrics.measure import Floats
from quoth_eval.packing import changes


@dataclass(frozen=True, slots=True)
class Clusters:
    """The clusters of one side, sorted by document and key.

    Attributes:
        document: shape (clusters,); the document of each.
        size: shape (clusters,); its mentions.
        documents: how many documents there are.
    """

    document: Ints
    size: Ints
    documents: int

    def total(self, values: Ints | Floats) -> Floats:
        """Values by cluster, summed by document: shape (documents,).

        Fractions are added from the smallest to the largest: neither the keys of clusters nor the order of
        anything changes the last bit.
        """
        if np.issubdtype(values.dtype, np.floating):
            order = np.lexsort((values, self.document))
            return np.bincount(self.document[order], values[order], self.documents).astype(np.float64)
        return np.bincount(self.document, values, self.documents).astype(np.float64)

    @property
    def mentions(self) -> Floats:
        """The mentions of each document: shape (documents,)."""
        return self.total(self.size)

    @property
    def links(self) -> Floats:
        """The pairs of mentions of one cluster, by document: shape (documents,)."""
        return self.total(pairs(self.size))


@dataclass(frozen=True)
class Table:
    """Both clusterings and what they share.

    Attributes:
        gold: gold's clusters.
        pred: the predicted ones.
        row: shape (cells,); the gold cluster of a cell. Cells are sorted by row, then column.
        column: shape (cells,); the predicted cluster.
        shared: shape (cells,); mentions that both have, at least 1.
        folded: shape (documents,); mentions that were left out since their span occurs more than once.
    """

    gold: Clusters
    pred: Clusters
    row: Ints
    column: Ints
    shared: Ints
    folded: Ints

    @cached_property
    def transposed(self) -> "Table":
        """The table with the sides swapped: what is recall here is precision there."""
        order = np.lexsort((self.row, self.column))
        row, column, shared = (x[order] for x in (self.column, self.row, self.shared))
        return Table(self.pred, self.gold, row, column, shared, self.folded)

    def by_row(self, values: Ints) -> Ints:
        """Values by cell, summed over each gold cluster: shape (gold clusters,)."""
        return np.bincount(self.row, values, len(self.gold.size)).astype(np.int64)

    def total(self, values: Ints | Floats) -> Floats:
        """Values by cell, summed by document: shape (documents,)."""
        return Clusters(self.gold.document[self.row], self.shared, self.gold.documents).total(values)


def pairs(size: Ints) -> Ints:
    """How many pairs so many things make."""
    return size * (size - 1) // 2


def table(gold: Sequence[Ints], pred: Sequence[Ints], size: int, drop_singletons: bool = False) -> Table:
    """The table of two clusterings of exact spans.

    A span that occurs several times on a side is kept once, in the cluster whose key sorts first.

    Args:
        gold: document, start, end and key of each clustered mention, shape (mentions,) each; keys are
            numbers in the order of the strings they stand for.
        pred: the same of the predictions.
        size: number of documents.
        drop_singletons: leave out clusters of one mention, on either side, before anything is counted.

    >>> gold = [np.array(x) for x in ([0, 0, 0], [0, 4, 8], [2, 6, 9], [1, 1, 1])]
    >>> pred = [np.array(x) for x in ([0, 0], [0, 4], [2, 6], [1, 2])]
    >>> t = table(gold, pred, 1)
    >>> t.gold.size.tolist(), t.pred.size.tolist(), t.shared.tolist()
    ([3], [1, 1], [1, 1])
    """
    mentions = tally(gold, pred)
    span = np.cumsum(mentions.changes(3)) - 1
    spans = int(span[-1]) + 1 if len(span) else 0
    ours, rows = _clustered(mentions, mentions.gold > 0, span, spans, size, drop_singletons)
    theirs, columns = _clustered(mentions, mentions.pred > 0, span, spans, size, drop_singletons)
    both = (rows >= 0) & (columns >= 0)
    width = max(len(theirs.size), 1)
    cells, shared = np.unique(rows[both] * width + columns[both], return_counts=True)
    return Table(ours, theirs, *np.divmod(cells, width), shared, _folded(mentions, span, spans, size))


def _clustered(
    mentions: Tally, there: Bools, span: Ints, spans: int, size: int, drop_singletons: bool
) -> tuple[Clusters, Ints]:
    """The clusters of one side, and for each span the cluster it is in, -1 for none."""
    rows = np.flatnonzero(there)
    rows = rows[changes([span[rows]])]
    document, key = mentions.document[rows], mentions.column(3)[rows]
    cluster, clusters = _numbered(document, key, size)
    if drop_singletons:
        kept = clusters.size[cluster] > 1
        rows = rows[kept]
        cluster, clusters = _numbered(document[kept], key[kept], size)
    of_span = np.full(spans, -1, np.int64)
    of_span[span[rows]] = cluster
    return clusters, of_span


def _numbered(document: Ints, key: Ints, size: int) -> tuple[Ints, Clusters]:
    """Each mention's cluster by its position, and the clusters."""
    width = int(key.max(initial=0)) + 1
    found, cluster, counts = np.unique(document * width + key, return_inverse=True, return_counts=True)
    return cluster, Clusters(found // width, counts, size)


def _folded(mentions: Tally, span: Ints, spans: int, size: int) -> Ints:
    """Mentions beyond the first of their span on either side, by document."""
    document = np.zeros(spans, np.int64)
    document[span] = mentions.document
    counts = (np.bincount(span, side, spans) for side in (mentions.gold, mentions.pred))
    beyond = sum(np.maximum(n - 1, 0) for n in counts)
    return np.bincount(document, beyond, size).astype(np.int64)
