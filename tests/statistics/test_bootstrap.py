import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from quoth_eval.errors import InputError
from quoth_eval.statistics import bootstrap as module
from quoth_eval.statistics.bootstrap import (
    Interval,
    bootstrap,
    intervals,
    percentile_interval,
    resample_indices,
    resampled_sums,
)

Floats = NDArray[np.float64]


def f1(sums: Floats) -> Floats:
    return np.asarray(2 * sums[..., 0] / (sums[..., 1] + sums[..., 2]))


def counts(documents: int, seed: int = 0) -> Floats:
    rng = np.random.default_rng(seed)
    gold, pred = rng.integers(1, 20, documents), rng.integers(1, 20, documents)
    return np.stack([rng.binomial(np.minimum(gold, pred), 0.7), gold, pred], axis=1).astype(float)


@given(st.integers(1, 12), st.integers(1, 30), st.integers(0, 99))
def test_equals_a_loop_over_the_same_resamples(documents: int, resamples: int, seed: int) -> None:
    matrix = counts(documents)
    drawn = resample_indices(np.random.default_rng(seed), documents, resamples)
    loop = [sum((matrix[i] for i in row), np.zeros(3)) for row in drawn.tolist()]
    np.testing.assert_array_equal(resampled_sums(matrix, resamples=resamples, seed=seed), loop)


@pytest.mark.parametrize("memory", [1, 8 * 37, 8 * 37 * 3, 1 << 30])
def test_the_size_of_a_chunk_never_matters(memory: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = resampled_sums(counts(37), resamples=101, seed=4)
    monkeypatch.setattr(module, "MEMORY", memory)
    np.testing.assert_array_equal(resampled_sums(counts(37), resamples=101, seed=4), whole)


def test_every_document_is_drawn_as_often() -> None:
    drawn = np.bincount(resample_indices(np.random.default_rng(0), 10, 5000).ravel(), minlength=10)
    assert drawn.sum() == 50_000
    assert np.abs(drawn / 5000 - 1).max() < 0.05


def test_interval_of_a_mean_is_the_textbook_one() -> None:
    values = np.random.default_rng(1).normal(10, 2, 400)
    found = bootstrap(
        np.stack([values, np.ones(400)], axis=1), lambda s: s[..., 0] / s[..., 1], resamples=4000, seed=0
    )
    half = 1.96 * values.std() / 20
    assert (found.low, found.high) == pytest.approx((values.mean() - half, values.mean() + half), abs=0.02)


def test_same_seed_same_interval() -> None:
    one, two, three = (bootstrap(counts(30), f1, resamples=200, seed=seed) for seed in (1, 1, 2))
    assert one == two != three


def test_several_statistics_share_the_resamples() -> None:
    found = intervals(counts(30), {"f1": f1, "gold": lambda s: s[..., 1]}, resamples=200, seed=1)
    assert found["f1"] == bootstrap(counts(30), f1, resamples=200, seed=1)
    assert found["gold"] == bootstrap(counts(30), lambda s: s[..., 1], resamples=200, seed=1)


def test_wider_confidence_wider_interval() -> None:
    narrow, wide = (
        bootstrap(counts(30), f1, resamples=500, seed=1, confidence=level) for level in (0.5, 0.99)
    )
    assert narrow.low is not None
    assert narrow.high is not None
    assert wide.low is not None
    assert wide.high is not None
    assert wide.low < narrow.low < narrow.high < wide.high


def test_groups_are_drawn_whole() -> None:
    matrix = counts(8)
    story = np.array([0, 0, 1, 1, 1, 2, 3, 3])
    merged = np.stack([matrix[story == k].sum(axis=0) for k in range(4)])
    np.testing.assert_array_equal(
        resampled_sums(matrix, resamples=50, seed=3, groups=story),
        resampled_sums(merged, resamples=50, seed=3),
    )


def test_undefined_resamples_are_counted_and_left_out() -> None:
    matrix = np.array([[1.0, 1.0, 1.0], [0.0, 0.0, 0.0]])
    found = bootstrap(matrix, f1, resamples=4000, seed=0)
    assert (found.low, found.high) == (1.0, 1.0)
    assert found.undefined == pytest.approx(0.25, abs=0.03)


def test_undefined_throughout() -> None:
    found = bootstrap(np.zeros((3, 3)), f1, resamples=10, seed=0)
    assert found == Interval(None, None, 1.0, "undefined in every resample")


def test_percentiles_interpolate() -> None:
    assert percentile_interval(np.array([0.0, 1.0]), 0.5) == Interval(0.25, 0.75)


@pytest.mark.parametrize("confidence", [0.0, 1.0, 95.0])
def test_refuses_no_confidence(confidence: float) -> None:
    with pytest.raises(InputError, match="between 0 and 1"):
        percentile_interval(np.ones(3), confidence)


def test_refuses_no_resamples() -> None:
    with pytest.raises(InputError, match="1 or more"):
        resampled_sums(counts(3), resamples=0, seed=0)
