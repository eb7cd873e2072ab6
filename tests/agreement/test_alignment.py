from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoth_eval.agreement import packing
from quoth_eval.agreement.alignment import best_alignment
from quoth_eval.agreement.continuum import Continuum, Unit, concatenate
from quoth_eval.agreement.dissimilarity import Dissimilarity
from quoth_eval.errors import InputError

Marked = list[list[Unit]]

unit = st.builds(
    lambda start, size, label: Unit(start, start + size, label),
    st.integers(0, 20),
    st.integers(1, 6),
    st.sampled_from("AB"),
)
dissimilarities = st.builds(
    Dissimilarity,
    st.sampled_from([0.5, 1.0, 3.0]),
    st.sampled_from([0.0, 1.0, 2.0]),
    st.sampled_from([0.5, 1.0]),
)


def marked(coders: int, most: int) -> st.SearchStrategy[Marked]:
    return st.lists(st.lists(unit, max_size=most), min_size=coders, max_size=coders)


def continuum(coders: Marked) -> Continuum:
    return Continuum.of({str(i): units for i, units in enumerate(coders)}, length=30)


def apart(a: Unit | None, b: Unit | None, d: Dissimilarity) -> float:
    if a is None or b is None:
        return d.empty
    place = (abs(a.start - b.start) + abs(a.end - b.end)) / (a.end - a.start + b.end - b.start)
    return d.position * place**2 * d.empty + d.category * (a.label != b.label) * d.empty


def cheapest(coders: Marked, d: Dissimilarity) -> float:
    """The cost of the best alignment, of all there are."""
    first = next((i for i, units in enumerate(coders) if units), None)
    if first is None:
        return 0.0
    best = np.inf
    # the first unit that is left goes into a unitary alignment with any others
    for rest in product(*([None, *range(len(units))] for units in coders[first + 1 :])):
        taken = [*[None] * first, 0, *rest]
        row = [units[k] if k is not None else None for units, k in zip(coders, taken, strict=True)]
        left = [
            [u for j, u in enumerate(units) if j != k] if k is not None else units
            for units, k in zip(coders, taken, strict=True)
        ]
        cost = float(np.mean([apart(a, b, d) for a, b in combinations(row, 2)]))
        best = min(best, cost + cheapest(left, d))
    return best


def check(coders: Marked, d: Dissimilarity) -> None:
    """The alignment costs the least there is, and the units it puts together cost what it says."""
    c = continuum(coders)
    found = best_alignment(c, d)
    assert found.cost[0] == pytest.approx(cheapest(coders, d), abs=1e-9)
    together: dict[int, set[int]] = {i: {i} for i in range(len(c.start))}
    for i, j in zip(found.first.tolist(), found.second.tolist(), strict=True):
        together[i].add(j)
        together[j].add(i)
    groups = {frozenset(group) for group in together.values()}
    assert sum(len(group) for group in groups) == len(c.start)
    assert all(len({int(c.coder[i]) for i in group}) == len(group) for group in groups)
    sizes = {i: len(group) for group in groups for i in group}
    assert [sizes[i] for i in found.first.tolist()] == found.size.tolist()
    # a unitary alignment costs `empty`, and of each pair in it what that pair differs from `empty`
    pairs = len(coders) * (len(coders) - 1) / 2
    within = d.combined(c, found.first, found.second).sum() - d.empty * len(found.first)
    assert found.cost[0] == pytest.approx(d.empty * len(groups) + within / pairs, abs=1e-9)


@settings(max_examples=120, deadline=None)
@given(marked(2, 5), dissimilarities)
def test_two_coders_by_brute_force(coders: Marked, d: Dissimilarity) -> None:
    check(coders, d)


@settings(max_examples=60, deadline=None)
@given(marked(3, 3), dissimilarities)
def test_three_coders_by_brute_force(coders: Marked, d: Dissimilarity) -> None:
    check(coders, d)


@settings(max_examples=25, deadline=None)
@given(marked(4, 2), dissimilarities)
def test_four_coders_by_brute_force(coders: Marked, d: Dissimilarity) -> None:
    check(coders, d)


def test_an_integer_program_decides_where_the_linear_one_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three pairs that share a unit each, two and two: half of each is the best the linear program can do."""
    solved: list[int] = []
    whole = packing._solve_whole

    def watched(tuples: packing.Tuples) -> packing.BoolArray:
        solved.append(len(tuples.saving))
        return whole(tuples)

    monkeypatch.setattr(packing, "_solve_whole", watched)
    triangle = packing.Tuples(
        document=np.zeros(3, dtype=np.int64),
        unit=np.array([[0, 1, -1], [0, -1, 2], [-1, 1, 2]]),
        saving=np.array([-1.0, -1.1, -1.2]),
    )
    chosen = packing.pack(triangle, np.zeros(3, dtype=np.int64))
    assert (chosen.saving.tolist(), solved) == ([-1.2], [3])


@given(marked(3, 3), marked(3, 3))
@settings(max_examples=25, deadline=None)
def test_documents_are_aligned_by_themselves(one: Marked, two: Marked) -> None:
    d = Dissimilarity()
    both = best_alignment(concatenate([continuum(one), continuum(two)]), d)
    single = [best_alignment(continuum(m), d).cost[0] for m in (one, two)]
    assert both.cost.tolist() == pytest.approx(single, abs=1e-9)


def test_documents_with_two_and_with_three_coders_mix() -> None:
    d = Dissimilarity()
    two = Continuum.of({"b": [Unit(0, 4)], "c": [Unit(1, 5), Unit(9, 12)]}, length=20)
    three = Continuum.of({"a": [Unit(0, 4)], "b": [Unit(0, 4)], "c": []}, length=20)
    assert best_alignment(concatenate([two, three]), d).cost.tolist() == pytest.approx([1.0625, 2 / 3])


def test_too_many_candidates_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "MOST_TUPLES", 10)
    crowded = continuum([[Unit(i, i + 6) for i in range(4)]] * 3)
    with pytest.raises(InputError, match="compare fewer coders at a time"):
        best_alignment(crowded, Dissimilarity())


@pytest.mark.parametrize(
    ("a", "b", "positional", "categorical"),
    [
        (Unit(1, 5, "A"), Unit(2, 6, "A"), 0.0625, 0.0),
        (Unit(0, 4, "A"), Unit(0, 4, "B"), 0.0, 1.0),
        (Unit(0, 2, "A"), Unit(2, 4, "A"), 1.0, 0.0),
        (Unit(0, 2, "A"), Unit(4, 6, "B"), 4.0, 1.0),
    ],
)
def test_dissimilarity(a: Unit, b: Unit, positional: float, categorical: float) -> None:
    c = Continuum.of({"one": [a], "two": [b]}, length=10)
    i, j = np.array([0]), np.array([1])
    for empty in (1.0, 0.5):
        d = Dissimilarity(position=3.0, category=2.0, empty=empty)
        assert d.positional(c, i, j)[0] == pytest.approx(positional * empty)
        assert d.categorical(c, i, j)[0] == pytest.approx(categorical * empty)
        assert d.combined(c, i, j)[0] == pytest.approx((3 * positional + 2 * categorical) * empty)


@pytest.mark.parametrize("weights", [(0.0, 1.0, 1.0), (1.0, -1.0, 1.0), (1.0, 1.0, 0.0)])
def test_refuses_weights_without_meaning(weights: tuple[float, float, float]) -> None:
    with pytest.raises(InputError, match="gamma needs weights"):
        Dissimilarity(*weights)
