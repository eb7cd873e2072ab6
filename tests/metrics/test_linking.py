"""Linking: spans with the id of their entity."""

import pytest
from evaluating import scored

from quoth_eval.document import Document, Entity, Mention

Rows = list[tuple[int, int, str | None]]  # start, end, entity

_KB = {"kyiv": "Q1899", "ana": None, "post": "wikipedia:Die_Post", "city": "Q1899"}


def _document(rows: Rows, name: str = "d") -> Document:
    found = tuple(Mention(f"m{i}", start, end, "GPE", entity=key) for i, (start, end, key) in enumerate(rows))
    return Document(name, mentions=found, entities=tuple(Entity(k, kb=kb) for k, kb in _KB.items()))


_CASES: dict[str, tuple[Rows, Rows, tuple[int, int, int]]] = {
    "the same": ([(0, 4, "kyiv")], [(0, 4, "kyiv")], (1, 0, 0)),
    "another key with the same id": ([(0, 4, "kyiv")], [(0, 4, "city")], (1, 0, 0)),
    "another id": ([(0, 4, "kyiv")], [(0, 4, "post")], (0, 1, 1)),
    "another span": ([(0, 4, "kyiv")], [(0, 5, "kyiv")], (0, 1, 1)),
    "without an id on one side": ([(0, 4, "kyiv")], [(0, 4, "ana"), (5, 9, "post")], (0, 1, 1)),
    "without an id in gold": ([(0, 4, "ana"), (5, 9, None), (9, 12, "post")], [(0, 4, "kyiv")], (0, 1, 1)),
    "doubled": ([(0, 4, "kyiv")], [(0, 4, "kyiv")] * 2, (1, 1, 0)),
}


@pytest.mark.parametrize(("gold", "pred", "expected"), _CASES.values(), ids=_CASES)
def test_matches_by_hand(gold: Rows, pred: Rows, expected: tuple[int, int, int]) -> None:
    found = scored([_document(gold)], [_document(pred)], "linking")["linking"]
    assert (found["tp"], found["fp"], found["fn"]) == expected


def test_the_same_key_may_stand_for_another_entity_in_another_document() -> None:
    other = Document("b", mentions=(Mention("m", 0, 4, entity="kyiv"),), entities=(Entity("kyiv", kb="Q7"),))
    gold = [_document([(0, 4, "kyiv")], "a"), other]
    assert scored(gold, gold, "linking")["linking"]["tp"] == 2
    swapped = [_document([(0, 4, "post")], "a"), other]
    assert scored(gold, swapped, "linking")["linking"]["tp"] == 1


def test_documents_whose_gold_lists_no_entities_are_not_judged() -> None:
    bare = Document("a", mentions=(Mention("m", 0, 4, entity="kyiv"),))
    gold, pred = [bare, _document([(0, 4, "kyiv")], "b")], [_document([(0, 4, "kyiv")], n) for n in "ab"]
    found = scored(gold, pred, "linking")["linking"]
    assert (found["tp"], found["fp"], found["fn"]) == (1, 0, 0)


def test_a_side_without_any_id_is_left_out_and_said_so() -> None:
    linked, bare = _document([(0, 4, "kyiv")]), Document("d", mentions=(Mention("m", 0, 4),))
    assert "gold has no mentions.kb" in scored([bare], [linked], "linking")["left_out"]["linking"]
    assert "not predicted" in scored([linked], [bare], "linking")["left_out"]["linking"]
