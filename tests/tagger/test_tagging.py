"""The rule-based tagger: what its rules find, and that no text breaks it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoth import schema
from quoth.tagger import tag
from quoth.tagger.tagging import without_cycles
from quoth_eval.document import Attribution, Document, Span
from quoth_eval.errors import InputError
from quoth_eval.reporting import Reporting

GUM = Path(__file__).parents[3] / "shared" / "gum-news" / "text"


def _tag(text: str) -> Document:
    return tag(Document("d", text))


def _told(text: str) -> list[tuple[str | None, str, str]]:
    """Source, cue and content of every attribution."""
    document = _tag(text)
    surface = {m.id: m.span.of(text) for m in document.mentions or ()}
    return [
        (
            next((surface[i] for i in a.sources), None),
            " ".join(s.of(text) for s in a.cue),
            " | ".join(s.of(text) for s in a.content),
        )
        for a in document.attributions or ()
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor said that Lida had fallen.", [("mayor", "said", "Lida had fallen")]),
        ("“Lida has fallen,” said the mayor.", [("mayor", "said", "“Lida has fallen,”")]),
        ("“We hold,” the mayor said, “and we will.”", [("mayor", "said", "“We hold,” | “and we will.”")]),
        ("Lida fell on Monday, according to Reuters.", [("Reuters", "according to", "Lida fell on Monday")]),
        ("According to Reuters, Lida fell.", [("Reuters", "According to", "Lida fell")]),
        ("Lida fell: mayor\n", [("mayor", "", "Lida fell")]),
        ("Ana Lund, an adviser to the president, said Lida fell.", [("Ana Lund", "said", "Lida fell")]),
        ("The governor, Ana Lund, said Lida fell.", [("Ana Lund", "said", "Lida fell")]),
        ("The mayor declined to comment.", [("mayor", "declined to comment", "")]),
        ("He ran to the allegedly burned house.", [(None, "allegedly", "burned house")]),
        ("Lida has a mayor.", []),
    ],
)
def test_attributions(text: str, expected: list[tuple[str | None, str, str]]) -> None:
    assert _told(text) == expected


def test_a_reporting_tail_holds_what_stands_before_it() -> None:
    document = _tag("The mayor said that Lida had fallen, Reuters reported.")
    reporting = Reporting(document)
    inner, outer = document.attributions or ()
    assert reporting.parent(inner) == outer
    assert (outer.form, outer.attitude, outer.stance) == ("indirect", "assertion", "affirms")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mayor Ana Lund met Colonel Bo Ek.", {"Ana Lund": "PER", "Bo Ek": "PER"}),
        ("On Monday the Ministry of Defence spoke.", {"Monday": "TIME", "Ministry of Defence": "ORG"}),
        ("He read The Lida Times in France.", {"The Lida Times": "MEDIA", "France": "GPE"}),
        ("The ship left on 17 March 2031 at 04:20.", {"17 March 2031": "TIME", "04:20": "TIME"}),
        ("Later we left. Nobody came.", {}),
    ],
)
def test_names(text: str, expected: dict[str, str]) -> None:
    document = _tag(text)
    found = {m.span.of(text): m.type for m in document.mentions or () if m.level == "NAM"}
    assert found == expected


def test_short_names_and_adjectives_refer_to_the_long_ones() -> None:
    text = "Ana Lund left Russia. The Study Group (SG) said Lund saw Russian troops."
    keys = {m.span.of(text): m.entity for m in _tag(text).mentions or ()}
    assert keys["Lund"] == keys["Ana Lund"]
    assert keys["Russian"] == keys["Russia"]
    assert keys["SG"] == keys["Study Group"] or keys["SG"] == keys["The Study Group"]


def test_a_pronoun_has_the_type_of_its_entity() -> None:
    text = "The Lida Times fell silent. It said that Mayor Ana Lund had closed it."
    mentions = _tag(text).mentions or ()
    assert {(m.type, m.entity) for m in mentions if m.level == "PRO"} == {("MEDIA", "lida-times")}


def test_an_event_takes_the_nearest_mentions_that_the_schema_allows() -> None:
    text = "Police arrested the mayor in Lida on Monday."
    document = _tag(text)
    surface = {m.id: m.span.of(text) for m in document.mentions or ()}
    (event,) = document.events or ()
    assert (event.type, event.polarity, event.modality) == ("Detain", "positive", "asserted")
    assert {a.role: surface[a.mention] for a in event.arguments} == {
        "agent": "Police",
        "patient": "mayor",
        "place": "Lida",
        "time": "Monday",
    }


@pytest.mark.parametrize(
    ("text", "patient"),
    [
        ("The army bombed two hospitals.", "two hospitals"),
        ("The army bombed 200,000 people.", "200,000 people"),
        ("The army bombed the old stone bridge.", "old stone bridge"),
        ("The army bombed Lida’s bridge.", "Lida’s bridge"),
    ],
)
def test_a_noun_phrase_begins_with_its_first_premodifier(text: str, patient: str) -> None:
    document = _tag(text)
    surface = {m.id: m.span.of(text) for m in document.mentions or ()}
    (event,) = document.events or ()
    assert [surface[a.mention] for a in event.arguments if a.role == "patient"] == [patient]


@pytest.mark.parametrize(
    ("text", "polarity", "modality"),
    [
        ("Nobody was killed.", "negative", "asserted"),
        ("They will be killed.", "positive", "future"),
        ("They may have been killed.", "positive", "possible"),
    ],
)
def test_polarity_and_modality(text: str, polarity: str, modality: str) -> None:
    (event,) = _tag(text).events or ()
    assert (event.polarity, event.modality) == (polarity, modality)


def test_a_text_is_needed() -> None:
    with pytest.raises(InputError, match="no text to tag"):
        tag(Document("d"))


def test_circles_are_broken() -> None:
    ring = (
        Attribution("a1", (Span(0, 2),), (), (Span(4, 9),)),
        Attribution("a2", (Span(5, 6),), (), (Span(0, 3),)),
    )
    assert without_cycles(Document("d", "0123456789", attributions=ring)).attributions == ring[:1]


_BITS = """the Mayor Ana Lund said told Reuters , . “ ” ‘ ’ : that according to in Lida Russia Russian s
attack killed Monday 17 March 2031 he it who ( ) - declined comment allegedly forces by on of Ministry 04:20
🎁 ﬁ É"""
_NEWS = st.lists(st.sampled_from(["\n", *_BITS.split()]), max_size=60)


@given(st.one_of(st.text(max_size=200), _NEWS.map(" ".join), _NEWS.map("".join)))
def test_every_text_gets_a_sound_document(text: str) -> None:
    document = tag(Document("d", text))
    ids = {m.id for m in document.mentions or ()}
    entities = {e.id for e in document.entities or ()}
    spans = [x.span for x in (*(document.mentions or ()), *(document.events or ()))]
    for attribution in document.attributions or ():
        spans += (*attribution.cue, *attribution.content)
        assert {*attribution.sources, *attribution.addressees} <= ids
        assert attribution.cue or attribution.content
        Reporting(document).chain(attribution)  # no circle
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert {m.entity for m in document.mentions or ()} == entities
    assert len({(m.entity, m.type) for m in document.mentions or ()}) == len(entities)
    assert tag(document) == document


@given(_NEWS.map(" ".join))
def test_labels_are_those_of_the_schema(text: str) -> None:
    document, known = tag(Document("d", text)), schema.load()
    types = {m.id: m.type for m in document.mentions or ()}
    assert set(types.values()) <= {t.name for t in known.mention.types}
    for event in document.events or ():
        roles = known.roles_of(event.type or "")
        assert all(types[a.mention] in roles[a.role].fillers for a in event.arguments)


@pytest.mark.skipif(not GUM.exists(), reason="the GUM articles are not here")
def test_real_articles_are_tagged() -> None:
    for path in sorted(GUM.glob("*.txt")):
        document = _tag(path.read_text(encoding="utf-8"))
        assert document.mentions
