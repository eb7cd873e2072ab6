"""Entity scores: cases by hand, the laws, and the peers where they are right."""

from typing import Any

import pytest
from evaluating import counted, scored
from hypothesis import given
from strategies import Inputs, doubled, inputs

from quoth_eval.document import Document, Mention
from quoth_eval.metrics.measure import PRF

_SCORES = ("strict", "exact", "type", "partial")


def _document(*rows: tuple[int, int, str | None], name: str = "d") -> Document:
    found = tuple(Mention(f"m{i}", *row) for i, row in enumerate(rows))
    return Document(name, mentions=found)


def _counts(figures: dict[str, Any]) -> tuple[float, float, float]:
    return figures["tp"], figures["fp"], figures["fn"]


_CASES = {
    "the same": ([(0, 4, "PER")], [(0, 4, "PER")], (1, 1, 1, 1)),
    "another type": ([(0, 4, "PER")], [(0, 4, "ORG")], (0, 1, 0, 1)),
    "overlap": ([(0, 4, "PER")], [(0, 3, "PER")], (0, 0, 1, 0.5)),
    "overlap with another type": ([(0, 4, "PER")], [(2, 6, "ORG")], (0, 0, 0, 0.5)),
    "elsewhere": ([(0, 4, "PER")], [(4, 6, "PER")], (0, 0, 0, 0)),
    "doubled": ([(0, 4, "PER")], [(0, 4, "PER")] * 2, (1, 1, 1, 1)),
    "two halves against one": ([(0, 8, "PER")], [(0, 4, "PER"), (4, 8, "PER")], (0, 0, 1, 0.5)),
    "one against two": ([(0, 4, "PER"), (4, 8, "ORG")], [(0, 8, "ORG")], (0, 0, 1, 0.5)),
    "overlapping predictions of one type": (
        [(0, 6, "PER")],
        [(0, 6, "PER"), (0, 4, "PER"), (2, 6, "PER")],
        (1, 1, 1, 1),
    ),
    "nested on both sides": (
        [(0, 9, "ORG"), (0, 4, "GPE")],
        [(0, 4, "GPE"), (0, 9, "ORG")],
        (2, 2, 2, 2),
    ),
    "no predictions": ([(0, 4, "PER")], [], (0, 0, 0, 0)),
    "nothing in gold": ([], [(0, 4, "PER")], (0, 0, 0, 0)),
    "without a type": ([(0, 4, None)], [(0, 4, None), (0, 4, "PER")], (0, 0, 0, 0)),
}


@pytest.mark.parametrize(("gold", "pred", "tp"), _CASES.values(), ids=_CASES)
def test_matches_by_hand(gold: list[Any], pred: list[Any], tp: tuple[float, ...]) -> None:
    result = scored([_document(*gold)], [_document(*pred)], "entities")["entities"]
    sizes = [sum(row[2] is not None for row in rows) for rows in (pred, gold)]
    assert [_counts(result[s]) for s in _SCORES] == [(n, sizes[0] - n, sizes[1] - n) for n in tp]


def test_a_document_on_one_side_only_is_all_misses_or_false_alarms() -> None:
    both = [_document((0, 4, "PER"), name=name) for name in ("a", "b")]
    result = scored([both[0]], [both[1]], "entities")
    assert [_counts(result["entities"][s]) for s in _SCORES] == [(0, 1, 1)] * 4
    assert (result["documents"]["missing"], result["documents"]["extra"]) == (1, 1)


def test_nothing_at_all_has_no_figures_but_counts() -> None:
    result = scored([_document()], [_document()], "entities")["entities"]
    assert result["strict"] == {"precision": None, "recall": None, "f1": None, "tp": 0, "fp": 0, "fn": 0}
    assert result["partial"]["f1"] is None


def test_documents_that_gold_does_not_annotate_are_not_judged() -> None:
    gold = [Document("a"), _document((0, 4, "PER"), name="b")]
    pred = [_document((0, 4, "PER"), name=name) for name in ("a", "b")]
    assert _counts(scored(gold, pred, "entities")["entities"]["strict"]) == (1, 0, 0)


@given(inputs(layers=("mentions",)))
def test_the_readings_widen(both: Inputs) -> None:
    result = scored(*both, "entities").get("entities", {})
    if result:
        strict, exact, kind, partial = (result[s]["tp"] for s in _SCORES)
        assert strict <= exact <= partial
        assert strict <= kind


@given(inputs(layers=("mentions",)))
def test_the_counts_of_the_types_add_up(both: Inputs) -> None:
    result = scored(*both, "entities").get("entities", {})
    if result:
        types = [_counts(t["strict"]) for t in result.get("per_type", {}).values()]
        assert _counts(result["strict"]) == tuple(sum(x) for x in zip((0, 0, 0), *types, strict=True))


@given(inputs(layers=("mentions",)))
def test_a_doubled_prediction_never_helps_where_gold_has_no_span_twice(both: Inputs) -> None:
    gold, pred = both
    clear = [_with_one_mention_a_span(d) for d in gold]
    once, twice = (scored(clear, p, "entities").get("entities", {}) for p in (pred, [*map(doubled, pred)]))
    for name in _SCORES if once else ():
        assert twice[name]["tp"] == once[name]["tp"]
        assert (twice[name]["f1"] or 0) <= (once[name]["f1"] or 0)


def _with_one_mention_a_span(document: Document) -> Document:
    found = {m.span: m for m in document.mentions or ()}
    return Document(document.id, document.text, mentions=tuple(found.values()))


def test_partial_tp_may_be_half_a_number_and_still_adds_up() -> None:
    parts = counted([_document((0, 4, "PER"))], [_document((0, 3, "PER"))], "entities")
    assert parts.total(PRF(("entities", "partial"))).tolist() == [0.5, 0.5, 0.5]
