"""What keeps a document from holding together is named: document, annotation, field, what was expected."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import documents

from quoth_eval.document import Argument, Attribution, Document, Entity, Event, Mention, Section, Span
from quoth_eval.errors import InputError
from quoth_eval.integrity import ID_RULE, check, hash_of, placed_spans, problems, valid_id

ANA = Mention("m1", 0, 3)


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (Document("a b"), f"document a b, field id: expected {ID_RULE}"),
        (
            Document("d", "x", text_sha256=hash_of("y")),
            f"document d, field text_sha256: expected {hash_of('y')[:12]}…, "
            f"the text has {hash_of('x')[:12]}…: it is not the same text",
        ),
        (
            Document("d", "Ana", mentions=(Mention("m1", 0, 4),)),
            "document d, mention m1, field start: expected start >= 0 and end <= 3, the length of the text, "
            "found 0 and 4",
        ),
        (
            Document("d", events=(Event("v1", -1, 4),)),
            "document d, event v1, field start: expected start >= 0, found -1 and 4",
        ),
        (
            Document("d", attributions=(Attribution("a1", cue=(Span(0, 1), Span(3, 3))),)),
            "document d, attribution a1, field cue[1]: expected start < end, found 3 and 3",
        ),
        (
            Document("d", "Ana", sections=(Section(0, 9, "body"),)),
            "document d, field sections[0]: expected start >= 0 and end <= 3, the length of the text, "
            "found 0 and 9",
        ),
        (
            Document("d", mentions=(ANA, ANA)),
            "document d, mention m1, field id: expected an id of its own",
        ),
        (
            Document("d", mentions=(replace(ANA, entity="ana"),), entities=(Entity("bo"),)),
            "document d, mention m1, field entity: expected the id of an entity, found ana",
        ),
        (
            Document("d", mentions=(ANA,), attributions=(Attribution("a1", sources=("m1", "m2")),)),
            "document d, attribution a1, field sources[1]: expected the id of a mention, found m2",
        ),
        (
            Document("d", attributions=(Attribution("a1", addressees=("m2",)),)),
            "document d, attribution a1, field addressees[0]: expected the id of a mention, found m2",
        ),
        (
            Document("d", attributions=(Attribution("a1", relays="a2"),)),
            "document d, attribution a1, field relays: expected the id of an attribution, found a2",
        ),
        (
            Document("d", events=(Event("v1", 0, 1, arguments=(Argument("agent", "m2"),)),)),
            "document d, event v1, field arguments[0].mention: expected the id of a mention, found m2",
        ),
    ],
)
def test_every_problem_is_named(document: Document, message: str) -> None:
    assert [str(p) for p in problems(document)] == [message]
    with pytest.raises(InputError) as error:
        check(document, "x.jsonl:3")
    assert str(error.value) == f"x.jsonl:3: {message}"


def test_the_first_of_several_is_told_with_their_number() -> None:
    with pytest.raises(InputError, match=r"mention m1, field start: .* \(and 2 more problems\)$"):
        check(Document("d", mentions=(Mention("m1", 2, 1), Mention("m2", 2, 1), Mention("m3", 2, 1))))


def test_keys_need_no_list_of_entities() -> None:
    document = Document("d", mentions=(replace(ANA, entity="ana"),))
    assert check(document) is document


def test_a_withheld_text_has_a_length() -> None:
    document = Document("d", mentions=(ANA,))
    assert check(document, length=3)
    with pytest.raises(InputError, match="end <= 2"):
        check(document, length=2)


@given(documents())
def test_documents_that_hold_together_have_no_problem(document: Document) -> None:
    assert check(document) is document
    assert all(0 <= s.start < s.end for _, _, s in placed_spans(document))


@given(st.text(max_size=5))
def test_ids_never_leave_a_folder(name: str) -> None:
    if valid_id(name):
        assert "/" not in name
        assert not name.startswith(".")
        assert name.isascii()
