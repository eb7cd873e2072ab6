from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoth_eval.agreement.masi import chain_statistics, masi, masi_alpha, masi_alpha_of

chains = st.dictionaries(st.integers(0, 7), st.integers(0, 2), max_size=8)
document = st.integers(2, 3).flatmap(lambda coders: st.lists(chains, min_size=coders, max_size=coders))


def by_definition(documents: list[list[dict[int, int]]]) -> float | None:
    """Alpha over explicit pairs of values, each value a set of mentions."""
    units = []
    for d, coders in enumerate(documents):
        common = set(coders[0]).intersection(*coders[1:])
        units += [
            [frozenset((d, m) for m in common if c[m] == c[mention]) for c in coders] for mention in common
        ]
    pooled = [value for unit in units for value in unit]
    if len(pooled) < 2:
        return None
    expected = sum(1 - masi(a, b) for a, b in permutations(pooled, 2)) / (len(pooled) - 1)
    if expected < 1e-9:
        return None
    observed = sum(sum(1 - masi(a, b) for a, b in permutations(unit, 2)) / (len(unit) - 1) for unit in units)
    return 1 - observed / expected


@pytest.mark.parametrize(
    ("a", "b", "similarity"),
    [
        ({1, 2}, {1, 2}, 1.0),
        ({1, 2}, {1, 2, 3}, 2 / 3 * 2 / 3),
        ({1, 2, 3}, {1}, 1 / 3 * 2 / 3),
        ({1, 2}, {2, 3}, 1 / 3 * 1 / 3),
        ({1}, {2}, 0.0),
        (set(), set(), 1.0),
        (set(), {1}, 0.0),
    ],
)
def test_masi(a: set[int], b: set[int], similarity: float) -> None:
    assert masi(a, b) == pytest.approx(similarity)
    assert masi(b, a) == masi(a, b)


@given(st.lists(document, min_size=1, max_size=3))
def test_equals_the_definition(documents: list[list[dict[int, int]]]) -> None:
    assert masi_alpha(documents).alpha.value == pytest.approx(by_definition(documents), abs=1e-9)


@given(st.lists(document, min_size=1, max_size=3))
def test_order_and_names_never_matter(documents: list[list[dict[int, int]]]) -> None:
    turned = [
        [{m: f"chain {9 - k}" for m, k in c.items()} for c in reversed(coders)]
        for coders in reversed(documents)
    ]
    one, two = masi_alpha(documents), masi_alpha(turned)
    assert one.alpha.value == pytest.approx(two.alpha.value, abs=1e-9)
    assert (one.common, one.marked) == (two.common, two.marked)


@given(chains, st.integers(2, 4))
def test_identical_coders_agree_exactly(one: dict[int, int], coders: int) -> None:
    found = masi_alpha([[one] * coders])
    assert found.alpha.value == (1.0 if len(set(one.values())) > 1 else None)
    assert found.coverage == (1.0 if one else None)


def test_coverage_counts_what_is_not_common() -> None:
    found = masi_alpha([[{1: 0, 2: 0, 3: 1}, {2: 0, 3: 0, 4: 1}], [{1: 0}, None]])
    assert (found.common, found.marked, found.coverage) == (2, 4, 0.5)


def test_a_coder_who_was_not_assigned_is_missing() -> None:
    one, two = {1: 0, 2: 0, 3: 1}, {1: 0, 2: 1, 3: 1}
    assert masi_alpha([[one, two, None]]) == masi_alpha([[one, two]])
    assert masi_alpha([[one, two, {}]]).common == 0


@pytest.mark.parametrize(
    ("documents", "reason"),
    [
        ([], "no mention is common"),
        ([[{1: 0}, {2: 0}]], "no mention is common"),
        ([[{1: 0, 2: 0}, {1: 5, 2: 5}]], "no difference is expected"),
    ],
)
def test_undefined(documents: list[list[dict[int, int]]], reason: str) -> None:
    found = masi_alpha(documents).alpha
    assert found.value is None
    assert found.reason is not None
    assert found.reason.startswith(reason)


@given(st.lists(document, min_size=1, max_size=4))
def test_documents_add_up(documents: list[list[dict[int, int]]]) -> None:
    rows = chain_statistics(documents)
    assert rows.shape == (len(documents), 5)
    values = masi_alpha_of(np.stack([rows.sum(axis=0), rows[0]]))
    for value, part in zip(values, (documents, documents[:1]), strict=True):
        expected = by_definition(part)
        assert value == pytest.approx(np.nan if expected is None else expected, abs=1e-9, nan_ok=True)
