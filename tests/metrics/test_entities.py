"""Entity scores: cases by hand, the laws, and the peers where they are right."""

import math
from typing import Any

import pytest
from evaluating import counted, scored
from hypothesis import given
from hypothesis import strategies as st
from strategies import Inputs, documents, doubled, inputs, shuffled

from quoth_eval.document import Document, Mention
from quoth_eval.metrics.measure import PRF
from quoth_eval.scoring import merged

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


@given(inputs())
def test_every_figure_is_a_share_and_the_readings_widen(both: Inputs) -> None:
    result = scored(*both, "entities").get("entities", {})
    for figures in (result[s] for s in _SCORES if s in result):
        assert all(figures[k] is None or 0 <= figures[k] <= 1 for k in ("precision", "recall", "f1"))
        assert min(_counts(figures)) >= 0
    if result:
        strict, exact, kind, partial = (result[s]["tp"] for s in _SCORES)
        assert strict <= exact <= partial
        assert strict <= kind


@given(st.lists(documents(), min_size=1, max_size=1))
def test_gold_against_itself_is_exactly_one(gold: list[Document]) -> None:
    result = scored(gold, gold, "entities")["entities"]
    annotated = any(m.type for d in gold for m in d.mentions or ())
    assert [result[s]["f1"] for s in _SCORES] == [1.0 if annotated else None] * 4


@given(st.data(), inputs())
def test_order_never_matters(data: st.DataObject, both: Inputs) -> None:
    turned = [data.draw(st.permutations([shuffled(data.draw, d) for d in side])) for side in both]
    assert scored(*both, "entities") == scored(*turned, "entities")


@given(inputs())
def test_swapping_sides_swaps_precision_and_recall(both: Inputs) -> None:
    gold, pred = both
    there, back = (scored(*x, "entities").get("entities", {}) for x in ((gold, pred), (pred, gold)))
    for name in _SCORES if there else ():
        tp, fp, fn = _counts(there[name])
        assert _counts(back[name]) == (tp, fn, fp)


@given(inputs())
def test_the_counts_of_the_types_add_up(both: Inputs) -> None:
    result = scored(*both, "entities").get("entities", {})
    if result:
        types = [_counts(t["strict"]) for t in result.get("per_type", {}).values()]
        assert _counts(result["strict"]) == tuple(sum(x) for x in zip((0, 0, 0), *types, strict=True))


@given(inputs(), st.integers(0, 3))
def test_shards_add_up_to_the_whole(both: Inputs, cut: int) -> None:
    names = [f"d{i}" for i in range(1, 4)]
    parts = [[[d for d in s if d.id in chosen] for s in both] for chosen in (names[:cut], names[cut:])]
    pieces = merged([counted(*part, "entities") for part in parts])
    whole = counted(*both, "entities")
    assert pieces.ids == whole.ids
    for measure, rows in whole.statistics.items():
        assert (pieces.statistics[measure] == rows).all()


@given(inputs())
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


@given(inputs())
def test_counts_are_whole_or_half_numbers(both: Inputs) -> None:
    found = counted(*both, "entities")
    assert all(math.fsum(rows.ravel() * 2) % 1 == 0 for rows in found.statistics.values())
