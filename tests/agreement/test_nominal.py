from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from quoth_eval.agreement.nominal import nominal_alpha, nominal_alpha_of, nominal_statistics
from quoth_eval.errors import InputError

# Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", sections A and C
TWO = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]
FOUR = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, -1, -1, -1],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, -1, 3],
    [-1, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, -1],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, -1],
]

values = (
    st.integers(2, 4)
    .flatmap(
        lambda coders: st.lists(
            st.lists(st.integers(-1, 3), min_size=coders, max_size=coders), min_size=1, max_size=15
        )
    )
    .map(np.array)
)


def by_definition(units: NDArray[np.int64]) -> float | None:
    """1 - D_o / D_e over explicit pairs of values."""
    rows = [[int(v) for v in row if v >= 0] for row in units]
    rows = [row for row in rows if len(row) >= 2]
    pooled = [v for row in rows for v in row]
    expected = sum(a != b for a, b in permutations(pooled, 2))
    if not expected:
        return None
    observed = sum(sum(a != b for a, b in permutations(row, 2)) / (len(row) - 1) for row in rows)
    return 1 - observed / len(pooled) / (expected / len(pooled) / (len(pooled) - 1))


@pytest.mark.parametrize(("coders", "alpha"), [(TWO, 0.0952380952), (FOUR, 0.7434210526)])
def test_published_values(coders: list[list[int]], alpha: float) -> None:
    assert nominal_alpha(np.array(coders).T).value == pytest.approx(alpha, abs=1e-10)


@given(values)
def test_equals_the_definition(units: NDArray[np.int64]) -> None:
    assert nominal_alpha(units).value == pytest.approx(by_definition(units), abs=1e-12)


@given(values, st.randoms())
def test_order_and_names_never_matter(units: NDArray[np.int64], random: object) -> None:
    rng = np.random.default_rng(len(units))
    names = np.concatenate([rng.permutation(4), [-1]])
    changed = names[units[rng.permutation(len(units))][:, rng.permutation(units.shape[1])]]
    assert nominal_alpha(changed).value == pytest.approx(nominal_alpha(units).value, abs=1e-12)


@given(st.lists(st.integers(0, 3), min_size=2, max_size=20), st.integers(2, 5))
def test_identical_coders_agree_exactly(labels: list[int], coders: int) -> None:
    found = nominal_alpha(np.tile(np.array(labels)[:, None], (1, coders)))
    assert found.value == (1.0 if len(set(labels)) > 1 else None)


@given(values)
def test_documents_add_up(units: NDArray[np.int64]) -> None:
    parts = nominal_statistics(units, np.arange(len(units)) % 3, n_documents=3)
    assert parts.shape[0] == 3
    np.testing.assert_allclose(parts.sum(axis=0), nominal_statistics(units)[0], atol=1e-9)
    resampled = nominal_alpha_of(np.stack([parts.sum(axis=0), parts[0]]))
    whole = by_definition(units)
    assert resampled[0] == pytest.approx(np.nan if whole is None else whole, nan_ok=True)
    alone = by_definition(units[::3])
    assert resampled[1] == pytest.approx(np.nan if alone is None else alone, nan_ok=True)


@pytest.mark.parametrize(
    ("units", "reason"),
    [
        (np.empty((0, 2), dtype=int), "no unit has two values"),
        ([[0, -1], [-1, 1]], "no unit has two values"),
        ([[2, 2], [2, 2]], "only one label was used"),
    ],
)
def test_undefined(units: list[list[int]], reason: str) -> None:
    found = nominal_alpha(units)
    assert (found.value, found.reason) == (None, reason)


@pytest.mark.parametrize("units", [[0, 1], [[0.5, 1.0]], [[-2, 0]]])
def test_refuses_what_are_no_label_numbers(units: list[object]) -> None:
    with pytest.raises(InputError, match=r"label numbers"):
        nominal_alpha(units)


def test_refuses_documents_of_another_length() -> None:
    with pytest.raises(InputError, match="1 units but documents of shape"):
        nominal_statistics([[0, 1]], documents=[0, 1], n_documents=2)


def test_small_integers_do_not_overflow() -> None:
    units = np.zeros((100_000, 2), dtype=np.int8)
    units[::2] = 120
    units[0, 0] = 0
    assert nominal_alpha(units).value == pytest.approx(
        1 - 199_999 / 199_998 * 2 * 199_998 / (2e5**2 - 1e5**2 * 2), 1e-4
    )


def test_equals_the_krippendorff_package() -> None:
    krippendorff = pytest.importorskip("krippendorff", reason="the GPL peer is not installed")
    units = np.random.default_rng(0).integers(-1, 4, size=(60, 3))
    peer = krippendorff.alpha(np.where(units < 0, np.nan, units).T, level_of_measurement="nominal")
    assert nominal_alpha(units).value == pytest.approx(peer, abs=1e-12)
