"""Tokens by rule: known cuts, and the rule itself, character by character, as the oracle."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoth_eval.document import Span
from quoth_eval.tokens import boundaries, tokenize

CASES = [
    ("", []),
    (" \n\t\u00a0\u2028", []),
    ("a", ["a"]),
    ("We’re 3.5 km away", ["We", "’", "re", "3", ".", "5", "km", "away"]),
    ("“Nie” – powiedział.", ["“", "Nie", "”", "–", "powiedział", "."]),
    ("cafe\u0301 x", ["cafe\u0301", "x"]),  # a combining mark belongs to its word
    ("\u0301x", ["\u0301x"]),
    ("snake_case", ["snake", "_", "case"]),
    ("...", [".", ".", "."]),
    ("½kg", ["½kg"]),
    ("🇺🇦!", ["🇺", "🇦", "!"]),
    ("北京 说", ["北京", "说"]),
    ("\x1fx\x00", ["x", "\x00"]),  # a separator is white space, another control character is not
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_known_texts(text: str, expected: list[str]) -> None:
    assert [t.of(text) for t in tokenize(text)] == expected


def _by_the_rule(text: str) -> list[Span]:
    out: list[Span] = []
    for at, character in enumerate(text):
        word = unicodedata.category(character)[0] in "LNM"
        if word and out and out[-1].end == at and unicodedata.category(text[at - 1])[0] in "LNM":
            out[-1] = Span(out[-1].start, at + 1)
        elif word or not character.isspace():
            out.append(Span(at, at + 1))
    return out


@given(st.text(st.one_of(st.sampled_from("ab1 _’.\u0301\n"), st.characters())))
def test_any_text_is_cut_by_the_rule(text: str) -> None:
    assert list(tokenize(text)) == _by_the_rule(text)


@given(st.text())
def test_boundaries_are_those_of_the_tokens(text: str) -> None:
    starts, ends = boundaries(text)
    assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == [
        (t.start, t.end) for t in tokenize(text)
    ]
