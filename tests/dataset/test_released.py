"""The corpus as it is released: its card, its examples, its Croissant description."""

from pathlib import Path
from typing import Any

import pytest
from carded import run_examples

from quoth.dataset.build import build
from quoth.dataset.items import items_of
from quoth.dataset.prose import read
from quoth.schema import load
from quoth_eval.corpus import Corpus

CORPUS = Corpus(Path(__file__).parents[2] / "corpus")
SET = "gold" if "gold" in CORPUS.sets() else "reader-a"
HEADINGS = (
    "Uses",
    "How to use it",
    "Structure",
    "Data statement",
    "Statistics",
    "Agreement between readings",
    "Baselines",
    "Labels",
    "Texts",
    "Citation",
)


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset of the corpus, built once, without plots."""
    folder = tmp_path_factory.mktemp("released") / "dataset"
    build(items_of(CORPUS, SET), load(), folder, SET, read(CORPUS.root / "README.md"))
    return folder


def test_the_card_is_whole(released: Path) -> None:
    card = (released / "README.md").read_text(encoding="utf-8")
    assert "<!--" not in card
    for heading in HEADINGS:
        assert card.count(f"\n## {heading}\n") == 1, heading


def test_the_examples_run_as_written(released: Path, opened: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded, claims, chain, tags = run_examples(released, opened, monkeypatch)
    assert all(f"{split}: Dataset" in loaded for split in ("train", "dev", "test"))
    assert len({line for line in claims.splitlines() if not line.startswith("- ")}) > 2, (
        "sources of one event"
    )
    assert len(chain.splitlines()) >= 4, "links of a chain"
    assert " B-" in tags
    assert " I-" in tags


def test_every_configuration_loads(released: Path, opened: Any) -> None:
    for name in ("documents", "tokens", "attributions", "claims"):
        found = opened(released, name)
        assert set(found) == {"train", "dev", "test", "withheld"}
        assert all(part.num_rows for part in found.values())


def test_croissant_is_accepted(released: Path) -> None:
    mlcroissant = pytest.importorskip("mlcroissant")
    described = mlcroissant.Dataset(str(released / "croissant.json"))
    assert not described.metadata.issues.errors
    assert len(list(described.records(record_set="documents"))) == len(CORPUS.assigned(SET))


def test_no_words_of_a_withheld_article_are_there(released: Path, opened: Any) -> None:
    withheld = {a.id for a in CORPUS.articles() if a.withheld}
    for split in opened(released, "documents").values():
        for row in split:
            assert (row["text"] is None) == (row["id"] in withheld)
    for split in opened(released, "attributions").values():
        for row in split:
            if row["document_id"] in withheld:
                assert row["cue"] is None
                assert row["content"] is None
                assert row["source_texts"] is None
