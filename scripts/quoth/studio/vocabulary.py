"""The names that a labelling configuration gives to labels, choices and relations, and their use."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, ParseError, fromstring

RELATION = "relation"
"""Stands for the control of relations, which has no name."""

_PARTS = {"Labels": "Label", "Choices": "Choice", "Relations": "Relation"}


@dataclass(frozen=True, order=True, slots=True)
class Name:
    """A name that labels use: a value of a control, or the control itself (``value`` is ``None``)."""

    control: str
    value: str | None = None

    def __str__(self) -> str:
        """As it is written after ``--migrate`` when the value alone would not be clear."""
        return self.control if self.value is None else f"{self.control}:{self.value}"


Vocabulary = Mapping[str, frozenset[str]]
"""The values of every control; a control whose values are typed has none."""


def vocabulary(config: str) -> Vocabulary:
    """The names in a configuration; none in one that is no XML.

    >>> vocabulary('<View><Labels name="event" toName="t"><Label value="Die"/></Labels></View>')
    {'event': frozenset({'Die'})}
    """
    try:
        root = fromstring(config)  # noqa: S314 - the server parsed it before; it has no entities
    except ParseError:
        return {}
    return {name: frozenset(_values(e)) for e in root.iter() if (name := _control(e))}


def _control(element: Element) -> str | None:
    if element.tag == "Relations":
        return RELATION
    return element.get("name") if element.get("toName") else None


def _values(element: Element) -> Iterator[str]:
    part = _PARTS.get(element.tag)
    yield from (e.get("value", "") for e in element.iter(part)) if part else ()


def dropped(old: Vocabulary, new: Vocabulary) -> set[Name]:
    """The names that the new configuration has no longer; a control stands for all of its values."""
    gone = {Name(c) for c in old if c not in new}
    return gone | {Name(c, v) for c in old if c in new for v in old[c] - new[c]}


def used(items: Iterable[Mapping[str, Any]]) -> Iterator[Name]:
    """Every name that a ``result`` list uses, as often as it does: controls, and their values."""
    for item in items:
        control = RELATION if item.get("type") == RELATION else str(item.get("from_name"))
        yield Name(control)
        yield from (Name(control, value) for value in values_of(item))


def values_of(item: Mapping[str, Any]) -> list[str]:
    """The labels or choices of one item; what was typed is no name."""
    value = item if item.get("type") == RELATION else item.get("value")
    if not isinstance(value, Mapping):
        return []
    found = value.get("labels") or value.get("choices") or []
    return [str(v) for v in found] if isinstance(found, list) else [str(found)]
