"""``quoth adjudicate --list``: who is asked, what is ready, and what is told, without any server."""

from pathlib import Path

import pytest
from studio.commands import quoth

from quoth.adjudication.cases import choose
from quoth.store import write_annotations, write_articles
from quoth_eval.assignment import Assignment, assignment_lines
from quoth_eval.corpus import Article, Corpus
from quoth_eval.document import Document, Mention

TEXT = "Ann left."


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Corpus:
    """Two articles by two annotators, one of which a third has, too."""
    root = tmp_path / "corpus"
    write_articles(root, [(Article(i), TEXT) for i in ("one", "two", "three")])
    found = Corpus(root)
    for name, article, kind in (
        ("ada", "one", "PER"),
        ("ben", "one", "ORG"),
        ("ada", "two", "PER"),
        ("ben", "two", "PER"),
        ("cy", "two", "PER"),
        ("ada", "three", "PER"),
    ):
        ann = Mention("m1", 0, 3, kind, "NAM")
        empty = {"entities": (), "attributions": (), "events": ()}
        write_annotations(found, name, Document(article, TEXT, mentions=(ann,), **empty))
    monkeypatch.chdir(tmp_path)
    return Corpus(root)


def test_disputes_are_listed_in_words_and_as_json(corpus: Corpus) -> None:
    ran = quoth("adjudicate", "ada", "ben", "--list")
    assert "one: 1 disputes; agreed: 0 mentions" in ran.out
    assert "1. [0:3] “Ann” type: ada PER NAM; ben ORG NAM (ENT-13)" in ran.out
    assert "not ready: three: not labelled by ben" in ran.err
    told = quoth("adjudicate", "ada", "ben", "one", "--list", "--json").json
    assert list(told["articles"]) == ["one"]
    [dispute] = told["articles"]["one"]["disputes"]
    assert (dispute["rule"], dispute["says"]) == ("type", {"ada": "PER NAM", "ben": "ORG NAM"})


def test_who_is_asked_follows_the_assignment(corpus: Corpus) -> None:
    lines = [
        Assignment("one", ("ada", "ben", "cy")),
        Assignment("two", ("ada", "ben")),
        Assignment("three", ("ada",)),
    ]
    corpus.assignments_file.write_bytes(assignment_lines(lines))
    found = choose(Corpus(corpus.root), ("ada", "ben", "cy"))
    assert found.ready == {"two": ("ada", "ben")}
    assert found.waiting == {"one": "not labelled by cy"}
    assert "two" in quoth("adjudicate", "--list", "--json").json["articles"]
    training = Assignment("two", ("ada", "ben"), training=True)
    corpus.assignments_file.write_bytes(assignment_lines([training]))
    assert "two" not in choose(Corpus(corpus.root), ("ada", "ben"), ("two",)).ready


def test_a_layer_that_one_did_not_annotate_keeps_the_article_back(corpus: Corpus) -> None:
    bare = Document("two", TEXT, mentions=(Mention("m1", 0, 3, "PER", "NAM"),), entities=())
    write_annotations(corpus, "ben", bare)
    found = choose(Corpus(corpus.root), ("ada", "ben"))
    assert found.waiting["two"] == "attributions not annotated by ben"


WRONG = [
    (("ada",), "two annotation sets or more"),
    (("ada", "nope"), "neither an annotation set"),
    (("ada", "gold"), "gold is what adjudication makes"),
    ((), "two annotation sets or more"),
]


@pytest.mark.parametrize(("names", "said"), WRONG)
def test_wrong_use_says_what_to_do(corpus: Corpus, names: tuple[str, ...], said: str) -> None:
    write_annotations(corpus, "gold", nothing_in("one"))
    ran = quoth("adjudicate", *names, "--list")
    assert ran.status == 2
    assert said in ran.err


def nothing_in(article: str) -> Document:
    """Something to have as gold."""
    return Document(article, TEXT, mentions=(), entities=(), attributions=(), events=())
