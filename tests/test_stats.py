"""What is in a corpus: counts are right, parts add up, what was not annotated does not count as none."""

from dataclasses import replace
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import documents

from quoth.dataset.items import Item, checked
from quoth.notation import read
from quoth.statistics.attributions import kind_of_source
from quoth.statistics.claims import claims
from quoth.statistics.collect import collect
from quoth.statistics.sizes import words
from quoth.statistics.tables import markdown, tables
from quoth_eval.document import Document, Mention
from quoth_eval.serialize import parse
from quoth_eval.tokens import tokenize

GUM = Path(__file__).parents[2] / "shared" / "gum-news" / "documents.jsonl"

DISPUTE = """
= “We held the bridge,” Otto Berg said, the Herald wrote; it was reported that they had not shelled it.
m Otto Berg : PER NAM berg
m Herald : MEDIA NAM herald
m they : ORG PRO raiders
m the bridge : FAC NOM bridge
a said : source=Otto Berg; content=“We ... bridge,”
a wrote : source=Herald; content=“We ... said
a reported : content=they ... shelled it
e held : Seize bridge; agent=they
e shelled : Strike raid; agent=they; polarity=negative
= The bridge was shelled. Raiders denied that they shelled it, and hope that fires start.
m Raiders : ORG NOM raiders
m they : ORG PRO raiders
a denied : source=Raiders; content=they shelled it; stance=denies
a hope : source=Raiders; content=fires start; attitude=intention
e shelled~1 : Strike raid
e shelled~2 : Strike raid; agent=they
e fires : Disaster fire; modality=hypothetical
"""


@pytest.fixture(scope="module")
def dispute() -> Item:
    document = read(DISPUTE)
    return checked([Item(replace(document, id="dispute", tokens=tokenize(document.text or "")))])[0]


def test_sizes(dispute: Item) -> None:
    size = collect([dispute]).sizes
    assert size.words == len((dispute.document.text or "").split())
    assert (size.documents, size.mentions, size.attributions, size.events, size.clusters) == (1, 6, 5, 5, 3)
    assert size.words_per_attribution == size.words / 5


def test_attributions(dispute: Item) -> None:
    found = collect([dispute]).attributions
    assert found is not None
    assert (found.total, found.nested, found.relayed, found.reported_share) == (5, 1, 0, 0.2)
    assert found.depth == {1: 4, 2: 1}
    assert found.source_class == {"named": 2, "unnamed": 2, "none": 1}
    assert found.source_type == {"ORG": 2, "MEDIA": 1, "PER": 1}
    assert found.sources == {"organisation": 2, "named person": 1, "not expressed": 1, "outlet": 1}


@pytest.mark.parametrize(
    ("kind", "named", "shown"),
    [
        ("PER", True, "named person"),
        ("PER", False, "unnamed person"),
        ("MEDIA", False, "outlet"),
        ("GPE", True, "state or place"),
        ("DOC", False, "document"),
        ("VEH", True, "other"),
        (None, True, "other"),
    ],
)
def test_kinds_of_sources(kind: str | None, named: bool, shown: str) -> None:
    assert kind_of_source(Mention("m1", 0, 1, kind), named) == shown


def test_claims_and_contradictions(dispute: Item) -> None:
    found = claims([dispute])
    assert found is not None
    assert (found.total, found.author, found.attributed) == (5, 1, 4)
    assert found.depth == {0: 1, 1: 3, 2: 1}
    (contradiction,) = found.contradictions
    assert (contradiction.document, contradiction.cluster, contradiction.type) == (
        "dispute",
        "raid",
        "Strike",
    )
    sides = [(s.chain, s.stance, s.polarity, s.holds) for s in contradiction.claims]
    assert sides == [
        ([None], "affirms", "negative", False),
        ([], None, "positive", True),
        (["Raiders"], "denies", "positive", False),
    ]


@pytest.mark.parametrize(
    ("first", "stance", "second", "count"),
    [
        ("", "", "", 0),
        ("", "", "polarity=negative", 1),
        ("", "stance=denies", "", 1),
        ("", "stance=denies", "polarity=negative", 0),
        ("", "stance=questions", "polarity=negative", 0),
        ("", "stance=-", "polarity=negative", 0),
        ("", "", "polarity=-", 0),
        ("modality=hypothetical", "", "polarity=negative", 0),
        ("modality=future", "", "polarity=negative", 1),
    ],
)
def test_what_contradicts_what(first: str, stance: str, second: str, count: int) -> None:
    """The article says the one, Cy the other."""
    found = claims([told("Cy", first, stance, second)])
    assert found is not None
    assert len(found.contradictions) == count


@pytest.mark.parametrize(("other", "count"), [("Ana", 0), ("Cy", 1)])
def test_nobody_contradicts_themselves(other: str, count: int) -> None:
    notation = f"""
= Ana said: hit Bo. Cy said: hit Dee.
m Ana : PER NAM ana
m Cy : PER NAM cy
a said~1 : source=Ana; content=hit Bo
a said~2 : source={other}; content=hit Dee
e hit~1 : Strike x
e hit~2 : Strike x; polarity=negative
"""
    found = claims([Item(read(notation))])
    assert found is not None
    assert len(found.contradictions) == count


def test_another_event_is_no_contradiction() -> None:
    item = told("Cy", "", "", "polarity=negative")
    first, second = item.document.events or ()
    document = replace(item.document, events=(first, replace(second, cluster="y")))
    found = claims([replace(item, document=document)])
    assert found is not None
    assert not found.contradictions


def told(source: str, first: str, stance: str, second: str) -> Item:
    """Two claims of one event: the article's, and that of a source."""
    notation = f"""
= Ana said: hit Bo. Cy said: hit Dee.
m Ana : PER NAM ana
m Cy : PER NAM cy
a said~2 : source={source}; content=hit Dee; {stance}
e hit~1 : Strike x; {first}
e hit~2 : Strike x; {second}
"""
    return Item(read(notation.replace("; \n", "\n")))


def test_what_was_not_annotated_is_not_nothing() -> None:
    bare, empty = Document("a", "One two"), Document("b", "One", mentions=(), attributions=(), events=())
    found = collect([Item(bare)])
    assert found.sizes.mentions is found.attributions is found.claims is None
    assert collect([Item(empty)]).sizes.mentions == 0
    assert collect([Item(bare), Item(empty)]).sizes.attributions == 0
    assert [t.title for t in tables(found)] == ["By split"]


def test_density_leaves_out_articles_without_attributions_layer(dispute: Item) -> None:
    with_bare = collect([Item(Document("a", "word " * 1000)), dispute])
    assert with_bare.sizes.words_per_attribution == collect([dispute]).sizes.words_per_attribution


def test_a_withheld_text_has_the_same_counts(dispute: Item) -> None:
    hidden = replace(dispute, document=replace(dispute.document, text=None), withheld=True)
    assert replace(collect([hidden]).sizes, withheld=0) == collect([dispute]).sizes
    assert collect([hidden]).sizes.withheld == 1


def test_the_record_is_json(dispute: Item) -> None:
    found = orjson.loads(orjson.dumps(collect([dispute]).record()))
    assert found["attributions"]["depth"] == {"1": 4, "2": 1}
    assert found["labels"]["polarity"] == {"positive": 4, "negative": 1}
    assert found["claims"]["contradictions"][0]["claims"][1]["chain"] == []


def test_tables_show_the_figures(dispute: Item) -> None:
    page = markdown(tables(collect([replace(dispute, genre="report"), Item(Document("b", "x"), "test")])))
    assert "|  | train | test | all |" in page
    assert "| mentions | 6 | – | 6 |" in page
    assert "|  | (none) | report |" in page
    assert f"| words | 1 | {words(dispute.document)} |" in page
    assert "| nested in another one's content | 1 | 20.0 % |" in page
    assert "| source: not expressed | 1 | 20.0 % |" in page
    assert "| dispute | raid | Strike | the article | (not expressed); Raiders |" in page


@given(documents(), st.sampled_from(["train", "dev"]))
def test_parts_add_up(document: Document, split: str) -> None:
    items = checked([Item(document, split), Item(replace(document, id="d2"), "train")])
    found = collect(items)
    assert sum(s.words for s in found.splits.values()) == found.sizes.words
    assert sum(found.labels["event_type"].values()) == found.sizes.events
    assert sum(found.labels["mention_type"].values()) == found.sizes.mentions
    assert found.attributions and found.claims
    assert sum(found.attributions.depth.values()) == found.attributions.total == found.sizes.attributions
    assert sum(found.attributions.source_class.values()) == found.attributions.total
    assert found.claims.author + found.claims.attributed == found.sizes.events


@given(st.text(st.sampled_from("ab .,—“\n\u00a0é🙂"), max_size=40))
def test_words_are_stretches_without_white_space(text: str) -> None:
    assert words(Document("a", text)) == len(text.split())


@pytest.mark.skipif(not GUM.exists(), reason="the GUM articles are not here")
def test_figures_of_real_articles() -> None:
    found = collect(checked(Item(parse(line)) for line in GUM.read_bytes().splitlines()))
    size = found.sizes
    assert (size.tokens, size.mentions, size.entities, size.attributions) == (7713, 2272, 1201, 113)
    assert found.attributions is not None
    assert found.attributions.nested == 11
    assert found.claims is None
