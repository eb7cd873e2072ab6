"""Sets as runs, against Python's sets."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from quoth_eval.columns import Bools, Ints
from quoth_eval.runs import Runs, codes, covering, overlapping, shared, stacked, united

Written = list[list[tuple[int, int]]]
tables = st.lists(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda p: (min(p), max(p))), max_size=4),
    max_size=5,
)


def runs(sets: Written) -> Runs:
    rows = [(i, start, end) for i, spans in enumerate(sets) for start, end in spans]
    owner, start, end = np.array(rows, np.int64).reshape(-1, 3).T
    return united(owner, start, end, len(sets))


def members(sets: Written) -> list[frozenset[int]]:
    return [frozenset(i for start, end in spans for i in range(start, end)) for spans in sets]


def listed(table: Runs) -> Written:
    cuts = table.first.tolist()
    pairs = list(zip(table.start.tolist(), table.end.tolist(), strict=True))
    return [pairs[a:b] for a, b in itertools.pairwise(cuts)]


@given(tables)
def test_runs_hold_what_the_spans_hold_and_never_touch(sets: Written) -> None:
    table = runs(sets)
    assert members(listed(table)) == members(sets)
    assert table.sizes.tolist() == [len(s) for s in members(sets)]
    assert all(a[1] < b[0] for spans in listed(table) for a, b in itertools.pairwise(spans))
    assert [len(s) for s in listed(table)] == table.counts.tolist()


def test_gaps_that_are_said_to_be_closed_are_filled() -> None:
    def closed(owner: Ints, start: Ints, end: Ints) -> Bools:
        assert (owner.tolist(), start.tolist(), end.tolist()) == ([1, 1], [3, 9], [5, 12])
        return np.array([True, False])

    rows = np.array([1, 1, 1, 0])
    table = united(rows, np.array([12, 5, 0, 7]), np.array([13, 9, 3, 8]), 2, closed)
    assert listed(table) == [[(7, 8)], [(0, 9), (12, 13)]]


@given(tables, tables)
def test_overlapping_and_shared(a: Written, b: Written) -> None:
    left, right = runs(a), runs(b)
    expected = {
        (i, j): len(s & t) for i, s in enumerate(members(a)) for j, t in enumerate(members(b)) if s & t
    }
    i, j = overlapping(left, right)
    assert list(zip(i.tolist(), j.tolist(), strict=True)) == sorted(expected)
    assert shared(left, right, i, j).tolist() == [expected[p] for p in sorted(expected)]


@given(tables, tables)
def test_shared_positions_of_any_pairs(a: Written, b: Written) -> None:
    i, j = (x.ravel() for x in np.indices((len(a), len(b))))
    sizes = [len(members(a)[x] & members(b)[y]) for x, y in zip(i.tolist(), j.tolist(), strict=True)]
    assert shared(runs(a), runs(b), i, j).tolist() == sizes


@given(tables, tables)
def test_covering_runs_lie_inside_one_run_each(a: Written, b: Written) -> None:
    def inside(outer: list[tuple[int, int]], inner: list[tuple[int, int]]) -> bool:
        return bool(inner) and all(any(s <= x and y <= e for s, e in outer) for x, y in inner)

    left, right = listed(runs(a)), listed(runs(b))
    expected = [(i, j) for i, s in enumerate(left) for j, t in enumerate(right) if inside(s, t)]
    outer, inner = covering(runs(a), runs(b))
    assert list(zip(outer.tolist(), inner.tolist(), strict=True)) == expected


@given(tables, tables)
def test_codes_are_equal_where_sets_are_and_sort_like_their_runs(a: Written, b: Written) -> None:
    found = np.concatenate(codes(runs(a), runs(b))).tolist()
    sets = listed(runs(a)) + listed(runs(b))
    assert all((found[i] < found[j]) == (s < t) for i, s in enumerate(sets) for j, t in enumerate(sets))
    assert all((code == 0) == (not s) for code, s in zip(found, sets, strict=True))


@given(tables, tables, st.data())
def test_rows_are_taken_and_tables_stacked(a: Written, b: Written, data: st.DataObject) -> None:
    both = stacked([runs(a), runs(b)])
    rows = data.draw(st.lists(st.integers(0, both.rows - 1), max_size=6)) if both.rows else []
    sets = listed(runs(a)) + listed(runs(b))
    assert listed(both.take(np.array(rows, np.int64))) == [sets[i] for i in rows]
