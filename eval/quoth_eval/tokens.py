"""Tokens by rule: maximal runs of letters, digits and marks; every other non-space character alone."""

import re
import unicodedata
from functools import lru_cache

from quoth_eval.document import Span

_CONNECTORS = "_\u203f\u2040\u2054\ufe33\ufe34\ufe4d-\ufe4f\uff3f"  # in \w, but punctuation (category Pc)


def tokenize(text: str) -> tuple[Span, ...]:
    """The tokens of ``text`` in order, as code-point spans. White space is in no token.

    A letter, digit or mark is a character of Unicode's general categories L, N and M.

    >>> text = "Vårby’s mayor: 3.5 tons"
    >>> [t.of(text) for t in tokenize(text)]
    ['Vårby', '’', 's', 'mayor', ':', '3', '.', '5', 'tons']
    """
    marks = sorted(c for c in set(text) if unicodedata.category(c).startswith("M"))
    return tuple(Span(*m.span()) for m in _pattern("".join(marks)).finditer(text))


@lru_cache(maxsize=64)
def _pattern(marks: str) -> re.Pattern[str]:
    """Python's ``\\w`` has letters and digits; the marks that occur are added, connectors taken out."""
    return re.compile(rf"(?:(?![{_CONNECTORS}])[\w{re.escape(marks)}])+|\S")
