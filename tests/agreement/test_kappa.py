from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoth_eval.agreement.kappa import cohen_kappa, confusion_statistics, kappa_of, raw_agreement_of
from quoth_eval.errors import InputError

items = st.lists(st.tuples(st.integers(-1, 3), st.integers(-1, 3)), min_size=1, max_size=25)


def by_definition(pairs: list[tuple[int, int]]) -> float | None:
    n = len(pairs)
    a, b = Counter(x for x, _ in pairs), Counter(y for _, y in pairs)
    chance = sum(a[k] * b[k] for k in a)
    if chance == n * n:
        return None
    p_o, p_e = sum(x == y for x, y in pairs) / n, chance / n**2
    return (p_o - p_e) / (1 - p_e)


@pytest.mark.parametrize(
    ("negatives", "kappa"), [(0, -0.20), (10, 0.30), (100, 0.709), (1_000, 0.790), (10_000, 0.799)]
)
def test_published_values_on_spans(negatives: int, kappa: float) -> None:
    """Hripcsak and Rothschild (2005): kappa of spans hangs on true negatives that nobody can count."""
    first = [1] * 40 + [1] * 10 + [0] * 10 + [0] * negatives
    second = [1] * 40 + [0] * 10 + [1] * 10 + [0] * negatives
    assert cohen_kappa(first, second).kappa.value == pytest.approx(kappa, abs=5e-4)


@given(items)
def test_equals_the_definition(pairs: list[tuple[int, int]]) -> None:
    found = cohen_kappa([a for a, _ in pairs], [b for _, b in pairs])
    both = [p for p in pairs if min(p) >= 0]
    assert found.n == len(both)
    if both:
        assert found.kappa.value == pytest.approx(by_definition(both), abs=1e-12)
        assert found.agreement.value == pytest.approx(sum(a == b for a, b in both) / len(both))
    else:
        assert (found.kappa.reason, found.agreement.reason) == ("no items", "no items")


@given(items)
def test_coders_and_names_never_matter(pairs: list[tuple[int, int]]) -> None:
    first, second = np.array(pairs).T
    names = np.array([2, 0, 3, 1, -1])
    assert cohen_kappa(second, first) == cohen_kappa(first, second)
    assert cohen_kappa(names[first], names[second]).kappa.value == pytest.approx(
        cohen_kappa(first, second).kappa.value
    )


@given(st.lists(st.integers(0, 3), min_size=1, max_size=20))
def test_identical_coders_agree_exactly(labels: list[int]) -> None:
    found = cohen_kappa(labels, labels)
    assert found.agreement.value == 1.0
    assert found.kappa.value == (1.0 if len(set(labels)) > 1 else None)
    assert found.kappa.reason == (None if len(set(labels)) > 1 else "both coders used one label only")


@given(items)
def test_documents_add_up(pairs: list[tuple[int, int]]) -> None:
    first, second = np.array(pairs).T
    document = np.arange(len(pairs)) % 2
    parts = confusion_statistics(first, second, document, n_documents=2, n_labels=4)
    whole = confusion_statistics(first, second, n_labels=4)
    np.testing.assert_array_equal(parts.sum(axis=0), whole[0])
    stacked = np.stack([parts.sum(axis=0), parts[0]])
    alone = cohen_kappa(first[::2], second[::2])
    np.testing.assert_allclose(
        kappa_of(stacked)[1], np.nan if alone.kappa.value is None else alone.kappa.value, atol=1e-12
    )
    np.testing.assert_allclose(
        raw_agreement_of(stacked)[1], np.nan if alone.agreement.value is None else alone.agreement.value
    )


def test_refuses_unequal_lengths() -> None:
    with pytest.raises(InputError, match=r"labels of shapes \(2,\) and \(1,\)"):
        cohen_kappa([0, 1], [0])
