"""Which tokens units cover, by hand."""

import numpy as np

from quoth_eval.agreement.continuum import Continuum, Unit, concatenate
from quoth_eval.agreement.words import Words, by_label, shared, values

# two documents of ten code points: tokens 0-3, 4-5, 6-10 and 0-10
TOKENS = [(np.array([0, 4, 6]), np.array([3, 5, 10])), (np.array([0]), np.array([10]))]
BOTH = concatenate(
    [
        Continuum.of({"ann": [Unit(1, 5, "A"), Unit(4, 7, "B")], "bob": [Unit(3, 4, "A")]}, length=10),
        Continuum.of({"ann": [], "bob": [Unit(9, 10, "B")]}, length=10),
        Continuum.of({"ann": [Unit(0, 2, "A")]}, length=10),
    ]
)
WORDS = Words.of([*TOKENS, (np.array([0, 2]), np.array([2, 4]))], BOTH.offsets)


def test_a_unit_covers_the_tokens_that_it_overlaps() -> None:
    found = dict(by_label(WORDS, BOTH))
    assert found["A"].astype(int).tolist() == [[1, 1, 0, 0, 1, 0], [0, 0, 0, 0, 0, 0]]
    assert found["B"].astype(int).tolist() == [[0, 1, 1, 0, 0, 0], [0, 0, 0, 1, 0, 0]]


def test_tokens_that_both_cover() -> None:
    found = dict(by_label(WORDS, BOTH))
    assert shared(WORDS, found["B"], 0, 1, 3).tolist() == [[0, 0, 2], [0, 1, 0], [0, 0, 0]]


def test_a_value_is_the_set_of_labels_and_none_where_nobody_was_assigned() -> None:
    ann, bob = values(WORDS, BOTH, by_label(WORDS, BOTH)).T.tolist()
    assert bob[4:] == [-1, -1]
    nothing, a, b, both = bob[0], ann[0], ann[2], ann[1]
    assert len({nothing, a, b, both}) == 4
    assert ann == [a, both, b, nothing, a, nothing]
    assert bob[:4] == [nothing, nothing, nothing, b]
