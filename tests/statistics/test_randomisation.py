from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from quoth_eval.errors import InputError
from quoth_eval.statistics import randomisation as module
from quoth_eval.statistics.randomisation import randomise, swaps

Floats = NDArray[np.float64]


def f1(sums: Floats) -> Floats:
    return np.asarray(2 * sums[..., 0] / (sums[..., 1] + sums[..., 2]))


def system(documents: int, quality: float, seed: int) -> Floats:
    rng = np.random.default_rng(seed)
    gold = np.random.default_rng(0).integers(1, 12, documents)
    pred = rng.integers(1, 12, documents)
    return np.stack([rng.binomial(np.minimum(gold, pred), quality), gold, pred], axis=1).astype(float)


def exhaustive(a: Floats, b: Floats) -> float:
    """The share of all ways to exchange documents that give as large a difference."""
    observed, extreme, ways = abs(f1(a.sum(axis=0)) - f1(b.sum(axis=0))), 0, 0
    for swap in product([False, True], repeat=len(a)):
        mask = np.array(swap)[:, None]
        one, two = np.where(mask, b, a).sum(axis=0), np.where(mask, a, b).sum(axis=0)
        extreme += abs(f1(one) - f1(two)) >= observed - 1e-12
        ways += 1
    return extreme / ways


@pytest.mark.parametrize("seed", range(6))
def test_equals_all_ways_to_exchange(seed: int) -> None:
    a, b = system(7, 0.9, seed), system(7, 0.5, seed + 100)
    found = randomise(a, b, f1, trials=20_000, seed=seed)
    assert found.p == pytest.approx(exhaustive(a, b), abs=0.015)
    assert found.difference == pytest.approx(float(f1(a.sum(axis=0)) - f1(b.sum(axis=0))))


@given(st.integers(1, 12), st.integers(1, 40), st.integers(0, 9))
def test_equals_a_loop_over_the_same_swaps(documents: int, trials: int, seed: int) -> None:
    a, b = system(documents, 0.8, 1), system(documents, 0.7, 2)
    observed = abs(f1(a.sum(axis=0)) - f1(b.sum(axis=0)))
    extreme = 0
    for swap in swaps(np.random.default_rng(seed), documents, trials).astype(bool):
        one = np.where(swap[:, None], b, a).sum(axis=0)
        two = np.where(swap[:, None], a, b).sum(axis=0)
        extreme += bool(abs(f1(one) - f1(two)) >= observed - 1e-12)
    assert randomise(a, b, f1, trials=trials, seed=seed).p == (extreme + 1) / (trials + 1)


@settings(max_examples=20)
@given(st.integers(2, 15), st.integers(0, 9))
def test_exchanging_the_systems_only_turns_the_sign(documents: int, seed: int) -> None:
    a, b = system(documents, 0.8, 1), system(documents, 0.6, 2)
    one, two = randomise(a, b, f1, trials=200, seed=seed), randomise(b, a, f1, trials=200, seed=seed)
    assert one.p == two.p
    assert one.difference == -(two.difference or 0.0)


def test_a_system_against_itself() -> None:
    a = system(25, 0.8, 1)
    found = randomise(a, a, f1, trials=500, seed=0)
    assert (found.difference, found.p) == (0.0, 1.0)


def test_a_clear_difference_has_the_least_p() -> None:
    gold = np.full(40, 10.0)
    good, bad = np.stack([gold, gold, gold], axis=1), np.stack([gold * 0.1, gold, gold], axis=1)
    assert randomise(good, bad, f1, trials=999, seed=0).p == 1 / 1000


@pytest.mark.parametrize("memory", [1, 8 * 65 * 3, 1 << 30])
def test_the_size_of_a_chunk_never_matters(memory: int, monkeypatch: pytest.MonkeyPatch) -> None:
    a, b = system(65, 0.8, 1), system(65, 0.75, 2)
    whole = randomise(a, b, f1, trials=301, seed=4)
    monkeypatch.setattr(module, "MEMORY", memory)
    assert randomise(a, b, f1, trials=301, seed=4) == whole


@pytest.mark.parametrize("documents", [1, 8, 64, 65, 200])
def test_each_document_is_exchanged_half_of_the_time(documents: int) -> None:
    drawn = swaps(np.random.default_rng(0), documents, 4000)
    assert drawn.shape == (4000, documents)
    assert set(np.unique(drawn)) == {0.0, 1.0}
    assert np.abs(drawn.mean(axis=0) - 0.5).max() < 0.05


def test_groups_are_exchanged_whole() -> None:
    a, b = system(9, 0.9, 1), system(9, 0.4, 2)
    story = np.array([0, 0, 0, 1, 1, 1, 2, 2, 2])
    merged = [np.stack([m[story == k].sum(axis=0) for k in range(3)]) for m in (a, b)]
    found = randomise(a, b, f1, trials=4000, seed=3, groups=story)
    assert found == randomise(*merged, f1, trials=4000, seed=3)
    assert found.p == pytest.approx(exhaustive(*merged), abs=0.03)


def test_an_undefined_difference_has_no_p() -> None:
    found = randomise(np.zeros((3, 3)), system(3, 0.5, 1), f1, trials=10, seed=0)
    assert (found.difference, found.p, found.reason) == (
        None,
        None,
        "the statistic is undefined for one of the systems",
    )


def test_undefined_trials_count_against_significance() -> None:
    """Exchanged as a whole, or not at all, both systems have something; in between one has nothing."""
    a, b = np.array([[1.0, 1.0, 1.0], [0.0, 0.0, 0.0]]), np.array([[0.0, 0.0, 0.0], [0.5, 1.0, 1.0]])
    assert randomise(a, b, f1, trials=100, seed=0).p == 1.0


def test_refuses_different_documents() -> None:
    with pytest.raises(InputError, match="both systems need the same documents"):
        randomise(np.ones((2, 3)), np.ones((3, 3)), f1, trials=10, seed=0)


def test_refuses_no_trials() -> None:
    with pytest.raises(InputError, match="1 or more"):
        randomise(np.ones((2, 3)), np.ones((2, 3)), f1, trials=0, seed=0)
