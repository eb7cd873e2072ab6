"""The assignment behind ``type`` and ``partial``: against brute force, scipy and its own definition."""

import tracemalloc
from collections import Counter
from collections.abc import Iterator
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from quoth_eval.joins import Tally, tally
from quoth_eval.metrics import partial
from quoth_eval.metrics.partial import others

Row = tuple[int, int, int]  # start, end, type
Rank = tuple[float, int, int, int]

_row = st.tuples(st.integers(0, 4), st.integers(1, 3), st.integers(0, 1)).map(
    lambda r: (r[0], r[0] + r[1], r[2])
)


def _rows(most: int) -> st.SearchStrategy[list[Row]]:
    return st.lists(_row, max_size=most)


def _tally(gold: list[Row], pred: list[Row]) -> Tally:
    sides = [np.array([(0, *r) for r in rows], np.int64).reshape(-1, 4).T for rows in (gold, pred)]
    return tally(*(list(s) for s in sides))


def _scores(gold: list[Row], pred: list[Row]) -> tuple[float, int]:
    """Credit and pairs of the same type, as the entity scores put them together."""
    mentions = _tally(gold, pred)
    found = others(mentions, 1)
    exact = mentions.common.sum() + found.same[0]
    assert exact == mentions.first(3).common.sum()
    return float(exact + 0.5 * found.overlapping[0]), int(mentions.common.sum() + found.typed[0])


def _rank(pairs: Iterator[tuple[Row, Row]]) -> Rank:
    """What the definition prefers, the most important first."""
    found = [(g, p) for g, p in pairs if g[0] < p[1] and p[0] < g[1]]
    same = sum(g[:2] == p[:2] for g, p in found)
    typed = sum(g[2] == p[2] for g, p in found)
    return 0.5 * (len(found) + same), sum(g == p for g, p in found), same, typed


def _best(gold: list[Row], pred: list[Row]) -> Rank:
    """The best of all one-to-one assignments, each one looked at."""
    short, long = sorted((gold, pred), key=len)
    return max(_rank(zip(short, chosen, strict=True)) for chosen in permutations(long, len(short)))


def _without_spare_copies(rows: list[Row], others: list[Row]) -> list[Row]:
    """At most as many of a mention as the other side has, or one; more where the span lacks."""
    mine, theirs = Counter(rows), Counter(others)
    kept = Counter({r: max(min(n, theirs[r]), 1) for r, n in mine.items()})
    for span in {r[:2] for r in rows}:
        wanted = min(sum(r[:2] == span for r in side) for side in (rows, others))
        for r in sorted((mine - kept).elements()):
            if r[:2] == span and sum(n for k, n in kept.items() if k[:2] == span) < wanted:
                kept[r] += 1
    return list(kept.elements())


@given(_rows(5), _rows(5))
def test_no_assignment_is_better(gold: list[Row], pred: list[Row]) -> None:
    credit, _, _, typed = _best(_without_spare_copies(gold, pred), _without_spare_copies(pred, gold))
    assert _scores(gold, pred) == (credit, typed)


@given(_rows(40), _rows(40))
def test_the_same_as_one_assignment_over_the_whole_document(gold: list[Row], pred: list[Row]) -> None:
    ours, theirs = (sorted(set(rows)) for rows in (gold, pred))
    base = 100
    matrix = np.zeros((len(ours), len(theirs)))
    for i, g in enumerate(ours):
        for j, p in enumerate(theirs):
            credit, identical, same, typed = _rank(iter([(g, p)]))
            matrix[i, j] = ((credit * 2 * base + identical) * base + same) * base + typed
    chosen = linear_sum_assignment(matrix, maximize=True)
    credit, _, _, typed = _rank((ours[i], theirs[j]) for i, j in zip(*chosen, strict=True))
    assert _scores(ours, theirs) == (credit, typed)


@given(_rows(8), _rows(8))
def test_crowded_documents_are_solved_as_a_matrix_with_the_same_result(
    gold: list[Row], pred: list[Row]
) -> None:
    usual = _scores(gold, pred)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(partial, "_PAIRS", 1)
        patch.setattr(partial, "_DENSE", 10**6)
        assert _scores(gold, pred) == usual


@pytest.mark.parametrize(
    ("gold", "pred", "credit", "typed"),
    [
        ([(0, 9, 1)], [(0, 9, 1)], 1.0, 1),
        ([(0, 9, 1)], [(0, 9, 2)], 1.0, 0),
        ([(0, 9, 1)], [(0, 8, 1)], 0.5, 1),
        ([(0, 9, 1)], [(0, 8, 2)], 0.5, 0),
        ([(0, 9, 1)], [(9, 12, 1)], 0.0, 0),  # touching is not overlapping
        ([(0, 9, 1)], [(0, 4, 1), (5, 9, 1)], 0.5, 1),  # two halves against one
        ([(0, 4, 1), (5, 9, 1)], [(0, 9, 1)], 0.5, 1),  # one against two
        (
            [(0, 4, 1), (4, 8, 2)],
            [(2, 6, 2), (0, 2, 3)],
            1.0,
            1,
        ),  # a greedy choice by type or place ends at 0.5
        ([(0, 9, 1)], [(0, 9, 2), (0, 9, 2)], 1.0, 0),
        ([(0, 9, 1), (0, 5, 1)], [(0, 9, 1), (0, 9, 1)], 1.0, 1),  # the copy gets nothing for the nested one
        ([(0, 9, 1), (0, 9, 1)], [(0, 9, 2), (0, 9, 3)], 2.0, 0),  # but something of its own span it may have
    ],
)
def test_known_cases(gold: list[Row], pred: list[Row], credit: float, typed: int) -> None:
    assert _scores(gold, pred) == (credit, typed)
    assert _scores(pred, gold) == (credit, typed)


def test_thousands_of_mentions_over_one_another_stay_small_in_memory() -> None:
    size = 3_000  # nine million overlapping pairs
    gold = [(i, 20_000 - i, i % 3) for i in range(size)]
    pred = [(i, 20_001 - i, i % 3) for i in range(size)]
    tracemalloc.start()
    try:
        credit, _ = _scores(gold, pred)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert credit == size / 2
    assert peak < 200e6
