"""Valid documents for the way through Label Studio: random ones, and one that has every feature."""

from dataclasses import replace

from hypothesis import strategies as st

from quoth.schema import load
from quoth_eval.document import Argument, Attribution, Document, Entity, Event, Mention, Span
from quoth_eval.naming import entity_name

SCHEMA = load()
_TYPES = [t.name for t in SCHEMA.mention.types]
_EVENTS = [t.name for t in SCHEMA.event.types]
_KEYS = ["herald", "vila", "belo-a", "Ü.1"]
_KBS = [None, "Q5", "wikipedia:New_York"]
_NAMES = [None, "The Herald", 'the "old" A&B &quot;']


def _chosen(attributes, name):
    return st.sampled_from([v.name for a in attributes if a.name == name for v in a.values])


texts = st.text(alphabet="abAB é\u0301’'“”\"\n😀👩\u200d🚒.s&<", min_size=6, max_size=50).filter(
    lambda t: len(t.strip()) > 3
)


@st.composite
def valid_documents(draw: st.DrawFn) -> Document:
    """A document as a careful annotator would leave it: everything given, nothing contradictory."""
    text = draw(texts)
    spans = [s for s in _spans(text) if s.of(text).strip() == s.of(text)]
    span = st.sampled_from(spans)
    entities = {k: _entity(draw, k) for k in draw(st.sets(st.sampled_from(_KEYS), min_size=1))}
    mentions = tuple(
        _mention(draw, f"m{n}", draw(span), draw(st.sampled_from(sorted(entities))))
        for n in range(draw(st.integers(0, 5)))
    )
    mentions, entities = _consistent(draw, text, mentions, entities)
    ids = [m.id for m in mentions]
    count = draw(st.integers(0, 4))
    anchors = [f"a{n}" for n in range(count)]
    return Document(
        "doc",
        text,
        mentions=mentions,
        entities=tuple(entities.values()),
        attributions=tuple(_attribution(draw, a, span, ids, anchors) for a in anchors),
        events=tuple(_event(draw, f"v{n}", draw(span), ids) for n in range(draw(st.integers(0, 3)))),
    ).canonical()


def _spans(text):
    return [Span(i, j) for i in range(len(text)) for j in range(i + 1, len(text) + 1)]


def _entity(draw, key):
    return Entity(key, draw(st.sampled_from([None, *_TYPES])), None, draw(st.sampled_from(_KBS)))


def _mention(draw, name, span, key):
    return Mention(name, span.start, span.end, None, draw(st.sampled_from(["NAM", "NOM", "PRO"])), key)


def _consistent(draw, text, mentions, entities):
    """One entity, one type (some of its mentions may have none); the name derived, or given."""
    typed = [
        replace(m, type=draw(st.sampled_from([entities[m.entity].type, entities[m.entity].type, None])))
        for m in mentions
        if not _half_possessive(m, text)
    ]
    found = {}
    for key in {m.entity for m in typed}:
        own = [m for m in typed if m.entity == key]
        kind = next((m.type for m in own if m.type), None)
        name = draw(st.sampled_from([entity_name(own, text, kind), *_NAMES]))
        found[key] = replace(entities[key], type=kind, name=name)
    return tuple(typed), found


def _half_possessive(m, text):
    return text[m.end - 1] in "'’" and text[m.end : m.end + 1] == "s"


def _attribution(draw, name, span, mentions, anchors):
    some = (
        st.lists(st.sampled_from(mentions), max_size=2, unique=True).map(tuple) if mentions else st.just(())
    )
    parts = st.lists(span, max_size=3, unique=True).map(tuple)
    cue = draw(parts)
    content = draw(parts) if cue else draw(parts.filter(bool))
    others = [None, *(a for a in anchors if a != name)]
    values = {
        a.name: draw(_chosen(SCHEMA.attribution.attributes, a.name)) for a in SCHEMA.attribution.attributes
    }
    return Attribution(name, cue, draw(some), content, draw(some), draw(st.sampled_from(others)), **values)


def _event(draw, name, span, mentions):
    argument = st.builds(Argument, st.sampled_from(SCHEMA.role_names), st.sampled_from(mentions or ["-"]))
    arguments = draw(st.lists(argument, max_size=4, unique=True)) if mentions else []
    return Event(
        name,
        span.start,
        span.end,
        draw(st.sampled_from([None, *_EVENTS])),
        draw(_chosen(SCHEMA.event.attributes, "polarity")),
        draw(_chosen(SCHEMA.event.attributes, "modality")),
        draw(st.sampled_from([None, "raid", "fire-2"])),
        tuple(arguments),
    )


TEXT = (
    "😀 “We saw ten drones,” Ana Belo, mayor of Vila, told The Herald, “and they burned the mill,” as quoted "
    "by The Times.\n\nMill fire spreads: governor\n\n"
    "Vilan crews fled the mill. The Herald said that the mayor did not say so."
)


def at(words: str, nth: int = 0, text: str = TEXT) -> Span:
    """Where ``words`` stand in the text for the ``nth`` time."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def mention(name: str, words: str, kind: str | None, level: str, key: str, nth: int = 0) -> Mention:
    """A mention of these words."""
    span = at(words, nth)
    return Mention(name, span.start, span.end, kind, level, key)


def every_feature(name: str = "every-feature") -> Document:
    """Nested, relayed, discontinuous, cueless, with addressee, behind an emoji, two roles on a pair."""
    asserted = {"attitude": "assertion", "stance": "affirms", "modality": "asserted"}
    quote = (at("“We saw ten drones,”"), at("“and they burned the mill,”"))
    burned, fled = at("burned"), at("fled")
    return Document(
        name,
        TEXT,
        mentions=(
            mention("m1", "Ana Belo", "PER", "NAM", "belo"),
            mention("m2", "We", "PER", "PRO", "belo"),
            mention("m3", "ten drones", "WEA", "NOM", "drones"),
            mention("m4", "The Herald", "MEDIA", "NAM", "herald"),
            mention("m5", "The Times", "MEDIA", "NAM", "times"),
            mention("m6", "the mill", "FAC", "NOM", "mill"),
            mention("m7", "Vila", "GPE", "NAM", "vila"),
            mention("m8", "Vilan", "GPE", "NAM", "vila"),
            mention("m9", "governor", None, "NOM", "governor"),
            mention("m10", "Vilan crews", "PER", "NOM", "crews"),
            mention("m11", "the mill", "FAC", "NOM", "mill", 1),
            mention("m12", "The Herald", "MEDIA", "NAM", "herald", 1),
            mention("m13", "the mayor", "PER", "NOM", "belo"),
        ),
        entities=(
            Entity("belo", "PER", "Ana Belo", "Q42"),
            Entity("drones", "WEA"),
            Entity("herald", "MEDIA", 'The "Vila" Herald', "wikipedia:The_Herald"),
            Entity("times", "MEDIA", "The Times"),
            Entity("mill", "FAC"),
            Entity("vila", "GPE", "Vila"),
            Entity("governor"),
            Entity("crews", "PER"),
        ),
        attributions=(
            Attribution("a1", (at("told"),), ("m1",), quote, ("m4",), None, form="direct", **asserted),
            Attribution("a2", (at("as quoted by"),), ("m5",), quote, (), "a1", form="direct", **asserted),
            Attribution(
                "a3",
                (at("saw"),),
                ("m2",),
                (at("ten drones"),),
                attitude="perception",
                form="indirect",
                stance="affirms",
                modality="asserted",
            ),
            Attribution("a4", (), ("m9",), (at("Mill fire spreads"),), form="indirect", **asserted),
            Attribution("a5", (), (), (at("Mill"), at("spreads")), form="mixed", **asserted),
            Attribution(
                "a6", (at("said"),), ("m12",), (at("the mayor did not say so"),), form="indirect", **asserted
            ),
            Attribution(
                "a7",
                (at("did not"), at("say")),
                ("m13",),
                (at("so"),),
                attitude="assertion",
                form="indirect",
                stance="denies",
                modality="possible",
            ),
        ),
        events=(
            Event(
                "v1",
                burned.start,
                burned.end,
                "Damage",
                "positive",
                "asserted",
                "fire",
                (Argument("agent", "m3"), Argument("instrument", "m3"), Argument("patient", "m6")),
            ),
            Event(
                "v2",
                fled.start,
                fled.end,
                "Displace",
                "positive",
                "asserted",
                None,
                (Argument("patient", "m10"), Argument("origin", "m11")),
            ),
            Event("v3", fled.start, fled.end, None, "negative", "future", None, ()),
        ),
    ).canonical()
