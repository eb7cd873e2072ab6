"""Kinds of mistakes in links to a knowledge base."""

import pytest
from evaluating import paired

from quoth_eval.document import Document, Entity, Mention
from quoth_eval.mistakes.catalogue import every
from quoth_eval.mistakes.verdicts import Verdicts

TEXT = "The mayor of Lida met Bo."


def _document(**ids: str | None) -> Document:
    """Mentions by their words, ``_`` for a space, each with the id of its entity."""
    spans = [(word.replace("_", " "), kb) for word, kb in ids.items()]
    mentions = tuple(
        Mention(f"m{n}", TEXT.index(w), TEXT.index(w) + len(w), None, None, f"k{n}")
        for n, (w, _) in enumerate(spans)
    )
    entities = tuple(Entity(f"k{n}", kb=kb) for n, (_, kb) in enumerate(spans))
    return Document("d", TEXT, mentions=mentions, entities=entities)


def _linking(gold: Document, pred: Document) -> Verdicts:
    return next(v for v in every(paired([gold], [pred])) if v.layer == "linking")


@pytest.mark.parametrize(
    ("gold", "pred", "kind", "cell"),
    [
        ({"Lida": "Q1"}, {"Lida": "Q1"}, {"correct": (1, 1)}, ("Q1", "Q1")),
        ({"Lida": "Q1"}, {"Lida": "Q2"}, {"wrong id": (1, 1)}, ("Q1", "Q2")),
        (
            {"Lida": "Q1"},
            {"Lida": None, "Bo": "Q9"},
            {"no id predicted": (1, 0), "spurious": (0, 1)},
            ("Q1", "no id"),
        ),
        (
            {"Lida": None, "Bo": "Q9"},
            {"Lida": "Q1"},
            {"no id in gold": (0, 1), "missed": (1, 0)},
            ("no id", "Q1"),
        ),
        ({"The_mayor_of_Lida": "Q1"}, {"mayor": "Q1"}, {"wrong boundary": (1, 1)}, ("Q1", "Q1")),
        (
            {"The_mayor_of_Lida": "Q1"},
            {"mayor": "Q2"},
            {"missed": (1, 0), "spurious": (0, 1)},
            ("Q1", "missed"),
        ),
    ],
)
def test_kinds(
    gold: dict[str, str | None],
    pred: dict[str, str | None],
    kind: dict[str, tuple[int, int]],
    cell: tuple[str, str],
) -> None:
    verdicts = _linking(_document(**gold), _document(**pred))
    assert {name: both for name, both in verdicts.counts().items() if any(both)} == kind
    names, cells = verdicts.matrix()
    rows, columns = [*names, "spurious"], [*names, "missed"]
    assert cells[rows.index(cell[0]), columns.index(cell[1])] == 1
