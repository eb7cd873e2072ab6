"""``quoth agree`` on files and annotation sets, as a person runs it."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from agreeing import figures
from files import write_corpus, write_lines
from perturbed import perturbed
from running import Quoth

from quoth_eval.document import Argument, Attribution, Document, Entity, Event, Mention, Span
from quoth_eval.serialize import parse

GUM = Path(__file__).parents[2] / "shared" / "gum-news" / "documents.jsonl"
TEXT = "Ana told OTV that Bo closed the dam."

WHOLE = Document(
    "wire-1",
    TEXT,
    mentions=(
        Mention("m1", 0, 3, "PER", "NAM", "ana"),
        Mention("m2", 9, 12, "MEDIA", "NAM", "otv"),
        Mention("m3", 18, 20, "PER", "NAM", "bo"),
        Mention("m4", 28, 35, "FAC", "NOM", "dam"),
    ),
    entities=(Entity("ana", "PER", "Ana", "Q1"), Entity("otv"), Entity("bo"), Entity("dam")),
    attributions=(
        Attribution(
            "a1", (Span(4, 8),), ("m1",), (Span(13, 35),), ("m2",), None,
            "assertion", "indirect", "affirms", "asserted",
        ),
    ),
    events=(
        Event("v1", 21, 27, "Restrict", "positive", "asserted", "closing",
              (Argument("agent", "m3"), Argument("patient", "m4"))),
    ),
)  # fmt: skip
SECOND = replace(WHOLE, id="wire-2", events=(replace(WHOLE.events[0], polarity="negative"),))  # type: ignore[index]
OTHER = replace(
    WHOLE,
    mentions=(*WHOLE.mentions[:3], Mention("m4", 24, 35, "LOC", "NOM", "dam")),  # type: ignore[index]
    attributions=(replace(WHOLE.attributions[0], stance="denies"),),  # type: ignore[index]
)

UNITS = {
    "f1": {
        "strict": {"pooled", "macro", "pairs", "labels"},
        "exact": {"pooled", "macro", "pairs", "labels"},
        "type": {"pooled", "macro", "pairs", "labels"},
        "token": {"pooled", "macro", "pairs", "labels"},
    },
    "token_alpha": {"value"},
    "alpha_u": {"value", "labels"},
    "u_alpha": {"u", "binary", "cu", "ku"},
    "gamma": {"value", "cat"},
}
REST = {
    "attribution": {
        "f1": {"unit", "cue", "content", "source", "edge", "chain"},
        **{key: {"kappa", "agreement", "n", "pairs"} for key in ("attitude", "form", "stance", "modality")},
    },
    "events": {
        "f1": {
            "trigger_id", "trigger_cls", "argument_id", "argument_cls", "argument_attached_id",
            "argument_attached_cls",
        },
        "given_triggers": {"f1"},
        "polarity": {"kappa", "agreement", "n"},
        "modality": {"kappa", "agreement", "n"},
        "coref": {"f1", "masi_alpha"},
    },
    "coref": {"f1": {"conll", "lea", "mentions"}, "masi_alpha": {"value", "coverage", "common", "marked"}},
    "coverage": {"annotators": {"ann", "bob"}, "pairs": {"ann ~ bob"}, "layers": {"mentions"}},
    "worst": {"documents": set(), "labels": set()},
}  # fmt: skip


def _holds(found: Any, contract: Any) -> None:
    for key, inner in contract.items() if isinstance(contract, dict) else ((k, set()) for k in contract):
        assert key in found
        _holds(found[key], inner)


def _corpus(tmp_path: Path, **sets: list[Document]) -> Path:
    return write_corpus(tmp_path / "corpus", sets)


def _json(quoth: Quoth, *arguments: str | Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(quoth.good("agree", *arguments, "--json"))
    return found


def test_the_keys_that_are_promised(quoth: Quoth, tmp_path: Path) -> None:
    _corpus(tmp_path, ann=[WHOLE, SECOND], bob=[OTHER, SECOND])
    found = _json(quoth, "ann", "bob")
    for name in ("entities", "cues", "contents", "triggers"):
        _holds(found[name], UNITS)
    _holds(found, REST)
    assert found["signature"].startswith("layers:all|seed:0|annotator1:")
    for name, value in figures(found):
        assert value is None or value <= 1, name


def test_every_undefined_figure_has_a_reason(quoth: Quoth, tmp_path: Path) -> None:
    _corpus(tmp_path, ann=[replace(WHOLE, events=())], bob=[replace(OTHER, events=())])

    tables = ("pairs", "labels", "ku")

    def look(node: dict[str, Any]) -> None:
        values = [v for k, v in node.items() if k not in ("coverage", *tables)]
        values += [v for k in tables if isinstance(node.get(k), dict) for v in node[k].values()]
        assert "reason" in node or not any(v is None for v in values)
        for name, value in node.items():
            if isinstance(value, dict) and name not in tables:
                look(value)

    look(_json(quoth, "ann", "bob"))


def test_a_set_against_itself(quoth: Quoth, tmp_path: Path) -> None:
    _corpus(tmp_path, ann=[WHOLE, SECOND])
    found = _json(quoth, "ann", "ann")
    assert found["annotators"] == ["ann", "ann (2)"]
    values = {name: value for name, value in figures(found) if value is not None}
    assert len(values) > 60
    assert values == pytest.approx(dict.fromkeys(values, 1))


def test_sets_and_files_and_their_order_say_the_same(quoth: Quoth, tmp_path: Path) -> None:
    _corpus(tmp_path, ann=[WHOLE, SECOND], bob=[OTHER, SECOND])
    write_lines(tmp_path / "ann.jsonl", [SECOND, WHOLE])
    write_lines(tmp_path / "bob.jsonl", [OTHER, SECOND])
    sets = _json(quoth, "ann", "bob")
    assert _json(quoth, "bob", "ann") == sets
    mixed = _json(quoth, "ann.jsonl", "bob.jsonl")
    assert [v for _, v in figures(mixed)] == [v for _, v in figures(sets)]


def test_a_file_that_is_absent_is_not_assigned(quoth: Quoth, tmp_path: Path) -> None:
    _corpus(tmp_path, ann=[WHOLE, SECOND], bob=[WHOLE])
    status, out, err = quoth("agree", "ann", "bob", "--json")
    found = json.loads(out)
    assert status == 0
    assert found["coverage"]["annotators"] == {"ann": 2, "bob": 1}
    assert found["coverage"]["compared"] == 1
    assert found["entities"]["f1"]["strict"]["pooled"] == 1
    assert "1 of 2 documents have one annotator only and are not compared" in err
    (tmp_path / "corpus/annotations/bob/wire-2.jsonl").touch()
    assert _json(quoth, "ann", "bob")["entities"]["f1"]["strict"]["pooled"] == pytest.approx(8 / 12)


def test_the_tables(quoth: Quoth, tmp_path: Path) -> None:
    _corpus(tmp_path, ann=[WHOLE, SECOND], bob=[OTHER, SECOND], cid=[WHOLE])
    out = quoth.good("agree", "ann", "bob", "cid")
    for words in ("f1 strict", "alpha_u", "|u|", "gamma", "(k)u", "masi_alpha", "stance",
                  "argument_attached_cls", "ann ~ bob", "documents that agree least",
                  "labels that agree least", "compared", "signature: "):  # fmt: skip
        assert words in out, words


def test_only_the_layers_that_are_asked_for(quoth: Quoth, tmp_path: Path) -> None:
    _corpus(tmp_path, ann=[WHOLE], bob=[OTHER])
    found = _json(quoth, "ann", "bob", "--layer", "coref", "--layer", "events")
    layers = {
        "entities",
        "cues",
        "contents",
        "triggers",
        "attribution",
        "events",
        "coref",
        "linking",
        "claims",
    }
    assert layers & found.keys() == {"triggers", "events", "coref"}
    quoth.good("agree", "ann", "bob", "--layer", "coref")
    assert "unknown layer" in quoth.bad("agree", "ann", "bob", "--layer", "nothing")


def test_intervals_and_the_seed(quoth: Quoth, tmp_path: Path) -> None:
    documents = [replace(WHOLE, id=f"d{i}") for i in range(8)]
    others = [replace(OTHER if i % 3 else WHOLE, id=f"d{i}") for i in range(8)]
    _corpus(tmp_path, ann=documents, bob=others)
    arguments = ("ann", "bob", "--layer", "entities", "--bootstrap", "100")
    found = _json(quoth, *arguments, "--seed", "5")
    assert found == _json(quoth, *arguments, "--seed", "5")
    assert "bootstrap:100|seed:5" in found["signature"]
    low, high = found["entities"]["f1"]["strict"]["pooled_ci95"]
    assert low < found["entities"]["f1"]["strict"]["pooled"] < high
    assert (
        found["entities"]["f1"]["strict"]
        != _json(quoth, *arguments, "--seed", "6")["entities"]["f1"]["strict"]
    )
    status, out, err = quoth("agree", *arguments)
    assert (status, "[" in out) == (0, True)
    assert "warning: only 8 documents" in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ann"], "two annotators at least"),
        (["ann", "dora"], "dora: no such file, folder or annotation set"),
        (["ann", "far.jsonl"], "no document is in two of the inputs"),
        (["ann", "other.jsonl"], "document wire-1: ann and other.jsonl have different texts"),
        (["ann", "broken.jsonl"], "broken.jsonl:1: "),
    ],
)
def test_what_is_refused(quoth: Quoth, tmp_path: Path, arguments: list[str], words: str) -> None:
    _corpus(tmp_path, ann=[WHOLE])
    write_lines(tmp_path / "far.jsonl", [replace(WHOLE, id="far")])
    write_lines(tmp_path / "other.jsonl", [replace(WHOLE, text=TEXT.replace("Ana", "Ann"))])
    (tmp_path / "broken.jsonl").write_text('{"id": "wire-1", "mentions": [{"id": "m"}]}\n', encoding="utf-8")
    assert words in quoth.bad("agree", *arguments)


@pytest.mark.skipif(not GUM.exists(), reason="the documents are not here")
def test_real_documents(quoth: Quoth, tmp_path: Path) -> None:
    gold = [parse(line) for line in GUM.read_bytes().splitlines()]
    write_lines(tmp_path / "ann.jsonl", gold)
    write_lines(tmp_path / "bob.jsonl", perturbed(gold, 0.1, seed=1))
    itself = _json(
        quoth, "ann.jsonl", "ann.jsonl", "--layer", "entities", "--layer", "attribution", "--layer", "coref"
    )
    assert all(value is None or value == pytest.approx(1) for _, value in figures(itself))
    found = _json(quoth, "ann.jsonl", "bob.jsonl", "--layer", "entities", "--layer", "attribution")
    f1 = {name: found["entities"]["f1"][name]["pooled"] for name in ("strict", "exact", "type", "token")}
    assert 0.6 < f1["strict"] < f1["exact"] < 0.9
    assert f1["strict"] < f1["type"] < 0.95
    score = json.loads(quoth.good("score", "ann.jsonl", "bob.jsonl", "--json"))
    assert f1["strict"] == score["entities"]["strict"]["f1"]
    assert f1["type"] == score["entities"]["type"]["f1"]
    for role in ("cue", "content"):
        token = score["attribution"][role]["token"]["f1"]
        assert found["attribution"]["f1"][role]["token"]["pooled"] == token
    assert 0.7 < found["entities"]["gamma"]["value"] < 0.9


def test_assignments_say_what_is_missing_and_what_is_empty(tmp_path: Path, quoth: Quoth) -> None:
    names = [f"wire-{n}" for n in range(1, 5)]
    whole = {name: replace(WHOLE, id=name) for name in names}
    empty = replace(whole["wire-2"], mentions=(), entities=(), attributions=(), events=())
    sets = {
        "ada": [whole["wire-1"], empty, whole["wire-3"], whole["wire-4"]],
        "ben": [*whole.values()],
    }
    root = write_corpus(tmp_path / "corpus", sets)
    both: dict[str, Any] = {"annotators": ["ada", "ben"]}
    lines = [
        {"id": "wire-1", **both, "training": True},
        {"id": "wire-2", **both},
        {"id": "wire-3", **both},
        {"id": "wire-4", "annotators": ["ben"]},
    ]
    asked = ("agree", "ada", "ben", "--corpus", root, "--layer", "entities", "--json")
    before = json.loads(quoth.good(*asked))
    (root / "assignments.jsonl").write_text("\n".join(map(json.dumps, lines)))
    _, out, err = quoth(*asked)
    after = json.loads(out)
    assert (before["coverage"]["compared"], after["coverage"]["compared"]) == (4, 2)
    assert after["entities"]["f1"]["strict"]["pooled"] < 1  # the empty file of wire-2 is data
    assert "1 articles of ada were not assigned to them" in err
    assert "1 training articles of ben are left out" in err
    assert before["signature"] != after["signature"]

    trained = json.loads(quoth.good(*asked, "--training"))
    assert (trained["coverage"]["compared"], "training:yes" in trained["signature"]) == (1, True)
    (root / "assignments.jsonl").unlink()
    assert "`quoth assign` makes some" in quoth.bad(*asked, "--training")
