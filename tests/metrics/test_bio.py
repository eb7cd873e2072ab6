"""BIO figures are seqeval's own: compared with what it says of whole corpora of random tags."""

import warnings
from itertools import pairwise
from typing import Any

import pytest
from evaluating import counted, scored
from hypothesis import given
from hypothesis import strategies as st
from strategies import Inputs, inputs

from quoth_eval.document import Document, Mention, Span
from quoth_eval.metrics.measure import PRF

Spans = list[tuple[int, int, str]]  # first token, token after the last one, type
_LENGTH = 8


@st.composite
def _flat(draw: st.DrawFn) -> Spans:
    """Spans over the tokens of a sentence, none over another."""
    cuts = draw(st.lists(st.integers(0, _LENGTH), unique=True, max_size=6).map(sorted))
    kinds = st.sampled_from(("PER", "ORG", "x-y", None))
    found = [(a, b, draw(kinds)) for a, b in pairwise(cuts)]
    return [(a, b, kind) for a, b, kind in found if kind]


def _tags(spans: Spans) -> list[str]:
    tags = ["O"] * _LENGTH
    for start, end, kind in spans:
        tags[start:end] = [f"B-{kind}", *[f"I-{kind}"] * (end - start - 1)]
    return tags


def _document(name: str, spans: Spans) -> Document:
    """Tokens of three characters with a space between them."""
    tokens = tuple(Span(4 * i, 4 * i + 3) for i in range(_LENGTH))
    found = (Mention(f"m{i}", 4 * a, 4 * b - 1, kind) for i, (a, b, kind) in enumerate(spans))
    return Document(name, "abc " * _LENGTH, tokens=tokens, mentions=tuple(found))


def _bio(gold: list[Document], pred: list[Document]) -> dict[str, Any]:
    result: dict[str, Any] = scored(gold, pred, "entities", bio=True)["entities"]["bio"]
    return result


@given(st.lists(st.tuples(_flat(), _flat()), min_size=1, max_size=4))
def test_the_same_as_seqeval_over_whole_sequences(sentences: list[tuple[Spans, Spans]]) -> None:
    from seqeval.metrics import classification_report
    from seqeval.scheme import IOB2

    gold, pred = ([_document(f"s{i}", pair[k]) for i, pair in enumerate(sentences)] for k in (0, 1))
    found = _bio(gold, pred)
    tags = [[_tags(pair[k]) for pair in sentences] for k in (0, 1)]
    for name, mode in (("default", {}), ("strict", {"mode": "strict", "scheme": IOB2})):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if not any(spans for pair in sentences for spans in pair):
                return  # seqeval dies of an empty input
            peer = classification_report(*tags, output_dict=True, **mode)["micro avg"]
        assert found[name]["tp"] + found[name]["fn"] == peer["support"]
        for ours, theirs in (("precision", "precision"), ("recall", "recall"), ("f1", "f1-score")):
            assert (found[name][ours] or 0) == pytest.approx(peer[theirs]), (name, ours)


@given(st.lists(st.tuples(_flat(), _flat()), min_size=1, max_size=3))
def test_flat_mentions_on_token_bounds_score_like_strict(sentences: list[tuple[Spans, Spans]]) -> None:
    gold, pred = ([_document(f"s{i}", pair[k]) for i, pair in enumerate(sentences)] for k in (0, 1))
    found = counted(gold, pred, "entities", bio=True)
    strict, default, iob2 = (
        found.total(PRF(path)).tolist()
        for path in (("entities", "strict"), ("entities", "bio", "default"), ("entities", "bio", "strict"))
    )
    assert default == iob2 == strict


@given(inputs(layers=("mentions",)))
def test_nested_crossing_and_untyped_mentions_are_scored_too(both: Inputs) -> None:
    result = scored(*both, "entities", bio=True).get("entities", {})
    for figures in result.get("bio", {}).values():
        assert min(figures["tp"], figures["fp"], figures["fn"]) >= 0


_CASES = {
    "of nested ones the longest stays": (
        [(0, 3, "ORG"), (0, 1, "GPE")],
        [(0, 1, "GPE"), (0, 3, "ORG")],
        (1, 0, 0),
    ),
    "a nested one alone is another chunk": ([(0, 3, "ORG"), (0, 1, "GPE")], [(0, 1, "GPE")], (0, 1, 1)),
    "a copy folds": ([(0, 2, "PER")], [(0, 2, "PER")] * 2, (1, 0, 0)),
    "neighbours of one type stay two": ([(0, 2, "PER"), (2, 4, "PER")], [(0, 4, "PER")], (0, 1, 2)),
}


@pytest.mark.parametrize(("gold", "pred", "expected"), _CASES.values(), ids=_CASES)
def test_by_hand(gold: Spans, pred: Spans, expected: tuple[int, ...]) -> None:
    for figures in _bio([_document("s", gold)], [_document("s", pred)]).values():
        assert (figures["tp"], figures["fp"], figures["fn"]) == expected


def test_predictions_are_cut_by_the_tokens_of_gold() -> None:
    gold, off = _document("s", [(0, 2, "PER")]), Mention("m", 1, 6, "PER")
    pred = Document("s", mentions=(off,))
    assert _bio([gold], [pred])["default"]["f1"] == 1


def test_without_a_text_every_code_point_is_a_token() -> None:
    gold, pred = (Document("s", mentions=(Mention("m", 0, end, "PER"),)) for end in (4, 5))
    assert _bio([gold], [gold])["strict"]["f1"] == 1
    assert _bio([gold], [pred])["strict"]["f1"] == 0


def test_only_where_it_is_asked_for() -> None:
    gold = [_document("s", [(0, 2, "PER")])]
    assert "bio" not in scored(gold, gold, "entities")["entities"]
    assert _bio([_document("s", [])], [_document("s", [])])["default"]["f1"] is None
