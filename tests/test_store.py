"""Writing a corpus folder: whole files or the old ones, the same bytes for the same content."""

import os
import stat
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from strategies import TEXT, documents

from quoth.store import write_annotations, write_articles, write_atomic
from quoth_eval.corpus import Article, Corpus
from quoth_eval.document import Document, Mention, Span
from quoth_eval.errors import InputError


@given(document=documents())
def test_a_document_survives_the_store(tmp_path_factory: pytest.TempPathFactory, document: Document) -> None:
    root = tmp_path_factory.mktemp("corpus")
    write_articles(root, [(Article(document.id), TEXT)])
    assert write_annotations(Corpus(root), "gold", document)
    first = (root / "annotations" / "gold" / f"{document.id}.jsonl").read_bytes()
    again = Corpus(root).document(document.id, "gold")
    assert (again.mentions, again.entities, again.attributions, again.events) == (
        document.canonical().mentions,
        document.canonical().entities,
        document.canonical().attributions,
        document.canonical().events,
    )
    assert not write_annotations(Corpus(root), "gold", again)
    assert (root / "annotations" / "gold" / f"{document.id}.jsonl").read_bytes() == first


def test_texts_keep_their_bytes_and_articles_their_order(tmp_path: Path) -> None:
    assert write_articles(tmp_path, [(Article("b"), "é\n🎁 "), (Article("a"), "x")])
    assert (tmp_path / "text" / "b.txt").read_bytes() == "é\n🎁 ".encode()
    assert [a.id for a in Corpus(tmp_path).articles()] == ["a", "b"]
    assert not write_articles(tmp_path, [(Article("a"), "x")])
    assert write_articles(tmp_path, [(Article("a", title="A"), "x")])
    assert sorted(f.name for f in tmp_path.rglob("*") if f.is_file()) == ["a.txt", "articles.jsonl", "b.txt"]


def test_a_withheld_text_is_kept_where_git_does_not_look(tmp_path: Path) -> None:
    write_articles(tmp_path, [(Article("a", tokens=(Span(0, 3),)), "Ana")])
    write_articles(tmp_path, [(Article("a", withheld=True, tokens=(Span(0, 3),)), "Ana")])
    assert not (tmp_path / "text" / "a.txt").exists()
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    status = ["git", "-C", str(tmp_path), "status", "--short", "--untracked-files=all"]
    assert subprocess.run(status, check=True, capture_output=True, text=True).stdout == "?? articles.jsonl\n"
    write_annotations(Corpus(tmp_path, hydrated=True), "gold", Document("a", mentions=(Mention("m1", 0, 3),)))
    assert b"Ana" not in (tmp_path / "annotations" / "gold" / "a.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("article", "message"),
    [
        (Article("../a"), "cannot be an article's id"),
        (Article("A"), "differs from a only in case"),
        (Article("b"), "article b has no text"),
    ],
)
def test_what_cannot_be_written_is_refused(tmp_path: Path, article: Article, message: str) -> None:
    write_articles(tmp_path, [(Article("a"), "x")])
    with pytest.raises(InputError, match=message):
        write_articles(tmp_path, [(article, None)])
    assert [a.id for a in Corpus(tmp_path).articles()] == ["a"]


@pytest.mark.parametrize(
    ("set_name", "document", "message"),
    [
        ("gold", Document("b"), "no article b"),
        ("../gold", Document("a"), "cannot be an id or the name of a set"),
        ("gold", Document("a", mentions=(Mention("m1", 0, 9),)), "mention m1, field start"),
    ],
)
def test_annotations_that_do_not_fit_are_refused(
    tmp_path: Path, set_name: str, document: Document, message: str
) -> None:
    write_articles(tmp_path, [(Article("a"), "Ana")])
    with pytest.raises(InputError, match=message):
        write_annotations(Corpus(tmp_path), set_name, document)
    assert not (tmp_path / "annotations").exists()


def test_files_get_ordinary_rights(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        write_atomic(tmp_path / "x", b"1")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o644


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="cannot write"):
        write_atomic(tmp_path / "file" / "x", b"1")


def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_atomic(tmp_path / "x", b"old")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_atomic(tmp_path / "x", b"new")
    assert [f.name for f in tmp_path.iterdir()] == ["x"]
    assert (tmp_path / "x").read_bytes() == b"old"


def test_a_kill_between_writing_and_renaming_leaves_the_old_corpus(tmp_path: Path) -> None:
    write_articles(tmp_path, [(Article("a"), "Ana")])
    write_annotations(Corpus(tmp_path), "gold", Document("a", mentions=(Mention("m1", 0, 3),)))
    before = {f: f.read_bytes() for f in tmp_path.rglob("*") if f.is_file()}
    script = dedent(
        """
        import os, signal, sys
        from pathlib import Path
        from quoth.store import write_annotations
        from quoth_eval.corpus import Corpus
        from quoth_eval.document import Document
        Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
        write_annotations(Corpus(Path(sys.argv[1])), "gold", Document("a", mentions=()))
        """
    )
    done = subprocess.run([sys.executable, "-c", script, tmp_path], check=False)
    assert done.returncode < 0
    assert {f: f.read_bytes() for f in before} == before
    (left,) = set(tmp_path.rglob("*.tmp"))
    assert left.name.startswith(".")
    assert Corpus(tmp_path).assigned("gold") == ("a",)
    assert len(list(Corpus(tmp_path).documents("gold"))) == 1
