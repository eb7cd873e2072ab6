"""Unitary alignments of three coders or more: which can pay, and the best set of them that shares no unit."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array

from quoth_eval.agreement.continuum import BoolArray, Continuum, expand
from quoth_eval.agreement.dissimilarity import Dissimilarity, Edges
from quoth_eval.errors import InputError
from quoth_eval.statistics.sums import FloatArray, IntArray

MOST_TUPLES = 5_000_000
"""Candidates that are looked at at once; beyond, memory would run out."""

CHUNK = 3_000
"""Variables of one linear program, about."""


@dataclass(frozen=True, slots=True, eq=False)
class Tuples:
    """Unitary alignments of two units or more.

    Attributes:
        document: ``(tuples,)``.
        unit: ``(tuples, coders)``, the row of each coder's unit, -1 for an empty place.
        saving: ``(tuples,)``, what the alignment costs less what its units cost by themselves: below 0.
    """

    document: IntArray
    unit: IntArray
    saving: FloatArray

    def rows(self, mask: BoolArray | IntArray) -> "Tuples":
        """Those that ``mask`` keeps."""
        return Tuples(self.document[mask], self.unit[mask], self.saving[mask])


def candidates(c: Continuum, edges: Edges, dissimilarity: Dissimilarity) -> Tuples:
    """The unitary alignments that can be in a best alignment, grown coder by coder from the ``edges``.

    Every two units of one must share an edge, it must cost less than its units by themselves, and less than
    with any one of its units standing by itself.

    Raises:
        InputError: more than five million candidates, as many coders with long overlapping units have.
    """
    unit: IntArray = np.empty((0, len(c.coders)), dtype=np.int64)
    if len(edges.first):
        unit = _grow(c, edges, dissimilarity)
    size = (unit >= 0).sum(axis=1)
    unit, size = unit[size >= 2], size[size >= 2]
    document = c.document[unit.max(axis=1, initial=0)]
    pairs = c.readers[document] * (c.readers[document] - 1) / 2
    apart = _distances(c, unit, dissimilarity)
    total = apart.sum(axis=(1, 2)) / 2
    filled = size * (size - 1) / 2
    saving = (total + dissimilarity.empty * (pairs - filled)) / pairs - dissimilarity.empty * size
    holds = (apart.sum(axis=2) < dissimilarity.empty * (pairs + size - 1)[:, None]) | (unit < 0)
    return Tuples(document, unit, saving).rows((saving < 0) & holds.all(axis=1))


def pack(tuples: Tuples, component: IntArray) -> Tuples:
    """The set of tuples of least total saving in which no unit occurs twice: exactly the best.

    ``component`` numbers, for each unit, the independent problem that it belongs to. Chunks of problems are
    solved as linear programs first; where the solution of a problem is whole-numbered it is the optimum, and
    where it is not the problem is solved again as an integer program, by HiGHS with no gap allowed.
    """
    if not len(tuples.saving):
        return tuples
    of = component[tuples.unit.max(axis=1)]
    order = np.argsort(of, kind="stable")
    bounds = np.flatnonzero(np.diff(of[order], prepend=-1, append=-1))
    alone = np.diff(bounds) == 1
    chosen = [order[bounds[:-1][alone]]]
    starts, ends = bounds[:-1][~alone], bounds[1:][~alone]
    at = 0
    while at < len(starts):
        stop = max(at + 1, int(np.searchsorted(ends - starts[at], CHUNK, side="right")))
        some = order[expand(starts[at:stop], (ends - starts)[at:stop])]
        chosen.append(some[_solve(tuples.rows(some), of[some])])
        at = stop
    return tuples.rows(np.sort(np.concatenate(chosen)))


def _grow(c: Continuum, edges: Edges, dissimilarity: Dissimilarity) -> IntArray:
    """All sets of units that pairwise share an edge, at most one a coder: ``(tuples, coders)``; single ones
    too."""
    coders = len(c.coders)
    key = edges.first * coders + c.coder[edges.second]
    order = np.argsort(key, kind="stable")
    key, neighbour = key[order], edges.second[order]
    known = np.sort(edges.first * len(c.start) + edges.second)
    involved = np.unique(np.concatenate([edges.first, edges.second]))
    unit: IntArray = np.empty((0, coders), dtype=np.int64)
    for k in range(coders):
        # edges go from earlier to later coders: a tuple's first member has one to all that can join
        leader = unit[np.arange(len(unit)), np.argmax(unit >= 0, axis=1)] * coders + k
        low = np.searchsorted(key, leader, side="left")
        count = np.searchsorted(key, leader, side="right") - low
        grown = unit[np.repeat(np.arange(len(unit)), count)]
        grown[:, k] = neighbour[expand(low, count)]
        single = np.full((int((c.coder[involved] == k).sum()), coders), -1, dtype=np.int64)
        single[:, k] = involved[c.coder[involved] == k]
        unit = np.concatenate([unit, grown[_adjacent(grown, k, known, len(c.start))], single])
        _refuse_too_many(unit)
    return unit


def _refuse_too_many(unit: IntArray) -> None:
    if len(unit) > MOST_TUPLES:
        ways = f"over {MOST_TUPLES:,} ways to align the units of {unit.shape[1]} coders"
        raise InputError(f"gamma: {ways}; compare fewer coders at a time")


def _adjacent(unit: IntArray, k: int, known: IntArray, n: int) -> BoolArray:
    """Whether the unit of coder k shares an edge with all units before it."""
    out = np.ones(len(unit), dtype=bool)
    for i in range(k):
        member = unit[:, i] >= 0
        edge = unit[:, i] * n + unit[:, k]
        at = np.minimum(np.searchsorted(known, edge), len(known) - 1)
        out &= ~member | (known[at] == edge)
    return out


def _distances(c: Continuum, unit: IntArray, dissimilarity: Dissimilarity) -> FloatArray:
    """``(tuples, coders, coders)``: the dissimilarities within each tuple, 0 for empty places."""
    coders = unit.shape[1]
    out = np.zeros((len(unit), coders, coders))
    for j in range(coders):
        for i in range(j):
            both = (unit[:, i] >= 0) & (unit[:, j] >= 0)
            out[both, i, j] = out[both, j, i] = dissimilarity.combined(c, unit[both, i], unit[both, j])
    return out


def _solve(tuples: Tuples, of: IntArray) -> IntArray:
    """The positions of the tuples that are taken, of some whole problems numbered ``of``."""
    matrix = _membership(tuples)
    relaxed = linprog(
        tuples.saving, A_ub=matrix, b_ub=np.ones(matrix.shape[0]), bounds=(0, 1), method="highs"
    )
    value = np.asarray(relaxed.x)
    broken = np.unique(of[np.abs(value - np.round(value)) > 1e-6])
    taken = value > 0.5
    for problem in broken.tolist():
        at = np.flatnonzero(of == problem)
        taken[at] = _solve_whole(tuples.rows(at))
    return np.flatnonzero(taken)


def _solve_whole(tuples: Tuples) -> BoolArray:
    matrix = _membership(tuples)
    solved = milp(
        tuples.saving,
        integrality=np.ones(len(tuples.saving)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix, ub=1),
        options={"mip_rel_gap": 0.0},
    )
    return np.asarray(solved.x) > 0.5


def _membership(tuples: Tuples) -> csr_array:
    """``(units, tuples)``: which tuple holds which unit."""
    tuple_, place = np.nonzero(tuples.unit >= 0)
    _, unit = np.unique(tuples.unit[tuple_, place], return_inverse=True)
    return csr_array((np.ones(len(unit)), (unit, tuple_)), shape=(int(unit.max()) + 1, len(tuples.saving)))
