"""Matchings that prove themselves, against all matchings there are."""

from itertools import permutations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from quoth_eval.metrics.certainty import certain

graphs = st.dictionaries(
    st.tuples(st.integers(0, 3), st.integers(0, 3)),
    st.sampled_from([0.2, 0.5, 0.6, 0.7, 0.9, 1.0]),
    max_size=9,
)
Graph = dict[tuple[int, int], float]


def _best(graph: Graph) -> list[frozenset[tuple[int, int]]]:
    """All matchings of maximal weight."""
    found = {
        frozenset(pair for pair in enumerate(columns) if pair in graph) for columns in permutations(range(4))
    }
    subsets = {m: sum(graph[e] for e in m) for m in found}
    most = max(subsets.values())
    return [m for m, weight in subsets.items() if weight > most - 1e-9]


@given(graphs)
def test_what_is_certain_is_the_only_best_matching(graph: Graph) -> None:
    edges = sorted(graph)
    left, right = np.array(edges, np.int64).reshape(-1, 2).T
    weights = np.array([graph[e] for e in edges], np.float64)
    chosen, still_open = certain(left, right, weights, np.zeros(len(edges), np.int64))
    assert not (chosen & still_open).any()
    if not still_open.any() and edges:
        assert _best(graph) == [frozenset(e for e, c in zip(edges, chosen, strict=True) if c)]


def test_each_component_is_proved_by_itself() -> None:
    left, right = np.array([0, 0, 1, 1, 2, 2]), np.array([0, 1, 0, 1, 2, 3])
    weights = np.array([1.0, 0.7, 0.7, 1.0, 0.5, 0.5])  # nested on both sides; then one that fits two equally
    chosen, still_open = certain(left, right, weights, np.array([0, 0, 0, 0, 1, 1]))
    assert chosen.tolist() == [True, False, False, True, False, False]
    assert still_open.tolist() == [False] * 4 + [True] * 2


def test_the_heaviest_edges_are_not_taken_where_two_others_weigh_more() -> None:
    crossed = np.array([0, 0, 1]), np.array([0, 1, 0])
    chosen, still_open = certain(*crossed, np.array([1.0, 0.7, 0.7]), np.zeros(3, np.int64))
    assert still_open.all() and not chosen.any()


def test_a_node_without_a_partner_asks_for_its_share() -> None:
    star = np.array([0, 0]), np.array([0, 1])
    chosen, still_open = certain(*star, np.array([1.0, 0.9]), np.zeros(2, np.int64))
    assert chosen.tolist() == [True, False] and not still_open.any()
