"""Optimal one-to-one assignment in sparse graphs, exact and without a matrix of all pairs."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from quoth_eval.columns import Bools, Ints
from quoth_eval.metrics.measure import Floats

_SPARSE = 8  # a component is solved as a matrix where that has at most so many cells an edge


def best(left: Ints, right: Ints, weights: Floats) -> Bools:
    """The edges of a matching of maximal weight: no node is in two of them. Shape (edges,).

    Every connected component is solved by itself: a star by its heaviest edge, any other by the shortest
    augmenting paths of Jonker and Volgenant (scipy). Of edges that weigh the same the earlier is preferred in
    a star; elsewhere the choice among equal matchings depends on the order of the edges, so give them in a
    canonical one.

    Args:
        left: shape (edges,); the node of each edge on one side, any integers.
        right: shape (edges,); the node on the other side, with numbers of its own.
        weights: shape (edges,); above 0. Whole numbers are added up exactly. No pair of nodes may come twice.

    >>> best(np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([3.0, 2.0, 2.0])).tolist()
    [False, True, True]
    """
    chosen = np.zeros(len(left), bool)
    if not len(left):
        return chosen
    graph = _graph(left, right)
    star = np.minimum(graph.rows, graph.columns) == 1
    chosen[_heaviest(graph.component, weights, star[graph.component])] = True
    edges = np.flatnonzero(~star[graph.component])
    chosen[edges] = _solved(graph, edges, weights)
    return chosen


def best_of_all(weights: Floats) -> tuple[Ints, Ints]:
    """Rows and columns of a matching of maximal weight in a whole matrix; cells of 0 are no edges.

    The matrix, shape (rows, columns), is negated in place: it may be the largest thing in memory.
    """
    from scipy.optimize import linear_sum_assignment

    np.negative(weights, out=weights)
    rows, columns = linear_sum_assignment(weights)
    edges = weights[rows, columns] < 0
    return rows[edges], columns[edges]


@dataclass(frozen=True, slots=True)
class _Graph:
    """The connected components of a graph.

    Attributes:
        component: shape (edges,); the component of each edge.
        i: shape (edges,); its node on the left, numbered from 0 within the component.
        j: shape (edges,); its node on the right.
        rows: shape (components,); how many nodes each has on the left.
        columns: shape (components,); on the right.
    """

    component: Ints
    i: Ints
    j: Ints
    rows: Ints
    columns: Ints


def _graph(left: Ints, right: Ints) -> _Graph:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    lefts, i = np.unique(left, return_inverse=True)
    rights, j = np.unique(right, return_inverse=True)
    size = len(lefts) + len(rights)
    joined = coo_array((np.ones(len(i), np.int8), (i, j + len(lefts))), shape=(size, size))
    count, of_node = connected_components(joined, directed=False)
    rows, row = _numbered(of_node[: len(lefts)], count)
    columns, column = _numbered(of_node[len(lefts) :], count)
    return _Graph(of_node[i].astype(np.int64), row[i], column[j], rows, columns)


def _numbered(component: Ints, count: int) -> tuple[Ints, Ints]:
    """How many nodes each component has, and the number of each node within its own."""
    sizes = np.bincount(component, minlength=count)
    order = np.argsort(component, kind="stable")
    number = np.empty(len(component), np.int64)
    number[order] = np.arange(len(component)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return sizes, number


def _heaviest(component: Ints, weights: Floats, among: Bools) -> Ints:
    """The heaviest edge of each component ``among`` the edges, the earliest of equals."""
    edges = np.flatnonzero(among)
    order: Ints = edges[np.lexsort((edges, -weights[edges], component[edges]))]
    return np.asarray(order[np.diff(component[order], prepend=-1) != 0])


def _solved(graph: _Graph, edges: Ints, weights: Floats) -> Bools:
    """Whether each of the edges is chosen; these are all edges of some components."""
    order = np.argsort(graph.component[edges], kind="stable")
    edges = edges[order]
    component, i, j, weight = graph.component[edges], graph.i[edges], graph.j[edges], weights[edges]
    cuts = [*np.flatnonzero(np.diff(component, prepend=-1)).tolist(), len(edges)]
    chosen = np.zeros(len(edges), bool)
    for low, high in pairwise(cuts):
        shape = int(graph.rows[component[low]]), int(graph.columns[component[low]])
        solve = _by_matrix if shape[0] * shape[1] <= _SPARSE * (high - low) else _by_paths
        chosen[low:high] = solve(i[low:high], j[low:high], weight[low:high], shape)
    out = np.empty(len(edges), bool)
    out[order] = chosen
    return out


def _by_matrix(i: Ints, j: Ints, weights: Floats, shape: tuple[int, int]) -> Bools:
    from scipy.optimize import linear_sum_assignment

    matrix = np.zeros(shape)
    matrix[i, j] = -weights
    return _taken(linear_sum_assignment(matrix), i, j, shape[0])


def _by_paths(i: Ints, j: Ints, weights: Floats, shape: tuple[int, int]) -> Bools:
    """By shortest paths in the sparse matrix. Each row has a column of its own that stands for no partner.

    A cell of 0 would be no edge, so everything weighs 1 more: every row has exactly one edge, so this changes
    no comparison.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    rows, columns = shape
    alone = np.arange(rows)
    cells = np.concatenate([weights + 1, np.ones(rows)])
    places = np.concatenate([i, alone]), np.concatenate([j, columns + alone])
    graph = csr_array((cells, places), shape=(rows, columns + rows))
    return _taken(min_weight_full_bipartite_matching(graph, maximize=True), i, j, rows)


def _taken(pairs: tuple[Ints, Ints], i: Ints, j: Ints, rows: int) -> Bools:
    """Whether each edge is one of the assigned pairs."""
    partner = np.full(rows, -1)
    partner[pairs[0]] = pairs[1]
    return np.asarray(partner[i] == j)
