"""No document is so broken that a rule fails instead of finding."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from strategies import TEXT, documents

from quoth.schema import load
from quoth.validation.rule import Case
from quoth.validation.run import examine
from quoth_eval.document import Argument, Attribution, Document, Entity, Event, Mention, Section, Span
from quoth_eval.integrity import problems

OFFSETS = st.integers(-3, len(TEXT) + 3)
SPANS = st.builds(Span, OFFSETS, OFFSETS)
IDS = st.sampled_from(("x1", "x2", "a b", ""))
LABELS = st.sampled_from((None, "", "PER", "Strike", "NAM", "agent", "declined"))
REFERENCES = st.lists(IDS, max_size=2).map(tuple)
FRAGMENTS = st.lists(SPANS, max_size=3).map(tuple)

MENTIONS = st.builds(Mention, IDS, OFFSETS, OFFSETS, LABELS, LABELS, st.none() | IDS)
ENTITIES = st.builds(Entity, IDS, LABELS, LABELS, LABELS)
ATTRIBUTIONS = st.builds(
    Attribution,
    IDS,
    FRAGMENTS,
    REFERENCES,
    FRAGMENTS,
    REFERENCES,
    st.none() | IDS,
    LABELS,
    LABELS,
    LABELS,
    LABELS,
)
ARGUMENTS = st.builds(Argument, st.sampled_from(("agent", "", "x")), IDS)
EVENTS = st.builds(
    Event, IDS, OFFSETS, OFFSETS, LABELS, LABELS, LABELS, LABELS, st.lists(ARGUMENTS, max_size=2).map(tuple)
)
SECTIONS = st.builds(Section, OFFSETS, OFFSETS, st.sampled_from(("body", "kicker", "caption", "")))


def several(items: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | st.lists(items, max_size=3).map(tuple)


BROKEN = st.builds(
    Document,
    IDS,
    text=st.sampled_from((None, "", TEXT, "\ud800\0")),
    text_sha256=st.sampled_from((None, "0" * 64)),
    sections=st.lists(SECTIONS, max_size=3).map(tuple),
    sentences=FRAGMENTS,
    tokens=FRAGMENTS,
    mentions=several(MENTIONS),
    entities=several(ENTITIES),
    attributions=several(ATTRIBUTIONS),
    events=several(EVENTS),
)


@given(BROKEN)
def test_every_rule_survives_every_document(document: Document) -> None:
    found = {f.rule for f in examine(Case(document, load()))}
    assert {p.rule for p in problems(document)} <= found


@given(documents())
def test_the_order_of_annotations_never_matters(document: Document) -> None:
    turned = replace(document, mentions=(document.mentions or ())[::-1], events=(document.events or ())[::-1])

    def found(one: Document) -> set[str]:
        return {f.rule for f in examine(Case(one, load()))}

    assert found(turned) == found(document)
