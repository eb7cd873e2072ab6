"""Every rule has a fixture, named after it, that breaks this rule and no other."""

import shutil
from pathlib import Path

import pytest

from quoth.guidelines import rules as guidelines
from quoth.schema import load
from quoth.validation.rule import Finding
from quoth.validation.run import examine_articles, examine_file, examine_set, rules
from quoth_eval.corpus import Corpus

FIXTURES = Path(__file__).parent / "fixtures"
RULES = {rule.id: rule for rule in rules()}


def findings_in(name: str) -> list[Finding]:
    """What is found in a fixture: one JSONL file, or a small corpus with the set ``gold``."""
    if (FIXTURES / name).is_dir():
        corpus = Corpus(FIXTURES / name)
        return [*examine_articles(corpus, load()), *examine_set(corpus, "gold", load())]
    return list(examine_file(FIXTURES / f"{name}.jsonl", load()))


@pytest.mark.parametrize("rule_id", RULES)
def test_its_fixture_breaks_exactly_this_rule(rule_id: str) -> None:
    found = findings_in(rule_id)
    assert {f.rule for f in found} == {rule_id}
    assert {f.level for f in found} == {RULES[rule_id].level}
    assert all(f.hit.message and f.document for f in found)


def test_a_clean_document_breaks_none() -> None:
    assert findings_in("clean") == []


def test_no_fixture_is_left_over() -> None:
    names = {f.name.removesuffix(".jsonl") for f in FIXTURES.iterdir()}
    assert names == {*RULES, "clean"}


def test_rules_say_what_they_demand() -> None:
    assert all(rule.says.endswith(".") and len(rule.says) < 90 for rule in RULES.values())


def test_rules_cite_guidelines_that_exist() -> None:
    pages = sorted((Path(__file__).parents[2] / "guidelines").glob("*.md"))
    written = {found for page in pages for found in guidelines(page.read_text("utf-8"))}
    cited = {rule.guideline for rule in RULES.values()} - {None}
    assert len(cited) > 10
    assert cited <= written


def test_a_record_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    shutil.copytree(FIXTURES / "record-stale", tmp_path, dirs_exist_ok=True)
    (tmp_path / "adjudication" / "x1.jsonl").write_bytes(b'{"kind": "article"}')
    [found] = examine_set(Corpus(tmp_path), "gold", load())
    assert (found.rule, found.level) == ("unreadable", "error")
    shutil.rmtree(tmp_path / "adjudication")
    assert list(examine_set(Corpus(tmp_path), "gold", load())) == []


def test_a_finding_names_its_place() -> None:
    (found,) = findings_in("mention-crosses-word")
    assert found.as_json() == {
        "rule": "mention-crosses-word",
        "guideline": "ENT-04",
        "level": "error",
        "set": None,
        "document": "x1",
        "kind": "mention",
        "annotation": "m1",
        "field": None,
        "spans": [{"start": 0, "end": 2}],
        "surface": "An",
        "message": "cuts the word 'Ana' (0:3) at 2",
        "file": str(FIXTURES / "mention-crosses-word.jsonl") + ":1",
    }
