"""Characters and tokens of documents on one line each."""

from dataclasses import replace

import numpy as np
from evaluating import paired

from quoth_eval.columns import Pair
from quoth_eval.document import Attribution, Document, Span
from quoth_eval.ground import blank, ground


def _document(name: str, text: str | None, tokens: tuple[Span, ...] = ()) -> Document:
    said = Attribution("a1", content=(Span(0, 9),))
    return Document(name, text, tokens=tokens, mentions=(), attributions=(said,))


def _pair() -> Pair:
    """By rule, uncut, by tokens of its own, by the rule on the predicted text, and without attributions."""
    gold = [
        _document("a", "He said: no way"),
        _document("b", None),
        _document("c", None, (Span(0, 2), Span(3, 7), Span(8, 9))),
        replace(_document("d", None), attributions=()),
        Document("e", "nothing said"),
        _document("f", "so, he said", (Span(0, 2), Span(4, 6))),
    ]
    pred = [_document("d", "It was over"), Document("e", None, attributions=())]
    return paired(gold, pred)


def _tokens(document: int, start: int, end: int) -> tuple[int, int]:
    line = ground(_pair())
    first, last = line.tokens(np.array([document]), np.array([start]), np.array([end]))
    return int(first[0]), int(last[0])


def test_tokens_that_a_span_touches() -> None:
    assert _tokens(0, 0, 2) == (0, 1)
    assert _tokens(0, 1, 4) == (0, 2)  # parts of two words
    assert _tokens(0, 2, 3) == (1, 1)  # white space
    assert _tokens(0, 7, 15) == (2, 5)


def test_lines_go_on_from_document_to_document() -> None:
    assert _tokens(1, 0, 9) == (5, 14)  # nine code points
    assert _tokens(2, 0, 9) == (14, 17)
    assert _tokens(2, 3, 4) == (15, 16)
    assert _tokens(2, 7, 8) == (16, 16)
    assert _tokens(3, 0, 11) == (17, 20)


def test_characters_of_documents_never_meet() -> None:
    line = ground(_pair())
    starts, ends = line.characters(np.arange(4), np.zeros(4, np.int64), np.array([15, 9, 9, 11]))
    assert (starts[1:] >= ends[:-1]).all()


def test_blank_is_what_holds_white_space_or_no_token() -> None:
    pair = _pair()
    cases = [
        (0, 2, 3, True),
        (0, 7, 8, False),
        (1, 2, 3, False),
        (2, 2, 3, True),
        (2, 2, 4, False),
        (3, 2, 3, True),
        (5, 2, 4, False),  # no token, but a comma
        (5, 3, 4, True),
    ]
    document, start, end, expected = (np.array(column) for column in zip(*cases, strict=True))
    assert blank(pair, ground(pair), document, start, end).tolist() == expected.tolist()
