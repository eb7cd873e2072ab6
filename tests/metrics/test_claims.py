"""Claims worked out by hand: who says that what happened."""

from typing import Any

import pytest
from evaluating import scored
from wording import Trigger, Unit, article

from quoth_eval.document import Document

Counts = tuple[int, int, int]  # tp, fp, fn
Side = tuple[list[Unit], list[Trigger]]


def claims(gold: Document | list[Document], pred: Document | list[Document]) -> tuple[Counts, Counts]:
    both = ([side] if isinstance(side, Document) else side for side in (gold, pred))
    found: dict[str, Any] = scored(*both, "claims")["claims"]
    assert list(found) == ["precision", "recall", "f1", "tp", "fp", "fn", "gold_events"]
    return _counts(found), _counts(found["gold_events"])


def _counts(figures: dict[str, Any]) -> Counts:
    return figures["tp"], figures["fp"], figures["fn"]


def said(sources: str = "0=kyiv", stance: str | None = "affirms", content: str = "4-9") -> Unit:
    return Unit(content, "3", sources, attributes={"stance": stance})


INNER = Unit("7-9", "6", "5=post", attributes={"stance": "denies"})
STRIKE = Trigger("8")

CASES: dict[str, tuple[Side, Side, Counts, Counts]] = {
    "the same": (([said()], [STRIKE]), ([said()], [STRIKE]), (1, 0, 0), (1, 0, 0)),
    "nothing predicted": (([said()], [STRIKE]), ([], []), (0, 0, 1), (0, 0, 0)),
    "nothing in gold": (([], []), ([said()], [STRIKE]), (0, 1, 0), (0, 0, 0)),
    "nothing on either side": (([], []), ([], []), (0, 0, 0), (0, 0, 0)),
    "what the author says": (([], [STRIKE]), ([], [STRIKE]), (1, 0, 0), (1, 0, 0)),
    "the author, not kyiv": (([said()], [STRIKE]), ([], [STRIKE]), (0, 1, 1), (0, 1, 1)),
    "kyiv, not the author": (([], [STRIKE]), ([said()], [STRIKE]), (0, 1, 1), (0, 1, 1)),
    "a source not expressed is not the author": (
        ([said("")], [STRIKE]),
        ([], [STRIKE]),
        (0, 1, 1),
        (0, 1, 1),
    ),
    "another span of the content, the same chain": (
        ([said()], [STRIKE]),
        ([said(content="8-20")], [STRIKE]),
        (1, 0, 0),
        (1, 0, 0),
    ),
    "a content that misses the trigger": (
        ([said()], [STRIKE]),
        ([said(content="4-7")], [STRIKE]),
        (0, 1, 1),
        (0, 1, 1),
    ),
    "another source": (([said()], [STRIKE]), ([said("11=post")], [STRIKE]), (0, 1, 1), (0, 1, 1)),
    "a whole chain": (([said(), INNER], [STRIKE]), ([said(), INNER], [STRIKE]), (1, 0, 0), (1, 0, 0)),
    "the outer link missing": (([said(), INNER], [STRIKE]), ([INNER], [STRIKE]), (0, 1, 1), (0, 1, 1)),
    "the inner link missing": (([said(), INNER], [STRIKE]), ([said()], [STRIKE]), (0, 1, 1), (0, 1, 1)),
    "levels swapped": (
        ([Unit("4-9", "3", "0=kyiv"), Unit("7-9", "6", "5=post")], [STRIKE]),
        ([Unit("4-9", "3", "5=post"), Unit("7-9", "6", "0=kyiv")], [STRIKE]),
        (0, 1, 1),
        (0, 1, 1),
    ),
    "a tie goes to the relayed one": (
        ([Unit("4-9", "3", "0=kyiv"), Unit("4-9", "10", "11=post", relays=0)], [STRIKE]),
        ([Unit("4-9", "3", "0=kyiv", relays=1), Unit("4-9", "10", "11=post")], [STRIKE]),
        (0, 1, 1),
        (0, 1, 1),
    ),
    "another stance": (([said()], [STRIKE]), ([said(stance="denies")], [STRIKE]), (0, 1, 1), (0, 1, 1)),
    "no stance predicted": (([said()], [STRIKE]), ([said(stance=None)], [STRIKE]), (1, 0, 0), (1, 0, 0)),
    "the stance is the innermost one's": (
        ([said(stance="affirms"), INNER], [STRIKE]),
        ([said(stance="denies"), INNER], [STRIKE]),
        (1, 0, 0),
        (1, 0, 0),
    ),
    "another polarity": (
        ([], [STRIKE]),
        ([], [Trigger("8", polarity="negative")]),
        (0, 1, 1),
        (0, 1, 1),
    ),
    "no polarity and modality predicted": (
        ([], [STRIKE]),
        ([], [Trigger("8", polarity=None, modality=None)]),
        (1, 0, 0),
        (1, 0, 0),
    ),
    "none in gold": (([], [Trigger("8", modality=None)]), ([], [STRIKE]), (1, 0, 0), (1, 0, 0)),
    "another type": (([], [STRIKE]), ([], [Trigger("8", "Die")]), (0, 1, 1), (0, 1, 1)),
    "another trigger": (([], [STRIKE]), ([], [Trigger("9")]), (0, 1, 1), (0, 0, 0)),
    "a trigger that overlaps": (([], [STRIKE]), ([], [Trigger("8-9")]), (0, 1, 1), (0, 0, 0)),
    "two types on one trigger": (
        ([], [STRIKE, Trigger("8", "Die")]),
        ([], [Trigger("8", "Die"), STRIKE]),
        (2, 0, 0),
        (2, 0, 0),
    ),
    "one of two types": (
        ([], [STRIKE, Trigger("8", "Die")]),
        ([], [Trigger("8", "Die")]),
        (1, 0, 1),
        (1, 0, 0),  # one trigger is matched, by the event that is right
    ),
    "doubled": (([said()], [STRIKE]), ([said()], [STRIKE, STRIKE]), (1, 1, 0), (1, 0, 0)),
    "everything doubled": (([said()], [STRIKE]), ([said()] * 2, [STRIKE] * 2), (1, 1, 0), (1, 0, 0)),
    "a copy does not answer for another claim": (
        ([], [STRIKE, Trigger("8", polarity="negative")]),
        ([], [Trigger("8", polarity=None)] * 2),
        (1, 1, 1),
        (1, 1, 1),
    ),
    "several that differ in what is not predicted": (
        ([], [STRIKE, Trigger("8", polarity="negative")]),
        ([], [Trigger("8", polarity=None), STRIKE]),
        (2, 0, 0),  # the one without a polarity has to take the negative one
        (2, 0, 0),
    ),
    "types null": (([], [Trigger("8", None)]), ([], [Trigger("8", None)]), (1, 0, 0), (1, 0, 0)),
    "a null type is no type": (([], [STRIKE]), ([], [Trigger("8", None)]), (0, 1, 1), (0, 1, 1)),
    "a pronoun of the right entity": (
        ([Unit("4-9", "3", "0=kyiv"), Unit("21-29", "20", "19=kyiv")], [STRIKE]),
        ([Unit("4-9", "3", "19=he")], [STRIKE]),
        (1, 0, 0),
        (1, 0, 0),
    ),
    "a source that only overlaps": (
        ([Unit("4-9", "3", "0-1=kyiv")], [STRIKE]),
        ([Unit("4-9", "3", "1-2=x")], [STRIKE]),
        (1, 0, 0),
        (1, 0, 0),
    ),
    "a source that is nobody": (
        ([Unit("4-9", "3", "0-1=kyiv")], [STRIKE]),
        ([Unit("4-9", "3", "30=x")], [STRIKE]),
        (0, 1, 1),
        (0, 1, 1),
    ),
    "joint sources are a set": (
        ([Unit("4-9", "3", "0=kyiv 1=post")], [STRIKE]),
        ([Unit("4-9", "3", "1=x 0=y 1=z")], [STRIKE]),
        (1, 0, 0),
        (1, 0, 0),
    ),
    "half of the joint sources": (
        ([Unit("4-9", "3", "0=kyiv 1=post")], [STRIKE]),
        ([Unit("4-9", "3", "0=kyiv")], [STRIKE]),
        (0, 1, 1),
        (0, 1, 1),
    ),
}


@pytest.mark.parametrize("text", ["with", "without"])
@pytest.mark.parametrize("case", CASES)
def test_counts_by_hand(case: str, text: str) -> None:
    gold, pred, whole, gold_events = CASES[case]
    more: dict[str, Any] = {} if text == "with" else {"text": None}
    both = [article(*units, events=tuple(events), **more) for units, events in (gold, pred)]
    assert claims(*both) == (whole, gold_events)


def test_documents_on_one_side_only() -> None:
    one, other = article(events=(STRIKE,), name="a"), article(events=(STRIKE, Trigger("2")), name="b")
    assert claims([one], [other]) == ((0, 2, 1), (0, 0, 0))


def test_without_attributions_there_are_no_claims_and_it_is_said() -> None:
    gold = article(said(), events=(STRIKE,))
    pred = Document("d", gold.text, mentions=gold.mentions, events=gold.events)
    result = scored([gold], [pred], "claims")
    assert "claims" not in result
    assert result["left_out"] == {"claims": "not predicted: no attributions"}


def test_a_document_without_attributions_among_others_predicts_no_claims() -> None:
    gold = [article(events=(STRIKE,), name=name) for name in ("a", "b")]
    pred = [gold[0], Document("b", gold[1].text, mentions=(), events=gold[1].events)]
    assert claims(gold, pred) == ((1, 0, 1), (1, 0, 0))


def test_a_document_that_gold_lacks_attributions_for_is_not_judged() -> None:
    pred = [article(events=(STRIKE,), name=name) for name in ("a", "b")]
    gold = [pred[0], Document("b", pred[1].text, mentions=(), events=pred[1].events)]
    assert claims(gold, pred) == ((1, 0, 0), (1, 0, 0))
