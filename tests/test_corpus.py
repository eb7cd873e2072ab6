"""Reading a corpus folder."""

from pathlib import Path

import pytest

from quoth_eval.corpus import Article, Corpus, article_line, find_corpus, parse_article
from quoth_eval.document import Section, Span
from quoth_eval.errors import InputError

LINE = b'{"kind":"mention","id":"m1","start":0,"end":3,"text":"Ana"}\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two articles, one of them withheld, and two sets."""
    folder = tmp_path / "corpus"
    (folder / "text").mkdir(parents=True)
    (folder / "annotations" / "ana").mkdir(parents=True)
    (folder / "annotations" / "gold").mkdir()
    hidden = Article("b", withheld=True, tokens=(Span(0, 3), Span(4, 8)))
    (folder / "articles.jsonl").write_bytes(article_line(Article("a", title="A")) + article_line(hidden))
    (folder / "text" / "a.txt").write_bytes("Ana left.\n“é🎁”".encode())
    (folder / "annotations" / "gold" / "a.jsonl").write_bytes(LINE)
    (folder / "annotations" / "gold" / "b.jsonl").touch()
    return folder


def test_articles_and_texts(root: Path) -> None:
    corpus = Corpus(root)
    a, b = corpus.articles()
    assert (a.id, a.title, b.withheld) == ("a", "A", True)
    assert corpus.text(a) == "Ana left.\n“é🎁”"
    assert corpus.text(b) is None
    assert b.length == 8
    assert a.length is None


def test_documents_of_a_set(root: Path) -> None:
    corpus = Corpus(root)
    assert corpus.sets() == ("ana", "gold")
    assert corpus.assigned("ana") == ()
    a, b = corpus.documents("gold")
    assert (a.id, len(a.mentions or ()), a.events) == ("a", 1, ())
    assert (b.text, b.mentions, b.tokens) == (None, (), (Span(0, 3), Span(4, 8)))
    assert [d.mentions for d in corpus.documents()] == [None, None]
    assert a.tokens[0] == Span(0, 3)


def test_own_copies_show_only_when_asked_for(root: Path) -> None:
    (root / "hydrated").mkdir()
    (root / "hydrated" / "b.txt").write_text("Ana fled")
    assert Corpus(root).document("b").text is None
    assert Corpus(root, hydrated=True).document("b").text == "Ana fled"


@pytest.mark.parametrize(
    ("file", "data", "message"),
    [
        ("articles.jsonl", b'{"id":"a"}\n{', "articles.jsonl:2: Invalid JSON"),
        ("articles.jsonl", b'{"id":"a"}\n\n{"id":"a"}\n', "articles.jsonl:3: article a is listed twice"),
        ("articles.jsonl", b'{"id":"../a"}', "articles.jsonl:1: field id: expected 1 to 100 of"),
        ("articles.jsonl", b'{"title":"a"}', "articles.jsonl:1: field id: missing"),
        (
            "articles.jsonl",
            b'{"id":"a","withheld":1}',
            "articles.jsonl:1: field withheld: expected a valid boolean",
        ),
        (
            "articles.jsonl",
            b'{"id":"a","sections":[{"start":0}]}',
            "articles.jsonl:1: field sections.0.end: missing",
        ),
        ("text/a.txt", b"\xff", "a.txt: no UTF-8 at byte 0"),
        ("text/a.txt", None, "a.txt: missing; import the article a again"),
        ("annotations/gold/a.jsonl", LINE + b"{", "gold/a.jsonl:2: no valid JSON"),
        ("annotations/gold/c.jsonl", b"", "articles.jsonl: no article c; import it first"),
    ],
)
def test_a_broken_file_is_named_with_its_line(
    root: Path, file: str, data: bytes | None, message: str
) -> None:
    if data is None:
        (root / file).unlink()
    else:
        (root / file).write_bytes(data)
    with pytest.raises(InputError) as error:
        list(Corpus(root).documents("gold"))
    assert message in str(error.value)


def test_what_is_not_there_is_told(root: Path) -> None:
    corpus = Corpus(root)
    assert corpus.find("c") is None
    with pytest.raises(InputError, match="no annotation set bo; known are: ana, gold"):
        corpus.documents("bo")
    with pytest.raises(InputError, match="article a is not in set ana"):
        corpus.document("a", "ana")
    with pytest.raises(InputError, match="no article c"):
        corpus.document("c")


@pytest.mark.parametrize("name", ["..", "a/b", "", ".hidden", "ä", "x" * 101])
def test_names_never_become_paths_unchecked(root: Path, name: str) -> None:
    for call in (Corpus(root).set_file, Corpus(root).annotations):
        with pytest.raises(InputError, match="cannot be an id or the name of a set"):
            call(name, "a")
        with pytest.raises(InputError, match="cannot be an id or the name of a set"):
            call("gold", name)


def test_a_folder_without_articles_is_an_empty_corpus(tmp_path: Path) -> None:
    assert Corpus(tmp_path).articles() == ()
    assert Corpus(tmp_path).sets() == ()


def test_the_nearest_corpus_is_found(root: Path, tmp_path: Path) -> None:
    deep = tmp_path / "x" / "y"
    deep.mkdir(parents=True)
    assert find_corpus(deep) == find_corpus(root) == find_corpus(tmp_path) == root
    (deep / "corpus").mkdir()
    assert find_corpus(deep) == deep / "corpus"


def test_without_a_corpus_the_message_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "is_dir", lambda _: False)
    with pytest.raises(InputError, match="pass --corpus DIR, or make one with quoth import"):
        find_corpus(tmp_path)


def test_an_article_survives_its_line() -> None:
    article = Article(
        "a",
        withheld=True,
        split="dev",
        sections=(Section(5, 9, "body"), Section(0, 4, "headline")),
        tokens=(Span(0, 4), Span(5, 9)),
    )
    line = article_line(article)
    again = parse_article(line, "x")
    assert again.sections == (Section(0, 4, "headline"), Section(5, 9, "body"))
    assert article_line(again) == line
