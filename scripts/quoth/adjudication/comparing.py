"""In which parts two people say the same of the same annotation; found by content, never by ids."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from quoth.adjudication.readings import VALUES, Reading, Unit

KINDS = ("mention", "entity", "attribution", "event")

Parts = Mapping[str, bool]
"""The parts of an annotation (level, source, stance, ...) and whether they are the same."""


def units(reading: Reading, kind: str) -> Mapping[Any, Unit[Any]]:
    """The annotations of one kind, by key."""
    found: dict[str, Mapping[Any, Unit[Any]]] = {
        "mention": reading.mentions,
        "attribution": reading.attributions,
        "event": reading.events,
    }
    return found[kind]


def entities(reading: Reading) -> dict[str, tuple[Hashable, ...]]:
    """The mentions of every entity, by the entity's id."""
    found: dict[str, list[Hashable]] = {}
    for key, unit in reading.mentions.items():
        if unit.item.entity is not None:
            found.setdefault(unit.item.entity, []).append(key)
    return {name: tuple(keys) for name, keys in found.items()}


def same_unit(one: Reading, other: Reading, kind: str, key: Any) -> Parts:
    """A mention, attribution or event that both have, part by part."""
    ours, theirs = units(one, kind)[key], units(other, kind)[key]
    parts = {name: ours.value(name) == theirs.value(name) for name in VALUES[kind]}
    if kind == "attribution":
        roles = {role: [{x for x in u.links if x[0] == role} for u in (ours, theirs)] for role in _LINKS}
        parts |= {role: a == b for role, (a, b) in roles.items()}
        parts["relays"] = one.relayed.get(key) == other.relayed.get(key)
    if kind == "event":
        parts["arguments"] = ours.links == theirs.links
        parts["cluster"] = _same_groups(_clusters(one), _clusters(other), [key])
    return parts


def same_entity(one: Reading, other: Reading, mentions: Iterable[Hashable]) -> Parts:
    """What both make of the mentions of an entity, as far as both have these mentions."""
    keys = list(mentions)
    shared = [k for k in keys if k in one.mentions and k in other.mentions]
    return {
        "mentions": _same_groups(_named(one), _named(other), keys),
        "kb": all(_kb(one, k) == _kb(other, k) for k in shared),
    }


_LINKS = ("source", "addressee")
_Groups = Mapping[Hashable, str | None]


def _named(reading: Reading) -> dict[Hashable, str | None]:
    return {k: u.item.entity for k, u in reading.mentions.items()}


def _clusters(reading: Reading) -> dict[Hashable, str | None]:
    return {k: u.item.cluster for k, u in reading.events.items()}


def _same_groups(one: _Groups, other: _Groups, keys: Iterable[Hashable]) -> bool:
    """Whether both put the same things with each of these, of the things that both have."""
    return all(_mates(one, k, other) == _mates(other, k, one) for k in keys if k in one and k in other)


def _mates(own: _Groups, key: Hashable, known: _Groups) -> set[Hashable]:
    """What somebody puts with a thing, of what the other has too."""
    group = own[key]
    return {k for k, other in own.items() if k in known and k != key and group is not None and other == group}


def _kb(reading: Reading, key: Any) -> str | None:
    name = reading.mentions[key].item.entity
    return next((e.kb for e in reading.document.entities or () if e.id == name), None)
