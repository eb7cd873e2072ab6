"""The labels of all annotators of one document side by side, and the disputes found in them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from quoth.adjudication.disputes import NOTHING, Dispute
from quoth.adjudication.leftovers import Group
from quoth.adjudication.partitions import Groups, disputed, minor, together
from quoth.adjudication.readings import VALUES, Link, MentionKey, Reading, Unit
from quoth.adjudication.wording import Wording, hull
from quoth_eval.document import Attribution, Event, Mention, Span

K = TypeVar("K", bound=tuple[object, ...])
T = TypeVar("T", Mention, Attribution, Event)

Sides = Mapping[str, Mapping[K, Unit[T]]]
"""The units of one layer, by annotator and key."""


@dataclass(frozen=True)
class Views:
    """What every annotator says."""

    readings: Mapping[str, Reading]
    text: str

    @cached_property
    def mentions(self) -> tuple[MentionKey, ...]:
        """The mentions that all have."""
        return agreed({name: r.mentions for name, r in self.readings.items()})

    @cached_property
    def wording(self) -> Wording:
        """What stands where."""
        return Wording(self.text, frozenset(self.mentions))

    def each(self, of: Callable[[Reading], Mapping[K, Unit[T]]]) -> dict[str, Mapping[K, Unit[T]]]:
        """One layer of every annotator."""
        return {name: of(r) for name, r in self.readings.items()}

    def shared_links(self, units: Iterable[Unit[T]]) -> frozenset[Link]:
        """The links that all of some units have, to mentions that all have."""
        known = self.wording.agreed
        return frozenset(x for x in frozenset.intersection(*(u.links for u in units)) if x[1] in known)


def agreed(sides: Sides[K, T]) -> tuple[K, ...]:
    """The keys that all annotators have."""
    first, *others = sides.values()
    return tuple(k for k in first if all(k in own for own in others))


def in_text_order(keys: Iterable[MentionKey]) -> tuple[MentionKey, ...]:
    """Mentions or triggers by place, longer ones first: the same order whoever's labels come first."""
    return tuple(sorted(keys, key=lambda k: (k[0], -k[1], k)))


def left_over(sides: Sides[K, T], keys: Iterable[K]) -> dict[str, list[Unit[T]]]:
    """The units of each annotator that are not under these keys."""
    known = frozenset(keys)
    return {name: [u for k, u in own.items() if k not in known] for name, own in sides.items()}


def common(values: Iterable[str | None]) -> str | None:
    """The one value that there is; ``None`` where there are several."""
    found = set(values)
    return found.pop() if len(found) == 1 else None


def value_disputes(views: Views, kind: str, layer: str, units: Mapping[str, Unit[T]]) -> Iterator[Dispute]:
    """The attributes that annotators give otherwise to what all of them have."""
    any_unit = next(iter(units.values()))
    for name in VALUES[kind]:
        says = {who: u.value(name) for who, u in units.items()}
        if len(set(says.values())) > 1:
            words = {who: v or "not given" for who, v in says.items()}
            yield Dispute(name, layer, any_unit.place, views.wording.place(any_unit), words)


def link_disputes(views: Views, layer: str, units: Mapping[str, Unit[T]]) -> Iterator[Dispute]:
    """The roles that annotators fill otherwise, or all with a mention that is disputed itself."""
    shared = views.shared_links(units.values())
    any_unit = next(iter(units.values()))
    for role in sorted({role for u in units.values() for role, _ in u.links - shared}):
        says = {who: views.wording.links(u.links, role) for who, u in units.items()}
        yield Dispute(role, layer, any_unit.place, views.wording.place(any_unit), says)


@dataclass(frozen=True)
class Cells:
    """Things of one layer and the groups that annotators make of them: ``rule`` and words for disputes."""

    rule: str
    layer: str
    place: Callable[[object], tuple[Span, ...]]
    words: Callable[[Sequence[object]], str]


def group_disputes(
    cells: Sequence[tuple[K, ...]], groups: Mapping[str, Groups[K]], how: Cells
) -> Iterator[Dispute]:
    """Where annotators put different things together: a dispute for each cell but the largest."""
    for joint in disputed(cells, list(groups.values())):
        for cell in minor(joint):
            says = {who: _company(cell, joint, own, how) for who, own in groups.items()}
            yield Dispute(how.rule, how.layer, how.place(cell[0]), _counted(cell, how), says)


def _company(cell: tuple[K, ...], joint: Sequence[tuple[K, ...]], own: Groups[K], how: Cells) -> str:
    others = [other for other in joint if other is not cell and together(cell[0], other[0], own)]
    return "with " + ", ".join(f"“{how.words(other)}”" for other in others) if others else "by itself"


def _counted(cell: Sequence[object], how: Cells) -> str:
    words = how.words(cell)
    return words if len(cell) == 1 else f"{words} ({len(cell)} times)"


def half_grouped(
    views: Views, kind: tuple[str, str], units: Mapping[str, Unit[T]], groups: Mapping[str, str | None]
) -> Iterator[Dispute]:
    """Where some annotators put a thing, that all have, into a group and others into none.

    ``kind`` are the rule and the layer.
    """
    says = {who: group or NOTHING for who, group in groups.items()}
    if 0 < list(says.values()).count(NOTHING) < len(says):
        unit = next(iter(units.values()))
        yield Dispute(*kind, unit.place, views.wording.place(unit), says)


def unit_says(
    names: Iterable[str], group: Mapping[str, Sequence[Unit[T]]], say: Callable[[str, Unit[T]], str]
) -> dict[str, str]:
    """What each annotator says with the units of a group; nothing where they have none."""
    return {name: " + ".join(say(name, u) for u in group.get(name, ())) or NOTHING for name in names}


def spanned_dispute(
    views: Views, kind: tuple[str, str], group: Group[T], say: Callable[[str, Unit[T]], str]
) -> Dispute:
    """What annotators have differently whose mentions or triggers answer to each other.

    ``kind`` are the rule for one that only some have, and the layer.
    """
    units = [u for own in group.values() for u in own]
    rule, layer = kind
    if apart := len({u.place for u in units}) > 1:
        rule = "span"
    elif len({u.value("type") for u in units}) > 1:
        rule = "type"

    def said(who: str, unit: Unit[T]) -> str:
        return f"“{views.wording.place(unit)}” {say(who, unit)}" if apart else say(who, unit)

    whole = hull([s for u in units for s in u.place])
    return Dispute(rule, layer, whole, views.wording.of(*whole), unit_says(views.readings, group, said))
