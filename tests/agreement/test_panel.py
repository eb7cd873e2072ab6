"""Documents of several annotators side by side: what fits together, and what is refused."""

from dataclasses import replace

import pytest
from evaluating import as_table

from quoth_eval.agreement.panel import Panel, panel
from quoth_eval.document import Attribution, Document, Event, Mention, Span
from quoth_eval.errors import InputError
from quoth_eval.integrity import hash_of

TEXT = "Ann said no."


def _panel(**inputs: list[Document]) -> Panel:
    return panel({name: as_table(found) for name, found in inputs.items()})


def _refused(**inputs: list[Document]) -> str:
    with pytest.raises(InputError) as stop:
        _panel(**inputs)
    return str(stop.value)


def test_who_annotated_what() -> None:
    ann = [Document("a", TEXT, mentions=()), Document("b", TEXT)]
    found = _panel(bob=[Document("a", TEXT, events=())], ann=ann)
    assert found.names == ("ann", "bob")
    assert found.ids == ("a", "b")
    assert found.listed.tolist() == [[True, True], [True, False]]
    assert found.given("mentions").tolist() == [[True, False], [False, False]]
    assert found.given("events").tolist() == [[False, True], [False, False]]


def test_texts_that_differ_are_refused_with_the_place() -> None:
    message = _refused(ann=[Document("a", TEXT)], bob=[Document("a", "Ann says no.")])
    assert "document a: ann and bob have different texts" in message
    assert "from 6 on: 'id no.' and 'ys no.'" in message


def test_a_hash_is_as_good_as_a_text() -> None:
    withheld = Document("a", None, text_sha256=hash_of("another"))
    assert "document a: ann and bob have different texts" in _refused(
        ann=[Document("a", TEXT)], bob=[withheld]
    )
    assert _panel(ann=[Document("a", TEXT)], bob=[replace(withheld, text_sha256=hash_of(TEXT))]).ids == ("a",)


def test_a_document_that_occurs_twice_is_refused() -> None:
    message = _refused(ann=[Document("a", TEXT)] * 2, bob=[Document("a", TEXT)])
    assert message == "ann: document a occurs more than once; ids are unique"


def test_a_span_outside_the_text_that_another_has_is_refused() -> None:
    beyond = Document("a", None, mentions=(Mention("m1", 0, 40, "PER"),))
    message = _refused(ann=[Document("a", TEXT)], bob=[beyond])
    assert message.startswith("bob: document a: mention m1, field end: ends at 40")


def test_tokens_are_those_of_the_text() -> None:
    (found,) = _panel(ann=[Document("a", TEXT)], bob=[Document("a", TEXT)]).tokens
    assert found[0].tolist() == [0, 4, 9, 11]


def test_the_most_frequent_tokens_win_whoever_has_them() -> None:
    own = Document("a", TEXT, tokens=(Span(0, 3), Span(4, 12)))
    other = Document("a", TEXT, tokens=(Span(0, 12),))
    for inputs in ((own, own, other), (other, own, own), (own, other, own)):
        found = _panel(**{name: [d] for name, d in zip(("ann", "bob", "cid"), inputs, strict=True)})
        assert found.tokens[0][1].tolist() == [3, 12]


def test_the_length_of_an_unknown_text_is_where_everything_ends() -> None:
    reaching = [
        Document("a", mentions=(Mention("m", 0, 9),)),
        Document("b", events=(Event("v", 2, 4),)),
        Document("c", attributions=(Attribution("x", cue=(Span(1, 6),), content=(Span(7, 8), Span(0, 1))),)),
        Document("d"),
    ]
    found = _panel(ann=reaching, bob=[Document("a")])
    assert found.lengths.tolist() == [9, 4, 8, 1]
    assert [len(start) for start, _ in found.tokens] == [9, 4, 8, 0]
