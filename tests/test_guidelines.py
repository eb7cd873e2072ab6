"""The guidelines agree with the scheme, and every example in them holds."""

import re
from pathlib import Path

import pytest

from quoth.guidelines import Example, examples, renewed, rules
from quoth.notation import read
from quoth.schema import load
from quoth.validation.rule import Case
from quoth.validation.run import examine

PAGES = sorted((Path(__file__).parents[1] / "guidelines").glob("*.md"))
EXAMPLES = [example for page in PAGES for example in examples(page.read_text("utf-8"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_the_label_tables_are_those_of_the_scheme(page: Path) -> None:
    text = page.read_text("utf-8")
    assert renewed(text, load()) == text, "run: python -m quoth.guidelines guidelines/"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_pictures_are_there_and_small(page: Path) -> None:
    for name in re.findall(r"images/[\w-]+\.png", page.read_text("utf-8")):
        assert 0 < (page.parent / name).stat().st_size < 200_000, name


def test_rules_are_numbered_without_gaps() -> None:
    for page in PAGES:
        found = [rule.partition("-") for rule in rules(page.read_text("utf-8"))]
        assert [int(number) for _, _, number in found] == list(range(1, len(found) + 1))
        assert len({prefix for prefix, _, _ in found}) <= 1


def test_there_are_examples_right_and_wrong() -> None:
    assert sum(e.right for e in EXAMPLES) > 30
    assert sum(not e.right for e in EXAMPLES) >= 2


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.rule)
def test_examples_hold(example: Example) -> None:
    document = read(example.notation)
    assert document.mentions or document.attributions or document.events
    if example.right:
        assert [f"{f.rule}: {f.surface}" for f in examine(Case(document, load()))] == []
