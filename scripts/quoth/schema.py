"""The annotation scheme, loaded from one TOML file and checked.

The labelling configuration, the validator and the label tables of the guidelines are generated from it.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from quoth_eval.errors import InputError


class _Part(BaseModel):
    """A table of the file: frozen, and a key that nobody knows is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Value(_Part):
    """A name with what it means: one value of an attribute, a level."""

    name: str
    gloss: str


class Region(_Part):
    """How a span of one kind looks in the labelling screen."""

    gloss: str
    colour: str
    hotkey: str


class Label(Region):
    """A label of a region: a mention type."""

    name: str


class Role(_Part):
    """What may stand at the far end of a link, by mention type."""

    gloss: str
    fillers: tuple[str, ...]


class Link(Role):
    """A link from an attribution to a mention."""

    name: str


class Attribute(Value):
    """An attribute with its values; ``default`` is what an annotator who says nothing means, if anything."""

    values: tuple[Value, ...]
    default: str | None = None


class EventType(Label):
    """An event type with the roles of its own, beside those that every type takes."""

    roles: dict[str, Role] = {}


class Mentions(_Part):
    """Types and levels of mentions."""

    types: tuple[Label, ...]
    levels: tuple[Value, ...]


class Attributions(_Part):
    """Spans, links and attributes of attributions."""

    cue: Region
    content: Region
    links: tuple[Link, ...]
    attributes: tuple[Attribute, ...]


class Events(_Part):
    """Types, common roles and attributes of events."""

    types: tuple[EventType, ...]
    attributes: tuple[Attribute, ...]
    roles: dict[str, Role] = {}


class Schema(_Part):
    """The whole scheme; one is equal to another when every label, gloss and key is."""

    name: str
    version: str
    link_hotkey: str
    mention: Mentions
    attribution: Attributions
    event: Events

    def roles_of(self, event_type: str) -> dict[str, Role]:
        """The roles that an event type takes, its own first; only the common ones for an unknown type."""
        own = next((t.roles for t in self.event.types if t.name == event_type), {})
        return {**own, **self.event.roles}

    @property
    def role_names(self) -> tuple[str, ...]:
        """Every role name once, in the order of the file."""
        own = (role for t in self.event.types for role in t.roles)
        return tuple(dict.fromkeys((*own, *self.event.roles)))


@cache
def load(path: Path | None = None) -> Schema:
    """The scheme in ``path``, or the one that ships with Quoth.

    Raises:
        InputError: no such file, no valid TOML, a missing or unknown key, or a scheme that contradicts
            itself (a hotkey used twice, an unknown filler, an empty gloss, ...), each named.

    >>> [t.name for t in load().mention.types][:3]
    ['PER', 'ORG', 'MEDIA']
    >>> load().roles_of("Meet")["agent"].fillers
    ('PER', 'ORG', 'GPE', 'MEDIA')
    """
    name = str(path or "schema.toml")
    schema = _parse(_read(path), name)
    if problems := list(_problems(schema)):
        raise InputError(f"{name}: " + "; ".join(problems))
    return schema


def _read(path: Path | None) -> str:
    source = files("quoth") / "schema.toml" if path is None else path
    try:
        return source.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read the schema {path}: {error}") from None


def _parse(text: str, name: str) -> Schema:
    try:
        return Schema.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{name}: no valid TOML: {error}") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise InputError(f"{name}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from None


def _problems(schema: Schema) -> Iterator[str]:
    yield from _doubled("hotkey", [schema.link_hotkey, *_hotkeys(schema)])
    for group, names in _names(schema).items():
        yield from _doubled(group, names)
    yield from (f"{name} has no gloss" for name, gloss in _glosses(schema) if not gloss.strip())
    yield from _unknown_fillers(schema)
    for attribute in (*schema.attribution.attributes, *schema.event.attributes):
        if attribute.default not in (None, *(v.name for v in attribute.values)):
            yield f"attribute {attribute.name}: its default {attribute.default} is none of its values"


def _doubled(what: str, names: Iterable[str]) -> Iterator[str]:
    yield from (f"{what} {name} is used {n} times" for name, n in Counter(names).items() if n > 1)


def _hotkeys(schema: Schema) -> list[str]:
    spans = (schema.attribution.cue, schema.attribution.content)
    return [x.hotkey for x in (*schema.mention.types, *schema.event.types, *spans)]


def _names(schema: Schema) -> dict[str, list[str]]:
    relations = [*(link.name for link in schema.attribution.links), "content", "relays", "continues"]
    return {
        "label": [t.name for t in (*schema.mention.types, *schema.event.types)],
        "level": [v.name for v in schema.mention.levels],
        "link": relations + list(schema.role_names),
    }


def _glosses(schema: Schema) -> Iterator[tuple[str, str]]:
    attributes = (*schema.attribution.attributes, *schema.event.attributes)
    types, links = schema.event.types, schema.attribution.links
    values = ((f"{a.name} {v.name}", v.gloss) for a in attributes for v in a.values)
    named: tuple[Label | Value | Link, ...]
    named = (*schema.mention.types, *types, *schema.mention.levels, *attributes, *links)
    yield from ((x.name, x.gloss) for x in named)
    yield from values
    yield from ((f"{t.name} {name}", role.gloss) for t in types for name, role in t.roles.items())
    yield from ((name, role.gloss) for name, role in schema.event.roles.items())


def _unknown_fillers(schema: Schema) -> Iterator[str]:
    known = {t.name for t in schema.mention.types}
    takes = [(link.name, link.fillers) for link in schema.attribution.links]
    takes += [(name, role.fillers) for name, role in schema.event.roles.items()]
    takes += [(f"{t.name} {n}", role.fillers) for t in schema.event.types for n, role in t.roles.items()]
    for name, fillers in takes:
        yield from (
            f"{name}: unknown filler {f}; known are {', '.join(sorted(known))}"
            for f in fillers
            if f not in known
        )
