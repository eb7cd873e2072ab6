"""``quoth import`` as a person uses it."""

import json
from pathlib import Path

import pytest
from invented import ROUNDUP
from running import Quoth

from quoth_eval.corpus import Corpus

ID = "Eden-drought"


@pytest.fixture
def article(quoth: Quoth, tmp_path: Path) -> Path:
    """A file with the invented article, as an editor on Windows saves it, in the folder where quoth runs."""
    path = tmp_path / "Eden drought.txt"
    path.write_bytes(ROUNDUP.replace("\n", " \u00a0\r\n").encode())
    return path


def everything(folder: Path) -> dict[str, bytes]:
    """Every file of a corpus with its bytes."""
    return {str(f): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


def test_an_article_comes_in(quoth: Quoth, article: Path, tmp_path: Path) -> None:
    out = quoth.good("import", article, "--publisher", "OTV", "--license", "CC-BY-4.0")
    assert f"new       {ID}  ‘Not a drop’: Eden drought talks end in row  2031-05-04T18:30:00" in out
    corpus = Corpus(tmp_path / "corpus")
    (found,) = corpus.articles()
    assert (found.publisher, found.license, found.language) == ("OTV", "CC-BY-4.0", "en")
    assert (tmp_path / "corpus" / "text" / f"{ID}.txt").read_bytes() == ROUNDUP.strip().encode()
    assert not found.tokens
    assert corpus.document(ID).tokens[0].of(ROUNDUP) == "World"


def test_the_same_text_again_changes_nothing(quoth: Quoth, article: Path, tmp_path: Path) -> None:
    quoth.good("import", article, "--story", "drought")
    before = everything(tmp_path / "corpus")
    article.write_text(ROUNDUP)  # other line ends and padding, the same text
    assert "1 unchanged" in quoth.good("import", article)
    assert "unchanged" in quoth.good("import", article, "--story", "drought")
    assert everything(tmp_path / "corpus") == before


def test_another_text_is_refused_and_the_difference_shown(
    quoth: Quoth, article: Path, tmp_path: Path
) -> None:
    quoth.good("import", article)
    before = everything(tmp_path / "corpus")
    article.write_text(ROUNDUP.replace("Three valley", "Four valley"))
    err = quoth.bad("import", article)
    assert "they differ first at line 6, column 1 (offset 74):" in err
    assert "⟨T⟩hree valley" in err
    assert "\n-Three valley towns" in err
    assert "\n+Four valley towns" in err
    assert err.splitlines()[-1].startswith("quoth: ")
    assert everything(tmp_path / "corpus") == before


def test_update_replaces_a_text_that_nobody_labelled(quoth: Quoth, article: Path, tmp_path: Path) -> None:
    quoth.good("import", article, "--split", "train")
    article.write_text(ROUNDUP.replace("Three valley", "Four valley"))
    assert "1 changed" in quoth.good("import", article, "--update")
    (found,) = Corpus(tmp_path / "corpus").articles()
    assert found.split == "train"
    labelled = tmp_path / "corpus" / "annotations" / "gold"
    labelled.mkdir(parents=True)
    (labelled / f"{ID}.jsonl").touch()
    article.write_text(ROUNDUP)
    assert "labelled in gold" in quoth.bad("import", article, "--update")


def test_stated_fields_change_with_update_only(quoth: Quoth, article: Path, tmp_path: Path) -> None:
    quoth.good("import", article)
    assert "its publisher is None, not 'OTV'; pass --update" in quoth.bad(
        "import", article, "--publisher", "OTV"
    )
    quoth.good("import", article, "--publisher", "OTV", "--title", "Dry", "--update")
    (found,) = Corpus(tmp_path / "corpus").articles()
    assert (found.publisher, found.title) == ("OTV", "Dry")
    assert "unchanged" in quoth.good("import", article)


def test_what_is_stated_wins_over_what_is_found(quoth: Quoth, article: Path, tmp_path: Path) -> None:
    options = {
        "--title": "Dry",
        "--published": "2031-05-05",
        "--url": "https://otv.example",
        "--language": "en-GB",
    }
    options |= {"--split": "dev", "--story": "drought", "--genre": "roundup", "--id": "d-1"}
    quoth.good("import", article, *[word for pair in options.items() for word in pair])
    (found,) = Corpus(tmp_path / "corpus").articles()
    assert {f"--{name}": getattr(found, name) for name in ("title", "published", "url", "language")} | {
        f"--{name}": getattr(found, name) for name in ("split", "story", "genre", "id")
    } == options


def test_an_import_is_done_whole_or_not_at_all(quoth: Quoth, article: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"one\x00")
    (tmp_path / "empty.txt").write_text(" \n")
    err = quoth.bad("import", tmp_path)
    assert "bad.txt: line 1, column 4: U+0000 (NUL) cannot be stored" in err
    assert "empty.txt: there is no text in this file" in err
    assert "nothing was imported, because of the 2 problems above" in err
    assert not (tmp_path / "corpus").exists()


def test_two_files_with_one_name(quoth: Quoth, article: Path, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    twin = tmp_path / "more" / article.name
    twin.write_bytes(article.read_bytes())
    assert "1 new" in quoth.good("import", article, twin)
    twin.write_text("Another text.")
    assert "gives another text the same id" in quoth.bad(
        "import", article, twin, "--corpus", tmp_path / "other"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere.txt"], "nowhere.txt: no such file or folder"),
        (["."], "holds no .txt"),
        (["Ω.txt"], "no id can be made from this name; pass --id"),
        (["a.txt", "--published", "today"], "expected ISO 8601"),
        (["a.txt", "b.txt", "--title", "T"], "--title is for a single article, and there are 2"),
        (["a.txt", "b.txt", "--id", "x"], "--id is for a single article, and there are 2"),
        (["a.txt", "--id", "../x"], "cannot be an article's id"),
        (["a.txt", "more/A.txt"], "differs from a only in case"),
        (["a.txt", "--schema", "none.toml"], "cannot read the schema"),
        (["x.jsonl"], "x.jsonl:1: no valid JSON"),
    ],
)
def test_wrong_use_is_told_in_a_line(
    quoth: Quoth, tmp_path: Path, arguments: list[str], message: str
) -> None:
    if arguments != ["."]:
        (tmp_path / "more").mkdir()
        for name, text in {
            "a.txt": "Ana left.",
            "b.txt": "Bo left.",
            "more/A.txt": "Cy left.",
            "Ω.txt": "?",
        }.items():
            (tmp_path / name).write_text(text)
        (tmp_path / "x.jsonl").write_text("{")
    err = quoth.bad("import", *arguments)
    assert message in err
    assert not (tmp_path / "corpus" / "articles.jsonl").exists()


def test_json(quoth: Quoth, article: Path, tmp_path: Path) -> None:
    found = json.loads(quoth.good("import", article, "--json"))
    assert found == {
        "corpus": str(tmp_path / "corpus"),
        "new": [ID],
        "changed": [],
        "unchanged": [],
        "annotations": {"set": None, "written": []},
        "notes": [],
    }


def test_remarks_on_what_was_not_found(quoth: Quoth, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ana and Bo left the house at Eden on a Sunday in May.")
    status, _, err = quoth("import", "a.txt")
    assert status == 0
    assert "a: no headline was found; state it with --title and --update" in err
    assert "a: no date was found" in err


def test_a_withheld_text_stays_out_of_the_corpus(quoth: Quoth, article: Path, tmp_path: Path) -> None:
    root = tmp_path / "corpus"
    quoth.good("import", article, "--withheld")
    (found,) = Corpus(root).articles()
    assert found.withheld
    assert found.tokens
    assert Corpus(root).text(found) is None
    assert Corpus(root, hydrated=True).text(found) == ROUNDUP.strip()
    assert {f.name for f in root.iterdir()} == {"articles.jsonl", "hydrated"}
    assert (root / "hydrated" / ".gitignore").read_text().endswith("\n*\n")
    assert b"farmers" not in (root / "articles.jsonl").read_bytes()


def test_withholding_a_labelled_article_takes_its_words_away(
    quoth: Quoth, article: Path, tmp_path: Path
) -> None:
    root = tmp_path / "corpus"
    quoth.good("import", article)
    lines = root / "annotations" / "gold" / f"{ID}.jsonl"
    lines.parent.mkdir(parents=True)
    start = ROUNDUP.index("Marek")
    lines.write_text(
        f'{{"kind":"mention","id":"m1","start":{start},"end":{start + 5},"type":"PER","text":"Marek"}}\n'
    )
    quoth.good("import", article, "--withheld", "--update")
    assert "Marek" not in lines.read_text()
    assert not (root / "text" / f"{ID}.txt").exists()
    assert "0 errors" in quoth.good("validate")
    quoth.good("import", article, "--no-withheld", "--update")
    assert '"text":"Marek"' in lines.read_text()
    assert (root / "text" / f"{ID}.txt").exists()
