"""``quoth baseline``: figures that anybody gets again."""

from dataclasses import replace
from pathlib import Path

import orjson
import pytest
from running import Quoth

from quoth.baselines.catalogue import GLOSSES
from quoth.notation import read
from quoth_eval.document import Document, Span
from quoth_eval.serialize import dumps

NOTATION = """
= Ana said that {place} fell.
m Ana : PER NAM ana
m {place} : GPE NAM {place}
a said : source=Ana; content=that ... fell
"""


def told(name: str, place: str) -> Document:
    return replace(read(NOTATION.format(place=place)), id=name)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Articles to learn from, articles to label, one of them withheld."""
    gold = [told("open", "Lida"), replace(told("hidden", "Lida"), text=None)]
    for name, documents in {"train": [told("t", "Lida")], "gold": gold, "hidden": gold[1:]}.items():
        (tmp_path / f"{name}.jsonl").write_bytes(b"".join(dumps(d) + b"\n" for d in documents))
    return tmp_path


def test_what_was_learned_by_heart_is_right(quoth: Quoth, folder: Path) -> None:
    status, out, err = quoth("baseline", "by-heart", "gold.jsonl", "--train", "train.jsonl", "--json")
    found = orjson.loads(out)
    assert status == 0
    assert (found["baseline"], found["gold"], found["train"]) == ("by-heart", "gold.jsonl", "train.jsonl")
    assert found["withheld"] == ["hidden"]
    assert found["documents"]["gold"] == 1
    assert found["entities"]["strict"]["f1"] == found["attribution"]["unit"]["f1"] == 1.0
    assert "left out, as their text is withheld: hidden" in err


def test_sentences_are_those_of_the_article(quoth: Quoth, folder: Path) -> None:
    """A content ends where its sentence does, which no rule could guess here."""
    text = "Ana said that Lida fell We slept"
    document = replace(read(f"= {text}\na said : content=that ... fell"), id="odd")
    (folder / "odd.jsonl").write_bytes(dumps(replace(document, sentences=(Span(0, 23), Span(24, 32)))))
    quoth.good("baseline", "by-heart", "odd.jsonl", "--train", "odd.jsonl", "-o", "pred.jsonl")
    (found,) = orjson.loads((folder / "pred.jsonl").read_bytes())["attributions"]
    assert text[found["content"][0]["start"] : found["content"][0]["end"]] == "that Lida fell"


@pytest.mark.parametrize("name", list(GLOSSES))
def test_the_same_command_gives_the_same_bytes(quoth: Quoth, folder: Path, name: str) -> None:
    train = [] if name == "rules" else ["--train", "train.jsonl"]
    command = ["baseline", name, "gold.jsonl", *train, "--bootstrap", "50", "--json"]
    assert quoth.good(*command) == quoth.good(*command)
    assert orjson.loads(quoth.good(*command))["entities"]["strict"]["f1_ci95"]


def test_few_articles_are_warned_of(quoth: Quoth, folder: Path) -> None:
    _, out, err = quoth("baseline", "rules", "gold.jsonl", "--bootstrap", "9")
    assert "warning: only 1 document: below 20" in err
    assert "signature: layers:" in out


def test_predictions_are_kept_and_score_the_same(quoth: Quoth, folder: Path) -> None:
    found = orjson.loads(quoth.good("baseline", "rules", "train.jsonl", "-o", "p/pred.jsonl", "--json"))
    again = orjson.loads(quoth.good("score", "train.jsonl", "p/pred.jsonl", "--json"))
    assert again == {k: v for k, v in found.items() if k not in ("baseline", "gold", "train", "withheld")}


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["random", "gold.jsonl"], "no baseline random; known are rules, by-heart"),
        (["by-heart", "gold.jsonl"], "learns from articles with a text; name some with --train"),
        (["by-heart", "gold.jsonl", "--train", "hidden.jsonl"], "learns from articles with a text"),
        (["rules", "gold.jsonl", "--train", "train.jsonl"], "rules learns nothing; leave --train out"),
        (["rules", "hidden.jsonl"], "no document has a text"),
        (["rules", "nothing.jsonl"], "nothing.jsonl: no such file"),
    ],
)
def test_wrong_use_is_told(quoth: Quoth, folder: Path, arguments: list[str], problem: str) -> None:
    assert problem in quoth.bad("baseline", *arguments)


def test_help_names_the_baselines(quoth: Quoth) -> None:
    out = quoth.good("baseline", "--help")
    assert all(name in out for name in GLOSSES)
