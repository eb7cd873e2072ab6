"""Rows: surface strings, names, chains, and what is null where the text or a layer is missing."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from strategies import documents

from quoth.dataset.items import Item, checked
from quoth.dataset.rows import attribution_rows, claim_rows, document_rows
from quoth.dataset.token_rows import token_rows
from quoth_eval.document import Attribution, Document, Entity, Event, Mention, Span
from quoth_eval.tokens import tokenize


def found(rows: Any, items: list[Item], article: str, **wanted: Any) -> dict[str, Any]:
    """The one row of an article with these values."""
    (item,) = [i for i in checked(items) if i.document.id == article]
    (row,) = [r for r in rows(item) if all(r[k] == v for k, v in wanted.items())]
    return dict(row)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (
            {"cue": "told"},
            {"chain": ["Herald", "Otto Berg"], "depth": 2, "parent": "a2", "source_class": "named"},
        ),
        (
            {"cue": "told"},
            {"addressee_names": ["OTV"], "quoted": ["“Raiders shelled Lida,”"], "form": "direct"},
        ),
        ({"cue": "said … said it twice"}, {"source_names": ["Raiders"], "source_class": "unnamed"}),
        ({"cue": "reported"}, {"chain": [None], "source_texts": [], "source_class": "none", "quoted": []}),
        (
            {"id": "a8"},
            {"source_texts": ["he"], "source_names": ["Otto Berg"], "chain": ["OTV", "Otto Berg"]},
        ),
        ({"id": "a5"}, {"relays": "a8", "chain_ids": ["a5"], "published": "2031-05-23T10:00:00+02:00"}),
    ],
)
def test_attributions(items: list[Item], wanted: dict[str, Any], expected: dict[str, Any]) -> None:
    row = found(attribution_rows, items, "raid", **wanted)
    assert {k: row[k] for k in expected} == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("v1", {"trigger": "shelled", "chain": ["Herald", "Otto Berg"], "source_entities": ["berg"]}),
        ("v1", {"argument_roles": ["agent", "patient"], "argument_names": ["Raiders", "Lida"]}),
        ("v2", {"stance": "denies", "polarity": "positive", "argument_kbs": ["Q7"]}),
        ("v3", {"chain": [None], "by_author": False, "source_entities": []}),
        ("v4", {"chain": [], "depth": 0, "by_author": True, "stance": None}),
        ("v5", {"sentence": "Two people died; as quoted by OTV, “three died”, he said."}),
    ],
)
def test_claims(items: list[Item], name: str, expected: dict[str, Any]) -> None:
    row = found(claim_rows, items, "raid", id=name)
    assert {k: row[k] for k in expected} == expected


def test_a_withheld_article_shows_no_word_of_its_text(items: list[Item]) -> None:
    (secret,) = [i for i in checked(items) if i.document.id == "secret"]
    rows = [*document_rows(secret), *token_rows(secret), *attribution_rows(secret), *claim_rows(secret)]
    shown = repr(rows)
    for word in ("Nobody", "Mira", "Holm", "Berg", "knows'", "left'"):
        assert word not in shown
    attribution, claim = rows[-2:]
    assert attribution["source_entities"] == ["holm"]
    assert attribution["source_texts"] is attribution["cue"] is attribution["quoted"] is None
    assert claim["argument_kbs"] == ["Q9"]
    assert claim["argument_texts"] is claim["trigger"] is claim["sentence"] is None


def test_tokens_of_a_withheld_article_have_offsets_and_tags(items: list[Item]) -> None:
    row = found(token_rows, items, "secret")
    assert row["tokens"] is None
    assert row["token_starts"][:2] == [0, 7]
    assert row["entity_tags"].count("B-PER") == 2


def test_who_says_it_is_unknown_without_attributions() -> None:
    (row,) = claim_rows(Item(Document("d", "abc", mentions=(), events=(Event("v", 0, 3),))))
    assert row.get("chain") is row.get("depth") is row["by_author"] is row["source_entities"] is None


def test_layers_that_were_not_annotated_have_no_tags() -> None:
    (row,) = token_rows(Item(Document("d", "a b", mentions=())))
    assert row["entity_tags"] == ["O", "O"]
    assert row["cue_tags"] is row["trigger_tags"] is None


def test_tokens_between_sentences_and_spans_across_them() -> None:
    text = "Intro One two. Three."
    document = Document(
        "d", text, sentences=(Span(6, 14), Span(15, 21)), mentions=(Mention("m", 10, 20, "PER"),)
    )
    rows = list(token_rows(Item(document)))
    assert [(r["sentence"], r["tokens"]) for r in rows] == [
        (None, ["Intro"]),
        (0, ["One", "two", "."]),
        (1, ["Three", "."]),
    ]
    assert [r["entity_tags"] for r in rows] == [["O"], ["O", "B-PER", "I-PER"], ["B-PER", "O"]]


@pytest.mark.parametrize(
    ("entity", "expected"),
    [
        (Entity("x", "GPE", "Norvia, the"), "Norvia, the"),  # as annotated
        (Entity("x", "GPE"), "Norvia"),  # no adjective, no pronoun
        (Entity("y"), "its"),
    ],
)
def test_names(entity: Entity, expected: str) -> None:
    mentions = (
        Mention("m1", 0, 8, "GPE", "NAM", "x"),
        Mention("m2", 9, 15, "GPE", "NAM", "x"),
        Mention("m3", 16, 19, "GPE", "PRO", entity.id),
    )
    document = Document(
        "d",
        "Norvians Norvia its",
        mentions=mentions,
        entities=(entity, *([Entity("x", "GPE")] if entity.id == "y" else [])),
        attributions=(Attribution("a", sources=("m3",), content=(Span(0, 8),)),),
    )
    (row,) = attribution_rows(Item(document))
    assert row["chain"] == row["source_names"] == [expected]


def test_joint_sources_share_a_place_in_the_chain() -> None:
    mentions = (Mention("m1", 0, 1, "PER", "NAM", "a"), Mention("m2", 2, 3, "PER", "NAM", "b"))
    document = Document(
        "d", "A B said C", mentions=mentions, attributions=(Attribution("a", sources=("m2", "m1")),)
    )
    (row,) = attribution_rows(checked([Item(document)])[0])
    assert row["chain"] == ["A; B"]


@given(documents())
def test_every_token_is_in_exactly_one_row(document: Document) -> None:
    cut = replace(document, sentences=(Span(3, 20), Span(25, 40)))
    rows = list(token_rows(Item(cut)))
    spans = [Span(s, e) for r in rows for s, e in zip(r["token_starts"], r["token_ends"], strict=True)]
    assert tuple(spans) == tokenize(document.text or "")
    assert all(len(r["tokens"]) == len(r[f"{t}_tags"]) for r in rows for t in ("entity", "cue", "trigger"))


@given(documents())
def test_chains_end_in_the_attribution_itself(document: Document) -> None:
    for row in attribution_rows(checked([Item(document)])[0]):
        assert row["chain_ids"][-1] == row["id"]
        assert row["depth"] == len(row["chain"]) == len(row["chain_ids"])
        assert row["parent"] == (row["chain_ids"][-2] if row["depth"] > 1 else None)
