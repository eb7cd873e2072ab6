"""The best alignment of several coders' units, the heart of gamma: exact, at the least total disorder."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from quoth_eval.agreement.continuum import BoolArray, Continuum
from quoth_eval.agreement.dissimilarity import Dissimilarity, Edges, near
from quoth_eval.agreement.packing import Tuples, candidates, pack
from quoth_eval.statistics.sums import FloatArray, IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """A best alignment: what it costs each document, and which units it puts together.

    Attributes:
        cost: ``(documents,)``, the summed disorder of the unitary alignments.
        first, second: ``(pairs,)``, rows of two units in one unitary alignment.
        size: ``(pairs,)``, how many units that unitary alignment holds.
    """

    cost: FloatArray
    first: IntArray
    second: IntArray
    size: IntArray


def best_alignment(c: Continuum, dissimilarity: Dissimilarity) -> Alignment:
    """The alignment of least total disorder, document by document (Mathet et al. 2015, sections 4.4 and 5.1).

    A unitary alignment takes at most one unit of each coder; its disorder is the mean dissimilarity over all
    pairs of the document's n coders, a pair with an empty place costing ``dissimilarity.empty``. Every unit
    is in exactly one. A unit by itself costs ``empty``, so units are put together only where that is cheaper,
    which cuts a document into small independent problems: for two coders linear assignments, for more set
    packings (:mod:`quoth_eval.agreement.packing`). Both are solved to the optimum; where several alignments
    cost the same, which of them is returned is unspecified.

    >>> from quoth_eval.agreement.continuum import Unit
    >>> c = Continuum.of({"ann": [Unit(1, 5), Unit(7, 9)], "bob": [Unit(2, 6)]}, length=10)
    >>> found = best_alignment(c, Dissimilarity())
    >>> found.cost.tolist(), found.first.tolist(), found.second.tolist()
    ([1.0625], [0], [2])
    """
    edges = near(c, _reach(c, dissimilarity), dissimilarity)
    component = _components(len(c.start), edges)
    two = c.readers[c.document[edges.first]] == 2
    pairs = _assign(_only(edges, two), component, dissimilarity.empty)
    packed = pack(candidates(c, _only(edges, ~two), dissimilarity), component)
    cost: FloatArray = np.bincount(c.document, minlength=len(c.lengths)) * np.float64(dissimilarity.empty)
    np.add.at(cost, c.document[pairs.first], pairs.distance - 2 * dissimilarity.empty)
    np.add.at(cost, packed.document, packed.saving)
    first, second, size = _members(packed)
    return Alignment(
        cost=cost,
        first=np.concatenate([pairs.first, first]),
        second=np.concatenate([pairs.second, second]),
        size=np.concatenate([np.full(len(pairs.first), 2), size]),
    )


def _reach(c: Continuum, dissimilarity: Dissimilarity) -> FloatArray:
    """How dissimilar two units of a document can be at most and still stand in one unitary alignment.

    With p pairs of coders, a unit leaves a unitary alignment of k units to stand by itself at no cost as soon
    as its dissimilarities to the others sum to ``empty`` * (p + k - 1).
    """
    n = c.readers.astype(np.float64)
    return np.asarray(dissimilarity.empty * (n * (n - 1) / 2 + n - 1))


def _components(n: int, edges: Edges) -> IntArray:
    """The number of the independent problem that each unit belongs to."""
    graph = coo_array((np.ones(len(edges.first)), (edges.first, edges.second)), shape=(n, n))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)


def _only(edges: Edges, mask: BoolArray | IntArray) -> Edges:
    return Edges(edges.first[mask], edges.second[mask], edges.distance[mask])


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """One coder's units in a number of problems: the problems' rows, or their columns.

    Attributes:
        unit: ``(units,)``, the units of the first problem, of the second, …
        begin, size: ``(problems,)``, where the units of each begin, and how many they are.
        place: ``(edges,)``, the position of each edge's unit in its problem.
    """

    unit: IntArray
    begin: IntArray
    size: IntArray
    place: IntArray

    @classmethod
    def of(cls, end: IntArray, problem: IntArray, problems: int) -> "_Side":
        """The side that the edges' ``end`` is on."""
        unit, which = np.unique(end, return_inverse=True)
        home = np.empty(len(unit), dtype=np.int64)
        home[which] = problem
        order = np.argsort(home, kind="stable")
        rank = np.empty_like(order)
        rank[order] = np.arange(len(order))
        begin = np.searchsorted(home[order], np.arange(problems))
        size = np.diff(begin, append=len(unit))
        return cls(unit[order], begin, size, rank[which] - begin[problem])


def _assign(edges: Edges, component: IntArray, empty: float) -> Edges:
    """The pairs that two coders' best alignment puts together; the edges are all that cost less than 2
    ``empty``."""
    number, problem = np.unique(component[edges.first], return_inverse=True)
    rows = _Side.of(edges.first, problem, len(number))
    columns = _Side.of(edges.second, problem, len(number))
    star = (rows.size == 1) | (columns.size == 1)
    order = np.lexsort((edges.distance, problem))
    first = np.flatnonzero(np.diff(problem[order], prepend=-1))
    # where one coder has a single unit, the nearest of the other's is its partner
    found = [_only(edges, order[first[star]])]
    last = np.append(first[1:], len(order))
    found += [
        _assign_one(edges, order[first[p] : last[p]], p, (rows, columns), 2 * empty)
        for p in np.flatnonzero(~star).tolist()
    ]
    return Edges(
        np.concatenate([part.first for part in found]),
        np.concatenate([part.second for part in found]),
        np.concatenate([part.distance for part in found]),
    )


def _assign_one(edges: Edges, which: IntArray, p: int, sides: tuple[_Side, _Side], apart: float) -> Edges:
    """The chosen pairs of problem ``p``, whose edges are ``which``; a pair of units left over costs
    ``apart``."""
    rows, columns = sides
    cost = np.full((rows.size[p], columns.size[p]), apart)
    cost[rows.place[which], columns.place[which]] = edges.distance[which]
    i, j = linear_sum_assignment(cost)
    taken = cost[i, j]
    close = taken < apart
    return Edges(rows.unit[rows.begin[p] + i[close]], columns.unit[columns.begin[p] + j[close]], taken[close])


def _members(packed: Tuples) -> tuple[IntArray, IntArray, IntArray]:
    """The pairs of units in each packed tuple, and the tuple's size."""
    size = (packed.unit >= 0).sum(axis=1)
    out: list[tuple[IntArray, IntArray, IntArray]] = [(np.empty(0, dtype=np.int64),) * 3]
    for j in range(packed.unit.shape[1]):
        for i in range(j):
            both = (packed.unit[:, i] >= 0) & (packed.unit[:, j] >= 0)
            out.append((packed.unit[both, i], packed.unit[both, j], size[both]))
    first, second, sizes = (np.concatenate(column) for column in zip(*out, strict=True))
    return first, second, sizes
