"""How units nest on both sides: links to parents, and whole chains of sources."""

import numpy as np

from quoth_eval.columns import Bools, Ints, Pair
from quoth_eval.metrics.attribution.alignment import Aligned
from quoth_eval.metrics.attribution.outcomes import Outcome
from quoth_eval.metrics.attribution.sources import Referents, referents
from quoth_eval.metrics.attribution.units import Units
from quoth_eval.runs import products


def edges(both: Aligned) -> Outcome:
    """Links from a unit to its parent; two match where both ends are aligned. An outermost unit has none."""
    gold, pred = both.gold.parent, both.pred.parent
    above = np.append(both.of_gold, -1)[gold[both.ours]]  # a parent of -1 has the partner -1
    matched: Ints = np.zeros(len(gold), np.int64)
    matched[both.ours] = (above >= 0) & (above == pred[both.theirs])
    return Outcome(matched, _links(both.gold), _links(both.pred))


def chains(pair: Pair, both: Aligned) -> Outcome:
    """Aligned units with the same chain, of all units. Not symmetric: sources are looked up in gold."""
    gold, pred = both.gold, both.pred
    matched: Ints = np.zeros(gold.size, np.int64)
    matched[both.ours] = same_chains(pair.derived(referents), gold, pred, both.ours, both.theirs)
    return Outcome(matched, gold.tangible.astype(np.int64), pred.tangible.astype(np.int64))


def _links(found: Units) -> Ints:
    """Whether each unit has a link to a parent that counts."""
    real = np.append(found.tangible, False)
    return np.asarray(real[:-1] & real[found.parent], np.int64)


def same_chains(who: Referents, gold: Units, pred: Units, rows_gold: Ints, rows_pred: Ints) -> Bools:
    """Whether the chains that end in each pair of units are the same, link by link, up to the outermost.

    Two links are the same where their sources are the same set of gold entities. A link without sources is
    the same only as another without; a predicted source that is nobody makes a link the same as none. The row
    -1 stands for the empty chain, of what the author says.
    """
    same: Bools = np.ones(len(rows_gold), bool)
    pairs: Ints = np.arange(len(same))
    g, p = rows_gold, rows_pred
    while len(pairs):  # those whose links were the same so far, one link further out each time
        same[pairs] = (g >= 0) == (p >= 0)
        inside = (g >= 0) & (p >= 0)
        pairs, g, p = pairs[inside], g[inside], p[inside]
        same[pairs] = _same_links(who, gold, pred, g, p)
        on = same[pairs]
        pairs, g, p = pairs[on], gold.parent[g[on]], pred.parent[p[on]]
    return same


def _same_links(who: Referents, gold: Units, pred: Units, g: Ints, p: Ints) -> Bools:
    """Whether each pair of units has the same sources: each on either side answers to one on the other."""
    pair, ours, theirs = products(gold.first, pred.first, g, p)
    same = who.same(gold.source[ours], pred.source[theirs])
    return np.asarray(_all_met(pair, ours, same, gold.first, g) & _all_met(pair, theirs, same, pred.first, p))


def _all_met(pair: Ints, source: Ints, same: Bools, first: Ints, unit: Ints) -> Bools:
    """Whether every source of the unit in each pair has met its like."""
    number = np.diff(first)[unit]
    begin = np.cumsum(number) - number
    met = np.zeros(int(number.sum()), bool)
    met[(begin[pair] + source - first[unit[pair]])[same]] = True
    lacking = np.bincount(np.repeat(np.arange(len(unit)), number), ~met, len(unit))
    return np.asarray(lacking == 0)
