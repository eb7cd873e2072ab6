"""What a configuration's columns are made of; the features, the card and Croissant all follow from it."""

from dataclasses import dataclass
from typing import Union


@dataclass(frozen=True, slots=True)
class Plain:
    """A value: ``dtype`` is string, int32 or bool."""

    dtype: str


@dataclass(frozen=True, slots=True)
class Labels:
    """One of a closed list of names, stored as its number."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of any length."""

    item: "Type"


@dataclass(frozen=True, slots=True)
class Struct:
    """A record."""

    columns: tuple["Column", ...]


Type = Union[Plain, Labels, ListOf, Struct]  # noqa: UP007 - the names are not defined yet


@dataclass(frozen=True, slots=True)
class Column:
    """A named value with what it means; ``gloss`` may be empty where the name says it all."""

    name: str
    type: Type
    gloss: str = ""


@dataclass(frozen=True, slots=True)
class Configuration:
    """One of the tables of the dataset: ``row`` says what one row is."""

    name: str
    row: str
    columns: tuple[Column, ...]


STRING = Plain("string")
INT = Plain("int32")
BOOL = Plain("bool")
STRINGS = ListOf(STRING)
SPANS = ListOf(Struct((Column("start", INT), Column("end", INT))))


def shown(type_: Type) -> str:
    """A type in words, as the card shows it.

    >>> shown(ListOf(ListOf(STRING))), shown(SPANS), shown(Labels(("O",)))
    ('list of lists of string', 'list of {start, end}', 'ClassLabel')
    """
    match type_:
        case Plain(dtype):
            return dtype
        case Labels():
            return "ClassLabel"
        case Struct(columns):
            return f"{{{', '.join(c.name for c in columns)}}}"
        case ListOf(ListOf(item)):
            return f"list of lists of {shown(item)}"
        case ListOf(item):
            return f"list of {shown(item)}"
