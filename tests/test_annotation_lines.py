"""Annotations one a line: what is written comes back, and equal documents give equal bytes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import documents, shuffled

from quoth_eval.annotation_lines import format_lines, parse_lines
from quoth_eval.document import ANNOTATION_LAYERS, Attribution, Document, Event, Mention, Span
from quoth_eval.errors import InputError

BARE = Document("d1", "Ana said Bo left.")


@st.composite
def partial(draw: st.DrawFn) -> Document:
    """A document in which some layers were not annotated."""
    whole = draw(documents())
    missing = draw(st.sets(st.sampled_from(ANNOTATION_LAYERS)))
    layers = {layer: None if layer in missing else getattr(whole, layer) for layer in ANNOTATION_LAYERS}
    return Document(whole.id, whole.text, **layers)


@given(partial())
def test_what_is_written_comes_back(document: Document) -> None:
    data = format_lines(document)
    again = parse_lines(data, "x").onto(Document(document.id, document.text))
    assert again == document.canonical()
    assert format_lines(again) == data


@given(st.data(), documents())
def test_order_never_matters(data: st.DataObject, document: Document) -> None:
    assert format_lines(shuffled(data.draw, document)) == format_lines(document)


def test_a_line_reads_well() -> None:
    document = Document(
        "d1",
        BARE.text,
        mentions=(Mention("m1", 0, 3, "PER", "NAM", "ana"),),
        entities=(),
        attributions=(Attribution("a1", (Span(4, 8),), ("m1",), (Span(9, 16),)),),
        events=(Event("v1", 12, 16, "Displace"),),
    )
    lines = [json.loads(line) for line in format_lines(document).splitlines()]
    assert [(line["kind"], line["id"], line["text"]) for line in lines] == [
        ("mention", "m1", "Ana"),
        ("attribution", "a1", "said → Bo left"),
        ("event", "v1", "left"),
    ]
    assert list(lines[0]) == ["kind", "id", "start", "end", "type", "level", "entity", "text"]


def test_a_withheld_text_shows_no_words() -> None:
    document = Document("d1", None, mentions=(Mention("m1", 0, 3),), entities=(), attributions=(), events=())
    assert b'"text"' not in format_lines(document)


def test_nothing_and_not_annotated_differ() -> None:
    nothing = Document("d1", mentions=(), entities=(), attributions=(), events=())
    assert format_lines(nothing) == b""
    assert parse_lines(b"", "x").onto(BARE).mentions == ()
    assert format_lines(Document("d1")) == b'{"kind":"layers","annotated":[]}\n'
    assert parse_lines(format_lines(Document("d1")), "x").onto(BARE) == BARE


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "x:2: no valid JSON: "),
        ("[]", 'x:2: expected a JSON object with "kind" one of mention, entity, attribution, event'),
        ('{"kind":"span","id":"s1"}', 'x:2: expected a JSON object with "kind" one of'),
        ('{"kind":["mention"]}', 'x:2: expected a JSON object with "kind" one of'),
        ('{"kind":"mention","id":"m2","start":1}', "x:2: mention m2, field end: missing"),
        (
            '{"kind":"mention","id":"m2","start":"1","end":2}',
            "x:2: mention m2, field start: expected a valid integer",
        ),
        (
            '{"kind":"attribution","id":"a1","cue":[{"start":1}]}',
            "x:2: attribution a1, field cue[0].end: missing",
        ),
        ('{"kind":"mention","id":"m2","start":1,"end":2,"text":5}', "x:2: mention m2, field text: expected"),
    ],
)
def test_a_broken_line_is_named(line: str, message: str) -> None:
    with pytest.raises(InputError) as error:
        parse_lines(f'{{"kind":"mention","id":"m1","start":0,"end":3}}\n{line}\n'.encode(), "x")
    assert str(error.value).startswith(message)


@pytest.mark.parametrize("annotated", ['"mentions"', '["words"]', "null", "[[]]"])
def test_a_broken_list_of_layers_is_named(annotated: str) -> None:
    with pytest.raises(InputError, match=r'^x:1: expected "annotated" to list some of mentions'):
        parse_lines(f'{{"kind":"layers","annotated":{annotated}}}'.encode(), "x")
