"""Relations between regions as links with one meaning each: defaults by their ends, directions put right."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from quoth.schema import Schema
from quoth.studio.controls import ATTRIBUTION, CONTENT, CONTINUES, CUE, EVENT, MENTION, RELAYS, SOURCE
from quoth.studio.notes import Notes
from quoth.studio.regions import Region, Relation

Kind = Literal["mention", "cue", "content", "event"]

_DEFAULTS: dict[tuple[str, str], str] = {
    (CUE, MENTION): SOURCE,
    (CONTENT, MENTION): SOURCE,
    (CUE, CONTENT): CONTENT,
    (CUE, CUE): RELAYS,
}
"""What a link means that nobody labelled, by its ends."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link from one region to another that means ``name`` (source, content, relays, a role, ...)."""

    name: str
    source: Region
    target: Region


def kind_of(region: Region) -> str:
    """The kind of a region as links see it: mention, cue, content or event."""
    return region.label if region.control == ATTRIBUTION else region.control


def links(
    relations: Iterable[Relation], regions: Mapping[str, Region], schema: Schema, notes: Notes
) -> list[Link]:
    """The links that the relations make, each once; what cannot be one is dropped and noted."""
    ends = _allowed_ends(schema)
    found: list[Link] = []
    pairs: Counter[tuple[str, str]] = Counter()
    for relation in relations:
        if joined := _ends(relation, regions, notes):
            pairs[relation.source, relation.target] += 1
            if pairs[relation.source, relation.target] == 2:
                notes.add(
                    "two-relations", "note", "two links between the same two regions; merged", joined[0]
                )
            found += _resolve(relation, *joined, ends, notes)
    return list({(x.name, x.source.id, x.target.id): x for x in found}.values())


def _allowed_ends(schema: Schema) -> dict[str, set[tuple[str, str]]]:
    """The kinds of region that a link of each name may run between."""
    anchors = (CUE, CONTENT)
    ends = {link.name: {(a, MENTION) for a in anchors} for link in schema.attribution.links}
    ends |= {role: {(EVENT, MENTION)} for role in schema.role_names}
    ends[CONTENT] = {(CUE, CONTENT)}
    ends[RELAYS] = {(a, b) for a in anchors for b in anchors}
    ends[CONTINUES] = {(a, a) for a in anchors}
    return ends


def _ends(relation: Relation, regions: Mapping[str, Region], notes: Notes) -> tuple[Region, Region] | None:
    source, target = regions.get(relation.source), regions.get(relation.target)
    if source is None or target is None:
        notes.add("dangling-link", "error", "a link to a region that is not there; dropped", source or target)
        return None
    if source.id == target.id:
        notes.add("self-link", "error", "linked to itself; dropped", source)
        return None
    return source, target


def _resolve(
    relation: Relation, source: Region, target: Region, ends: dict[str, set[tuple[str, str]]], notes: Notes
) -> Iterator[Link]:
    if not relation.labels:
        yield from _unlabelled(source, target, notes)
    for name in relation.labels:
        allowed = ends.get(name)
        pair = (kind_of(source), kind_of(target))
        if allowed is None:
            notes.add(
                "unknown-link", "error", f"a link labelled {name}, which is none of ours; dropped", source
            )
        elif pair in allowed:
            yield Link(name, source, target)
        elif pair[::-1] in allowed:
            notes.add(
                "reversed-link", "warning", f"the {name} link was drawn backwards; turned round", source
            )
            yield Link(name, target, source)
        else:
            message = f"a {name} link cannot run from {_a(source)} to {_a(target, notes)}; dropped"
            notes.add("wrong-ends", "error", message, source)


def _unlabelled(source: Region, target: Region, notes: Notes) -> Iterator[Link]:
    pair = (kind_of(source), kind_of(target))
    if name := _DEFAULTS.get(pair):
        yield Link(name, source, target)
    elif name := _DEFAULTS.get(pair[::-1]):
        notes.add("reversed-link", "warning", f"the {name} link was drawn backwards; turned round", source)
        yield Link(name, target, source)
    elif EVENT in pair and MENTION in pair:
        event, mention = (source, target) if pair[0] == EVENT else (target, source)
        message = (
            f"the link to {_quoted(mention, notes)} has no role; pick one in the Relations panel; dropped"
        )
        notes.add("link-without-role", "error", message, event)
    else:
        message = f"a link from {_a(source)} to {_a(target, notes)} needs a label; dropped"
        notes.add("link-without-label", "error", message, source)


def _a(region: Region, notes: Notes | None = None) -> str:
    kind = {EVENT: "a trigger"}.get(kind_of(region), f"a {kind_of(region)}")
    return f"{kind} ({_quoted(region, notes)})" if notes else kind


def _quoted(region: Region, notes: Notes) -> str:
    surface = " ".join(region.span.of(notes.text).split())
    return f"“{surface if len(surface) <= 40 else surface[:37] + '...'}”"
