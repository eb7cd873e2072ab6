"""Documents in our own format: text, layout and annotations come in together."""

import json
from pathlib import Path
from typing import Any

import pytest
from running import Quoth

from quoth_eval.corpus import Corpus
from quoth_eval.serialize import dumps, parse

GUM = Path(__file__).parents[3] / "shared" / "gum-news" / "documents.jsonl"


def document(**fields: Any) -> dict[str, Any]:
    text = "Cafe\u0301 \r\nAna said Bo left."
    mentions = [{"id": "m1", "start": 8, "end": 11, "type": "PER", "level": "NAM"}]
    attribution = {
        "id": "a1",
        "cue": [{"start": 12, "end": 16}],
        "content": [{"start": 17, "end": 24}],
        "sources": ["m1"],
    }
    events = [{"id": "v1", "start": 20, "end": 24, "type": "Displace"}]
    layers = {"mentions": mentions, "attributions": [attribution], "events": events}
    return {"id": "d1", "text": text, "publisher": "OTV", "split": "dev", **layers, **fields}


def write(path: Path, *found: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(d) + "\n" for d in found))
    return path


def test_offsets_move_with_the_text(quoth: Quoth, tmp_path: Path) -> None:
    quoth.good("import", write(tmp_path / "in.jsonl", document()), "--set", "gold")
    corpus = Corpus(tmp_path / "corpus")
    found = corpus.document("d1", "gold")
    assert found.text == "Café\nAna said Bo left."
    assert found.mentions is not None
    assert found.mentions[0].span.of(found.text) == "Ana"
    shown = [line.surface for line in corpus.annotations("gold", "d1").lines]
    assert shown == ["Ana", "said → Bo left", "left"]
    assert found.entities is None
    assert (corpus.article("d1").publisher, corpus.article("d1").split) == ("OTV", "dev")


def test_annotations_need_a_set(quoth: Quoth, tmp_path: Path) -> None:
    assert "pass --set NAME" in quoth.bad("import", write(tmp_path / "in.jsonl", document()))


def test_other_annotations_need_update(quoth: Quoth, tmp_path: Path) -> None:
    path = write(tmp_path / "in.jsonl", document())
    quoth.good("import", path, "--set", "gold")
    write(path, document(events=[]))
    assert "set gold has other annotations of d1; pass --update" in " ".join(
        quoth.bad("import", path, "--set", "gold").split()
    ).replace("in.jsonl:1: ", "")
    quoth.good("import", path, "--set", "gold", "--update")
    assert Corpus(tmp_path / "corpus").document("d1", "gold").events == ()
    assert "1 unchanged" in quoth.good("import", path, "--set", "gold")


def test_a_withheld_document_comes_without_text(quoth: Quoth, tmp_path: Path) -> None:
    tokens = [{"start": 0, "end": 3}, {"start": 4, "end": 8}]
    hidden = document(
        text=None, text_sha256="0" * 64, tokens=tokens, mentions=[{"id": "m1", "start": 0, "end": 3}]
    )
    path = write(tmp_path / "in.jsonl", {**hidden, "attributions": [], "events": []})
    quoth.good("import", path, "--set", "gold")
    (found,) = Corpus(tmp_path / "corpus").articles()
    assert found.withheld
    assert [(t.start, t.end) for t in found.tokens] == [(0, 3), (4, 8)]
    assert "1 unchanged" in quoth.good("import", path, "--set", "gold")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"text": None}, "in.jsonl:1: document d1 has no text; an article needs it"),
        ({"split": 3}, "in.jsonl:1: document d1, field split: expected a str"),
        ({"text_sha256": "0" * 64}, "in.jsonl:1: document d1, field text_sha256: expected 000000000000…"),
        ({"published": "soon"}, "expected ISO 8601"),
        ({"mentions": [{"id": "m1", "start": 8, "end": 99}]}, "mention m1, field start"),
        ({"mentions": []}, "attribution a1, field sources[0]: expected the id of a mention, found m1"),
        ({"id": "a/b"}, "document a/b, field id: expected 1 to 100 of A-Z"),
        ({"text": "x\0" + "y" * 30}, "U+0000"),
    ],
)
def test_bad_documents_are_named(quoth: Quoth, tmp_path: Path, fields: dict[str, Any], message: str) -> None:
    assert message in quoth.bad("import", write(tmp_path / "in.jsonl", document(**fields)), "--set", "gold")


@pytest.mark.skipif(not GUM.exists(), reason="the GUM texts are not here")
def test_gum_survives_the_store(quoth: Quoth, tmp_path: Path) -> None:
    quoth.good("import", GUM, "--set", "gum")
    corpus = Corpus(tmp_path / "corpus")
    kept = {d.id: d for d in corpus.documents("gum")}
    for line in GUM.read_bytes().splitlines():
        whole = parse(line)
        ours = json.loads(dumps(kept[whole.id]))
        theirs = json.loads(dumps(whole))
        del ours["tokens"], theirs["tokens"]  # the corpus has its own rule for them
        assert ours == theirs
    assert "0 errors" in quoth.good("validate", "gum")
    assert "12 unchanged" in quoth.good("import", GUM, "--set", "gum")
