"""The assignment is optimal: as good as scipy's over the whole matrix, whatever the graph looks like."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from quoth_eval.columns import Bools, Ints
from quoth_eval.metrics import assignment
from quoth_eval.metrics.assignment import best, best_of_all
from quoth_eval.metrics.measure import Floats

Edges = dict[tuple[int, int], int]
_edges = st.dictionaries(st.tuples(st.integers(0, 6), st.integers(0, 6)), st.integers(1, 4), max_size=25)


def _arrays(edges: Edges) -> tuple[Ints, Ints, Floats]:
    left, right = np.array(list(edges), np.int64).reshape(-1, 2).T
    return left, right, np.array(list(edges.values()), np.float64)


def _optimum(edges: Edges) -> float:
    matrix = np.zeros((7, 7))
    for at, weight in edges.items():
        matrix[at] = weight
    return float(matrix[linear_sum_assignment(matrix, maximize=True)].sum())


def _is_matching(left: Ints, right: Ints, chosen: Bools) -> bool:
    return len(set(left[chosen])) == len(set(right[chosen])) == chosen.sum()


@pytest.mark.parametrize("cells_an_edge", [0, assignment._SPARSE, 10**6], ids=["paths", "both", "matrix"])
@given(edges=_edges)
def test_no_matching_weighs_more(edges: Edges, cells_an_edge: int) -> None:
    left, right, weights = _arrays(edges)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assignment, "_SPARSE", cells_an_edge)
        chosen = best(left, right, weights)
    assert _is_matching(left, right, chosen)
    assert weights[chosen].sum() == _optimum(edges)


@given(edges=_edges)
def test_a_whole_matrix_gives_the_same(edges: Edges) -> None:
    left, right, weights = _arrays(edges)
    matrix = np.zeros((7, 7))
    matrix[left, right] = weights
    rows, columns = best_of_all(matrix)
    assert sum(edges[pair] for pair in zip(rows.tolist(), columns.tolist(), strict=True)) == _optimum(edges)


def test_nodes_may_have_any_numbers_and_of_equal_edges_the_earlier_is_taken() -> None:
    chosen = best(np.array([-9, -9, 10**15]), np.array([5, 6, 10**15]), np.array([1.0, 1.0, 2.0]))
    assert chosen.tolist() == [True, False, True]


def test_a_long_chain_needs_no_matrix_of_all_pairs() -> None:
    size = 20_000  # a matrix would have 400 million cells
    left = np.repeat(np.arange(size), 2)[:-1]
    right = np.repeat(np.arange(size), 2)[1:]
    chosen = best(left, right, np.where(left == right, 1.0, 2.0))
    assert _is_matching(left, right, chosen)
    assert chosen.sum() == size - 1
