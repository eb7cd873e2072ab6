"""The events that all annotators have: the same trigger and type, and the participants that all linked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from quoth.adjudication.disputes import Dispute
from quoth.adjudication.leftovers import alike_spans, answering
from quoth.adjudication.partitions import Groups, meet, names
from quoth.adjudication.readings import EventKey, MentionKey, Unit
from quoth.adjudication.views import (
    Cells,
    Views,
    agreed,
    common,
    group_disputes,
    half_grouped,
    in_text_order,
    left_over,
    link_disputes,
    spanned_dispute,
    value_disputes,
)
from quoth_eval.document import Argument, Event, Span

_LAYER = "events"


@dataclass(frozen=True)
class Events:
    """The layer of events, merged; ``mentions`` are the ids of the merged mentions."""

    views: Views
    mentions: Mapping[MentionKey, str]

    @cached_property
    def merged(self) -> tuple[Event, ...]:
        """The merged events."""
        return tuple(self._one(key, f"v{n}") for n, key in enumerate(self._shared, 1))

    def disputes(self) -> Iterator[Dispute]:
        """Events that only some have, and what they say otherwise of those that all have."""
        for key in self._shared:
            units = self._units(key)
            yield from value_disputes(self.views, "event", _LAYER, units)
            yield from link_disputes(self.views, _LAYER, units)
            called = {who: own[key] for who, own in self._groups.items()}
            yield from half_grouped(self.views, ("cluster", _LAYER), units, called)
        how = Cells("cluster", _LAYER, lambda k: (Span(*k[:2]),), self._called)  # type: ignore[index]
        yield from group_disputes(self._cells, self._groups, how)
        yield from self._left_over()

    @cached_property
    def _shared(self) -> tuple[EventKey, ...]:
        return in_text_order(agreed(self.views.each(lambda r: r.events)))

    def _units(self, key: EventKey) -> dict[str, Unit[Event]]:
        return {name: r.events[key] for name, r in self.views.readings.items()}

    @cached_property
    def _groups(self) -> dict[str, Groups[EventKey]]:
        return {
            name: {key: r.events[key].item.cluster for key in self._shared}
            for name, r in self.views.readings.items()
        }

    @cached_property
    def _cells(self) -> list[tuple[EventKey, ...]]:
        return meet(self._shared, list(self._groups.values()))

    @cached_property
    def _names(self) -> dict[EventKey, str | None]:
        return names(self._cells, list(self._groups.values()))

    def _one(self, key: EventKey, identity: str) -> Event:
        units = list(self._units(key).values())
        links = sorted(self.views.shared_links(units))
        return Event(
            identity,
            key[0],
            key[1],
            key[2] or None,
            common(u.item.polarity for u in units),
            common(u.item.modality for u in units),
            self._names[key],
            tuple(Argument(role, self.mentions[m]) for role, m in links),
        )

    def _called(self, cell: Sequence[object]) -> str:
        start, end = cell[0][:2]  # type: ignore[index]
        return self.views.wording.of(Span(start, end))

    def _left_over(self) -> Iterator[Dispute]:
        sides = self.views.each(lambda r: r.events)
        for group in answering(left_over(sides, self._shared), alike_spans):
            yield spanned_dispute(
                self.views, ("event", _LAYER), group, lambda _, u: self.views.wording.event(u)
            )
