"""The lines of a brat standoff file (``.ann``), as they are; what they mean for us is decided elsewhere.

The format: https://brat.nlplab.org/standoff.html
"""

from dataclasses import dataclass
from typing import TypeVar

from quoth_eval.document import Span
from quoth_eval.errors import InputError

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class TextBound:
    """``T1<TAB>Person 0 5<TAB>Anna``: a type and one or more fragments."""

    id: str
    type: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """``R1 Kind Arg1:T1 Arg2:T2`` or ``E1 Attack:T3 Agent:T1``: a type and named references.

    For an event the first reference is the trigger, under the name of the type.
    """

    id: str
    type: str
    references: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Flag:
    """``A1 Negation E1`` or ``A2 Level T1 NAM``: an attribute, its target and perhaps a value."""

    id: str
    name: str
    target: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Standoff:
    """A whole file."""

    textbounds: tuple[TextBound, ...] = ()
    relations: tuple[Link, ...] = ()
    events: tuple[Link, ...] = ()
    flags: tuple[Flag, ...] = ()
    equivalences: tuple[tuple[str, ...], ...] = ()
    references: tuple[Flag, ...] = ()
    notes: int = 0


def parse_standoff(text: str, place: str) -> Standoff:
    """The annotations of a ``.ann`` file.

    Raises:
        InputError: a line that is not of the format, with its number.

    >>> parse_standoff("T1\\tPerson 0 4\\tAnna\\n*\\tEquiv T1 T2", "x.ann").equivalences
    (('T1', 'T2'),)
    """
    found: dict[str, list[object]] = {kind: [] for kind in "TREA*N#"}
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            kind = "A" if line[0] == "M" else line[0]
            if kind not in found:
                raise InputError(
                    f"{place}:{number}: expected a line that starts with T, R, E, A, M, *, N or #"
                )
            found[kind].append(_parsed(line.rstrip("\r"), kind, f"{place}:{number}"))
    return Standoff(
        _all(found["T"], TextBound),
        _all(found["R"], Link),
        _all(found["E"], Link),
        _all(found["A"], Flag),
        tuple(x for x in found["*"] if isinstance(x, tuple)),
        _all(found["N"], Flag),
        len(found["#"]),
    )


def _all(items: list[object], kind: type[_T]) -> tuple[_T, ...]:
    return tuple(x for x in items if isinstance(x, kind))


def _parsed(line: str, kind: str, place: str) -> object:
    try:
        columns = line.split("\t")
        name, words = columns[0], columns[1].split(" ") if kind == "T" else columns[1].split()
        match kind:
            case "T":
                return _textbound(name, columns[1])
            case "R" | "E":
                return _link(name, words, kind)
            case "A":
                return Flag(name, words[0], words[1], words[2] if len(words) > 2 else None)
            case "N":
                return Flag(name, words[0], words[1], words[2])
            case "*":
                return tuple(words[1:])
            case _:
                return None
    except (IndexError, ValueError):
        raise InputError(f"{place}: not a line of brat standoff: {line[:60]}") from None


def _textbound(name: str, middle: str) -> TextBound:
    kind, offsets = middle.split(" ", 1)
    spans = (Span(int(start), int(end)) for start, end in (part.split() for part in offsets.split(";")))
    return TextBound(name, kind, tuple(spans))


def _link(name: str, words: list[str], kind: str) -> Link:
    references = tuple((role, target) for role, target in (w.split(":") for w in words[kind == "R" :]))
    label = words[0] if kind == "R" else references[0][0]
    return Link(name, label, references)
