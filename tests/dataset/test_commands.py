"""``quoth build`` and ``quoth stats`` on a corpus folder, as a user runs them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest

from quoth.cli import main
from quoth.dataset.items import Item
from quoth.store import write_annotations, write_articles
from quoth_eval.corpus import Article, Corpus
from quoth_eval.serialize import dumps

Run = Callable[..., tuple[int, str, str]]


def article(item: Item) -> Article:
    """The corpus's line for an item; the withheld one has its split given, the other takes train."""
    d = item.document
    shared = {
        n: getattr(d, n) for n in ("title", "publisher", "published", "language", "license", "text_sha256")
    }
    layout = {n: getattr(d, n) for n in ("sections", "sentences", "tokens")}
    split = None if item.split == "train" else item.split
    return Article(
        d.id, split=split, genre=item.genre, story=item.story, withheld=item.withheld, **shared, **layout
    )


@pytest.fixture
def corpus(items: list[Item], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus with a card, three articles and their gold labels, and one article nobody has labelled."""
    root = tmp_path / "corpus"
    write_articles(root, [(article(i), i.document.text or "") for i in items if not i.withheld])
    write_articles(root, [(Article("later"), "Not yet.")])
    (hidden,) = [article(i) for i in items if i.withheld]
    with (root / "articles.jsonl").open("ab") as file:
        from quoth_eval.corpus import article_line

        file.write(article_line(hidden))
    for item in items:
        write_annotations(Corpus(root), "gold", item.document)
    (root / "README.md").write_text("# News from Lida\n")
    monkeypatch.chdir(tmp_path)
    return root


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run ``quoth``; the exit status, standard output and standard error."""

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["quoth", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    return call


def test_build_writes_the_dataset_beside_the_corpus(
    corpus: Path, run: Run, items: list[Item], opened: Any
) -> None:
    status, out, err = run("build")
    assert status == 0
    assert out.splitlines()[1:] == [
        "  documents: train 1, test 2",
        "  tokens: train 4, test 3",
        "  attributions: train 6, test 1",
        "  claims: train 5, test 1",
    ]
    assert "left out, as the set gold does not have them: 1 of 4 articles" in err
    folder = corpus.parent / "dataset"
    assert (folder / "README.md").read_text().count("# News from Lida\n") == 1
    assert opened(folder, split="test")["id"] == ["quiet", "secret"]


def test_build_as_json(corpus: Path, run: Run) -> None:
    status, out, _ = run("build", "--json", "--out", "elsewhere", "--corpus", str(corpus))
    found = orjson.loads(out)
    assert (status, found["folder"], found["rows"]["claims"]) == (0, "elsewhere", {"train": 5, "test": 1})


def test_what_build_wrote_scores_perfectly_against_the_set(corpus: Path, run: Run) -> None:
    run("build")
    status, out, _ = run("score", "gold", "dataset", "--json")
    assert status == 0
    assert orjson.loads(out)["entities"]["strict"]["f1"] == 1.0
    status, out, _ = run("score", "dataset@test", "dataset@test", "--json")
    assert orjson.loads(out)["documents"]["gold"] == 2


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["build", "--set", "silver"], "no annotation set silver; known are: gold"),
        (["build", "--out", "corpus"], "which quoth build did not write; name another folder with --out"),
        (["build", "--schema", "none.toml"], "cannot read the schema none.toml"),
        (["stats", "silver"], "no annotation set silver"),
        (["stats", "--corpus", "nowhere"], "--corpus nowhere: no such folder"),
    ],
)
def test_wrong_use_is_told_in_a_line(corpus: Path, run: Run, arguments: list[str], problem: str) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert problem in err.replace("\n", " ")
    assert "Traceback" not in err


def test_nothing_is_said_to_be_left_out_when_nothing_is(corpus: Path, run: Run) -> None:
    (corpus / "annotations/gold/later.jsonl").write_bytes(b"")
    assert run("build")[2] == ""


def test_an_empty_set_is_refused(corpus: Path, run: Run) -> None:
    (corpus / "annotations/none").mkdir()
    status, _, err = run("stats", "none")
    assert (status, "the set none has no article" in err) == (2, True)


def test_a_bad_split_is_named(corpus: Path, run: Run) -> None:
    later = replace(Corpus(corpus).article("later"), split="../x")
    write_articles(corpus, [(later, "Not yet.")])
    (corpus / "annotations/gold/later.jsonl").write_bytes(b"")
    status, _, err = run("build")
    assert (status, "article later: expected the split train, dev or test, found '../x'" in err) == (2, True)


def test_own_copies_are_built_only_when_asked_for(corpus: Path, run: Run, tmp_path: Path) -> None:
    (corpus / "hydrated").mkdir()
    (corpus / "hydrated/secret.txt").write_bytes(b"Nobody but Mira Holm knows that Berg left.")
    run("build")
    run("build", "--hydrated", "--out", "own")
    card = {name: (tmp_path / name / "README.md").read_text() for name in ("dataset", "own")}
    assert "Withheld: secret." in card["dataset"]
    assert "Not to be passed on: secret." in card["own"]


def test_stats_as_a_table(corpus: Path, run: Run) -> None:
    status, out, err = run("stats")
    assert (status, err) == (0, "")
    assert "Contradicting claims" in out
    assert "nested in another one's content" in out


def test_stats_as_json(corpus: Path, run: Run, items: list[Item]) -> None:
    status, out, _ = run("stats", "gold", "--json")
    found = orjson.loads(out)
    assert (status, found["set"], found["sizes"]["documents"], found["sizes"]["withheld"]) == (
        0,
        "gold",
        3,
        1,
    )
    assert found["sizes"]["mentions"] == sum(len(i.document.mentions or ()) for i in items)
    assert list(found["splits"]) == ["train", "test"]


def test_stats_as_plots(corpus: Path, run: Run) -> None:
    pytest.importorskip("matplotlib")
    status, _, err = run("stats", "--plots", "drawn/plots")
    assert status == 0
    drawn = {f.name: f.read_bytes() for f in (corpus.parent / "drawn/plots").iterdir()}
    assert sorted(drawn) == [f"{n}.svg" for n in ("chains", "contradictions", "density", "labels", "sources")]
    assert "drew drawn/plots/chains.svg" in err
    status, _, err = run("stats", "--plots", "corpus/README.md")
    assert (status, "cannot write corpus/README.md/" in err) == (2, True)


def test_build_has_the_plots_of_stats(
    corpus: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("matplotlib")
    run("build")
    run("stats", "--plots", "plots")
    kept, drawn = (
        {f.name: f.read_bytes() for f in (tmp_path / p).iterdir()} for p in ("dataset/plots", "plots")
    )
    assert kept == drawn
    card = (tmp_path / "dataset/README.md").read_text()
    assert all(f"](plots/{name})" in card for name in kept)
    monkeypatch.setattr("quoth.statistics.drawing.available", lambda: False)
    assert "no plots: they need matplotlib" in run("build")[2]
    assert not (tmp_path / "dataset/plots").exists()
    assert "](plots/" not in (tmp_path / "dataset/README.md").read_text()


def test_gold_lines_stay_the_same_documents(corpus: Path, items: list[Item]) -> None:
    kept = {d.id: d for d in Corpus(corpus).documents("gold")}
    assert {i.document.id: dumps(i.document) for i in items} == {k: dumps(d) for k, d in kept.items()}
