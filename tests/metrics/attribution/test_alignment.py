"""Which unit answers to which, above all where several alignments are equally good."""

import pytest
from evaluating import paired
from wording import Unit, article

from quoth_eval.metrics.attribution.alignment import aligned

Pairs = set[tuple[str, str]]


def pairs(gold: list[Unit], pred: list[Unit]) -> Pairs:
    """The aligned units, by their contents, else their cues."""
    found = aligned(paired([article(*gold)], [article(*pred)]))
    return {
        (gold[i].content or gold[i].cue, pred[j].content or pred[j].cue)
        for i, j in zip(found.ours.tolist(), found.theirs.tolist(), strict=True)
    }


def units(*contents: str) -> list[Unit]:
    return [Unit(content) for content in contents]


CASES: dict[str, tuple[list[Unit], list[Unit], Pairs]] = {
    "the most overlap": (units("1-4"), units("4-9", "1-3"), {("1-4", "1-3")}),
    "not the greatest one first": (  # 2/3 + 2/3 is more than 1
        units("1", "1-2"),
        units("1-2", "2"),
        {("1", "1-2"), ("1-2", "2")},
    ),
    "the other roles decide": (
        [Unit("1-2", "8")],
        [Unit("1-2", "9"), Unit("1-2 5-6", "8"), Unit("1-2", "8")],
        {("1-2", "1-2")},
    ),
    "but weigh next to nothing": (
        [Unit("1-20", "30")],
        [Unit("1-20", "31"), Unit("2-20", "30")],
        {("1-20", "1-20")},
    ),
    "by the cues where one has no content": (
        [Unit("", "8")],
        [Unit("1-2", "9"), Unit("3", "8")],
        {("8", "3")},
    ),
    "a cue does not make up for contents apart": ([Unit("1-2", "8")], [Unit("3-4", "8")], set()),
    "the first of two halves": (units("1-4"), units("3-4", "1-2"), {("1-4", "1-2")}),
    "two halves of gold": (units("3-4", "1-2"), units("1-4"), {("1-2", "1-4")}),
}


@pytest.mark.parametrize("case", CASES)
def test_known_alignments(case: str) -> None:
    gold, pred, expected = CASES[case]
    assert pairs(gold, pred) == expected
    assert pairs(pred, gold) == {(b, a) for a, b in expected}


@pytest.mark.parametrize(
    ("gold", "pred"),
    [
        (("0-2", "6", "6-7"), ("1-2", "4-7", "6-9")),
        (("1-4", "3-6"), ("1-6", "2-5")),
        (("1-2", "2-3", "3-4"), ("1-4", "2-3", "1-4 9")),
    ],
)
def test_equally_good_alignments_are_decided_by_position_alone(
    gold: tuple[str, ...], pred: tuple[str, ...]
) -> None:
    """Whatever the order of the input is, and whichever side is called gold."""
    found = {
        frozenset(p)
        for a in (gold, gold[::-1])
        for b in (pred, pred[::-1])
        for p in (pairs(units(*a), units(*b)), {(y, x) for x, y in pairs(units(*b), units(*a))})
    }
    assert len(found) == 1


def test_of_units_with_the_same_tokens_the_one_that_sorts_first_answers() -> None:
    """It is not the one that comes first in the input, so that no figure depends on that."""
    gold = [Unit("1-2", attributes={"form": "mixed"})]
    twins = [Unit("1-2", attributes={"form": form}) for form in ("mixed", "direct")]
    for pred in (twins, twins[::-1]):
        both = aligned(paired([article(*gold)], [article(*pred)]))
        assert [pred[j].attributes["form"] for j in both.theirs.tolist()] == ["direct"]
