"""Tokens by rule: maximal runs of letters, digits and marks; every other non-space character alone."""

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from quoth_eval.document import Span

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_UNSEEN, _SPACE, _WORD, _ALONE = range(4)  # kinds of characters


def tokenize(text: str) -> tuple[Span, ...]:
    """The tokens of ``text`` in order, as code-point spans. White space is in no token.

    A letter, digit or mark is a character of Unicode's general categories L, N and M.

    >>> text = "Vårby’s mayor: 3.5 tons"
    >>> [t.of(text) for t in tokenize(text)]
    ['Vårby', '’', 's', 'mayor', ':', '3', '.', '5', 'tons']
    """
    starts, ends = boundaries(text)
    return tuple(map(Span, starts.tolist(), ends.tolist()))


def boundaries(text: str) -> tuple["npt.NDArray[np.int64]", "npt.NDArray[np.int64]"]:
    """Starts and ends of the tokens of ``text`` in order, shape (tokens,) each: many texts are cut fast.

    >>> [ends.tolist() for ends in boundaries("a bc")]
    [[0, 2], [1, 4]]
    """
    import numpy as np

    kinds = _kinds(text)
    alone, word = kinds == _ALONE, kinds == _WORD
    inside = np.concatenate([[False], word[1:] & word[:-1], [False]])  # between two characters of one word
    token = alone | word
    return np.flatnonzero(token & ~inside[:-1]), np.flatnonzero(token & ~inside[1:]) + 1


def _kinds(text: str) -> "npt.NDArray[np.uint8]":
    """The kind of each character of ``text``."""
    import numpy as np

    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    table = _table()
    for point in np.unique(points[table[points] == _UNSEEN]).tolist():
        table[point] = _kind(chr(point))
    return table[points]


@cache
def _table() -> "npt.NDArray[np.uint8]":
    """The kind of every code point met so far: each is asked for only once, which makes it fast."""
    import numpy as np

    return np.zeros(0x110000, np.uint8)


def _kind(character: str) -> int:
    if unicodedata.category(character)[0] in "LNM":
        return _WORD
    return _SPACE if character.isspace() else _ALONE
