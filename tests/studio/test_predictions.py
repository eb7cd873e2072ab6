"""Predictions of any quality become pre-annotations with the same content, or are refused in words."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from strategies import documents
from studio.valid import SCHEMA, every_feature

from quoth.schema import load
from quoth.store import write_articles
from quoth.studio.incoming import from_results
from quoth.studio.outgoing import to_results
from quoth.studio.predictions import pre_annotation, read_predictions, renumbered
from quoth.studio.tasks import task_data
from quoth_eval.corpus import Article, Corpus
from quoth_eval.document import Attribution, Document, Entity, Mention, Span
from quoth_eval.errors import InputError
from quoth_eval.integrity import check, hash_of
from quoth_eval.serialize import dumps

ARTICLE = replace(every_feature(), mentions=None, entities=None, attributions=None, events=None)


def sizes(document: Document) -> list[int]:
    """How many there are of each kind, entities apart."""
    return [len(x or ()) for x in (document.mentions, document.attributions, document.events)]


@given(documents())
def test_any_document_can_be_numbered_anew_and_pushed(document: Document) -> None:
    anchored = tuple(a for a in document.attributions or () if a.cue or a.content)
    ids = {a.id for a in anchored}
    kept = tuple(replace(a, relays=a.relays if a.relays in ids else None) for a in anchored)
    found = check(renumbered(replace(document, attributions=kept)))
    assert sizes(found) == sizes(replace(document, attributions=kept))
    assert [m.span for m in found.mentions or ()] == [m.span for m in document.canonical().mentions or ()]
    every = [x.id for layer in (found.mentions, found.attributions, found.events) for x in layer or ()]
    assert len(every) == len(set(every))
    same = {
        (a.entity, b.entity)
        for a, b in zip(document.canonical().mentions or (), found.mentions or (), strict=True)
    }
    keyed = [(a, b) for a, b in same if a is not None]
    assert len({a for a, _ in keyed}) == len({b for _, b in keyed}) == len(keyed)
    back, _ = from_results(to_results(found), document, SCHEMA)
    words = [m for m in found.mentions or () if m.span.of(document.text or "").strip()]
    assert len(back.mentions or ()) == len(words)


def test_a_prediction_without_keys_is_pushed_with_those_that_pull_would_give() -> None:
    text = "Ana Belo spoke. Ana Belo left. She ran."
    mentions = (
        Mention("x", 0, 8, "PER", "NAM"),
        Mention("y", 16, 24, "PER", "NAM"),
        Mention("z", 31, 34, "PER", "PRO"),
    )
    found = renumbered(Document("d", text, mentions=mentions))
    assert [m.entity for m in found.mentions or ()] == ["ana-belo", "ana-belo", "she"]


def test_keys_and_ids_that_cannot_be_typed_are_changed_or_left_out() -> None:
    text = "Ana Belo"
    found = renumbered(
        Document(
            "d",
            text,
            mentions=(Mention("m", 0, 8, "PER", "NAM", "cluster 1"),),
            entities=(Entity("cluster 1", kb="no id"),),
        )
    )
    assert [(e.id, e.kb) for e in found.entities or ()] == [("cluster-1", None)]


REFUSED = [
    (Document("every-feature", "Another text."), "another text"),
    (Document("every-feature", text_sha256="0" * 64), "another text"),
    (Document("every-feature", mentions=(Mention("m", 0, 1, "CITY"),)), "mention m: type CITY"),
    (Document("every-feature", mentions=(Mention("m", 0, 1, "PER", "NAME"),)), "mention m: level NAME"),
    (Document("every-feature", mentions=(Mention("m", 0, 1000),)), "mention m"),
    (
        Document("every-feature", mentions=(Mention("m", 0, 1), Mention("m", 1, 2))),
        "expected an id of its own",
    ),
    (
        Document("every-feature", attributions=(Attribution("a", (Span(0, 1),), stance="doubts"),)),
        "attribution a: stance doubts",
    ),
    (Document("every-feature", attributions=(Attribution("a", (Span(0, 1),), ("m",)),)), "attribution a"),
    (Document("every-feature", mentions=(), attributions=(Attribution("a"),)), "neither cue nor content"),
]


@pytest.mark.parametrize(("predicted", "said"), REFUSED)
def test_what_is_wrong_is_refused_with_its_place(predicted: Document, said: str) -> None:
    with pytest.raises(InputError, match=r"pred\.jsonl:3") as caught:
        pre_annotation("pred.jsonl:3", predicted, ARTICLE, load(), "m")
    assert said in str(caught.value)


def test_predictions_are_read_from_every_kind_of_input(tmp_path: Path) -> None:
    import gzip

    import pyarrow as pa
    import pyarrow.parquet as pq

    corpus = Corpus(tmp_path / "corpus")
    text = ARTICLE.text or ""
    write_articles(corpus.root, [(Article(ARTICLE.id, text_sha256=hash_of(text)), text)])
    line = dumps(every_feature())
    (tmp_path / "p.jsonl").write_bytes(line + b"\n")
    (tmp_path / "p.jsonl.gz").write_bytes(gzip.compress(line))
    rows: list[dict[str, Any]] = [{"id": "every-feature", "mentions": [{"id": "m1", "start": 0, "end": 1}]}]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "p.parquet")
    for name, count in (("p.jsonl", 13), ("p.jsonl.gz", 13), ("p.parquet", 1)):
        [(place, found)] = read_predictions(str(tmp_path / name), corpus)
        assert (name in place, len(found.mentions or ())) == (True, count)
    with pytest.raises(InputError, match="no such file"):
        list(read_predictions("nothing", corpus))


@pytest.mark.parametrize("bad", ["a\x00b", "a\ud800b"])
def test_characters_that_no_server_stores_are_refused(bad: str) -> None:
    with pytest.raises(InputError, match="cannot be stored"):
        task_data(Document("d", bad))
    with pytest.raises(InputError, match="title"):
        task_data(Document("d", "fine", title=bad))


def test_a_withheld_article_needs_its_text() -> None:
    with pytest.raises(InputError, match="quoth hydrate"):
        task_data(Document("d"))
