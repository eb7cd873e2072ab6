from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoth_eval.exact import pieces, total

counts = st.one_of(
    st.integers(0, 10**6).map(float),
    st.tuples(st.integers(0, 5000), st.integers(1, 5000)).map(lambda x: x[0] / x[1]),
)


@given(st.lists(counts, min_size=1, max_size=30))
def test_the_sum_is_the_true_one_rounded_once(values: list[float]) -> None:
    (found,) = total(pieces(np.array(values)[:, None]))
    true = sum(map(Fraction, values))
    assert (
        abs(Fraction(float(found)) - true)
        <= Fraction(2) ** -70 * len(values) + Fraction(np.spacing(float(true))) / 2
    )


@given(st.lists(counts, min_size=1, max_size=30), st.data())
def test_neither_order_nor_grouping_matters(values: list[float], data: st.DataObject) -> None:
    rows = np.array(values)[:, None]
    turned = rows[data.draw(st.permutations(range(len(values))))]
    cut = data.draw(st.integers(0, len(values)))
    apart = pieces(turned[:cut]) + pieces(turned[cut:])
    assert np.array_equal(pieces(rows), apart)
    assert np.array_equal(total(pieces(rows)), total(apart))


def test_ordinary_sums_do_depend_on_the_order() -> None:
    values = np.array([0.1, 0.2, 0.3])[:, None]
    assert values.sum() != values[::-1].cumsum()[-1] or values.cumsum()[-1] != values[::-1].cumsum()[-1]
    assert total(pieces(values)) == total(pieces(values[::-1]))


@pytest.mark.parametrize(
    ("rows", "sums"),
    [
        (np.zeros((0, 2)), [0, 0]),
        (np.array([[1.0, 0.5], [2.0, 0.5]]), [3, 1]),
        (np.full((3, 1), 1 / 3), [1]),
        (np.array([[2.0**52], [0.25]]), [2**52]),
    ],
)
def test_known_sums(rows: np.ndarray, sums: list[float]) -> None:
    assert total(pieces(rows)).tolist() == sums
