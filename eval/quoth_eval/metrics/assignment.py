"""Optimal one-to-one assignment in sparse graphs, exact and without a matrix of all pairs."""

from collections.abc import Iterator

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
    component, star = _components(left, right)
    chosen[_heaviest(component, weights, star)] = True
    for edges in _groups(component, np.flatnonzero(~star)):
        chosen[edges] = _solved(left[edges], right[edges], weights[edges])
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


def _components(left: Ints, right: Ints) -> tuple[Ints, Bools]:
    """The connected component of each edge, and whether that has only one node on some side."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    lefts, i = np.unique(left, return_inverse=True)
    rights, j = np.unique(right, return_inverse=True)
    size = len(lefts) + len(rights)
    graph = coo_array((np.ones(len(i), np.int8), (i, j + len(lefts))), shape=(size, size))
    count, of_node = connected_components(graph, directed=False)
    ours = np.bincount(of_node[: len(lefts)], minlength=count)
    theirs = np.bincount(of_node[len(lefts) :], minlength=count)
    component = of_node[i].astype(np.int64)
    return component, (np.minimum(ours, theirs) == 1)[component]


def _heaviest(component: Ints, weights: Floats, among: Bools) -> Ints:
    """The heaviest edge of each component ``among`` the edges, the earliest of equals."""
    edges = np.flatnonzero(among)
    order: Ints = edges[np.lexsort((edges, -weights[edges], component[edges]))]
    return np.asarray(order[np.diff(component[order], prepend=-1) != 0])


def _groups(component: Ints, edges: Ints) -> Iterator[Ints]:
    """The edges of each component, in their order."""
    order = edges[np.argsort(component[edges], kind="stable")]
    cuts = np.flatnonzero(np.diff(component[order])) + 1
    for group in np.split(order, cuts):
        if len(group):
            yield group


def _solved(left: Ints, right: Ints, weights: Floats) -> Bools:
    _, i = np.unique(left, return_inverse=True)
    _, j = np.unique(right, return_inverse=True)
    shape = int(i.max()) + 1, int(j.max()) + 1
    solve = _by_matrix if shape[0] * shape[1] <= _SPARSE * len(i) else _by_paths
    partner = np.full(shape[0], -1, np.int64)
    rows, columns = solve(i, j, weights, shape)
    partner[rows] = columns
    return np.asarray(partner[i] == j)


def _by_matrix(i: Ints, j: Ints, weights: Floats, shape: tuple[int, int]) -> tuple[Ints, Ints]:
    matrix = np.zeros(shape)
    matrix[i, j] = weights
    return best_of_all(matrix)


def _by_paths(i: Ints, j: Ints, weights: Floats, shape: tuple[int, int]) -> tuple[Ints, Ints]:
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
    found, partners = min_weight_full_bipartite_matching(graph, maximize=True)
    return found[partners < columns], partners[partners < columns]
