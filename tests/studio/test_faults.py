"""Labels as tired people leave them: each fault is repaired or named, and nothing else is lost."""

from collections.abc import Mapping

import pytest

from quoth.schema import load
from quoth.studio.findings import Finding
from quoth.studio.incoming import from_results
from quoth.studio.regions import Labels, Region, Relation, to_items
from quoth_eval.document import Argument, Document, Span

TEXT = "Ana Belo’s crew told Vila that they burned the mill. Ana Belo denied it."


def region(
    name: str, words: str, label: str, values: Mapping[str, str] | None = None, nth: int = 0
) -> Region:
    """A region over these words; the kind follows from the label."""
    kinds = {"cue": "attribution", "content": "attribution", "Damage": "event", "Die": "event"}
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Region(name, kinds.get(label, "mention"), label, start, start + len(words), values or {})


def key(typed: str, level: str = "NAM") -> dict[str, str]:
    """What is typed and chosen on a mention."""
    return {"entity": typed, "level": level}


ANA = region("m1", "Ana Belo", "PER", key("belo"))
CREW = region("m2", "crew", "ORG", key("crew", "NOM"))
VILA = region("m3", "Vila", "GPE", key("vila"))
TOLD = region("a1", "told", "cue")
THAT = region("c1", "they burned the mill", "content")
BURNED = region("v1", "burned", "Damage")
BASE = (ANA, CREW, VILA, TOLD, THAT, BURNED)
SAID = (Relation("a1", "m2"), Relation("a1", "c1"))


def read(regions: tuple[Region, ...], relations: tuple[Relation, ...]) -> tuple[Document, list[Finding]]:
    """The document that these labels make."""
    items = to_items(Labels(regions, relations), TEXT, ("entity", "cluster"))
    return from_results(items, Document("doc", TEXT), load(), "http://studio/1")


def test_links_without_a_label_mean_what_they_join() -> None:
    document, findings = read(
        (*BASE, region("a2", "denied", "cue")), (*SAID, Relation("a2", "m1"), Relation("a2", "a1"))
    )
    told, denied = document.attributions or ()
    assert (told.sources, told.content) == (("m2",), (THAT.span,))
    assert (denied.sources, denied.relays) == (("m1",), "a1")
    assert [f.rule for f in findings] == ["cue-without-content"]


LINK_FAULTS = [
    ("self-link", "error", (Relation("a1", "a1"),)),
    ("dangling-link", "error", (Relation("a1", "gone"),)),
    ("link-without-role", "error", (Relation("v1", "m1"),)),
    ("link-without-role", "error", (Relation("m1", "v1"),)),
    ("link-without-label", "error", (Relation("m1", "m2"),)),
    ("unknown-link", "error", (Relation("a1", "m1", ("cousin",)),)),
    ("wrong-ends", "error", (Relation("a1", "m1", ("agent",)),)),
    ("wrong-ends", "error", (Relation("v1", "m1", ("source",)),)),
    ("wrong-ends", "error", (Relation("a1", "v1", ("content",)),)),
    ("relays-itself", "error", (Relation("a1", "c1", ("content", "relays")),)),
]


@pytest.mark.parametrize(("rule", "level", "more"), LINK_FAULTS)
def test_a_link_that_cannot_be_is_dropped_and_named(
    rule: str, level: str, more: tuple[Relation, ...]
) -> None:
    clean, none = read(BASE, SAID)
    assert none == []
    document, findings = read(BASE, SAID + more)
    assert document == clean
    assert rule in [f.rule for f in findings]
    found = next(f for f in findings if f.rule == rule)
    assert (found.level, found.document, found.url) == (level, "doc", "http://studio/1")


@pytest.mark.parametrize(
    "turned",
    [
        (Relation("m2", "a1"), Relation("a1", "c1")),
        (Relation("a1", "m2"), Relation("c1", "a1")),
        (Relation("m2", "a1", ("source",)), Relation("c1", "a1", ("content",))),
    ],
)
def test_a_link_drawn_backwards_is_turned_round(turned: tuple[Relation, ...]) -> None:
    document, findings = read(BASE, turned)
    assert document == read(BASE, SAID)[0]
    assert {f.rule for f in findings} == {"reversed-link"}


def test_a_role_drawn_from_the_mention_is_turned_round() -> None:
    document, findings = read(BASE, (*SAID, Relation("m2", "v1", ("agent",))))
    assert document.events and document.events[0].arguments == (Argument("agent", "m2"),)
    assert [f.rule for f in findings] == ["reversed-link"]


def test_two_relations_on_one_pair_are_merged() -> None:
    twice = (Relation("v1", "m2", ("agent",)), Relation("v1", "m2", ("patient",)))
    items = [item for r in twice for item in to_items(Labels(BASE, (r,)), TEXT, ("entity",))]
    document, findings = from_results(items, Document("doc", TEXT), load())
    assert document.events and [a.role for a in document.events[0].arguments] == ["agent", "patient"]
    assert "two-relations" in [f.rule for f in findings]


def test_a_source_linked_from_the_content_moves_to_its_cue() -> None:
    document, findings = read(BASE, (Relation("c1", "m2"), Relation("a1", "c1")))
    assert document == read(BASE, SAID)[0]
    assert [f.rule for f in findings] == ["link-on-content"]


def test_a_link_on_a_content_of_two_cues_is_dropped() -> None:
    denied = region("a2", "denied", "cue")
    relations = (*SAID, Relation("a2", "m1"), Relation("a2", "c1"))
    document, findings = read((*BASE, denied), (*relations, Relation("c1", "m3")))
    assert document == read((*BASE, denied), relations)[0]
    assert [(f.rule, f.level) for f in findings] == [("link-on-content", "error")]


def test_choices_on_the_content_move_to_its_cue() -> None:
    chosen = region("c1", "they burned the mill", "content", {"attribution_attitude": "belief"})
    document, findings = read((*(r for r in BASE if r.id != "c1"), chosen), SAID)
    assert document.attributions and document.attributions[0].attitude == "belief"
    assert [f.rule for f in findings] == ["choice-on-content"]


def test_fragments_join_in_either_direction() -> None:
    parts = (region("c1", "they burned", "content"), region("c2", "the mill", "content"))
    regions = (ANA, CREW, VILA, TOLD, *parts)
    for joined in (Relation("c1", "c2", ("continues",)), Relation("c2", "c1", ("continues",))):
        with_cue = read(regions, (*SAID, joined))[0].attributions or ()
        assert with_cue[0].content == (parts[0].span, parts[1].span)
        without = (
            read(tuple(r for r in regions if r.id != "a1"), (Relation("c2", "m2"), joined))[0].attributions
            or ()
        )
        assert (without[0].id, without[0].sources) == ("c1", ("m2",))


def test_what_is_left_open_takes_the_default() -> None:
    document, _ = read(BASE, SAID)
    told = (document.attributions or ())[0]
    assert (told.attitude, told.form, told.stance, told.modality) == (
        "assertion",
        "indirect",
        "affirms",
        "asserted",
    )
    event = (document.events or ())[0]
    assert (event.polarity, event.modality, event.cluster) == ("positive", "asserted", None)


def test_cues_without_source_or_content_are_named() -> None:
    _, findings = read(BASE, ())
    assert [(f.rule, f.level) for f in findings] == [
        ("cue-without-source", "note"),
        ("cue-without-content", "warning"),
        ("content-alone", "warning"),
    ]


EDGES = [
    ("Ana Belo’", "half-possessive", "Ana Belo"),
    (" crew ", "edge-whitespace", "crew"),
    ("Ana Belo’s", "possessive-inside", "Ana Belo’s"),
    ("Ana Bel", "half-word", "Ana Bel"),
]


@pytest.mark.parametrize(("drawn", "rule", "kept"), EDGES)
def test_edges(drawn: str, rule: str, kept: str) -> None:
    document, findings = read((region("m1", drawn, "PER", key("x")),), ())
    assert [m.span.of(TEXT) for m in document.mentions or ()] == [kept]
    assert [(f.rule, f.level) for f in findings] == [(rule, "warning")]


def test_regions_that_cannot_be_are_dropped_and_named() -> None:
    items = to_items(Labels((ANA,)), TEXT, ("entity",))
    far = {**items[0], "id": "far", "value": {**items[0]["value"], "end": 999}}
    half = {**items[0], "id": "half", "value": {"start": "x", "end": 3, "labels": ["PER"]}}
    bare = {
        "id": "bare",
        "from_name": "level",
        "type": "choices",
        "value": {"start": 0, "end": 3, "choices": ["NAM"]},
    }
    blank = {**items[0], "id": "blank", "value": {"start": 3, "end": 4, "labels": ["PER"]}}
    document, findings = from_results([*items, far, half, bare, blank, {}], Document("doc", TEXT), load())
    assert [m.id for m in document.mentions or ()] == ["m1"]
    rules = ["span-outside-text", "span-outside-text", "region-without-label", "empty-region"]
    assert [f.rule for f in findings] == rules


def test_a_mention_without_a_key_takes_that_of_the_same_words() -> None:
    later = region("m9", "Ana Belo", "PER", {"level": "NAM"}, nth=1)
    document, findings = read((ANA, later), ())
    assert [m.entity for m in document.mentions or ()] == ["belo", "belo"]
    assert [f.rule for f in findings] == ["key-missing"]


def test_mentions_without_any_key_get_one_of_their_own_and_names_share_it() -> None:
    they = region("m8", "they", "PER", {"level": "PRO"})
    it = region("m9", "it", "PER", {"level": "PRO"}, nth=0)
    names = (region("m1", "Ana Belo", "PER"), region("m2", "Ana Belo", "PER", nth=1))
    document, findings = read((*names, they, it), ())
    keys = {m.id: m.entity for m in document.mentions or ()}
    assert keys == {"m1": "ana-belo", "m2": "ana-belo", "m8": "they", "m9": "it"}
    assert {f.rule for f in findings} >= {"key-missing", "level-guessed"}


@pytest.mark.parametrize(
    ("first", "second", "rule"),
    [
        ("belo Q1", "belo Q2", "entity-conflict"),
        ('belo "A"', 'belo "B"', "entity-conflict"),
        ("belo", "Belo", "similar-keys"),
        ("belo", '"Belo"', "unreadable-key"),
    ],
)
def test_keys_that_contradict_each_other(first: str, second: str, rule: str) -> None:
    pair = (region("m1", "Ana Belo", "PER", key(first)), region("m2", "Ana Belo", "PER", key(second), 1))
    _, findings = read(pair, ())
    assert rule in [f.rule for f in findings]


def test_several_types_in_one_entity_and_a_second_mention_on_the_same_words() -> None:
    again = region("m9", "Ana Belo", "ORG", key("belo"))
    document, findings = read((ANA, again), ())
    assert {f.rule for f in findings} == {"entity-conflict", "mention-doubled"}
    assert [(e.id, e.type) for e in document.entities or ()] == [("belo", "PER")]


def test_a_label_that_the_scheme_lost_is_kept_and_named() -> None:
    document, findings = read((region("m1", "Vila", "CITY", key("vila")),), ())
    assert [m.type for m in document.mentions or ()] == ["CITY"]
    assert [f.rule for f in findings] == ["unknown-label"]


def test_two_relays_keep_the_first_in_the_text() -> None:
    cues = (region("a2", "denied", "cue"), region("a3", "burned", "cue"))
    relations = (*SAID, Relation("a2", "a3"), Relation("a2", "a1"))
    document, findings = read((*BASE, *cues), relations)
    assert next(a.relays for a in document.attributions or () if a.id == "a2") == "a1"
    assert "two-relays" in [f.rule for f in findings]


def test_a_document_without_text_cannot_be_read() -> None:
    with pytest.raises(ValueError, match="has no text"):
        from_results([], Document("doc"), load())


def test_a_finding_says_where_it_is() -> None:
    _, findings = read((region("m1", "Ana Bel", "PER", key("x")),), ())
    assert findings[0].record()["start"] == 0
    assert findings[0].line == (
        "warning half-word doc 0-7 “Ana Bel”: an edge stands inside a word (ENT-04) (http://studio/1)"
    )
    assert Span(0, 7).of(TEXT) == "Ana Bel"
