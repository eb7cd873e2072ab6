"""Attributions from cues, contents and the links between them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from quoth.notation.forms import form
from quoth.schema import Attribute, Schema
from quoth.studio.controls import (
    ADDRESSEE,
    ATTRIBUTION,
    CONTENT,
    CONTINUES,
    CUE,
    FORM,
    RELAYS,
    SOURCE,
    choice_name,
)
from quoth.studio.findings import Level
from quoth.studio.groups import Group, group
from quoth.studio.linking import Link, kind_of
from quoth.studio.notes import Notes
from quoth.studio.regions import Region
from quoth_eval.document import Attribution, Span


def attributions(
    regions: Iterable[Region], links: Iterable[Link], schema: Schema, notes: Notes
) -> tuple[Attribution, ...]:
    """Every cue with what it links to, and every content that no cue has.

    Attributes left unset take the scheme's default; ``form`` follows from the quotation marks.
    """
    return tuple(_Assembly(tuple(regions), tuple(links), schema, notes).build())


@dataclass(frozen=True)
class _Assembly:
    regions: tuple[Region, ...]
    links: tuple[Link, ...]
    schema: Schema
    notes: Notes

    def build(self) -> Iterator[Attribution]:
        for anchor in (*self._distinct(self.cues), *self._cueless):
            found = self._attribution(anchor)
            self._note_gaps(found, anchor.anchor)
            yield found

    @cached_property
    def cues(self) -> dict[str, Group]:
        return self._grouped(CUE)

    @cached_property
    def contents(self) -> dict[str, Group]:
        return self._grouped(CONTENT)

    def _grouped(self, kind: str) -> dict[str, Group]:
        own = [r for r in self.regions if kind_of(r) == kind]
        ids = {r.id for r in own}
        joins = [(x.source.id, x.target.id) for x in self.links if x.name == CONTINUES and x.source.id in ids]
        return group(own, joins)

    @staticmethod
    def _distinct(groups: dict[str, Group]) -> list[Group]:
        return list({g.id: g for g in groups.values()}.values())

    @cached_property
    def _holders(self) -> dict[str, list[Group]]:
        """For each content (by the id of its group) the cues that link to it."""
        holders: dict[str, dict[str, Group]] = {}
        for x in self.links:
            if x.name == CONTENT:
                cue = self.cues[x.source.id]
                holders.setdefault(self.contents[x.target.id].id, {})[cue.id] = cue
        return {content: list(cues.values()) for content, cues in holders.items()}

    @cached_property
    def _cueless(self) -> list[Group]:
        return [g for g in self._distinct(self.contents) if g.id not in self._holders]

    @cached_property
    def _held(self) -> dict[str, list[Group]]:
        """For each cue (by the id of its group) the contents that it links to."""
        held: dict[str, list[Group]] = {}
        for content, cues in self._holders.items():
            for cue in cues:
                held.setdefault(cue.id, []).append(self.contents[content])
        return held

    @cached_property
    def _anchored(self) -> dict[str, list[Link]]:
        """For each anchor (by its id) the links to mentions and attributions that belong to it."""
        own: dict[str, list[Link]] = {}
        for x in self.links:
            if x.name not in (CONTENT, CONTINUES) and (anchor := self._anchor(x.source, x)):
                own.setdefault(anchor.id, []).append(x)
        return own

    def _anchor(self, region: Region, link: Link) -> Group | None:
        """The anchor that ``region`` stands for: its own group or, for a content, the one cue that has it."""
        if region.id in self.cues:
            return self.cues[region.id]
        content = self.contents[region.id]
        holders = self._holders.get(content.id)
        if holders is None:
            return content
        if len(holders) == 1:
            message = f"the {link.name} link belongs on the cue, not on its content; moved there"
            self.notes.add("link-on-content", "warning", message, region)
            return holders[0]
        message = f"a {link.name} link on a content that {len(holders)} cues have; dropped: link the cue"
        self.notes.add("link-on-content", "error", message, region)
        return None

    def _attribution(self, anchor: Group) -> Attribution:
        has_cue = anchor.id in self.cues
        content = self._contents_of(anchor) if has_cue else anchor.spans
        found = Attribution(
            id=anchor.id,
            cue=anchor.spans if has_cue else (),
            sources=self._targets(anchor, SOURCE),
            content=content,
            addressees=self._targets(anchor, ADDRESSEE),
            relays=self._relayed(anchor),
        )
        values = {a.name: self._value(a, anchor, found) for a in self.schema.attribution.attributes}
        return replace(
            found,
            attitude=values.get("attitude"),
            form=values.get("form"),
            stance=values.get("stance"),
            modality=values.get("modality"),
        )

    def _contents_of(self, cue: Group) -> tuple[Span, ...]:
        return tuple(sorted({s for g in self._held.get(cue.id, ()) for s in g.spans}))

    def _targets(self, anchor: Group, name: str) -> tuple[str, ...]:
        found = [x.target for x in self._anchored.get(anchor.id, ()) if x.name == name]
        return tuple(dict.fromkeys(r.id for r in sorted(found, key=lambda r: (r.start, -r.end, r.id))))

    def _relayed(self, anchor: Group) -> str | None:
        found: dict[str, Region] = {}
        for x in self._anchored.get(anchor.id, ()):
            if x.name == RELAYS and (inner := self._anchor(x.target, x)):
                found[inner.id] = x.target
        if found.pop(anchor.id, None):
            self.notes.add("relays-itself", "error", "relays itself; dropped", anchor.anchor)
        if len(found) > 1:
            message = "relays more than one attribution; only the first in the text is kept"
            self.notes.add("two-relays", "error", message, anchor.anchor)
        return min(found, key=lambda i: (found[i].start, found[i].end, i), default=None)

    def _value(self, attribute: Attribute, anchor: Group, found: Attribution) -> str | None:
        """What was chosen, on the anchor or on a content that it alone has, else the default."""
        control = choice_name(ATTRIBUTION, attribute.name)
        if chosen := anchor.value(control):
            return chosen
        own = [g for g in self._held.get(anchor.id, ()) if len(self._holders[g.id]) == 1]
        for content in own:
            if chosen := content.value(control):
                message = f"{attribute.name} was chosen on the content; it belongs on the cue; moved there"
                self.notes.add("choice-on-content", "warning", message, content.anchor)
                return chosen
        if attribute.name == FORM and attribute.default is None:
            return form(found.cue, found.content, self.notes.text) if found.content else None
        return attribute.default

    def _note_gaps(self, found: Attribution, anchor: Region) -> None:
        if not found.cue and not found.sources:
            message = "a content with neither cue nor source: is a link missing?"
            self.notes.add("content-alone", "warning", message, anchor)
        elif not found.sources:
            self.notes.add("cue-without-source", "note", "no source is linked", anchor)
        if not found.content:
            level: Level = "note" if found.attitude == "declined" else "warning"
            self.notes.add("cue-without-content", level, "no content is linked", anchor)
