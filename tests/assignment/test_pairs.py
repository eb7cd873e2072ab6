"""The order of all pairs."""

from collections import Counter
from itertools import combinations

import pytest

from quoth.assignment.pairs import pair_order


@pytest.mark.parametrize("size", range(26))
def test_every_pair_comes_once_and_nobody_ever_lags_behind(size: int) -> None:
    names = [f"p{n:02}" for n in range(size)]
    order = pair_order(names)
    assert sorted(order) == list(combinations(names, 2))
    met = Counter(dict.fromkeys(names, 0))
    for pair in order:
        met.update(pair)
        assert max(met.values()) - min(met.values()) <= 1
