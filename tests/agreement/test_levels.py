from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoth_eval.agreement.continuum import Continuum, Unit, concatenate
from quoth_eval.agreement.levels import layer_numbers, levels

unit = st.builds(
    lambda start, length, label: Unit(start, start + length, label),
    st.integers(0, 25),
    st.integers(1, 8),
    st.sampled_from("AB"),
)
marked = st.lists(unit, max_size=12)


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        ([], []),
        ([(3, 5), (0, 3)], [[(0, 3), (3, 5)]]),
        ([(2, 4), (0, 9), (2, 7)], [[(0, 9)], [(2, 7)], [(2, 4)]]),
        ([(0, 5), (3, 8), (6, 9)], [[(0, 5), (6, 9)], [(3, 8)]]),
        ([(0, 2), (0, 2)], [[(0, 2)], [(0, 2)]]),
    ],
)
def test_examples(units: list[tuple[int, int]], expected: list[list[tuple[int, int]]]) -> None:
    found = levels([Unit(a, b) for a, b in units])
    assert [[(u.start, u.end) for u in layer] for layer in found] == expected


@given(marked)
def test_layers_hold_every_unit_once_and_never_overlap(units: list[Unit]) -> None:
    layers = levels(units)
    assert sorted(u for layer in layers for u in layer) == sorted(units)
    assert all(a.end <= b.start for layer in layers for a, b in pairwise(layer))
    assert layers == levels(list(reversed(units)))


@given(marked)
def test_what_lies_inside_is_deeper(units: list[Unit]) -> None:
    depth = {id(u): k for k, layer in enumerate(levels(units)) for u in layer}
    for inner in units:
        for outer in units:
            if (
                outer.start <= inner.start
                and inner.end <= outer.end
                and outer.end - outer.start > inner.end - inner.start
            ):
                crossing = any(u.start < outer.start < u.end < outer.end for u in units)
                assert crossing or depth[id(inner)] > depth[id(outer)]


@given(st.lists(st.tuples(marked, marked), min_size=1, max_size=3), st.booleans())
def test_columns_give_the_same_layers(documents: list[tuple[list[Unit], list[Unit]]], by_label: bool) -> None:
    c = concatenate([Continuum.of({"ann": a, "bob": b}, length=40) for a, b in documents])
    layer = layer_numbers(c, by_label=by_label)
    found = sorted(
        (int(d), int(k), int(s), int(e), c.labels[n], int(v))
        for d, k, s, e, n, v in zip(c.document, c.coder, c.start, c.end, c.label, layer, strict=True)
    )
    expected = sorted(
        (d, k, u.start, u.end, u.label, v)
        for d, pair in enumerate(documents)
        for k, units in enumerate(pair)
        for group in ([[u for u in units if u.label == n] for n in "AB"] if by_label else [units])
        for v, level in enumerate(levels(group))
        for u in level
    )
    assert found == expected


def test_many_flat_units_stay_on_layer_0() -> None:
    start = np.arange(0, 2_000_000, 10)
    rows = np.stack([start * 0, start * 0, start, start + 10, start * 0], axis=1)
    c = Continuum.from_columns(["ann"], ["A"], np.array([2_000_000]), np.ones((1, 1), bool), rows)
    assert not layer_numbers(c, by_label=False).any()
