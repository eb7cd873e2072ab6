"""Figures that the card shows: read from what the commands printed, with the commands that repeat them."""

from dataclasses import replace
from pathlib import Path

import orjson
import pytest
from running import Quoth

from quoth.dataset.items import Item
from quoth.dataset.measured import Measured, measured
from quoth.dataset.measured_sections import AGREEMENT, SCORES, measured_sections
from quoth.store import write_annotations, write_articles
from quoth_eval.corpus import Article, Corpus
from quoth_eval.errors import InputError

CARD = """\
---
agreement:
- title: Round 1
  guidelines: version 1
  result: measured/agreement-1.json
baselines:
- title: Rules
  result: measured/rules.json
- title: By heart
  result: measured/by-heart.json
---
# News from Lida

<!-- quoth:baselines -->

## Then
"""


@pytest.fixture
def corpus(items: list[Item], tmp_path: Path, quoth: Quoth) -> Path:
    """A corpus with two readers and gold, and what was measured in it."""
    root = tmp_path / "corpus"
    documents = [i.document for i in items if not i.withheld]
    write_articles(root, [(Article(d.id, split="test"), d.text) for d in documents])
    second = [replace(d, events=()) for d in documents[:1]]
    for name, found in {"gold": documents, "ann": documents, "ben": second}.items():
        for document in found:
            write_annotations(Corpus(root), name, document)
    _measure(quoth, root / "measured/agreement-1.json", "agree", "ann", "ben", "--bootstrap", "20")
    _measure(quoth, root / "measured/rules.json", "baseline", "rules", "gold")
    by_heart = ("baseline", "by-heart", "gold", "--train", "gold", "--bootstrap", "20", "--seed", "3")
    _measure(quoth, root / "measured/by-heart.json", *by_heart)
    (root / "README.md").write_text(CARD)
    return root


def _measure(quoth: Quoth, file: Path, *command: str) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(quoth.good(*command, "--json"))


def test_the_card_shows_figures_and_commands(corpus: Path, quoth: Quoth) -> None:
    quoth.good("build")
    card = (corpus.parent / "dataset/README.md").read_text()
    assert "- **Round 1** (guidelines: version 1): `ann`, `ben` on 1 article (raid)\n" in card
    assert "\n|  | Round 1 |\n" in card
    assert "\n| mentions: span and type | 1.000 [1.000, 1.000] |\n" in card
    assert "\n| attribution modality: kappa | – |\n" in card
    assert "\n|  | Rules | By heart |\n" in card
    assert "Round 1: only 1 document: below 20" in card
    assert "Rules, By heart: only 2 documents: below 20" in card
    assert card.index("\n|  | Rules |") < card.index("\n## Then\n") < card.index("\n## Agreement\n")
    assert "agreement:" not in card
    commands = [
        "quoth agree ann ben --bootstrap 20 --seed 0 --json > corpus/measured/agreement-1.json",
        "quoth baseline rules gold --json > corpus/measured/rules.json",
        "quoth baseline by-heart gold --train gold --bootstrap 20 --seed 3 --json "
        "> corpus/measured/by-heart.json",
    ]
    for line in commands:
        assert f"{line}\n" in card
        command, file = line.split(" > ")
        assert quoth.good(*command.split()[1:]) == Path(file).read_text()


def test_every_row_has_its_figure(corpus: Path) -> None:
    """A measure that is called otherwise would be shown as undefined."""
    for file, rows in (("agreement-1", AGREEMENT), ("by-heart", SCORES)):
        result = orjson.loads((corpus / f"measured/{file}.json").read_bytes())
        for path in rows.values():
            found = result
            for key in path.split("."):
                assert key in found, path
                found = found[key]


def test_nothing_measured_is_nothing_shown() -> None:
    assert measured({}, Path("README.md")) == Measured()
    assert {text for _, text in measured_sections(Measured()).values()} == {""}


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("agreement: 1", "agreement must be a list of entries with title and result"),
        ("baselines: [{title: x}]", "baselines must be a list of entries with title and result"),
        ("baselines: [{title: x, result: none.json}]", "cannot read none.json"),
        ("baselines: [{title: x, result: ../x.json}]", "../x.json must be a path inside"),
        ("baselines: [{title: x, result: /etc/passwd}]", "/etc/passwd must be a path inside"),
        ("baselines: [{title: x, result: README.md}]", "cannot read README.md"),
        (
            "baselines: [{title: x, result: measured/agreement-1.json}]",
            "measured/agreement-1.json is not what quoth baseline --json prints",
        ),
        (
            "agreement: [{title: x, result: measured/rules.json}]",
            "measured/rules.json is not what quoth agree --json prints",
        ),
    ],
)
def test_what_cannot_be_shown_is_told(corpus: Path, quoth: Quoth, lines: str, problem: str) -> None:
    (corpus / "README.md").write_text(f"---\n{lines}\n---\n# A\n")
    assert problem in quoth.bad("build").replace("\n", " ")


def test_a_set_that_is_gone_is_told(corpus: Path) -> None:
    result = orjson.loads((corpus / "measured/agreement-1.json").read_bytes())
    (corpus / "gone.json").write_bytes(orjson.dumps({**result, "annotators": ["ann", "zoe"]}))
    with pytest.raises(InputError, match="no annotation set zoe"):
        measured({"agreement": [{"title": "x", "result": "gone.json"}]}, corpus / "README.md")
