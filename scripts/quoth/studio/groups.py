"""Fragments of one cue or one content, joined by ``continues`` links."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quoth.studio.controls import FRAGMENT
from quoth.studio.regions import Region
from quoth_eval.document import Span


@dataclass(frozen=True, slots=True)
class Group:
    """The fragments of a cue or a content in the order of the text; ``anchor`` stands for all of them."""

    anchor: Region
    members: tuple[Region, ...]

    @property
    def id(self) -> str:
        """The id of the anchor."""
        return self.anchor.id

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where the fragments are."""
        return tuple(m.span for m in self.members)

    def value(self, control: str) -> str | None:
        """What was chosen on the anchor, else on the first fragment that has a choice."""
        chosen = (m.values.get(control) for m in (self.anchor, *self.members))
        return next((v for v in chosen if v is not None), None)


def group(regions: Iterable[Region], joins: Iterable[tuple[str, str]]) -> dict[str, Group]:
    """The group of each region, by the region's id; ``joins`` are pairs of ids in either direction."""
    ordered = sorted(regions, key=lambda r: (r.start, r.end, r.id))
    root = {r.id: r.id for r in ordered}
    for a, b in joins:
        root[_find(root, a)] = _find(root, b)
    members: dict[str, list[Region]] = {}
    for r in ordered:
        members.setdefault(_find(root, r.id), []).append(r)
    groups = {key: Group(_anchor(own), tuple(own)) for key, own in members.items()}
    return {r.id: groups[_find(root, r.id)] for r in ordered}


def _find(root: dict[str, str], item: str) -> str:
    while root[item] != item:
        item = root[item]
    return item


def _anchor(members: Sequence[Region]) -> Region:
    """The fragment that the ids of the others are derived from, else the first one."""
    named = (m for m in members if any(o.id.startswith(f"{m.id}{FRAGMENT}") for o in members))
    return next(named, members[0])
