"""Holm's correction of p values for several comparisons."""

from collections.abc import Sequence

import numpy as np

from quoth_eval.errors import InputError


def holm(p: Sequence[float | None]) -> list[float | None]:
    """The p values adjusted for the number of tests, step down (Holm 1979), in the order given.

    Rejecting where the adjusted value is at most the level keeps the chance of any false rejection below that
    level, however the tests depend on each other. ``None``, a test that could not be made, stays and is not
    counted.

    Raises:
        InputError: a value outside 0 to 1.

    >>> holm([0.01, None, 0.04, 0.03])
    [0.03, None, 0.06, 0.06]
    """
    made = [(value, i) for i, value in enumerate(p) if value is not None]
    if any(not 0 <= value <= 1 for value, _ in made):
        raise InputError(f"p values lie between 0 and 1: {[value for value, _ in made]}")
    made.sort()
    factors = np.arange(len(made), 0, -1)
    adjusted = np.minimum(1, np.maximum.accumulate(np.array([value for value, _ in made]) * factors))
    out: list[float | None] = [None] * len(p)
    for (_, i), value in zip(made, adjusted.tolist(), strict=True):
        out[i] = value
    return out
