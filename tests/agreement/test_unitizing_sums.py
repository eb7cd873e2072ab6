"""alpha_u as a function of sums: the same as alpha_u itself, also of documents drawn again."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoth_eval.agreement.coefficient import Coefficient
from quoth_eval.agreement.continuum import Continuum, Unit, concatenate
from quoth_eval.agreement.unitizing import alpha_u
from quoth_eval.agreement.unitizing_sums import alpha_u_sums

LENGTH = 24


@st.composite
def _continua(draw: st.DrawFn) -> Continuum:
    """A few documents of two or three coders, of whom not all are assigned to every one."""
    unit = st.builds(
        lambda start, size, label: Unit(start, min(LENGTH, start + size), label),
        st.integers(0, LENGTH - 1),
        st.integers(1, 9),
        st.sampled_from("ab"),
    )
    units = st.lists(unit, max_size=5)
    coders = st.lists(st.sampled_from(["ann", "bob", "cid"]), min_size=1, max_size=3, unique=True)
    documents = draw(st.lists(coders, min_size=1, max_size=4))
    return concatenate([Continuum.of({c: draw(units) for c in of}, LENGTH) for of in documents])


def _same(value: float, expected: Coefficient) -> bool:
    if expected.value is None:
        return math.isnan(value)
    return value == pytest.approx(expected.value, abs=1e-9)


@given(_continua(), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_the_sums_give_alpha_of_any_documents(c: Continuum, random: object) -> None:
    sums = alpha_u_sums(c)
    rng = np.random.default_rng(abs(hash(str(random))) % 2**32)
    for documents in (np.arange(len(c.lengths)), rng.integers(0, len(c.lengths), len(c.lengths))):
        found = alpha_u(c.take(documents))
        total = sums.rows[documents].sum(axis=0)
        assert _same(float(sums.value(total)), found.overall)
        for label, value in found.labels.items():
            assert _same(float(sums.value(total, label)), value)


def test_many_sums_at_once() -> None:
    c = Continuum.of({"ann": [Unit(0, 4, "a")], "bob": [Unit(1, 4, "a")]}, length=10)
    sums = alpha_u_sums(c)
    total = sums.rows.sum(axis=0)
    one = float(sums.value(total))
    assert sums.value(np.stack([total, total])).tolist() == [one, one]
