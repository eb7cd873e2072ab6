import math

import pytest

from quoth_eval.agreement.coefficient import Coefficient, chance_corrected


@pytest.mark.parametrize(
    ("observed", "expected", "value"), [(0.0, 2.0, 1.0), (1.0, 2.0, 0.5), (3.0, 2.0, -0.5), (0.0, 0.0, None)]
)
def test_chance_corrected(observed: float, expected: float, value: float | None) -> None:
    found = chance_corrected(observed, expected, "why")
    assert found == Coefficient(value, "why" if value is None else None)


def test_nan_is_undefined() -> None:
    assert Coefficient.of(math.nan, "why") == Coefficient(None, "why")
    assert Coefficient.of(0.0, "why") == Coefficient(0.0)
