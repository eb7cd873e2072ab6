"""Event scores: every key by hand, and against plain Python sets."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pytest
from evaluating import scored
from hypothesis import given
from strategies import Inputs, inputs

from quoth_eval.document import Argument, Document, Event, Mention

_KEYS = (
    "trigger_id",
    "trigger_cls",
    "argument_id",
    "argument_cls",
    "argument_attached_id",
    "argument_attached_cls",
)

Row = tuple[str, str | None, str]  # trigger, type, arguments: each a role's letter and a mention's digit


def _document(rows: list[Row], name: str = "d") -> Document:
    """Triggers are letters, mentions digits; each is a span of its own."""
    roles = {"a": "agent", "p": "patient"}
    found = tuple(
        Event(
            f"v{i}",
            ord(trigger),
            ord(trigger) + 1,
            kind,
            arguments=tuple(Argument(roles[x[0]], f"m{x[1]}") for x in arguments.split()),
        )
        for i, (trigger, kind, arguments) in enumerate(rows)
    )
    return Document(name, mentions=tuple(Mention(f"m{i}", i, i + 1) for i in range(5)), events=found)


_ONE = [("x", "Strike", "a1 p2")]
_CASES: dict[str, tuple[list[Row], list[Row], tuple[int, ...]]] = {
    "the same": (_ONE, _ONE, (1, 1, 2, 2, 2, 2)),
    "another type": (_ONE, [("x", "Die", "a1 p2")], (1, 0, 0, 0, 0, 0)),
    "another trigger": (_ONE, [("y", "Strike", "a1 p2")], (0, 0, 2, 2, 0, 0)),
    "another role": (_ONE, [("x", "Strike", "p1 p2")], (1, 1, 2, 1, 2, 1)),
    "another mention": (_ONE, [("x", "Strike", "a1 p3")], (1, 1, 1, 1, 1, 1)),
    "without a type": (_ONE, [("x", None, "a1 p2")], (1, 0, 0, 0, 0, 0)),
    "doubled": (_ONE, _ONE * 2, (1, 1, 2, 2, 2, 2)),
    "two types on one trigger": ([*_ONE, ("x", "Die", "p2")], _ONE, (1, 1, 2, 2, 2, 2)),
    "one argument attached to the other event": (
        [("x", "Strike", "a1"), ("y", "Strike", "a2")],
        [("x", "Strike", "a1 a2"), ("y", "Strike", "")],
        (2, 2, 2, 2, 1, 1),
    ),
    "nothing predicted": (_ONE, [], (0, 0, 0, 0, 0, 0)),
}


@pytest.mark.parametrize(("gold", "pred", "tp"), _CASES.values(), ids=_CASES)
def test_matches_by_hand(gold: list[Row], pred: list[Row], tp: tuple[int, ...]) -> None:
    found = scored([_document(gold)], [_document(pred)], "events")["events"]
    assert tuple(found[key]["tp"] for key in _KEYS) == tp


@pytest.mark.parametrize(
    ("rows", "folded"),
    [
        (_ONE, 0),
        ([("x", "Strike", "")] * 2, 1),
        (_ONE * 2, 3),
        ([("x", "Strike", ""), ("x", "Die", "")], 1),  # one trigger span
        ([("x", "Strike", "a1"), ("y", "Strike", "p1")], 1),  # one argument of one type
        ([("x", "Strike", "a1"), ("y", "Die", "a1")], 0),
        ([("x", None, "a1")] * 2, 1),
    ],
)
def test_each_folded_trigger_and_argument_is_counted_once_on_both_sides(rows: list[Row], folded: int) -> None:
    result = scored([_document(rows)], [_document(rows)], "events")
    assert result["documents"]["duplicates"] == 2 * folded


def test_the_span_of_an_argument_counts_not_its_mention() -> None:
    """Two mentions of one span are the same argument."""
    gold = _document(_ONE)
    again = Mention("m9", 1, 2)
    event = Event("v0", ord("x"), ord("x") + 1, "Strike", arguments=(Argument("agent", "m9"),))
    pred = Document("d", mentions=(again,), events=(event,))
    assert scored([gold], [pred], "events")["events"]["argument_attached_cls"]["tp"] == 1


_VALUES = [  # polarities of events on one trigger and of one type; same, compared
    (["positive"], ["positive"], (1, 1)),
    (["positive"], ["negative"], (0, 1)),
    (["positive"], [None], (0, 0)),
    ([None], ["positive"], (0, 0)),
    (["positive", "negative"], ["negative", "positive"], (2, 2)),
    (["positive"], ["positive", "positive"], (1, 1)),
    (["positive"], ["positive", "negative"], (1, 2)),  # both values: one of them is wrong
    (["positive", None], ["negative", "positive"], (1, 2)),
]


@pytest.mark.parametrize(("gold", "pred", "expected"), _VALUES)
@pytest.mark.parametrize("attribute", ["polarity", "modality"])
def test_attributes_over_triggers_matched_with_type(
    attribute: str, gold: list[Any], pred: list[Any], expected: tuple[int, int]
) -> None:
    def with_values(values: list[Any]) -> Document:
        found = tuple(Event(f"v{i}", 0, 4, "Die", **{attribute: v}) for i, v in enumerate(values))
        return Document("d", events=(*found, Event("other", 5, 6, "Die", "negative", "asserted")))

    elsewhere = Document("e", events=(Event("v", 0, 4, "Strike", "positive", "asserted"),))
    another = Document("e", events=(Event("v", 0, 4, "Die", "positive", "asserted"),))
    found = scored([with_values(gold), elsewhere], [with_values(pred), another], "events")["events"]
    same, compared = expected[0] + 1, expected[1] + 1  # the other event of the document is right
    assert found[attribute] == {"accuracy": same / compared, "n": compared}


def _sets(documents: Iterable[Document]) -> dict[str, set[Any]]:
    """TextEE's keys, straight from its definitions."""
    out: dict[str, set[Any]] = defaultdict(set)
    for d in documents:
        spans = {m.id: m.span for m in d.mentions or ()}
        for e in d.events or ():
            out["trigger_id"].add((d.id, e.span))
            if e.type is None:
                continue
            out["trigger_cls"].add((d.id, e.span, e.type))
            for a in e.arguments:
                span = spans[a.mention]
                out["argument_id"].add((d.id, e.type, span))
                out["argument_cls"].add((d.id, e.type, span, a.role))
                out["argument_attached_id"].add((d.id, e.span, e.type, span))
                out["argument_attached_cls"].add((d.id, e.span, e.type, span, a.role))
    return out


@given(inputs(layers=("mentions", "events")))
def test_the_same_as_python_sets(both: Inputs) -> None:
    gold, pred = map(_sets, both)
    found = scored(*both, "events").get("events", {})
    for key in _KEYS if "trigger_id" in found else ():
        figures = found[key]
        tp = len(gold[key] & pred[key])
        expected = (tp, len(pred[key]) - tp, len(gold[key]) - tp)
        assert (figures["tp"], figures["fp"], figures["fn"]) == expected, key


def test_events_without_clusters_leave_only_their_coreference_out() -> None:
    result = scored([_document(_ONE)], [_document(_ONE)], "events")
    assert result["left_out"] == {"events.coref": "gold has no events.cluster"}
    assert "coref" not in result["events"]
