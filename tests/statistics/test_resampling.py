"""Many statistics from the same resamples: the same numbers as one by one, however they are put together."""

import numpy as np
import pytest

from quoth_eval.statistics import resampling
from quoth_eval.statistics.bootstrap import bootstrap, resampled_sums
from quoth_eval.statistics.resampling import Estimate, Resampling, resampled_intervals, resampled_values
from quoth_eval.statistics.sums import FloatArray

ROWS = np.random.default_rng(5).integers(0, 9, size=(30, 4)).astype(np.float64)


def _share(sums: FloatArray) -> FloatArray:
    return np.asarray(sums[..., 0] / sums[..., 1])


def _total(sums: FloatArray) -> FloatArray:
    return np.asarray(sums.sum(axis=-1))


ESTIMATES = [Estimate(ROWS, _share), Estimate(ROWS[:, 2:], _total), Estimate(ROWS, _total)]


def test_every_estimate_sees_the_resamples_that_it_sees_alone() -> None:
    values = resampled_values(ESTIMATES, Resampling(50, seed=3))
    for value, estimate in zip(values, ESTIMATES, strict=True):
        sums = resampled_sums(estimate.rows, resamples=50, seed=3)
        np.testing.assert_array_equal(value, estimate.statistic(sums))


@pytest.mark.parametrize("block", [1, 8 * ROWS.size, 1 << 20])
def test_the_size_of_blocks_changes_nothing(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = resampled_values(ESTIMATES, Resampling(50, seed=3))
    monkeypatch.setattr(resampling, "BLOCK", block)
    np.testing.assert_array_equal(resampled_values(ESTIMATES, Resampling(50, seed=3)), whole)


def test_intervals_are_those_of_the_bootstrap() -> None:
    found = resampled_intervals(ESTIMATES[:1], Resampling(200, seed=1))
    assert found == [bootstrap(ROWS, _share, resamples=200, seed=1)]


def test_documents_of_one_group_are_drawn_together() -> None:
    rows = np.array([[1.0], [-1.0]] * 4)
    groups = ["a", "a", "b", "b", "c", "c", "d", "d"]
    assert not resampled_values([Estimate(rows, _total)], Resampling(20), groups).any()
    assert resampled_values([Estimate(rows, _total)], Resampling(20)).any()


def test_without_documents_there_is_no_interval() -> None:
    (found,) = resampled_intervals([Estimate(np.empty((0, 2)), _share)], Resampling(5))
    assert (found.low, found.high, found.reason) == (None, None, "no documents")


def test_an_undefined_statistic_has_no_interval() -> None:
    (found,) = resampled_intervals([Estimate(np.zeros((3, 2)), _share)], Resampling(5))
    assert (found.low, found.high) == (None, None)
