import numpy as np
import pytest

from quoth_eval.agreement.continuum import Continuum, Unit, concatenate, expand
from quoth_eval.errors import InputError

ONE = Continuum.of({"ann": [Unit(5, 7, "B"), Unit(0, 4, "A")], "bob": []}, length=10)
TWO = Continuum.of({"bob": [Unit(0, 5, "A")], "cid": [Unit(1, 2, "C")]}, length=5)


def units_of(c: Continuum) -> list[tuple[int, str, int, int, str]]:
    columns = zip(c.document, c.coder, c.start, c.end, c.label, strict=True)
    return [(int(d), c.coders[k], int(s), int(e), c.labels[n]) for d, k, s, e, n in columns]


def test_of_sorts_and_codes() -> None:
    assert units_of(ONE) == [(0, "ann", 0, 4, "A"), (0, "ann", 5, 7, "B")]
    assert (ONE.lengths.tolist(), ONE.readers.tolist()) == ([10], [2])


def test_concatenate_joins_coders_and_labels_by_name() -> None:
    both = concatenate([TWO, ONE])
    assert units_of(both) == [
        (0, "bob", 0, 5, "A"),
        (0, "cid", 1, 2, "C"),
        (1, "ann", 0, 4, "A"),
        (1, "ann", 5, 7, "B"),
    ]
    assert both.assigned.tolist() == [[True, True, False], [True, False, True]]
    assert both.offsets.tolist() == [0, 5]


def test_concatenate_nothing() -> None:
    empty = concatenate([])
    assert (len(empty.lengths), len(empty.start), empty.coders) == (0, 0, ())


def test_take_may_repeat() -> None:
    taken = concatenate([ONE, TWO]).take(np.array([1, 0, 1]))
    assert [d for d, *_ in units_of(taken)] == [0, 0, 1, 1, 2, 2]
    assert taken.lengths.tolist() == [5, 10, 5]


def test_between_keeps_what_they_read() -> None:
    pair = concatenate([ONE, TWO]).between(["cid", "ann"])
    assert units_of(pair) == [(0, "ann", 0, 4, "A"), (0, "ann", 5, 7, "B"), (1, "cid", 1, 2, "C")]
    assert pair.assigned.tolist() == [[False, True], [True, False]]
    assert len(pair.pairable().lengths) == 0


def test_between_refuses_strangers() -> None:
    with pytest.raises(InputError, match="unknown coder 'eve'; there are ann, bob"):
        ONE.between(["ann", "eve"])


@pytest.mark.parametrize("unit", [Unit(3, 3), Unit(4, 3), Unit(-1, 2), Unit(8, 11)])
def test_refuses_units_outside(unit: Unit) -> None:
    with pytest.raises(InputError, match=f"document 0, coder ann: unit {unit.start} to {unit.end}"):
        Continuum.of({"ann": [unit]}, length=10)


@pytest.mark.parametrize(
    ("unit", "assigned", "message"),
    [
        ([0, 1, 0, 1, 0], [[True, False]], "is not assigned|not assigned"),
        ([1, 0, 0, 1, 0], [[True, True]], "document is not one of 0 to 0"),
        ([0, 2, 0, 1, 0], [[True, True]], "coder is not one of 0 to 1"),
        ([0, 0, 0, 1, -1], [[True, True]], "label is not one of 0 to 0"),
        ([0, 0, 0, 1, 0], [[True]], r"assignments of \(1, 1\)"),
    ],
)
def test_refuses_inconsistent_columns(unit: list[int], assigned: list[list[bool]], message: str) -> None:
    with pytest.raises(InputError, match=message):
        Continuum.from_columns(["ann", "bob"], ["A"], np.array([9]), np.array(assigned), np.array([unit]))


def test_expand() -> None:
    assert expand(np.array([3, 9, 0]), np.array([2, 0, 1])).tolist() == [3, 4, 0]
    assert expand(np.array([], dtype=int), np.array([], dtype=int)).tolist() == []
