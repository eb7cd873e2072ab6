"""One stored form for every text, and offsets that move with it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoth.importing.normalise import decode, normalise, trace
from quoth_eval.errors import InputError

# Letters, marks that compose, Hangul, white space and line ends of every kind, zero-width padding.
TEXTS = st.text(
    st.sampled_from(
        "aé e\u0301\u0323\u1100\u1161\u11a8각\u212b\u09c7\u09be\r\n\t\xa0\u202f\u2028\x0b\x85\ufeff\u200b.“🎁"
    ),
    max_size=30,
) | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)


@given(TEXTS)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "\r" not in once
    assert all(line == line.strip() for line in once.split("\n"))


@given(TEXTS)
def test_a_traced_text_is_the_normalised_one(text: str) -> None:
    traced = trace(text)
    assert traced.text == normalise(text)
    assert len(traced.origin) == len(traced.text)
    assert list(traced.origin) == sorted(traced.origin)


@given(TEXTS, st.data())
def test_spans_keep_their_words(text: str, data: st.DataObject) -> None:
    ends = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    span = trace(text).span(*ends)
    assert 0 <= span.start <= span.end <= len(normalise(text))


def test_spans_move_with_marks_line_ends_and_padding() -> None:
    raw = "\ufeff\r\n  Cafe\u0301 \u00a0\r\n\u00a0said Ana \r\n"
    traced = trace(raw)
    assert traced.text == "Café\nsaid Ana"
    for words in ("Cafe\u0301", "said", "Ana"):
        start = raw.index(words)
        assert traced.span(start, start + len(words)).of(traced.text) == unicodedata.normalize("NFC", words)


def test_inner_spaces_stay() -> None:
    assert normalise("the\u00a0 Ministry\u00a0said  so") == "the\u00a0 Ministry\u00a0said  so"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("one\ntwo\0", "line 2, column 4: U+0000 (NUL)"),
        ("\ud800", "line 1, column 1: U+D800 (a lone surrogate)"),
        ("one\n\nx\udfff", "line 3, column 2: U+DFFF (a lone surrogate)"),
    ],
)
@pytest.mark.parametrize("form", [normalise, trace])
def test_what_servers_choke_on_is_refused(text: str, place: str, form: object) -> None:
    with pytest.raises(
        InputError, match="^" + place.replace("+", r"\+").replace("(", r"\(").replace(")", r"\)")
    ):
        form(text)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"one\nit\x92s", r"x: no UTF-8 at line 2, column 3 \(byte 0x92\); convert it"),
        (b"a\n\xed\xa0\x80", r"x: line 2, column 1: U\+D800"),
        ("é".encode("utf-16"), "x: no UTF-8 at line 1, column 1"),
    ],
)
def test_other_encodings_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        decode(data, "x")


def test_a_byte_order_mark_is_no_text() -> None:
    assert decode(b"\xef\xbb\xbfAna", "x") == "Ana"
