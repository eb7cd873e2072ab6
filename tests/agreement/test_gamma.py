from collections import Counter
from dataclasses import astuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoth_eval.agreement.continuum import Continuum, Unit, concatenate
from quoth_eval.agreement.dissimilarity import Dissimilarity
from quoth_eval.agreement.gamma import (
    Gamma,
    Sampling,
    _cat,
    _measure,
    _Measured,
    gamma,
    gamma_cat_of,
    gamma_of,
)
from quoth_eval.agreement.shuffle import shuffled
from quoth_eval.errors import InputError

QUICK = Sampling(precision=1.0, least=10, most=10)

unit = st.builds(
    lambda start, size, label: Unit(start, start + size, label),
    st.integers(0, 30),
    st.integers(1, 8),
    st.sampled_from("AB"),
)
marked = st.lists(unit, max_size=6)


def noisy(seed: int, coders: int = 2, units: int = 25, noise: int = 2) -> Continuum:
    """Coders who mark the same units, but for some noise in places and labels."""
    rng = np.random.default_rng(seed)
    start, size = np.sort(rng.integers(5, 950, units)), rng.integers(4, 30, units)
    label = rng.integers(0, 4, units)

    def copy() -> list[Unit]:
        moved = start + rng.integers(-noise, noise + 1, units)
        named = np.where(rng.random(units) < 0.1, rng.integers(0, 4, units), label)
        return [Unit(int(s), int(s + n), f"L{k}") for s, n, k in zip(moved, size, named, strict=True)]

    return Continuum.of({f"coder {i}": copy() for i in range(coders)}, length=1000)


def numbers(g: Gamma) -> tuple[object, ...]:
    return (g.value, g.low, g.high, g.cat, g.observed, g.expected, g.samples, g.precise)


def test_one_pair_by_hand() -> None:
    c = Continuum.of({"ann": [Unit(1, 5, "A")], "bob": [Unit(2, 6, "A")]}, length=100)
    found = gamma(c, seed=3)
    assert found.observed == 0.0625
    assert found.expected is not None
    assert found.value.value == pytest.approx(1 - 0.0625 / found.expected)
    # shuffled, the two units miss each other most of the time, and a unit by itself costs 1
    assert 1.5 < found.expected <= 2
    assert found.cat.reason == "no disagreement on labels is expected by chance"


@pytest.mark.parametrize(
    ("coders", "labels"), [(["A", "B"], 1.0), (["A", "A", "B"], 2 / 3), (["A", "A"], 0.0)]
)
def test_label_disorder_by_hand(coders: list[str], labels: float) -> None:
    """Units in the same place: the observed part of gamma-cat is the share of pairs whose labels differ."""
    one = {f"{i}": [Unit(10, 20, name), Unit(40, 44, "C")] for i, name in enumerate(coders)}
    found = gamma(Continuum.of(one, length=60), seed=0, dissimilarity=Dissimilarity(category=0.1))
    assert found.observed == pytest.approx(0.1 * labels / 2)


@settings(max_examples=40, deadline=None)
@given(st.lists(marked, min_size=1, max_size=3), st.integers(2, 4))
def test_identical_coders_agree_exactly(documents: list[list[Unit]], coders: int) -> None:
    c = concatenate([Continuum.of({str(i): units for i in range(coders)}, length=40) for units in documents])
    found = gamma(c, seed=0, sampling=QUICK)
    if any(documents):
        assert (found.value.value, found.low, found.high, found.observed) == (1.0, 1.0, 1.0, 0.0)
        assert found.cat.value in {1.0, None}
    else:
        assert found.value.reason == "no units"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(marked, marked, marked), min_size=1, max_size=2))
def test_order_of_coders_never_matters(documents: list[tuple[list[Unit], ...]]) -> None:
    def made(order: tuple[int, int, int]) -> Continuum:
        return concatenate(
            [Continuum.of({f"coder {i}": part[i] for i in order}, length=40) for part in documents]
        )

    one, two = (gamma(made(order), seed=5, sampling=QUICK) for order in ((0, 1, 2), (2, 0, 1)))
    assert numbers(one) == numbers(two)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(marked, marked), min_size=1, max_size=2))
def test_names_and_order_of_documents_leave_the_observed_disorder(
    documents: list[tuple[list[Unit], list[Unit]]],
) -> None:
    other = {"A": "zeta", "B": "alpha"}
    parts = [Continuum.of({"a": a, "b": b}, length=40) for a, b in documents]
    renamed = [
        Continuum.of(
            {
                k: [Unit(u.start, u.end, other[u.label]) for u in units]
                for k, units in zip("ab", part, strict=True)
            },
            length=40,
        )
        for part in documents
    ]
    one, two = (gamma(concatenate(p), seed=5, sampling=QUICK) for p in (parts, renamed[::-1]))
    assert one.observed == pytest.approx(two.observed, abs=1e-12)
    if one.observed is not None:
        assert one.value.value is None or one.value.value <= 1


def test_same_seed_same_numbers() -> None:
    c = noisy(1)
    assert numbers(gamma(c, seed=7)) == numbers(gamma(c, seed=7))
    assert gamma(c, seed=7).expected != gamma(c, seed=8).expected


@pytest.mark.parametrize("coders", [2, 3])
def test_samples_until_the_precision_is_reached(coders: int) -> None:
    c = noisy(2, coders, units=8)
    found = gamma(c, seed=0, sampling=Sampling(precision=0.01))
    assert found.samples > 30
    assert found.precise
    assert found.low is not None
    assert found.high is not None
    assert found.value.value is not None
    assert found.low < found.value.value < found.high
    # the half width is the precision's share of observed / expected
    assert found.high - found.low <= 2.02 * 0.01 * (1 - found.value.value)
    few = gamma(c, seed=0, sampling=Sampling(precision=0.0001, most=31))
    assert (few.samples, few.precise) == (31, False)


def test_interval_holds_what_other_seeds_give() -> None:
    c = noisy(3, units=10, noise=6)
    found = [gamma(c, seed=seed, sampling=Sampling(precision=0.05)) for seed in range(20)]
    exact = gamma(c, seed=99, sampling=Sampling(precision=0.004)).value.value
    assert exact is not None
    inside = sum(g.low is not None and g.high is not None and g.low <= exact <= g.high for g in found)
    assert inside >= 16


def test_more_noise_less_gamma() -> None:
    values = [gamma(noisy(4, noise=noise), seed=0).value.value or 0.0 for noise in (0, 4, 15)]
    assert values[0] > values[1] > values[2]
    assert values[0] > 0.8


def test_shuffled_coders_agree_as_chance_would_have_it() -> None:
    rng = np.random.default_rng(0)
    documents = [
        Continuum.of(
            {
                name: [
                    Unit(int(s), int(s) + int(n), "AB"[k])
                    for s, n, k in rng.integers([0, 3, 0], [470, 12, 2], (12, 3))
                ]
                for name in "ab"
            },
            length=500,
        )
        for _ in range(20)
    ]
    found = gamma(concatenate(documents), seed=0)
    assert found.value.value == pytest.approx(0, abs=0.1)


def test_a_coder_who_was_not_assigned_is_missing_not_empty() -> None:
    both = noisy(5)
    alone = Continuum.of({"eve": [Unit(0, 9, "L0")]}, length=50)
    found = gamma(concatenate([both, alone]), seed=1)
    assert found.observed == gamma(both, seed=1).observed
    assert found.documents[1].tolist() == [0, 0, 0, 0]
    empty = Continuum.of({"coder 0": [], "coder 1": [Unit(0, 9, "L0")]}, length=50)
    assert gamma(concatenate([both, empty]), seed=1).observed != found.observed


def test_statistics_of_documents_give_gamma_back() -> None:
    found = gamma(concatenate([noisy(6), noisy(7)]), seed=1)
    assert gamma_of(found.documents.sum(axis=0)) == pytest.approx(found.value.value, abs=0.01)
    assert gamma_of(found.documents).shape == (2,)
    assert np.isnan(gamma_of(np.zeros(4)))
    assert gamma_cat_of(found.pairs.sum(axis=0)) == pytest.approx(found.cat.value, abs=0.01)
    assert np.isnan(gamma_cat_of(np.zeros(4)))


@pytest.mark.parametrize(
    ("c", "reason"),
    [
        (concatenate([]), "no document has two coders"),
        (Continuum.of({"ann": [Unit(0, 1)]}, length=5), "no document has two coders"),
        (Continuum.of({"ann": [], "bob": []}, length=5), "no units"),
        (
            Continuum.of({"ann": [Unit(0, 1)], "bob": [Unit(0, 1)]}, length=1),
            "no disorder is expected by chance",
        ),
    ],
)
def test_undefined(c: Continuum, reason: str) -> None:
    found = gamma(c, seed=0)
    assert (found.value.value, found.value.reason) == (None, reason)
    assert found.cat.value is None


def test_units_that_never_meet_leave_gamma_cat_undefined() -> None:
    c = Continuum.of({"ann": [Unit(0, 2, "A")], "bob": [Unit(50, 52, "B")]}, length=100)
    found = gamma(c, seed=0)
    assert found.observed == 2.0
    assert found.cat.reason == "no units are aligned with an overlap"


def test_one_coder_without_units() -> None:
    found = gamma(Continuum.of({"ann": [], "bob": [Unit(0, 4, "A"), Unit(9, 12, "B")]}, length=40), seed=0)
    assert found.observed == 2.0
    assert found.value.value is not None
    assert found.value.value <= 0


@pytest.mark.parametrize("sampling", [(0.0, 30, 100), (0.02, 1, 100), (0.02, 30, 29)])
def test_refuses_sampling_without_meaning(sampling: tuple[float, int, int]) -> None:
    with pytest.raises(InputError, match="gamma needs a precision"):
        Sampling(*sampling)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(marked, marked, marked), min_size=1, max_size=2), st.integers(0, 5))
def test_shuffling_moves_whole_coders_within_their_document(
    documents: list[tuple[list[Unit], ...]], seed: int
) -> None:
    c = concatenate([Continuum.of(dict(zip("abc", part, strict=True)), length=40) for part in documents])
    found = shuffled(c, 3, np.random.default_rng(seed))
    assert len(found.lengths) == 3 * len(documents)
    for d in range(len(found.lengths)):
        originals = [sorted(astuple(u) for u in units) for units in documents[d % len(documents)]]
        for k in range(3):
            mine = (found.document == d) & (found.coder == k)
            placed = Counter(
                zip(
                    found.start[mine].tolist(),
                    (found.end - found.start)[mine].tolist(),
                    found.label[mine].tolist(),
                    strict=True,
                )
            )
            turns = [
                Counter(((s + by) % 40, e - s, c.labels.index(label)) for s, e, label in original)
                for original in originals
                for by in range(40)
            ]
            assert placed in turns


def test_shuffling_keeps_shifts_apart() -> None:
    one = [Unit(0, 10, "A")]
    c = Continuum.of({"a": one, "b": one, "c": one}, length=50)
    found = shuffled(c, 500, np.random.default_rng(0))
    start = np.sort(found.start.reshape(-1, 3), axis=1)
    gaps = np.concatenate([np.diff(start, axis=1), start[:, :1] + 50 - start[:, 2:]], axis=1)
    assert gaps.min() == 5
    assert set(found.start.tolist()) == set(range(50))


def test_shuffling_only_draws_coders_who_read_the_document() -> None:
    three = Continuum.of({"a": [], "b": [Unit(0, 2, "A")], "c": []}, length=9)
    two = Continuum.of({"b": [Unit(0, 1, "A")], "c": [Unit(0, 3, "A")]}, length=9)
    found = shuffled(concatenate([three, two]), 50, np.random.default_rng(1))
    assert found.readers.tolist() == [3, 2] * 50
    sizes = found.end - found.start
    assert set(sizes[found.document % 2 == 0].tolist()) == {2}
    assert set(sizes[found.document % 2 == 1].tolist()) == {1, 3}
    assert int((found.document % 2 == 1).sum()) == 100


@pytest.mark.parametrize("empty", [1.0, 0.5])
def test_label_disorder_weighs_pairs_by_place_and_company(empty: float) -> None:
    """Three units in one place, A, A and B: three pairs of weight 1 / 2, two of which differ.

    Two units a character apart, of different labels: one pair of weight 1 - 0.0625. Two that only touch weigh
    nothing.
    """
    marked = {
        "a": [Unit(0, 9, "A"), Unit(21, 25, "A"), Unit(40, 42, "A")],
        "b": [Unit(0, 9, "A"), Unit(22, 26, "B")],
        "c": [Unit(0, 9, "B"), Unit(42, 44, "A")],
    }
    measured = _measure(Continuum.of(marked, length=90), 1, Dissimilarity(category=0.1, empty=empty))
    assert measured.labels[0, 0] == pytest.approx([1 + 0.9375, 1.5 + 0.9375])


def test_gamma_cat_corrects_by_the_mean_over_samples_with_overlaps() -> None:
    some = np.zeros((1, 1, 2))
    actual = _Measured(some, np.array([[[1.0, 2.0]]]))
    chance = _Measured(some, np.array([[[1.0, 1.0]], [[0.0, 0.0]], [[1.0, 4.0]]]))
    assert _cat(actual, chance).value == pytest.approx(1 - 0.5 / 0.625)
