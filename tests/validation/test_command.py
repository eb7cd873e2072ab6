"""``quoth validate`` as a person uses it."""

import json
import shutil
from pathlib import Path

import pytest
from running import Quoth

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture
def root(quoth: Quoth, tmp_path: Path) -> Path:
    """A corpus with one good and one broken set."""
    quoth.good("import", FIXTURES / "clean.jsonl", "--set", "gold")
    broken = tmp_path / "corpus" / "annotations" / "ana"
    broken.mkdir()
    lines = (tmp_path / "corpus" / "annotations" / "gold" / "x1.jsonl").read_text()
    (broken / "x1.jsonl").write_text(
        lines.replace('"text":"Ana"', '"text":"Bo"').replace('"stance":"affirms"', '"stance":null')
    )
    return tmp_path / "corpus"


def test_a_valid_set(quoth: Quoth, root: Path) -> None:
    assert quoth.good("validate", "gold") == "0 errors, 0 warnings (1 articles, 1 documents in gold)\n"


def test_findings_stand_under_their_document(quoth: Quoth, root: Path) -> None:
    status, out, _ = quoth("validate")
    assert status == 1
    assert out.splitlines() == [
        "x1 in ana",
        "  error    surface-mismatch: mention m1 [0:3] “Ana”: the line says 'Bo', the text 'Ana'",
        "  warning  attribute-missing: attribution a1 [4:57] “told … the Oro Front had shelled Eden”: "
        "has no stance",
        "",
        "1 errors, 1 warnings (1 articles, 1 documents in ana, 1 documents in gold)",
    ]


def test_json(quoth: Quoth, root: Path) -> None:
    status, out, _ = quoth("validate", "ana", "--json")
    found = json.loads(out)
    assert status == 1
    assert (found["valid"], found["errors"], found["warnings"]) == (False, 1, 1)
    assert found["checked"] == {"articles": 1, "ana": 1}
    assert {(f["rule"], f["set"], f["document"], f["annotation"]) for f in found["findings"]} == {
        ("attribute-missing", "ana", "x1", "a1"),
        ("surface-mismatch", "ana", "x1", "m1"),
    }


def test_findings_cite_the_guideline(quoth: Quoth) -> None:
    _, out, _ = quoth("validate", FIXTURES / "cue-in-content.jsonl")
    assert "the content covers words of its own cue (ATT-07)" in out


def test_files(quoth: Quoth) -> None:
    assert "0 errors" in quoth.good("validate", FIXTURES / "clean.jsonl")
    status, out, _ = quoth("validate", FIXTURES / "relay-cycle.jsonl", FIXTURES / "kb-malformed.jsonl")
    assert status == 1
    assert "2 errors" in out


def test_a_broken_line_hides_no_other(quoth: Quoth, tmp_path: Path) -> None:
    broken = (FIXTURES / "kb-malformed.jsonl").read_text()
    (tmp_path / "x.jsonl").write_text('{"id": 3}\n' + broken)
    status, out, _ = quoth("validate", "x.jsonl")
    assert status == 1
    assert "unreadable: x.jsonl:1: document 3, field id: expected a valid string" in out
    assert "kb-malformed" in out


def test_many_findings_of_a_kind_are_folded(quoth: Quoth, tmp_path: Path) -> None:
    mentions = [{"id": f"m{i}", "start": i, "end": i + 1, "level": "NAM"} for i in range(9)]
    (tmp_path / "x.jsonl").write_text(json.dumps({"id": "x", "text": "a" * 9, "mentions": mentions}))
    _, out, _ = quoth("validate", "x.jsonl")
    assert out.count("mention-untyped: mention") == 5
    assert "mention-untyped: 4 more; --all shows them" in out
    assert quoth("validate", "x.jsonl", "--all")[1].count("mention-untyped: mention") == 9


def test_another_scheme(quoth: Quoth, tmp_path: Path) -> None:
    from importlib.resources import files

    theirs = (files("quoth") / "schema.toml").read_text(encoding="utf-8").replace('"PER"', '"HUMAN"')
    (tmp_path / "theirs.toml").write_text(theirs)
    assert "0 errors" in quoth.good("validate", FIXTURES / "type-unknown.jsonl", "--schema", "theirs.toml")


def test_rules_are_listed(quoth: Quoth) -> None:
    out = quoth.good("validate", "--rules")
    assert "relay-cycle                error    ATT-10  No attribution relays itself" in out
    found = json.loads(quoth.good("validate", "--rules", "--json"))
    assert len(found["rules"]) == len(out.splitlines())


def test_a_set_without_its_article(quoth: Quoth, tmp_path: Path) -> None:
    shutil.copytree(FIXTURES / "article-unknown", tmp_path / "corpus")
    status, out, _ = quoth("validate", "gold")
    assert status == 1
    assert "article-unknown" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nobody"], "no annotation set nobody; known are: ana, gold"),
        (["nothing.jsonl"], "nothing.jsonl: cannot be read"),
        (["--schema", "none.toml"], "cannot read the schema"),
        (["--corpus", "nowhere"], "nowhere: no such folder"),
    ],
)
def test_wrong_use_is_told_in_a_line(quoth: Quoth, root: Path, arguments: list[str], message: str) -> None:
    assert message in quoth.bad("validate", *arguments)
