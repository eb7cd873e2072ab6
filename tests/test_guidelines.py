"""The guidelines agree with the scheme, and every example in them holds."""

import re
from pathlib import Path

import pytest

from quoth.adjudication.citing import CITED
from quoth.guidelines import Example, anchor, bodies, examples, renewed, rules
from quoth.notation import read
from quoth.schema import load
from quoth.studio.findings import GUIDELINES
from quoth.validation.rule import Case
from quoth.validation.run import examine

PAGES = sorted((Path(__file__).parents[1] / "guidelines").glob("*.md"))
TEXTS = {page.name: page.read_text("utf-8") for page in PAGES}
RULES = {rule: body for text in TEXTS.values() for rule, body in bodies(text).items()}
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


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_a_reason_examples_and_what_to_do_when_unsure(rule: str) -> None:
    found = [line.split()[0] for line in RULES[rule].splitlines() if line.startswith(("*Why:*", "*Unsure"))]
    assert [part[:5] for part in found] == ["*Why:", "*Unsu"]
    own = [example.right for example in EXAMPLES if example.rule == rule]
    assert set(own) == {True, False}
    assert RULES[rule].count("*Wrong:*") == own.count(False), "say that a wrong example is one"


@pytest.mark.parametrize("page", [name for name, text in TEXTS.items() if rules(text)])
def test_the_page_opens_with_all_its_rules_in_short(page: str) -> None:
    rows = re.findall(r"^\| \[([A-Z]{3}-\d\d)\]\(#(\S+)\) \| (.+) \|$", TEXTS[page], re.MULTILINE)
    titles = rules(TEXTS[page])
    assert [(rule, link) for rule, link, _ in rows] == [(r, anchor(f"{r} {titles[r]}")) for r in titles]
    assert all(len(gist) < 90 for _, _, gist in rows)


@pytest.mark.parametrize("page", TEXTS)
def test_links_between_rules_lead_somewhere(page: str) -> None:
    for target, place in re.findall(r"\]\(((?:[\w-]+\.md)?)#(\S+?)\)", TEXTS[page]):
        heads = re.findall(r"^#+ (.+)$", TEXTS[target or page], re.MULTILINE)
        assert place in {anchor(head) for head in heads}, f"{target}#{place}"


def test_a_wrong_example_is_not_also_shown_as_right() -> None:
    shown = {example.notation for example in EXAMPLES if example.right}
    assert not [example for example in EXAMPLES if not example.right and example.notation in shown]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.rule)
def test_examples_hold(example: Example) -> None:
    document = read(example.notation)
    assert document.mentions or document.attributions or document.events
    if example.right:
        assert [f"{f.rule}: {f.surface}" for f in examine(Case(document, load()))] == []


def test_findings_of_pull_and_disputes_cite_rules_that_are_written() -> None:
    disputes = {rule for cited in CITED.values() for rule in cited.values()}
    assert disputes | set(GUIDELINES.values()) <= set(RULES)


def test_a_finding_that_cites_a_rule_is_one_of_pull() -> None:
    sources = Path(__file__).parents[1].glob("scripts/quoth/studio/*.py")
    code = "".join(file.read_text("utf-8") for file in sources if file.name != "findings.py")
    assert [name for name in GUIDELINES if f'"{name}"' not in code] == []
