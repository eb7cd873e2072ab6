r"""Lines of the notation to statements, and the escapes that let any text stand in one.

Inside this package an escaped character travels as a lone surrogate (``\;`` as U+DC3B), which no text may
hold, so that every later split sees only the separators that were meant.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from quoth_eval.errors import InputError

NOTHING = "-"
_SHIELD = 0xDC00
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t"}
_LETTERS = {v: k for k, v in _CONTROLS.items()}
_ESCAPE = re.compile(r"\\(.?)", re.DOTALL)
_SPECIAL = re.compile(r"[\\;|~#@\n\r\t]|(?<!\S):(?!\S)|\.(?=\.\.)|^[ -]| $")
_SPECIAL_IN_WORD = re.compile(_SPECIAL.pattern + "|[ =]")
_HEAD = re.compile(
    r"(?P<kind>[make])[ \t]+(?P<head>.*?)(?:(?:^|[ \t]+)#(?P<id>[^ \t]+))?[ \t]*"
    r"(?:(?<=[ \t]):(?:[ \t]+(?P<rest>.*))?)?"
)
_FIELD = re.compile(r"([\w-]+)=(.*)", re.DOTALL)
_BLOCK = re.compile(r"@([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Statement:
    """One line: its number, the line of the text it is about (0: none), and its parts, still shielded."""

    number: int
    kind: str
    block: int
    head: str
    id: str | None
    words: tuple[str, ...]
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Source:
    """The statements of a notation and the text that its ``=`` lines give, if any."""

    statements: tuple[Statement, ...]
    text: str | None


def at_line(number: int, problem: object, place: str = "") -> InputError:
    """The error that names the line of the notation."""
    return InputError(f"{place + ', ' if place else ''}line {number}: {problem}")


def parse(notation: str, place: str = "") -> Source:
    """The statements of ``notation``.

    Raises:
        InputError: a line that is no statement, an unknown escape, a doubled field; it names the line.
    """
    statements: list[Statement] = []
    text: list[str] = []
    block = 0
    for number, raw in enumerate(notation.split("\n"), start=1):
        line = raw.strip(" \t")
        if found := _BLOCK.fullmatch(line):
            block = int(found[1])
        elif line.startswith("="):
            text.append(raw.lstrip(" \t")[1:].removeprefix(" "))
            block = len(text)
        elif line and not line.startswith("#"):
            try:
                statements.append(_statement(number, block, raw))
            except InputError as error:
                raise at_line(number, error, place) from None
    return Source(tuple(statements), "\n".join(text) if text else None)


def plain(shielded: str) -> str:
    """The characters meant: escapes undone."""
    return re.sub("[\udc00-\udc7f]", lambda m: chr(ord(m[0]) - _SHIELD), shielded)


def escaped(text: str, *, word: bool = False) -> str:
    r"""``text`` with every sign that the notation would take for its own escaped; in a word also spaces.

    >>> print(escaped("5:1; or ~5"))
    5:1\; or \~5
    """
    return (_SPECIAL_IN_WORD if word else _SPECIAL).sub(lambda m: "\\" + _LETTERS.get(m[0], m[0]), text)


def parts(value: str) -> list[str]:
    """The members of a list (``a | b``); none for an empty one or ``-``."""
    members = [p.strip(" \t") for p in value.split("|")]
    return [] if members in ([""], [NOTHING]) else members


def _statement(number: int, block: int, line: str) -> Statement:
    match = _HEAD.fullmatch(_ESCAPE.sub(_shield, line).strip(" \t"))
    if match is None:
        raise InputError("expected '@LINE', '= TEXT', or a statement that begins with m, a, e or k")
    pieces = [p.strip(" \t") for p in (match["rest"] or "").split(";")]
    words = () if _FIELD.fullmatch(pieces[0]) else tuple(re.findall(r"[^ \t]+", pieces.pop(0)))
    ident = None if match["id"] is None else plain(match["id"])
    return Statement(number, match["kind"], block, match["head"], ident, words, _fields(pieces))


def _fields(pieces: list[str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for piece in filter(None, pieces):
        match = _FIELD.fullmatch(piece)
        if match is None:
            raise InputError(f"expected name=value, found {plain(piece)!r}")
        if match[1] in fields:
            raise InputError(f"{match[1]} is given twice; join its values with |")
        fields[match[1]] = match[2].strip(" \t")
    return fields


def _shield(match: re.Match[str]) -> str:
    sign = _CONTROLS.get(match[1], match[1])
    if not sign or not sign.isascii() or (sign == match[1] and sign.isalnum()):
        raise InputError(f"unknown escape \\{match[1]}; a backslash itself is \\\\")
    return chr(_SHIELD + ord(sign))
