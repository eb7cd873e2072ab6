import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoth_eval.errors import InputError
from quoth_eval.statistics.holm import holm

values = st.lists(st.none() | st.floats(0, 1), max_size=8)


def rejected(p: list[float], level: float) -> set[int]:
    """Holm's own procedure: the smallest at level / m, the next at level / (m - 1), until one fails."""
    out: set[int] = set()
    for step, i in enumerate(sorted(range(len(p)), key=lambda i: p[i])):
        if p[i] * (len(p) - step) > level:
            break
        out.add(i)
    return out


@pytest.mark.parametrize(
    ("p", "adjusted"),
    [
        ([], []),
        ([0.04], [0.04]),
        ([0.01, 0.04, 0.03, 0.005], [0.03, 0.06, 0.06, 0.02]),
        ([0.5, 0.6], [1.0, 1.0]),
        ([None, 0.02, None], [None, 0.02, None]),
        ([0.01, 0.01], [0.02, 0.02]),
    ],
)
def test_examples(p: list[float | None], adjusted: list[float | None]) -> None:
    assert holm(p) == pytest.approx(adjusted)


@given(st.lists(st.floats(0, 1), max_size=8), st.floats(0.001, 0.5))
def test_rejects_what_the_procedure_rejects(p: list[float], level: float) -> None:
    adjusted = holm(p)
    assert {i for i, value in enumerate(adjusted) if value is not None and value <= level} == rejected(
        p, level
    )


@given(values)
def test_never_smaller_and_in_the_same_order(p: list[float | None]) -> None:
    adjusted = holm(p)
    pairs = sorted((a, b) for a, b in zip(p, adjusted, strict=True) if a is not None and b is not None)
    assert all(a <= b <= 1 for a, b in pairs)
    assert [b for _, b in pairs] == sorted(b for _, b in pairs)
    assert [a is None for a in p] == [b is None for b in adjusted]


@pytest.mark.parametrize("p", [[-0.1], [1.1], [float("nan")]])
def test_refuses_what_is_no_p_value(p: list[float]) -> None:
    with pytest.raises(InputError, match="between 0 and 1"):
        holm(p)
