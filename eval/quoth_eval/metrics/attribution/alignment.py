"""Which predicted unit answers to which gold one: one to one, for the greatest sum of overlaps."""

from dataclasses import dataclass

import numpy as np

from quoth_eval.columns import Bools, Ints, Pair
from quoth_eval.metrics.assignment import best
from quoth_eval.metrics.attribution.units import ROLES, Units, units
from quoth_eval.metrics.certainty import certain
from quoth_eval.metrics.measure import Floats
from quoth_eval.runs import Runs, overlapping, shared
from quoth_eval.sequences import Lists, list_codes

OTHER_ROLES = 0.001  # what the roles beside the main one weigh against it


@dataclass(frozen=True, slots=True)
class Aligned:
    """The units of both sides and which of them answer to each other.

    Attributes:
        gold: the gold units.
        pred: the predicted units.
        ours: shape (pairs,), gold units that have a partner, ascending.
        theirs: shape (pairs,), their partners.
        of_gold: shape (gold units,), the partner of each, -1 for none.
        of_pred: shape (predicted units,), likewise.
        documents: how many documents there are.
    """

    gold: Units
    pred: Units
    ours: Ints
    theirs: Ints
    of_gold: Ints
    of_pred: Ints
    documents: int


def aligned(pair: Pair) -> Aligned:
    """The units of both sides, aligned document by document.

    The alignment maximises the sum over pairs of the token F1 of their contents (of their cues when one of
    the two has no content, of their sources when both have neither) plus 0.001 times the mean token F1 of the
    other roles that either of the two has. Units whose contents (cues, sources) share no token are never
    aligned.

    A further copy of a unit (same tokens in all roles) can only answer to a further copy on the other side,
    so that doubling a unit earns nothing. Of several best alignments the one that is found depends on the
    units' positions (content, cue, source) alone: not on the order of the input, nor on which side is gold.

    Raises:
        CycleError: attributions that report each other in a circle.

    >>> from quoth_eval.inputs.arrow import SCHEMA
    >>> from quoth_eval.inputs.lines import table
    >>> from quoth_eval.pairing import pair
    >>> unit = '{"id": "a%d", "content": [{"start": %d, "end": %d}]}'
    >>> gold, pred = ", ".join([unit % (1, 0, 9), unit % (2, 5, 9)]), unit % (1, 5, 8)
    >>> sides = ('{"id": "a", "attributions": [%s]}' % side for side in (gold, pred))
    >>> aligned(pair(*(table(side.encode(), SCHEMA) for side in sides))).of_gold.tolist()
    [-1, 0]
    """
    gold, pred = pair.derived(units)
    g, p = _candidates(gold, pred)
    possible = gold.copy[g] == pred.copy[p]
    g, p = g[possible], p[possible]
    chosen = _best(gold, pred, g, p, _weights(gold, pred, g, p))
    return _both_ways(gold, pred, g[chosen], p[chosen], pair.size)


def token_f1(a: Runs, b: Runs, rows_a: Ints, rows_b: Ints) -> Floats:
    """F1 of two sets of tokens for each pair of rows, 0 where both are empty: shape (pairs,).

    >>> from quoth_eval.runs import united
    >>> zero = np.array([0])
    >>> a, b = united(zero, zero, np.array([4]), 1), united(zero, np.array([2]), np.array([4]), 1)
    >>> round(float(token_f1(a, b, zero, zero)[0]), 3)
    0.667
    """
    both = np.maximum(a.sizes[rows_a] + b.sizes[rows_b], 1)
    return np.asarray(2 * shared(a, b, rows_a, rows_b) / both, np.float64)


def _candidates(gold: Units, pred: Units) -> tuple[Ints, Ints]:
    """Pairs that overlap in their main role, sorted; which role that is :func:`_main` says."""
    by_content = overlapping(gold.tokens["content"], pred.tokens["content"])
    g, p = overlapping(gold.tokens["cue"], pred.tokens["cue"])
    bare = gold.lacks("content")[g] | pred.lacks("content")[p]
    ours, theirs = (np.flatnonzero(u.lacks("content") & u.lacks("cue")) for u in (gold, pred))
    i, j = overlapping(gold.tokens["source"].take(ours), pred.tokens["source"].take(theirs))
    g = np.concatenate([by_content[0], g[bare], ours[i]])
    p = np.concatenate([by_content[1], p[bare], theirs[j]])
    order = np.lexsort((p, g))
    return g[order], p[order]


def _main(gold: Units, pred: Units, g: Ints, p: Ints) -> dict[str, Bools]:
    """For each role whether it is the main one of each pair: shape (pairs,) each.

    It is the content; the cue where either unit has no content; the source where both have neither.
    """
    content = ~(gold.lacks("content")[g] | pred.lacks("content")[p])
    neither = (gold.lacks("content") & gold.lacks("cue"))[g] & (pred.lacks("content") & pred.lacks("cue"))[p]
    return {"content": content, "cue": ~content & ~neither, "source": neither}


def _weights(gold: Units, pred: Units, g: Ints, p: Ints) -> Floats:
    """What each pair is worth; shape (pairs,)."""
    main = _main(gold, pred, g, p)
    worth, others, number = np.zeros((3, len(g)))
    for role in ROLES:
        f1 = token_f1(gold.tokens[role], pred.tokens[role], g, p)
        other = ~main[role] & ~(gold.lacks(role)[g] & pred.lacks(role)[p])
        worth += f1 * main[role]
        others += f1 * other
        number += other
    return np.asarray(worth + OTHER_ROLES * others / np.maximum(number, 1))


def _best(gold: Units, pred: Units, g: Ints, p: Ints, weights: Floats) -> Bools:
    """The pairs of the best alignment; shape (pairs,)."""
    component = _components(gold, pred, g, p)
    chosen, still_open = certain(g, p, weights, component)
    rest = np.flatnonzero(still_open)
    if len(rest):
        g, p, weights, component = g[rest], p[rest], weights[rest], component[rest]
        turned = _turned(gold, pred, g, p, component)
        left = np.where(turned, gold.size + pred.place[p], gold.place[g])
        right = np.where(turned, gold.place[g], gold.size + pred.place[p])
        order = np.lexsort((right, left))
        chosen[rest[order]] = best(left[order], right[order], weights[order])
    return chosen


def _turned(gold: Units, pred: Units, g: Ints, p: Ints, component: Ints) -> Bools:
    """Whether a pair belongs to a group of connected units whose predicted side sorts before the gold one.

    With the side that sorts first always on the left, the choice among equally good alignments is the same
    whichever side is called gold.
    """
    of = np.unique(component, return_inverse=True)[1]
    sides = [_ranks(of, unit, rank) for unit, rank in ((g, gold.rank[g]), (p, pred.rank[p]))]
    ours, theirs = list_codes(*sides)
    return np.asarray((theirs < ours)[of])


def _components(gold: Units, pred: Units, g: Ints, p: Ints) -> Ints:
    """Numbers from 0 of the groups of connected units that the pairs belong to; shape (pairs,)."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    size = gold.size + pred.size
    graph = coo_array((np.ones(len(g), np.int8), (g, gold.size + p)), shape=(size, size))
    _, of = connected_components(graph, directed=False)
    return np.asarray(np.unique(of[g], return_inverse=True)[1], np.int64)


def _ranks(component: Ints, unit: Ints, rank: Ints) -> Lists:
    """The sorted ranks of the units in each component."""
    at = np.unique(unit, return_index=True)[1]
    component, rank = component[at], rank[at]
    order = np.lexsort((rank, component))
    first = np.searchsorted(component[order], np.arange(int(component.max()) + 2))
    return Lists(first, (rank[order],))


def _both_ways(gold: Units, pred: Units, g: Ints, p: Ints, documents: int) -> Aligned:
    of_gold: Ints = np.full(gold.size, -1, np.int64)
    of_pred: Ints = np.full(pred.size, -1, np.int64)
    of_gold[g], of_pred[p] = p, g
    ours = np.flatnonzero(of_gold >= 0)
    return Aligned(gold, pred, ours, of_gold[ours], of_gold, of_pred, documents)
