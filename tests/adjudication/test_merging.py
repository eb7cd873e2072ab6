"""The laws of merging, on random documents, and single disputes in words."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from evaluating import scored
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import documents
from studio.valid import SCHEMA, every_feature
from two_views import renamed, views

from quoth.adjudication.disputes import NOTHING
from quoth.adjudication.merging import Merged, merge
from quoth.adjudication.readings import Reading, readings
from quoth.validation.rule import Case
from quoth.validation.run import examine
from quoth_eval.corpus import Corpus
from quoth_eval.document import Attribution, Document, Entity, Mention, Span
from quoth_eval.errors import InputError
from quoth_eval.metrics.measure import RATES

CORPUS = Corpus(Path(__file__).parents[2] / "corpus")


def rates(gold: Document, pred: Document) -> set[float]:
    """Every rate of every score of one document against another."""

    def of(value: object, name: str = "") -> set[float]:
        if isinstance(value, dict):
            return {r for n, v in value.items() for r in of(v, n)}
        return {value} if name in RATES and isinstance(value, float | int) else set()

    return of(scored([gold], [pred]))


def broken(document: Document) -> set[str]:
    """The rules of which the document breaks one that is an error."""
    return {f.rule for f in examine(Case(document, SCHEMA)) if f.level == "error"}


@settings(max_examples=40)
@given(documents())
def test_a_document_merged_with_itself_is_itself(document: Document) -> None:
    found = merge({"ada": document, "ben": renamed(document, "b")})
    assert not found.disputes
    assert rates(document, found.document) <= {1.0}
    assert rates(found.document, document) <= {1.0}


def test_every_feature_survives_merging() -> None:
    whole = every_feature()
    found = merge({"ada": whole, "ben": whole, "cy": whole})
    assert (found.disputes, found.document.entities) == ((), whole.entities)
    assert rates(whole, found.document) == {1.0}


@given(views())
def test_the_order_of_annotators_does_not_matter(both: dict[str, Document]) -> None:
    one, other = merge(both), merge(dict(reversed(both.items())))
    assert one.document == other.document
    assert [(d.rule, d.spans) for d in one.disputes] == [(d.rule, d.spans) for d in other.disputes]


@given(st.integers(2, 3).flatmap(views))
def test_what_is_merged_every_annotator_has(every: dict[str, Document]) -> None:
    merged = merge(every)
    sides = readings({**every, "merged": merged.document})
    ours = sides.pop("merged")
    for theirs in sides.values():
        _require_part(ours, theirs)
    _require_told(merged, ours, sides)


def _require_part(ours: Reading, theirs: Reading) -> None:
    spans = {k[:3] for k in theirs.mentions}
    assert {k[:3] for k in ours.mentions} <= spans
    assert {k[:2] for k in ours.attributions} <= {k[:2] for k in theirs.attributions}
    assert {k[:3] for k in ours.events} <= {k[:3] for k in theirs.events}
    for key, unit in ours.mentions.items():
        assert unit.item.level in (None, theirs.mentions[key].item.level)
        for other, mate in ours.mentions.items():
            if unit.item.entity is not None and unit.item.entity == mate.item.entity:
                assert theirs.mentions[key].item.entity == theirs.mentions[other].item.entity
    for event, found in ours.events.items():
        assert found.links <= theirs.events[event].links


def _require_told(merged: Merged, ours: Reading, sides: Mapping[str, Reading]) -> None:
    """What an annotator has and the merged document does not is in a dispute that names them."""
    for name, theirs in sides.items():
        told = [s for d in merged.disputes if d.says[name] != NOTHING for s in d.spans]
        every = (theirs.mentions, theirs.attributions, theirs.events)
        known = (ours.mentions, ours.attributions, ours.events)
        for has, merged_units in zip(every, known, strict=True):
            for key, unit in has.items():
                if key not in merged_units and unit.place:
                    assert any(s.start <= unit.place[0].start < s.end for s in told), (name, key)


@given(views())
def test_without_disputes_documents_score_exactly_one(both: dict[str, Document]) -> None:
    found = merge(both)
    one, other = both.values()
    if not found.disputes:
        assert rates(one, other) <= {1.0}
    if rates(one, other) > {1.0}:
        assert found.disputes


@given(st.integers(2, 3).flatmap(views))
def test_merging_breaks_no_rule_that_nobody_broke(every: dict[str, Document]) -> None:
    allowed = set[str]().union(*(broken(d) for d in every.values()))
    assert broken(merge(every).document) <= allowed


@pytest.mark.parametrize("article", CORPUS.assigned("reader-b"))
def test_real_annotators(article: str) -> None:
    both = {name: CORPUS.document(article, name) for name in ("reader-a", "reader-b")}
    found = merge(both)
    assert broken(found.document) == set()
    assert found.disputes
    assert [d.spans for d in found.disputes] == sorted(d.spans for d in found.disputes)


WHOLE = every_feature()


def without(layer: str, identity: str) -> Document:
    return replace(WHOLE, **{layer: tuple(x for x in getattr(WHOLE, layer) if x.id != identity)})


def with_other(layer: str, identity: str, **changes: object) -> Document:
    items = (replace(x, **changes) if x.id == identity else x for x in getattr(WHOLE, layer))
    found = replace(WHOLE, **{layer: tuple(items)})
    return replace(found, entities=(*(found.entities or ()), Entity("alone", "PER")))


FLED = next(e for e in WHOLE.events or () if e.id == "v2")
CASES = [
    (
        with_other("events", "v1", type="Strike"),
        "“burned” type: ada Damage (positive, asserted) agent ten "
        "drones; instrument ten drones; patient the mill; ben Strike (positive, asserted) agent ten drones; "
        "instrument ten drones; patient the mill",
    ),
    (with_other("events", "v1", cluster=None), "“burned” cluster: only ada fire"),
    (without("events", "v3"), "“fled” event: only ada no type (negative, future)"),
    (with_other("mentions", "m13", level="PRO"), "“the mayor” level: ada NOM; ben PRO"),
    (
        with_other("mentions", "m13", entity="alone"),
        "“the mayor” coreference: ada with “Ana Belo”; ben by itself",
    ),
    (with_other("entities", "belo", kb=None), "“Ana Belo” kb: ada Q42; ben none"),
    (with_other("entities", "herald", name=None), '“The Herald” name: ada The "Vila" Herald; ben as derived'),
    (with_other("attributions", "a3", sources=("m1",)), "“saw” source: ada We; ben Ana Belo"),
    (with_other("attributions", "a3", attitude="knowledge"), "“saw” attitude: ada perception; ben knowledge"),
    (with_other("attributions", "a2", relays=None), "“as quoted by” relays: only ada “told”"),
    (with_other("attributions", "a1", addressees=()), "“told” addressee: only ada The Herald"),
    (with_other("events", "v2", arguments=FLED.arguments[:1]), "“fled” patient: only ada Vilan crews"),
    (with_other("attributions", "a6", content=(Span(150, 160),)), None),
]


@pytest.mark.parametrize(("other", "line"), CASES)
def test_one_difference_is_one_dispute(other: Document, line: str | None) -> None:
    lines = [d.line for d in merge({"ada": WHOLE, "ben": other}).disputes]
    assert len(lines) == 1
    assert line in (None, lines[0])


def test_a_dispute_about_a_mention_is_told_where_it_is_linked() -> None:
    found = merge({"ada": WHOLE, "ben": with_other("mentions", "m2", type="ORG")})
    assert [d.line for d in found.disputes] == [
        "“We” type: ada PER PRO belo; ben ORG PRO belo",
        "“saw” source: ada We (PER); ben We (ORG)",
    ]


def test_the_majority_of_three_is_shown_but_not_merged() -> None:
    views = {"ada": WHOLE, "ben": with_other("mentions", "m13", level="PRO"), "cy": WHOLE}
    found = merge(views)
    [dispute] = found.disputes
    assert dispute.line == "“the mayor” level: ada NOM; ben PRO; cy NOM (2 of 3: ada, cy)"
    assert dispute.record()["majority"] == ["ada", "cy"]
    assert [m.level for m in found.document.mentions or () if m.span == dispute.spans[0]] == [None]


def test_the_key_is_the_one_most_annotators_use() -> None:
    def one(key: str) -> Document:
        return Document(
            "d",
            "Ann",
            mentions=(Mention("m", 0, 3, "PER", "NAM", key),),
            entities=(Entity(key, "PER", "Ann"),),
        )

    assert merge({"a": one("x"), "b": one("z"), "c": one("z")}).document.entities == (
        Entity("z", "PER", "Ann"),
    )


def test_circles_that_arise_when_links_are_missing_are_left_out() -> None:
    document = Document("d", "one two three four", mentions=(), entities=(), attributions=(), events=())
    a = Attribution("a", (Span(0, 3),), (), (Span(4, 13),))
    b = Attribution("b", (Span(8, 13),), (), (Span(0, 3),))
    said = Attribution("c", (Span(14, 18),), (), (Span(0, 3),))
    # a and b hold each other's cues; a third that is smaller, in another place for each annotator, parts them
    one = replace(document, attributions=(a, b, replace(said, relays="a")))
    other = replace(document, attributions=(a, b, replace(said, relays="a", content=(Span(4, 7),))))
    found = merge({"ada": one, "ben": other})
    assert [x.id for x in found.document.attributions or ()] == []
    assert {d.rule for d in found.disputes} == {"attribution", "content"}


BAD = [
    ({"ada": WHOLE}, "two annotators"),
    ({"ada": WHOLE, "ben": replace(WHOLE, text="x", text_sha256=None)}, "another one than the others"),
    ({"ada": replace(WHOLE, text=None), "ben": replace(WHOLE, text=None)}, "has no text"),
    ({"ada": WHOLE, "ben": replace(WHOLE, events=None)}, "not all have annotated the events"),
]


@pytest.mark.parametrize(("views", "said"), BAD)
def test_what_cannot_be_merged_is_refused(views: dict[str, Document], said: str) -> None:
    with pytest.raises(InputError, match=said):
        merge(views)


def test_layers_that_nobody_annotated_stay_so() -> None:
    bare = replace(WHOLE, attributions=None, events=None)
    found = merge({"ada": bare, "ben": bare}).document
    assert (found.attributions, found.events) == (None, None)
    assert len(found.mentions or ()) == len(bare.mentions or ())
    empty = Document("d", "Ann", mentions=(), entities=(), attributions=(), events=())
    assert merge({"ada": empty, "ben": empty}).document == empty
