"""Records of adjudication: written, read again, summed up for ``quoth stats``."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from studio.commands import quoth
from two_views import views

from quoth.adjudication.merging import merge
from quoth.adjudication.origins import origins
from quoth.adjudication.records import Record, parse_record, record_file, record_lines, records, summary
from quoth.store import write_annotations, write_articles
from quoth_eval.corpus import Article, Corpus
from quoth_eval.document import Document, Mention
from quoth_eval.errors import InputError

TEXT = "Ann left Vila."


@settings(max_examples=30)
@given(views(3))
def test_a_record_comes_back_as_it_was_written(every: dict[str, Document]) -> None:
    found = Record("d1", tuple(every), ("zoe",), origins(merge(every).document, every))
    again = parse_record(record_lines(found), "x")
    assert record_lines(again) == record_lines(found)
    assert [(o.id, o.origin, o.names, o.spans) for o in again.origins] == [
        (o.id, o.origin, o.names, o.spans) for o in found.origins
    ]


def person(level: str, *more: Mention) -> Document:
    """What somebody says of the text."""
    ann = Mention("m1", 0, 3, "PER", level)
    return Document("d", TEXT, mentions=(ann, *more), entities=(), attributions=(), events=())


@pytest.fixture
def decided(tmp_path: Path) -> Corpus:
    """A corpus with two annotators and gold that follows one of them in one of two decisions."""
    corpus = Corpus(tmp_path / "corpus")
    write_articles(corpus.root, [(Article("d"), TEXT)])
    both = {"ada": person("NAM"), "ben": person("NOM", Mention("m2", 9, 13, "GPE", "NAM"))}
    gold = person("NAM", Mention("m2", 9, 13, "GPE", "NAM"))
    for name, document in {**both, "gold": gold}.items():
        write_annotations(Corpus(corpus.root), name, document)
    record = Record("d", ("ada", "ben"), ("zoe",), origins(gold, both))
    file = record_file(corpus.root, "d")
    file.parent.mkdir()
    file.write_bytes(record_lines(record))
    return Corpus(corpus.root)


def test_stats_tell_how_often_each_was_followed(decided: Corpus) -> None:
    told = quoth("stats", "--corpus", str(decided.root), "--json").json["adjudication"]
    assert told == {
        "articles": 1,
        "origins": {"mention": {"chosen": 2}},
        "annotators": {
            "ada": {"disputed": 2, "followed": 1, "share": 0.5, "rejected": 0},
            "ben": {"disputed": 2, "followed": 1, "share": 0.5, "rejected": 0},
        },
    }
    shown = quoth("stats", "--corpus", str(decided.root)).out
    assert "How often annotators were followed" in shown and "50.0 %" in shown
    assert quoth("stats", "ada", "--corpus", str(decided.root), "--json").json["adjudication"] is None
    assert quoth("validate", "gold", "--corpus", str(decided.root), "--json").json["errors"] == 0


def test_without_records_there_is_nothing_to_tell(tmp_path: Path) -> None:
    assert summary(records(tmp_path)) is None


BAD = [
    (b"", "expected a line"),
    (b"{", "x:1: no JSON object"),
    (b'{"kind": "mention", "id": "m1"}', "expected a line"),
    (b'{"kind": "article", "id": "d"}', "no record of an adjudication"),
    (
        b'{"kind": "article", "id": "d", "annotators": [], "adjudicators": []}\n{"kind": "mention"}',
        "no record",
    ),
]


@pytest.mark.parametrize(("data", "said"), BAD)
def test_a_broken_record_is_named(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        parse_record(data, "x")


def test_ids_never_become_paths_unchecked(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        record_file(tmp_path, "../x")
