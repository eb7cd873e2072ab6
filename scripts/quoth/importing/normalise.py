"""The one form in which a text is stored: NFC, ``\\n`` line ends, no padding, nothing servers choke on."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from quoth_eval.document import Span
from quoth_eval.errors import InputError

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_PAD = r"[^\S\n]|[\ufeff\u200b\u2060]"
_PADDING = re.compile(rf"\A(?:\s|{_PAD})+|(?:\s|{_PAD})+\Z|^(?:{_PAD})+|(?:{_PAD})+$", re.MULTILINE)
_REFUSED = re.compile("[\x00\ud800-\udfff]")
_JAMO = "\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb\uac00-\ud7a3"


def normalise(text: str) -> str:
    """The text as it is stored: NFC, ``\\n`` line ends, no spaces or blank lines at the edges.

    Spaces of every kind go from both ends of each line; those inside a line stay as they are.

    Raises:
        InputError: NUL or a lone surrogate, with line, column and code point.

    >>> normalise("cafe\\u0301 \\r\\n\\u00a0 said\\u00a0he\\n")
    'café\\nsaid\\xa0he'
    """
    refuse_unstorable(text)
    return _PADDING.sub("", unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text)))


def refuse_unstorable(text: str) -> None:
    """Nothing, unless the text holds what databases and JSON refuse.

    Raises:
        InputError: NUL or a lone surrogate; one of them can make a whole project unreadable.
    """
    if bad := _REFUSED.search(text):
        name = "NUL" if bad.group() == "\0" else "a lone surrogate"
        place = place_of(text, bad.start())
        raise InputError(f"{place}: U+{ord(bad.group()):04X} ({name}) cannot be stored; remove it")


def place_of(text: str, offset: int) -> str:
    """An offset as a person counts: ``line 3, column 14``.

    >>> place_of("one\\ntwo", 5)
    'line 2, column 2'
    """
    line = text.count("\n", 0, offset) + 1
    return f"line {line}, column {offset - text.rfind(chr(10), 0, offset)}"


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, byte order mark removed, otherwise untouched.

    Raises:
        InputError: no such file, or no UTF-8; it says where and how to convert the file.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    return decode(data, str(path))


def decode(data: bytes, name: str) -> str:
    """UTF-8 to text; an encoded surrogate is named as such.

    Raises:
        InputError: no UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        broken, at = error, error.start
    try:
        refuse_unstorable(data.decode("utf-8", "surrogatepass"))
    except UnicodeDecodeError:
        pass
    except InputError as refused:
        raise InputError(f"{name}: {refused}") from None
    place = place_of(data[:at].decode("utf-8", "replace"), len(data[:at].decode("utf-8", "replace")))
    found = f"byte 0x{broken.object[at]:02X}"
    hint = "convert it, for example: iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW"
    raise InputError(f"{name}: no UTF-8 at {place} ({found}); {hint}")


@dataclass(frozen=True)
class Traced:
    """A normalised text that knows where each of its characters was: ``origin[i]`` in the text given."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """A span of the text that was given, in the normalised text; padding at its ends is lost."""
        return Span(bisect_left(self.origin, start), bisect_left(self.origin, end))


def trace(text: str) -> Traced:
    """The same text as :func:`normalise` gives, with the origin of every character.

    Raises:
        InputError: as :func:`normalise`.

    >>> trace("\\r\\n  He said").span(4, 6)
    Span(start=0, end=2)
    """
    refuse_unstorable(text)
    traced = Traced(text, tuple(range(len(text))))
    traced = _rewritten(traced, _LINE_ENDS, lambda _: "\n")
    traced = _rewritten(traced, _clusters(traced.text), lambda s: unicodedata.normalize("NFC", s))
    return _rewritten(traced, _PADDING, lambda _: "")


def _clusters(text: str) -> re.Pattern[str]:
    """Stretches that NFC changes as a whole: a character with its marks, a run of Hangul."""
    marks = re.escape("".join(sorted(c for c in set(text) if unicodedata.category(c).startswith("M"))))
    return re.compile(rf"[{_JAMO}]+|[^{marks}][{marks}]+|." if marks else rf"[{_JAMO}]+|.", re.DOTALL)


def _rewritten(traced: Traced, pattern: re.Pattern[str], change: Callable[[str], str]) -> Traced:
    pieces = list(_pieces(traced, pattern, change))
    origin = chain.from_iterable(places for _, places in pieces)
    return Traced("".join(words for words, _ in pieces), tuple(origin))


def _pieces(
    traced: Traced, pattern: re.Pattern[str], change: Callable[[str], str]
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The text in pieces, those that match changed, each with the origins of its characters."""
    at = 0
    for match in pattern.finditer(traced.text):
        yield traced.text[at : match.start()], traced.origin[at : match.start()]
        new, places = change(match.group()), traced.origin[match.start() : match.end()]
        kept = new == match.group()
        yield new, places if kept else tuple(places[min(i, len(places) - 1)] for i in range(len(new)))
        at = match.end()
    yield traced.text[at:], traced.origin[at:]
