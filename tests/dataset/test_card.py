"""The card: hand-written prose and generated parts, and examples that run as written."""

import re
from pathlib import Path
from typing import Any

import pytest
from carded import run_examples

from quoth.dataset.build import build
from quoth.dataset.front_matter import dump, split
from quoth.dataset.items import Item
from quoth.dataset.metadata import size_category
from quoth.dataset.prose import Prose, read
from quoth.schema import load
from quoth_eval.errors import InputError

PROSE = """\
---
pretty_name: News from Lida
license: cc-by-4.0
annotations_creators: [expert-generated]
size_categories: [n>1T]
croissant:
  version: 1.2.0
  citeAs: Holm, 2031
---

# News from Lida

Made with care.

<!-- quoth:statistics -->

## Who made it

Nobody knows.
"""


def card(folder: Path) -> tuple[dict[str, Any], str]:
    return split((folder / "README.md").read_text(), "card")


@pytest.fixture
def written(items: list[Item], tmp_path: Path) -> Path:
    """A dataset whose card has prose."""
    (tmp_path / "prose.md").write_text(PROSE)
    build(items, load(), tmp_path / "dataset", "gold", read(tmp_path / "prose.md"))
    return tmp_path / "dataset"


def test_without_prose_the_card_says_what_is_known(dataset: Path) -> None:
    head, body = card(dataset)
    assert head["language"] == ["en"]
    assert head["license"] == "cc-by-4.0"
    assert head["size_categories"] == ["n<1K"]
    assert body.startswith(
        "# Annotated news articles\n\n3 news articles with 63 words, annotated with 16 mentions"
    )
    assert "Withheld: secret." in body
    for heading in ("How to use it", "Structure", "Labels", "Statistics", "Texts"):
        assert body.count(f"\n## {heading}\n") == 1


def test_prose_keeps_its_place_and_the_rest_follows(written: Path) -> None:
    head, body = card(written)
    assert head["pretty_name"] == "News from Lida"
    assert head["annotations_creators"] == ["expert-generated"]
    assert head["size_categories"] == ["n<1K"]
    assert "croissant" not in head
    assert body.index("Made with care") < body.index("### By split") < body.index("Nobody knows.")
    assert body.index("Nobody knows.") < body.index("## How to use it")
    assert "## Statistics" not in body
    assert "quoth:" not in body


def test_a_marker_must_name_a_section(items: list[Item], tmp_path: Path) -> None:
    prose = Prose(body="# A\n\n<!-- quoth:stats -->\n", place="corpus/README.md")
    with pytest.raises(
        InputError, match=r"corpus/README.md: unknown section quoth:stats; known are summary, us"
    ):
        build(items, load(), tmp_path / "d", prose=prose)
    assert not (tmp_path / "d").exists()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("---\na: [\n---\n", "the YAML at its head is broken"),
        ("---\n- a\n---\n", "must have the form `key: value`"),
        ("---\ncroissant: 1\n---\n", "croissant must hold `key: value` lines"),
    ],
)
def test_broken_front_matter_is_named(text: str, problem: str, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(text)
    with pytest.raises(InputError, match=re.escape(problem)) as error:
        read(tmp_path / "README.md")
    assert str(tmp_path / "README.md") in str(error.value)


def test_prose_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_bytes(b"\xff")
    with pytest.raises(InputError, match="cannot read"):
        read(tmp_path / "README.md")


def test_no_prose_is_fine(tmp_path: Path) -> None:
    assert read(None) == read(tmp_path / "none.md") == Prose()


def test_front_matter_comes_back() -> None:
    values = {"pretty_name": "Żaneta’s: “news”", "tags": ["a", "b"]}
    assert split(dump(values) + "\n# Text\n", "x") == (values, "# Text\n")
    assert split("---\r\na: 1\r\n---\r\nText", "x") == ({"a": 1}, "Text")
    assert split("# No YAML\n\n---\n\nText", "x") == ({}, "# No YAML\n\n---\n\nText")


def test_size_categories() -> None:
    assert [size_category(n) for n in (0, 999, 1000, 99_999, 5_000_000)] == [
        "n<1K",
        "n<1K",
        "1K<n<10K",
        "10K<n<100K",
        "n>1M",
    ]


def test_the_examples_of_the_card_run_as_written(dataset: Path, opened: Any, monkeypatch: Any) -> None:
    printed = run_examples(dataset, opened, monkeypatch)
    assert len(printed) == 4
    assert "Herald > Otto Berg\n- affirms positive (shelled) “Raiders" in printed[1]
    assert "Raiders\n- denies positive (shelled)" in printed[1]
    assert printed[2].splitlines()[0].startswith("Herald | wrote | “Raiders")
    assert "Raiders B-ORG\n" in printed[3]
