"""Predicted sources as gold entities: who it is that a prediction names as the source."""

from dataclasses import dataclass

import numpy as np

from quoth_eval.columns import Bools, Ints, Mentions, Pair, Side
from quoth_eval.ground import Ground, ground
from quoth_eval.joins import keys
from quoth_eval.metrics.attribution.alignment import Aligned, token_f1
from quoth_eval.metrics.attribution.outcomes import Outcome
from quoth_eval.metrics.matching import partnered
from quoth_eval.runs import Runs, overlapping, products, spread, united


@dataclass(frozen=True, slots=True)
class Referents:
    """Who the mentions of both sides are, as entities of the gold.

    Attributes:
        gold: shape (gold mentions,), codes of entities; a mention without one stands for itself.
        keys: shape (identities,), sorted: predicted mention times ``width`` plus the gold entity it may be.
        width: how many codes of gold entities there are.
    """

    gold: Ints
    keys: Ints
    width: int

    def same(self, gold: Ints, pred: Ints) -> Bools:
        """Whether the gold mention and the predicted mention of each pair of rows are the same entity."""
        wanted = pred * self.width + self.gold[gold]
        if not len(self.keys):
            return np.zeros(len(wanted), bool)
        at = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.asarray(self.keys[at] == wanted)


def referents(pair: Pair) -> Referents:
    """The gold entity of each predicted mention that is the source of something.

    It is the entity of the gold mention with the same span, else of the one it overlaps most by token F1, of
    several the one that starts first, then the one that ends first. A predicted mention that overlaps no gold
    one is nobody. Where several gold mentions have that very span, it may be any of their entities.
    """
    gold, pred = pair.gold.mentions, pair.pred.mentions
    ours, theirs = keys(*([m.document, m.start, m.end] for m in (gold, pred)))
    entity, width = _entities(gold, ours)
    wanted = np.unique(pair.pred.attributions.sources.mention)
    chosen = _same_or_nearest(pair, ours, theirs, wanted)
    order = np.argsort(ours, kind="stable")
    low = np.searchsorted(ours, chosen, "left", sorter=order)
    counts = np.searchsorted(ours, chosen, "right", sorter=order) - low
    rows = order[spread(low, counts)]
    return Referents(entity, np.unique(np.repeat(wanted, counts) * width + entity[rows]), width)


def as_entities(pair: Pair, both: Aligned) -> Outcome:
    """Sources of aligned units that are a source of the gold unit, entity by entity, one to one.

    All sources of the units that are left over are misses or false alarms. This score is not symmetric: who a
    predicted source is is looked up among the mentions of gold.
    """
    gold, pred = (np.diff(u.first) * u.tangible for u in (both.gold, both.pred))
    of = np.repeat(np.arange(both.gold.size), np.diff(both.gold.first))
    return Outcome(
        np.bincount(of[_matched(pair.derived(referents), both)], minlength=both.gold.size), gold, pred
    )


def _matched(who: Referents, both: Aligned) -> Ints:
    """The positions of gold sources that find a partner, in a matching of as many as possible."""
    gold, pred = both.gold, both.pred
    _, ours, theirs = products(gold.first, pred.first, both.ours, both.theirs)
    same = who.same(gold.source[ours], pred.source[theirs])
    return partnered(ours[same], theirs[same], len(gold.source), len(pred.source))


def _entities(gold: Mentions, spans: Ints) -> tuple[Ints, int]:
    """Codes of the entities of gold mentions, and how many there are; one without stands for its span."""
    named = int(gold.entity.max(initial=-1)) + 1
    distinct, span = np.unique(spans, return_inverse=True)
    return np.where(gold.entity >= 0, gold.entity, named + span), named + len(distinct)


def _same_or_nearest(pair: Pair, gold: Ints, pred: Ints, wanted: Ints) -> Ints:
    """For each wanted predicted mention the span of the gold mention that it stands for; -1 for none.

    Args:
        pair: the columns.
        gold: shape (gold mentions,), keys of their spans, sorted as these are.
        pred: shape (predicted mentions,), likewise.
        wanted: rows of predicted mentions.
    """
    chosen = np.where(np.isin(pred[wanted], gold), pred[wanted], -1)
    lost = np.flatnonzero(chosen < 0)
    line = pair.derived(ground)
    among = np.flatnonzero(np.isin(pair.gold.mentions.document, pair.pred.mentions.document[wanted[lost]]))
    ours, theirs = _tokens(pair.gold, among, line), _tokens(pair.pred, wanted[lost], line)
    found, near = overlapping(theirs, ours)
    span = gold[among[near]]
    order = np.lexsort((span, -token_f1(theirs, ours, found, near), found))
    best = order[np.diff(found[order], prepend=-1) != 0]
    chosen[lost[found[best]]] = span[best]
    return np.asarray(chosen)


def _tokens(side: Side, rows: Ints, line: Ground) -> Runs:
    found = side.mentions
    start, end = line.tokens(found.document[rows], found.start[rows], found.end[rows])
    return united(np.arange(len(rows)), start, end, len(rows))
