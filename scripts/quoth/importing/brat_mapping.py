"""What a brat file says, in our model: types, roles and attributes go by their names in the scheme.

- A text-bound annotation is a mention when its type is a mention type (or a common name for one), a cue or a
  content when it is called so, otherwise it is left out and counted.
- The relations ``source``, ``addressee``, ``content``, ``relays``, ``continues`` make attributions of cues.
- An event whose type is in the scheme keeps the arguments whose roles are in it.
- ``Equiv`` and ``coreference`` make entities, normalisations give them a ``kb`` id.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from quoth.importing.brat import Flag, Link, Standoff, TextBound
from quoth.schema import Schema
from quoth_eval.document import Argument, Attribution, Document, Entity, Event, Mention

_ALIASES = {
    "person": "PER",
    "people": "PER",
    "organization": "ORG",
    "organisation": "ORG",
    "location": "LOC",
    "facility": "FAC",
    "vehicle": "VEH",
    "weapon": "WEA",
    "document": "DOC",
    "date": "TIME",
    "timex": "TIME",
    "country": "GPE",
    "city": "GPE",
    "geopoliticalentity": "GPE",
    "newsorganization": "MEDIA",
    "newsorganisation": "MEDIA",
}
_COREFERENCE = {"coref", "coreference", "corefers", "identity", "same", "sameas"}
_LINKS = ("source", "addressee", "content", "relays", "continues")


@dataclass
class _Reading:
    """One file on its way; ``skipped`` counts what has no place in our model, by kind and name."""

    schema: Schema
    standoff: Standoff
    mentions: dict[str, Mention] = field(default_factory=dict)
    cues: dict[str, TextBound] = field(default_factory=dict)
    contents: dict[str, TextBound] = field(default_factory=dict)
    skipped: Counter[str] = field(default_factory=Counter)

    def skip(self, what: str) -> None:
        self.skipped[what] += 1


def to_document(
    standoff: Standoff, document_id: str, text: str, schema: Schema
) -> tuple[Document, Counter[str]]:
    """The annotations in our model (offsets as in the file), and how many of what had no place in it.

    Layers of which the file has nothing stay *not annotated*, apart from the mentions.
    """
    reading = _Reading(schema, standoff)
    _sort_textbounds(reading)
    attributions = _attributions(reading)
    events = tuple(_events(reading))
    entities = _entities(reading, text)
    flagged = _flagged(reading, attributions, events)
    if standoff.notes:
        reading.skipped["note"] += standoff.notes
    document = Document(
        id=document_id,
        mentions=tuple(flagged.mentions),
        entities=entities or None,
        attributions=tuple(flagged.attributions) or None,
        events=tuple(flagged.events) or None,
    )
    return document, reading.skipped


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _sort_textbounds(reading: _Reading) -> None:
    types = {_plain(t.name): t.name for t in reading.schema.mention.types}
    types = {alias: name for alias, name in _ALIASES.items() if name in types.values()} | types
    triggers = {link.references[0][1] for link in reading.standoff.events}
    for bound in reading.standoff.textbounds:
        name = _plain(bound.type)
        if bound.id in triggers:
            continue
        if name in ("cue", "content"):
            (reading.cues if name == "cue" else reading.contents)[bound.id] = bound
        elif name not in types and name not in ("source", "addressee"):
            reading.skip(f"type {bound.type}")
        elif len(bound.spans) > 1:
            reading.skip(f"{bound.type} in several fragments")
        else:
            reading.mentions[bound.id] = Mention(
                bound.id, bound.spans[0].start, bound.spans[0].end, types.get(name)
            )


def _attributions(reading: _Reading) -> tuple[Attribution, ...]:
    """One attribution for each cue, and for each content that no cue takes."""
    links = defaultdict[str, list[tuple[str, str]]](list)
    for relation in reading.standoff.relations:
        ends = [target for _, target in relation.references]
        kind = _plain(relation.type)
        anchored = ends and (ends[0] in reading.cues or ends[0] in reading.contents)
        if len(ends) == 2 and kind in _LINKS and anchored:
            links[ends[0]].append((kind, ends[1]))
        elif kind not in _COREFERENCE:
            reading.skip(f"relation {relation.type}")
    continued = {target for found in links.values() for kind, target in found if kind == "continues"}
    taken = {target for anchor in reading.cues for kind, target in links[anchor] if kind == "content"}
    anchors = [*reading.cues, *(c for c in reading.contents if c not in taken)]
    return tuple(_attribution(reading, a, links) for a in anchors if a not in continued)


def _attribution(reading: _Reading, anchor: str, links: Mapping[str, list[tuple[str, str]]]) -> Attribution:
    spans = {**reading.cues, **reading.contents}
    found = defaultdict[str, list[str]](list)
    for kind, target in links.get(anchor, []):
        known = reading.mentions if kind in ("source", "addressee") else spans
        if target in known:
            found[kind].append(target)
        else:
            reading.skip(f"{kind} link to {target}")
    own = [spans[i] for i in (anchor, *found["continues"])]
    contents = [spans[i] for i in found["content"]]
    cue, content = (own, contents) if anchor in reading.cues else ([], own + contents)
    return Attribution(
        id=anchor,
        cue=tuple(s for b in cue for s in b.spans),
        sources=tuple(found["source"]),
        content=tuple(s for b in content for s in b.spans),
        addressees=tuple(found["addressee"]),
        relays=found["relays"][0] if found["relays"] else None,
    )


def _events(reading: _Reading) -> Iterator[Event]:
    types = {_plain(t.name): t.name for t in reading.schema.event.types}
    triggers = {b.id: b for b in reading.standoff.textbounds}
    for link in reading.standoff.events:
        trigger = triggers.get(link.references[0][1])
        if _plain(link.type) not in types or trigger is None or len(trigger.spans) != 1:
            reading.skip(f"event {link.type}")
            continue
        span = trigger.spans[0]
        arguments = tuple(_arguments(reading, link))
        yield Event(link.id, span.start, span.end, types[_plain(link.type)], arguments=arguments)


def _arguments(reading: _Reading, link: Link) -> Iterator[Argument]:
    roles = {_plain(name): name for name in reading.schema.role_names}
    for name, target in link.references[1:]:
        role = roles.get(_plain(name)) or roles.get(_plain(name.rstrip("0123456789")))
        if role is None:
            reading.skip(f"role {name}")
        elif target not in reading.mentions:
            reading.skip(f"argument {name} that is no mention")
        else:
            yield Argument(role, target)


def _entities(reading: _Reading, text: str) -> tuple[Entity, ...]:
    """Entities from equivalences, coreference and normalisations; their mentions get the keys."""
    groups = _groups(reading)
    kb: dict[str, str] = {}
    for reference in reading.standoff.references:
        if reference.target in reading.mentions and reference.value:
            groups.setdefault(reference.target, reference.target)
            kb[groups[reference.target]] = _kb_id(reference.value)
        else:
            reading.skip("normalisation of what is no mention")
    members = defaultdict[str, list[Mention]](list)
    for mention, group in groups.items():
        reading.mentions[mention] = replace(reading.mentions[mention], entity=f"e-{group}")
        members[group].append(reading.mentions[mention])
    return tuple(_entity(group, found, kb.get(group), text) for group, found in sorted(members.items()))


def _entity(group: str, mentions: list[Mention], kb: str | None, text: str) -> Entity:
    name = max(mentions, key=lambda m: (m.end - m.start, -m.start)).span.of(text)
    types = {m.type for m in mentions}
    return Entity(f"e-{group}", types.pop() if len(types) == 1 else None, name, kb)


def _groups(reading: _Reading) -> dict[str, str]:
    """Which mention is in which group; a group is named after one of its mentions."""
    links = [list(e) for e in reading.standoff.equivalences]
    links += [
        [t for _, t in r.references] for r in reading.standoff.relations if _plain(r.type) in _COREFERENCE
    ]
    group: dict[str, str] = {}
    for linked in links:
        known = [m for m in linked if m in reading.mentions]
        if len(known) < len(linked):
            reading.skip("coreference of what is no mention")
        names = {group.get(m, m) for m in known}
        for m in [*known, *(m for m, name in group.items() if name in names)]:
            group[m] = min(names)
    return group


def _kb_id(value: str) -> str:
    prefix, _, name = value.partition(":")
    return name if prefix.lower() == "wikidata" else f"{prefix.lower()}:{name}"


@dataclass(frozen=True)
class _Flagged:
    mentions: list[Mention]
    attributions: list[Attribution]
    events: list[Event]


def _flagged(reading: _Reading, attributions: Iterable[Attribution], events: Iterable[Event]) -> _Flagged:
    """The annotations with their attributes; an attribute that the scheme does not have is counted."""
    values: dict[str, dict[str, str]] = defaultdict(dict)
    schema = reading.schema
    known = {"T": {"level": [v.name for v in schema.mention.levels]}}
    known["E"] = {a.name: [v.name for v in a.values] for a in schema.event.attributes}
    cues = {a.name: [v.name for v in a.values] for a in schema.attribution.attributes}
    for flag in reading.standoff.flags:
        anchor = flag.target in reading.cues or flag.target in reading.contents
        name, value = _named(flag)
        allowed = (cues if anchor else known.get(flag.target[0], {})).get(name, [])
        match = next((v for v in allowed if v.lower() == value), None)
        if match is None:
            reading.skip(f"attribute {flag.name}")
        else:
            values[flag.target][name] = match
    return _Flagged(
        [replace(m, level=values[m.id].get("level")) for m in reading.mentions.values()],
        [replace(a, **values[a.id]) for a in attributions],  # type: ignore[arg-type]
        [replace(e, **values[e.id]) for e in events],  # type: ignore[arg-type]
    )


def _named(flag: Flag) -> tuple[str, str]:
    """The attribute's name and value, ``Negation`` and ``Speculation`` as ours."""
    usual = {"negation": ("polarity", "negative"), "speculation": ("modality", "possible")}
    return usual.get(flag.name.lower(), (flag.name.lower(), (flag.value or "").lower()))
