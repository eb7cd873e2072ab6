"""Verdicts: they add up to the scores, and each known mistake gets its name."""

from dataclasses import replace
from typing import Any, TypeVar

import pytest
from evaluating import counted, paired, scored
from hypothesis import given
from strategies import inputs

from quoth_eval.document import Argument, Attribution, Document, Entity, Event, Mention, Span
from quoth_eval.mistakes.catalogue import every
from quoth_eval.mistakes.verdicts import Verdicts

T = TypeVar("T", Attribution, Event)
TEXT = "Ana told Bo that the north bridge in Lida fell, Cy said on Monday."


def _judged(gold: list[Document], pred: list[Document]) -> dict[str, Verdicts]:
    return {v.layer: v for v in every(paired(gold, pred))}


def _score(result: dict[str, Any], path: str) -> tuple[int, int, int]:
    for key in path.split("."):
        result = result[key]
    return result["tp"], result["fp"], result["fn"]


def _links(gold: list[Document], pred: list[Document], path: str) -> tuple[int, int, int]:
    """Links that both have, that are too many, that are missing: the counts behind MUC."""
    found = counted(gold, pred)
    both, theirs, _, ours = next(found.total(m) for m in found.statistics if m.name == path).astype(int)
    return int(both), int(theirs - both), int(ours - both)


@given(inputs())
def test_verdicts_add_up_to_the_scores(sides: tuple[list[Document], list[Document]]) -> None:
    result = scored(*sides)
    for verdicts in _judged(*sides).values():
        links = verdicts.score.endswith(".muc")
        score = _links(*sides, verdicts.score) if links else _score(result, verdicts.score)
        assert verdicts.totals() == score, verdicts.layer


@given(inputs())
def test_every_layer_that_is_scored_is_judged(sides: tuple[list[Document], list[Document]]) -> None:
    left_out = scored(*sides)["left_out"]
    layers = {"entities", "coref", "linking", "attribution", "events", "events.coref", "claims"}
    judged = {v.score for v in _judged(*sides).values()}
    scores = {s for s in judged if not s.startswith("events.argument")}
    assert len(scores) == len(layers - set(left_out))


@given(inputs())
def test_every_item_has_one_verdict(sides: tuple[list[Document], list[Document]]) -> None:
    for verdicts in _judged(*sides).values():
        for side, rows in ((verdicts.gold, verdicts.ours), (verdicts.pred, verdicts.theirs)):
            assert sorted(rows[rows >= 0].tolist()) == list(range(len(side)))


@given(inputs())
def test_a_matrix_holds_everything_once(sides: tuple[list[Document], list[Document]]) -> None:
    for verdicts in _judged(*sides).values():
        names, cells = verdicts.matrix()
        assert cells.sum() == len(verdicts.kind)
        assert cells.shape == (len(names) + 1, len(names) + 1)
        assert cells[:-1].sum() == len(verdicts.gold)
        assert cells[:, :-1].sum() == len(verdicts.pred)


def _at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def _mention(name: str, words: str, kind: str | None, entity: str | None = None) -> Mention:
    span = _at(words)
    return Mention(name, span.start, span.end, kind, "NAM", entity)


BRIDGE = _mention("b", "north bridge", "FAC")


@pytest.mark.parametrize(
    ("words", "kind", "verdict"),
    [
        ("north bridge", "FAC", "correct"),
        ("north bridge", "LOC", "wrong type"),
        ("bridge", "FAC", "too short"),
        ("the north bridge in Lida", "FAC", "too long"),
        ("bridge in Lida", "FAC", "crossing"),
        ("bridge", "LOC", "wrong type and boundary"),
    ],
)
def test_mentions(words: str, kind: str, verdict: str) -> None:
    gold = Document("d", TEXT, mentions=(BRIDGE,))
    pred = Document("d", TEXT, mentions=(_mention("x", words, kind),))
    counts = _judged([gold], [pred])["entities"].counts()
    assert {k: v for k, v in counts.items() if any(v)} == {verdict: (1, 1)}


def test_a_mention_apart_is_missed_and_spurious() -> None:
    gold = Document("d", TEXT, mentions=(BRIDGE,))
    pred = Document("d", TEXT, mentions=(_mention("x", "Ana", "PER"),))
    counts = _judged([gold], [pred])["entities"].counts()
    assert counts["missed"] == (1, 0) and counts["spurious"] == (0, 1)


MENTIONS = (
    _mention("ana", "Ana", "PER", "ana"),
    _mention("bo", "Bo", "PER", "bo"),
    BRIDGE,
    _mention("lida", "Lida", "GPE", "lida"),
    _mention("cy", "Cy", "PER", "cy"),
    _mention("monday", "Monday", "TIME", "monday"),
)
ENTITIES = tuple(Entity(m.entity) for m in MENTIONS if m.entity)
INNER = Attribution("i", (_at("told"),), ("ana",), (_at("the north bridge in Lida fell"),), stance="affirms")
OUTER = Attribution("o", (_at("said"),), ("cy",), (Span(0, _at(", Cy").start),), stance="affirms")
FELL = Event(
    "v",
    _at("fell").start,
    _at("fell").end,
    "Damage",
    "positive",
    "asserted",
    "c",
    (Argument("patient", "b"),),
)


def _document(*attributions: Attribution, event: Event = FELL) -> Document:
    return Document(
        "d", TEXT, mentions=MENTIONS, entities=ENTITIES, attributions=attributions, events=(event,)
    )


def _changed(layer: str, *attributions: Attribution, event: Event = FELL) -> set[str]:
    verdicts = _judged([_document(INNER, OUTER)], [_document(*attributions, event=event)])[layer]
    return {name for name, (g, p) in verdicts.counts().items() if g + p and name != "correct"}


def _with(item: T, **changes: Any) -> T:
    return replace(item, **changes)


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({"sources": ("bo",)}, "another entity"),
        ({"sources": ()}, "no source"),
        ({"sources": ("cy",)}, "source of another level"),
        ({"content": (_at("north bridge in Lida fell"),)}, "content too short"),
        ({"content": (_at("that the north bridge in Lida fell"),)}, "content too long"),
        ({"content": (_at("that the north bridge"),)}, "content crossing"),
        ({"cue": (_at("told Bo"),)}, "other cue"),
    ],
)
def test_attributions(changes: dict[str, Any], verdict: str) -> None:
    assert _changed("attributions", _with(INNER, **changes), OUTER) == {verdict}


def test_a_relay_the_wrong_way_round() -> None:
    whole = (_at("the north bridge in Lida fell"),)
    gold = [_with(INNER, relays="o"), _with(OUTER, content=whole)]
    pred = [INNER, _with(OUTER, content=whole, relays="i", cue=(_at("Cy said"),))]
    verdicts = _judged([_document(*gold)], [_document(*pred)])["attributions"]
    assert verdicts.counts()["relay reversed"] == (1, 1)


def test_split_and_merged() -> None:
    halves = (
        _with(INNER, content=(_at("the north bridge"),)),
        _with(INNER, id="j", cue=(), content=(_at("in Lida fell"),)),
    )
    assert "split" in _changed("attributions", *halves, OUTER)
    verdicts = _judged([_document(*halves, OUTER)], [_document(INNER, OUTER)])["attributions"]
    assert verdicts.counts()["merged"] == (1, 0)


@pytest.mark.parametrize(
    ("changes", "layer", "verdict"),
    [
        ({"type": "Strike"}, "events", "wrong type"),
        ({"arguments": (Argument("agent", "b"),)}, "arguments", "wrong role"),
        ({"type": "Strike"}, "arguments", "on an event of the wrong type"),
        ({"start": _at("told").start, "end": _at("told").end}, "arguments", "on the wrong trigger"),
        ({"type": "Strike"}, "claims", "wrong type"),
        ({"polarity": "negative"}, "claims", "wrong polarity"),
        ({"modality": "possible"}, "claims", "wrong modality"),
    ],
)
def test_events_and_claims(changes: dict[str, Any], layer: str, verdict: str) -> None:
    assert _changed(layer, INNER, OUTER, event=_with(FELL, **changes)) == {verdict}


@pytest.mark.parametrize(
    ("attributions", "verdict"),
    [
        ((), "taken for the author's"),
        ((_with(INNER, sources=("bo",)), OUTER), "wrong innermost source"),
        ((INNER, _with(OUTER, sources=("bo",))), "wrong outer source"),
        ((INNER,), "chain too short"),
        ((_with(INNER, stance="denies"), OUTER), "wrong stance"),
    ],
)
def test_which_link_of_a_claim_broke(attributions: tuple[Attribution, ...], verdict: str) -> None:
    assert _changed("claims", *attributions) == {verdict}


def test_a_chain_that_is_too_long() -> None:
    verdicts = _judged([_document(INNER)], [_document(INNER, OUTER)])["claims"]
    assert verdicts.counts()["chain too long"] == (1, 1)
