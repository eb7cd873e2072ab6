"""Reading and writing who labels which article."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoth.store import write_articles, write_assignments
from quoth.studio.projects import annotator_title
from quoth_eval.assignment import Assignment, assignment_lines, parse_assignments
from quoth_eval.corpus import Article, Corpus
from quoth_eval.errors import InputError
from quoth_eval.integrity import hash_of

BAD = [
    (b"{", ":1: Invalid JSON"),
    (b'{"id": "a"}', ":1: field annotators: Field required"),
    (b'{"id": "a", "annotators": "ada"}', ":1: field annotators"),
    (b'{"id": "a", "annotators": []}', ":1: field annotators: expected one name or more"),
    (b'{"id": "a", "annotators": [], "training": false}', ":1: field annotators: expected one name or more"),
    (b'{"id": "a", "annotators": ["ada", "ada"]}', ":1: field annotators: expected one name or more, each"),
    (b'{"id": "a", "annotators": ["../x"]}', ":1: field annotators: '../x' is no annotator's name"),
    (b'{"id": "a", "annotators": ["Gold"]}', ":1: field annotators: 'Gold' is no annotator's name"),
    (b'{"id": "a", "annotators": ["Adjudication"]}', "its project would be the adjudication's"),
    (b'\n{"id": "c", "annotators": ["ada"]}', ":2: no article c"),
    (b'{"id": "a", "annotators": ["ada"]}\n{"id": "a", "annotators": ["ben"]}', ":2: article a is assigned"),
    (b'{"id": "a", "annotators": ["ada"]}\n{"id": "b", "annotators": ["Ada"]}', "differ only in case"),
]


@pytest.mark.parametrize(("data", "said"), BAD)
def test_what_cannot_be_meant_is_refused_with_its_line(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_assignments(data, "corpus/assignments.jsonl", {"a", "b"})
    assert str(caught.value).startswith("corpus/assignments.jsonl") and said in str(caught.value)


names = st.sampled_from(["ada", "ben", "cy", "d.e-f"])
assignments = st.builds(
    Assignment,
    st.sampled_from([f"wire-{n}" for n in range(20)]),
    st.sets(names).map(lambda found: tuple(sorted(found))),
    st.booleans(),
).filter(lambda a: a.annotators or a.training)


@given(st.lists(assignments, unique_by=lambda a: a.id))
def test_what_is_written_is_read_again(items: list[Assignment]) -> None:
    data = assignment_lines(items)
    found = parse_assignments(data, "f", {a.id for a in items})
    assert found == {a.id: a for a in items}
    assert assignment_lines(reversed(items)) == data


def test_a_corpus_keeps_them(tmp_path: Path) -> None:
    write_articles(tmp_path, [(Article("a", text_sha256=hash_of("x")), "x")])
    assert Corpus(tmp_path).assignments == {}
    one = Assignment("a", ("ada",), training=True)
    assert write_assignments(Corpus(tmp_path), [one])
    assert not write_assignments(Corpus(tmp_path), [one])
    assert Corpus(tmp_path).assignments == {"a": one}
    with pytest.raises(InputError, match="no article b"):
        write_assignments(Corpus(tmp_path), [Assignment("b", ("ada",))])
    assert Corpus(tmp_path).assignments == {"a": one}


def test_a_title_the_server_would_not_take_is_refused() -> None:
    with pytest.raises(InputError, match="at most 50"):
        annotator_title("quoth", "a" * 43)
    assert len(annotator_title("quoth", "a" * 42)) == 50
