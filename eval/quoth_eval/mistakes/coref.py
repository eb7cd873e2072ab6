"""Verdicts on coreference: which links between mentions are missing, which are too many, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from quoth_eval.columns import Bools, Ints, Pair
from quoth_eval.joins import keys
from quoth_eval.metrics.metric import judged
from quoth_eval.mistakes.verdicts import CORRECT, Items, Judging, Verdicts
from quoth_eval.packing import changes

KINDS = (
    "span error",
    "missing mention",
    "missing entity",
    "divided entity",
    "extra mention",
    "extra entity",
    "conflated entities",
)


def of_mentions(pair: Pair) -> Verdicts:
    """Verdicts that add up to the links of ``coref.muc``; the labels are the types of the linked mentions.

    A cluster of n mentions has n - 1 links, one for each mention but one. Gold and predictions share a link
    for each mention but one that a gold cluster shares with a predicted one; the others are missing or too
    many, for the reasons of Kummerfeld and Klein (2013):

    - ``missing mention``: a mention of a gold cluster is in no predicted one; ``missing entity``: none of the
      cluster's mentions is.
    - ``divided entity``: the mentions of a gold cluster are in several predicted ones; each but that with
      most of them costs a link.
    - ``extra mention``, ``extra entity``, ``conflated entities``: the same with the sides swapped.
    - ``span error``: a missing mention and an extra one that overlap, where their clusters share a mention,
      or none of both shares any with any other.

    A cluster of one mention has no link, so that it counts in none of these.
    """
    mask = judged(pair, ("mentions.entity",))
    sides = [
        _clustered([m.document, m.start, m.end, m.entity, m.type], mask)
        for m in (pair.gold.mentions, pair.pred.mentions)
    ]
    return _verdicts(sides[0], sides[1], "coref", "coref.muc", pair.labels["type"])


def of_events(pair: Pair) -> Verdicts:
    """The same for clusters of events over their triggers; they add up to ``events.coref.muc``."""
    mask = judged(pair, ("events.cluster",))
    sides = [
        _clustered([e.document, e.start, e.end, e.cluster, e.type], mask)
        for e in (pair.gold.events, pair.pred.events)
    ]
    return _verdicts(sides[0], sides[1], "event coreference", "events.coref.muc", pair.labels["event_type"])


@dataclass(frozen=True, slots=True)
class _Clustered:
    """What is in a cluster on one side, in text order, each span once; and the cluster of each."""

    items: Items
    cluster: Ints

    @property
    def columns(self) -> list[Ints]:
        """What tells spans apart."""
        return [self.items.document, self.items.start, self.items.end]


def _clustered(columns: Sequence[Ints], mask: Bools) -> _Clustered:
    """Of a span that occurs several times the one whose key sorts first, as in the scores."""
    document, _, _, key, _ = columns
    rows = np.flatnonzero((key >= 0) & mask[document])
    rows = rows[np.lexsort([c[rows] for c in columns[::-1]])]
    rows = rows[changes([c[rows] for c in columns[:3]])]
    document, start, end, key, label = (c[rows] for c in columns)
    width = int(key.max(initial=0)) + 1
    _, cluster = np.unique(document * width + key, return_inverse=True)
    return _Clustered(Items(rows, document, start, end, label), cluster)


@dataclass(frozen=True, slots=True)
class _Links:
    """The links of one side: its mentions but one of each cluster.

    That one is the first of the cluster's largest part (what it shares with one cluster of the other side),
    or its first mention, where no mention is in any cluster of the other side.

    Attributes:
        items: the mentions that have a link.
        cluster: the cluster of each.
        place: for each mention of the side its position among the links, -1 for none.
        broken: the positions of the first mentions of the other parts: each costs a link.
        matched: shape (clusters,); whether any mention is in a cluster of the other side.
    """

    items: Items
    cluster: Ints
    place: Ints
    broken: Ints
    matched: Bools


def _links(side: _Clustered, own: Ints, cell: Ints) -> _Links:
    """The links of a side.

    Args:
        side: its mentions.
        own: shape (shared,); those that both sides have in a cluster.
        cell: shape (shared,); the pair of clusters of each.
    """
    size, clusters = len(side.cluster), int(side.cluster.max(initial=-1)) + 1
    spared, matched = np.zeros(clusters, np.int64), np.zeros(clusters, bool)
    spared[side.cluster[::-1]] = np.arange(size)[::-1]  # of several that are written the last one stays
    first, sizes = _firsts(cell, own)
    largest = first[np.lexsort((-first, sizes))]
    spared[side.cluster[largest]] = largest
    matched[side.cluster[own]] = True
    linked = np.setdiff1d(np.arange(size), spared)
    place: Ints = np.full(size, -1, np.int64)
    place[linked] = np.arange(len(linked))
    broken = place[np.setdiff1d(first, spared)]
    return _Links(side.items.at(linked), side.cluster[linked], place, broken, matched)


def _firsts(cell: Ints, own: Ints) -> tuple[Ints, Ints]:
    """The first mention of each part, and how many it has."""
    order = np.argsort(own)
    _, at, sizes = np.unique(cell[order], return_index=True, return_counts=True)
    return own[order][at], sizes


def _verdicts(gold: _Clustered, pred: _Clustered, layer: str, score: str, labels: Sequence[str]) -> Verdicts:
    _, ours, theirs = np.intersect1d(*keys(gold.columns, pred.columns), return_indices=True)
    width = int(pred.cluster.max(initial=0)) + 1
    cell = gold.cluster[ours] * width + pred.cluster[theirs]
    left, right = _links(gold, ours, cell), _links(pred, theirs, cell)
    judging = Judging(left.items, right.items)
    common = ~np.isin(ours, _firsts(cell, ours)[0])
    judging.take(left.place[ours[common]], right.place[theirs[common]], CORRECT)
    _take(judging, 0, left.broken, "divided entity")
    _take(judging, 1, right.broken, "conflated entities")

    def related(g: Ints, p: Ints) -> Bools:
        a, b = left.cluster[g], right.cluster[p]
        return np.asarray(np.isin(a * width + b, cell) | ~(left.matched[a] | right.matched[b]))

    judging.take(*judging.overlapping(related), "span error")
    for at, (side, mention, entity) in enumerate(
        ((left, "missing mention", "missing entity"), (right, "extra mention", "extra entity"))
    ):
        rest = judging.left[at]
        known = side.matched[side.cluster[rest]]
        _take(judging, at, rest[known], mention)
        _take(judging, at, rest[~known], entity)
    return judging.finish(KINDS, layer, score, labels)


def _take(judging: Judging, at: int, items: Ints, kind: str) -> None:
    """Take items of one side alone."""
    nobody = np.full(len(items), -1)
    ours, theirs = (nobody, items) if at else (items, nobody)
    judging.take(ours, theirs, kind)
