"""Regions and relations: what Label Studio stores, parsed once at the edge and written in one form."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from quoth.studio.controls import TEXT
from quoth.studio.findings import Finding
from quoth_eval.document import Span

Item = dict[str, Any]
"""One entry of a ``result`` list as Label Studio reads and writes it."""


@dataclass(frozen=True, slots=True)
class Region:
    """A labelled span: ``control`` is the group of its label, ``values`` what was chosen or typed."""

    id: str
    control: str
    label: str
    start: int
    end: int
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def span(self) -> Span:
        """Where the region is."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from one region to another; ``labels`` is empty when none was picked."""

    source: str
    target: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Labels:
    """Everything one annotator labelled in one task."""

    regions: tuple[Region, ...] = ()
    relations: tuple[Relation, ...] = ()


def to_items(labels: Labels, text: str, typed: Iterable[str] = ()) -> list[Item]:
    """The ``result`` list. ``typed`` are the controls whose values are typed, not chosen.

    An ordered pair of regions holds one relation only (Label Studio loses a second), so theirs are merged.
    """
    free = frozenset(typed)
    items = [item for region in labels.regions for item in _region_items(region, text, free)]
    pairs: dict[tuple[str, str], list[str]] = {}
    for r in labels.relations:
        names = pairs.setdefault((r.source, r.target), [])
        names.extend(n for n in r.labels if n not in names)
    return items + [_relation_item(*pair, names) for pair, names in pairs.items()]


def parse_items(
    items: Sequence[Mapping[str, Any]], text: str, groups: Iterable[str]
) -> tuple[Labels, list[Finding]]:
    """The labels in a ``result`` list, with what could not be read; ``groups`` are the region label controls.

    Surfaces in the list are ignored: Label Studio writes wrong ones. A region without a label, outside the
    text, or without numbers for its place is dropped and named.
    """
    known = frozenset(groups)
    parts: dict[str, list[Mapping[str, Any]]] = {}
    relations: list[Relation] = []
    for item in items:
        if item.get("type") == "relation":
            relations.append(_parse_relation(item))
        elif isinstance(item.get("id"), str):
            parts.setdefault(item["id"], []).append(item)
    regions: list[Region] = []
    findings: list[Finding] = []
    for identity, own in parts.items():
        found = _parse_region(identity, own, text, known)
        (findings if isinstance(found, Finding) else regions).append(found)  # type: ignore[arg-type]
    return Labels(tuple(regions), tuple(relations)), findings


def _region_items(region: Region, text: str, free: frozenset[str]) -> list[Item]:
    place = {"start": region.start, "end": region.end}
    surface = region.span.of(text)
    items = [_item(region, region.control, "labels", {**place, "text": surface, "labels": [region.label]})]
    for control, value in region.values.items():
        if control in free:
            items.append(_item(region, control, "textarea", {**place, "text": [value]}))
        else:
            items.append(_item(region, control, "choices", {**place, "text": surface, "choices": [value]}))
    return items


def _item(region: Region, control: str, kind: str, value: Item) -> Item:
    return {"id": region.id, "from_name": control, "to_name": TEXT, "type": kind, "value": value}


def _relation_item(source: str, target: str, names: list[str]) -> Item:
    item: Item = {"type": "relation", "from_id": source, "to_id": target, "direction": "right"}
    return {**item, "labels": names} if names else item


def _parse_relation(item: Mapping[str, Any]) -> Relation:
    ends = str(item.get("from_id")), str(item.get("to_id"))
    if item.get("direction") == "left":
        ends = ends[::-1]
    return Relation(*ends, tuple(str(n) for n in item.get("labels") or ()))


def _parse_region(
    identity: str, items: list[Mapping[str, Any]], text: str, groups: frozenset[str]
) -> Region | Finding:
    labelled = [i for i in items if i.get("from_name") in groups and _value(i).get("labels")]
    if not labelled:
        return Finding("region-without-label", "error", "the region has no label; dropped", region=identity)
    value = _value(labelled[0])
    start, end = value.get("start"), value.get("end")
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
        message = f"the region's place, {start} to {end}, is not inside the text; dropped"
        return Finding("span-outside-text", "error", message, region=identity)
    values = {str(i["from_name"]): v for i in items if i not in labelled and (v := _chosen(_value(i)))}
    return Region(identity, str(labelled[0]["from_name"]), str(value["labels"][0]), start, end, values)


def _value(item: Mapping[str, Any]) -> Mapping[str, Any]:
    value = item.get("value")
    return value if isinstance(value, dict) else {}


def _chosen(value: Mapping[str, Any]) -> str | None:
    """What was chosen or typed; lines typed one after the other are joined."""
    chosen = value.get("choices") or value.get("text")
    if isinstance(chosen, str):
        return chosen
    return " ".join(map(str, chosen)) if isinstance(chosen, list) and chosen else None
