"""A number that is sometimes undefined, and then says why."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Coefficient:
    """The value of a coefficient, or ``None`` and the reason why it has none.

    >>> Coefficient(None, "no units")
    Coefficient(value=None, reason='no units')
    """

    value: float | None
    reason: str | None = None

    @classmethod
    def of(cls, value: float, reason: str) -> "Coefficient":
        """``value`` as a coefficient; NaN stands for undefined, for the given reason.

        >>> Coefficient.of(float("nan"), "no units")
        Coefficient(value=None, reason='no units')
        """
        return cls(None, reason) if math.isnan(value) else cls(float(value))


def chance_corrected(observed: float, expected: float, reason: str) -> Coefficient:
    """1 - observed / expected disagreement; undefined, for the given reason, when none is expected.

    >>> chance_corrected(1.0, 4.0, "one label only").value
    0.75
    """
    return Coefficient(1 - observed / expected) if expected > 0 else Coefficient(None, reason)
