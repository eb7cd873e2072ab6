"""The labels of the demo articles: they can be read, obey the scheme, and show what the scheme is for."""

from collections import defaultdict
from importlib.resources import files

import pytest

from quoth import schema
from quoth.notation import read, write
from quoth.validation.rule import Case
from quoth.validation.run import examine
from quoth_eval.document import Document
from quoth_eval.reporting import Reporting

DEMO = files("quoth.demo")
NAMES = ("raid-briefing", "raid-live", "raid-roundup")


def _labelled(name: str) -> Document:
    text = (DEMO / "articles" / f"{name}.txt").read_text(encoding="utf-8").removesuffix("\n")
    labels = (DEMO / "labels" / f"{name}.txt").read_text(encoding="utf-8")
    return read(labels, Document(name, text), place=f"{name}.txt")


GOLD = {name: _labelled(name) for name in NAMES}


def test_every_article_has_labels() -> None:
    for folder in ("articles", "labels"):
        found = sorted(f.name for f in (DEMO / folder).iterdir())
        assert found == [f"{name}.txt" for name in NAMES]


@pytest.mark.parametrize("name", NAMES)
def test_the_validator_finds_nothing(name: str) -> None:
    assert list(examine(Case(GOLD[name], schema.load()))) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_labels_survive_being_written(name: str) -> None:
    assert read(write(GOLD[name]), Document(name, GOLD[name].text)) == GOLD[name]


@pytest.mark.parametrize("name", NAMES)
def test_phrases_and_pronouns_are_labelled_only_where_their_entity_takes_part(name: str) -> None:
    document = GOLD[name]
    linked = {i for a in document.attributions or () for i in (*a.sources, *a.addressees)}
    linked |= {a.mention for e in document.events or () for a in e.arguments}
    mentions = document.mentions or ()
    entities = {m.entity for m in mentions if m.id in linked}
    assert [m for m in mentions if m.level != "NAM" and m.entity not in entities] == []


@pytest.mark.parametrize("name", NAMES)
def test_arguments_come_from_the_sentence_or_line_of_the_trigger(name: str) -> None:
    document = GOLD[name]
    text, places = document.text or "", {m.id: m.start for m in document.mentions or ()}
    for event in document.events or ():
        for argument in event.arguments:
            start, end = sorted((places[argument.mention], event.start))
            assert "\n" not in text[start:end], event


def test_an_entity_has_one_type_and_an_event_cluster_too_in_all_articles() -> None:
    types: dict[tuple[str, str | None], set[str | None]] = defaultdict(set)
    for document in GOLD.values():
        for mention in document.mentions or ():
            types["entity", mention.entity].add(mention.type)
        for event in document.events or ():
            types["cluster", event.cluster].add(event.type)
    assert {key: kinds for key, kinds in types.items() if len(kinds) > 1} == {}


def test_an_entity_of_several_articles_goes_by_one_name() -> None:
    names: dict[str, set[str | None]] = defaultdict(set)
    for document in GOLD.values():
        for entity in document.entities or ():
            names[entity.id].add(entity.name)
    assert names["kvidova"] == {"Jarmila Kvídová"}
    assert names["front"] == {"Upper Sálna Volunteer Front"}
    assert names["torvenia"] == {"Torvenia"}


def _chain(name: str, words: str) -> list[str]:
    """The chain of sources, outermost first, of the claim whose trigger is ``words``."""
    document = GOLD[name]
    reporting = Reporting(document)
    (claim,) = (c for c in reporting.claims() if c.event.span.of(document.text or "") == words)
    return ["+".join(m.entity or "" for m in reporting.sources(a)) for a in claim.chain]


@pytest.mark.parametrize(
    ("name", "trigger", "chain"),
    [
        ("raid-roundup", "directed", ["meridian", "security-official", "radio-traffic"]),
        ("raid-roundup", "liberated", ["kestrel-wire", "front"]),
        ("raid-roundup", "arm", ["kestrel-wire", ""]),  # is believed: nobody is named
        ("raid-roundup", "repelled", ["kvidova"]),  # a headline
        ("raid-live", "cross", ["intelligence-officer", "captured-fighter", "orsanian-instructors"]),
        ("raid-live", "killed", ["torpress", "hospital"]),  # a relay
        ("raid-briefing", "fire", ["two-villagers"]),
        ("raid-briefing", "detained", []),  # the author says it
    ],
)
def test_chains_tell_who_says_it(name: str, trigger: str, chain: list[str]) -> None:
    assert _chain(name, trigger) == chain


def test_claims_about_one_event_contradict_each_other() -> None:
    stances = defaultdict(set)
    for claim in Reporting(GOLD["raid-roundup"]).claims():
        stances[claim.event.cluster].add(claim.stance)
    assert stances["capture"] == {"affirms", "denies"}


def test_the_articles_show_what_is_hard() -> None:
    attributions = [a for d in GOLD.values() for a in d.attributions or ()]
    depths = [len(Reporting(d).chain(a)) for d in GOLD.values() for a in d.attributions or ()]
    assert max(depths) == 4
    assert sum(depth > 1 for depth in depths) >= len(depths) / 4
    assert sum(a.relays is not None for a in attributions) >= 3
    assert sum(len(a.content) > 1 for a in attributions) >= 10
    assert {a.form for a in attributions} == {"direct", "indirect", "mixed"}
    assert {a.stance for a in attributions} == {"affirms", "denies", "questions"}
    assert any(not a.cue and not a.sources for a in attributions)
    assert any(not a.sources and a.cue for a in attributions)
