"""Best matchings that prove themselves: what is left over needs a search, and is little."""

import numpy as np

from quoth_eval.columns import Bools, Ints
from quoth_eval.metrics.measure import Floats

_MARGIN = 1e-12  # what comes closer than this to being equally good is left to a search


def certain(left: Ints, right: Ints, weights: Floats, component: Ints) -> tuple[Bools, Bools]:
    """The matching of maximal weight, in the components where it is easily found and proved the only one.

    Edges that are the heaviest at both of their nodes are matched again and again. Then a price is put on
    every node: 0 on those without a partner, and partners share the weight of their edge. Where every other
    edge weighs less than its two prices, every other matching weighs less than the prices of all nodes, which
    is what this one weighs (linear programming duality).

    Args:
        left: shape (edges,); the node of each edge on one side, small numbers from 0.
        right: shape (edges,); the node on the other side, likewise.
        weights: shape (edges,); above 0. No pair of nodes may come twice.
        component: shape (edges,); the connected component of each edge, small numbers from 0.

    Returns:
        Two masks of shape (edges,): the matched edges, and the edges of components that are still open.

    >>> crossed = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]), np.array([1.0, 0.7, 0.7, 1.0])
    >>> chosen, still_open = certain(*crossed, np.zeros(4, np.int64))
    >>> chosen.tolist(), bool(still_open.any())
    ([True, False, False, True], False)
    """
    matched = _heaviest_first(left, right, weights)
    prices = _prices(left, right, weights, matched)
    proved = matched | (weights < prices[0][left] + prices[1][right] - _MARGIN)
    broken = np.zeros(int(component.max(initial=-1)) + 1, bool)
    broken[component[~proved]] = True
    still_open = broken[component]
    return matched & ~still_open, still_open


def _heaviest_first(left: Ints, right: Ints, weights: Floats) -> Bools:
    """A matching of edges that are clearly the heaviest at both nodes, once those before are taken out."""
    matched = np.zeros(len(left), bool)
    gone = [np.zeros(int(side.max(initial=-1)) + 1, bool) for side in (left, right)]
    edges = np.arange(len(left))
    while len(edges):
        i, j, weight = left[edges], right[edges], weights[edges]
        top = weight > np.maximum(_heaviest_other(i, weight), _heaviest_other(j, weight)) + _MARGIN
        if not top.any():
            break
        matched[edges[top]] = True
        gone[0][i[top]] = gone[1][j[top]] = True
        edges = edges[~(gone[0][i] | gone[1][j])]
    return matched


def _prices(left: Ints, right: Ints, weights: Floats, matched: Bools) -> tuple[Floats, Floats]:
    """Prices of the nodes on both sides: what edges to nodes without a partner ask for, and half the rest.

    Where these ask for more than the weight of a matched edge, the rest is below 0, and one of them shows it.
    """
    sides = (left, right)
    partnered = [np.zeros(int(side.max(initial=-1)) + 1, bool) for side in sides]
    for side, has in zip(sides, partnered, strict=True):
        has[side[matched]] = True
    asked = [np.zeros(len(has)) for has in partnered]
    for at in range(2):
        lonely = ~partnered[1 - at][sides[1 - at]]
        np.maximum.at(asked[at], sides[at][lonely], weights[lonely])
    rest = weights[matched] - (asked[0][left[matched]] + asked[1][right[matched]])
    prices = [np.zeros(len(has)) for has in partnered]
    for price, ask, side in zip(prices, asked, sides, strict=True):
        price[side[matched]] = ask[side[matched]] + rest / 2
    return prices[0], prices[1]


def _heaviest_other(node: Ints, weights: Floats) -> Floats:
    """The weight of the heaviest other edge at the node of each edge, 0 where there is none."""
    order = np.lexsort((-weights, node))
    heads = np.flatnonzero(np.diff(node[order], prepend=-1))
    counts = np.diff(heads, append=len(order))
    second = np.where(counts > 1, weights[order[np.minimum(heads + 1, len(order) - 1)]], 0.0)
    out = np.repeat(weights[order[heads]], counts)
    out[heads] = second
    back: Floats = np.empty(len(node))
    back[order] = out
    return back
