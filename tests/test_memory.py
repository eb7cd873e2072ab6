"""Scores of documents in memory."""

import pytest
from evaluating import scored
from examples import TEXT, as_lines, invented, plain
from hypothesis import given
from strategies import Inputs, inputs

from quoth_eval.document import Document, Mention
from quoth_eval.errors import DocumentError, InputError
from quoth_eval.memory import counted, scores
from quoth_eval.metrics.catalogue import METRICS, chosen
from quoth_eval.metrics.metric import Options
from quoth_eval.serialize import parse, record


@given(inputs())
def test_documents_and_what_their_json_says_score_the_same(both: Inputs) -> None:
    gold, pred = both
    assert scores(gold, pred) == scores(map(record, gold), map(record, pred)) == scored(gold, pred)


def test_layers_and_options_are_as_on_the_command_line() -> None:
    gold, pred = invented(5, seed=4), invented(5, seed=4, noise=0.5)
    found = scores(gold, pred, ["coref"], Options(drop_singletons=True))
    assert set(found) == {"documents", "coref", "left_out", "notes"}
    assert found["coref"]["mentions"]["tp"] < scores(gold, pred, ["coref"])["coref"]["mentions"]["tp"]
    documents = ([parse(line) for line in as_lines(side).splitlines()] for side in (gold, pred))
    assert found["coref"] == scored(*documents, "coref", drop_singletons=True)["coref"]


def test_counts_by_document() -> None:
    found = counted(invented(3, seed=4), invented(3, seed=4), chosen(["entities"]), Options())
    assert list(found.ids) == ["x0", "x1", "x2"]
    assert {rows.shape[0] for rows in found.statistics.values()} == {3}


def test_what_is_broken_is_named_with_its_side() -> None:
    with pytest.raises(InputError, match=r"^gold, document number 2: document d1, mention m1, field start"):
        scores([plain("d0"), Document("d1", TEXT, mentions=(Mention("m1", 5, 5),))], [])
    with pytest.raises(DocumentError, match="document d0: occurs 2 times in the predictions"):
        scores([], [plain("d0"), plain("d0")])
    with pytest.raises(InputError, match="unknown layer 'x'"):
        scores([], [], ["x"])


def test_nothing_at_all() -> None:
    found = scores([], [])
    assert found["left_out"] == {}
    assert set(found["entities"]["strict"].values()) == {None, 0}
    assert {m.layer for m in METRICS} <= set(found)
