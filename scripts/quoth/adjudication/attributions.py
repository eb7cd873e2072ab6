"""The attributions that all annotators have: the same cue and content, and the links that all drew."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from quoth.adjudication.disputes import Dispute
from quoth.adjudication.leftovers import Group, alike_attributions, answering
from quoth.adjudication.readings import VALUES, AttributionKey, MentionKey, Unit
from quoth.adjudication.views import (
    Views,
    agreed,
    common,
    left_over,
    link_disputes,
    unit_says,
    value_disputes,
)
from quoth_eval.document import Attribution, Document, Span
from quoth_eval.nesting import CycleError
from quoth_eval.reporting import Reporting

_LAYER = "attributions"


@dataclass(frozen=True)
class Attributions:
    """The layer of attributions, merged; ``mentions`` are the ids of the merged mentions."""

    views: Views
    mentions: Mapping[MentionKey, str]

    @cached_property
    def merged(self) -> tuple[Attribution, ...]:
        """The merged attributions."""
        return tuple(self._built(self._kept).values())

    def disputes(self) -> Iterator[Dispute]:
        """Attributions that only some have, and what they say otherwise of those that all have."""
        kept = dict.fromkeys(self._kept)
        for key in self._shared:
            units = self._units(key)
            if key not in kept:
                yield self._clashing(units)
                continue
            yield from value_disputes(self.views, "attribution", _LAYER, units)
            yield from link_disputes(self.views, _LAYER, units)
            yield from self._relay_dispute(key, units)
        yield from self._left_over()

    @cached_property
    def _shared(self) -> tuple[AttributionKey, ...]:
        found = agreed(self.views.each(lambda r: r.attributions))
        return tuple(sorted(found, key=lambda k: (k[0] or k[1], *k)))

    @cached_property
    def _kept(self) -> tuple[AttributionKey, ...]:
        """What all have, without what would clash now that some links are missing: circles and doubles."""
        kept = self._shared
        while clashing := _clashes(self._built(kept), self.views.text):
            kept = tuple(k for n, k in enumerate(kept) if n not in clashing)
        return kept

    def _units(self, key: AttributionKey) -> dict[str, Unit[Attribution]]:
        return {name: r.attributions[key] for name, r in self.views.readings.items()}

    def _built(self, keys: Sequence[AttributionKey]) -> dict[AttributionKey, Attribution]:
        ids = {key: f"a{n}" for n, key in enumerate(keys, 1)}
        return {key: self._one(key, ids) for key in keys}

    def _one(self, key: AttributionKey, ids: Mapping[AttributionKey, str]) -> Attribution:
        units = list(self._units(key).values())
        links = sorted(self.views.shared_links(units))
        values = {name: common(u.value(name) for u in units) for name in VALUES["attribution"]}
        relayed = self._relayed(key)
        return Attribution(
            ids[key],
            _fragments([u.item.cue for u in units], key[0]),
            tuple(self.mentions[m] for role, m in links if role == "source"),
            _fragments([u.item.content for u in units], key[1]),
            tuple(self.mentions[m] for role, m in links if role == "addressee"),
            ids.get(relayed) if relayed else None,
            **values,
        )

    def _relayed(self, key: AttributionKey) -> AttributionKey | None:
        """What all say that it relays."""
        found = {r.relayed.get(key) for r in self.views.readings.values()}
        return found.pop() if len(found) == 1 else None

    def _relay_dispute(
        self, key: AttributionKey, units: Mapping[str, Unit[Attribution]]
    ) -> Iterator[Dispute]:
        targets = {name: r.relayed.get(key) for name, r in self.views.readings.items()}
        target = self._relayed(key)
        if any(targets.values()) and (target is None or target not in self._kept):
            says = {name: self.views.wording.anchor(t) for name, t in targets.items()}
            yield self._dispute("relays", units, says)

    def _clashing(self, units: Mapping[str, Unit[Attribution]]) -> Dispute:
        says = {name: self.views.wording.attribution(u, "") for name, u in units.items()}
        return self._dispute("attribution", units, says)

    def _dispute(self, rule: str, units: Mapping[str, Unit[Attribution]], says: Mapping[str, str]) -> Dispute:
        unit = next(iter(units.values()))
        return Dispute(rule, _LAYER, unit.place, self.views.wording.place(unit), says)

    def _left_over(self) -> Iterator[Dispute]:
        sides = self.views.each(lambda r: r.attributions)
        for group in answering(left_over(sides, self._shared), alike_attributions):
            units = [u for own in group.values() for u in own]
            rule, role = _differing(units)
            says = self._said(group, role)
            place = min(u.place for u in units)
            yield Dispute(rule, _LAYER, place, self.views.wording.of(*place), says)

    def _said(self, group: Group[Attribution], role: str) -> dict[str, str]:
        """What each has; where dots hide what differs, with all the words in between."""
        wording = self.views.wording
        says = unit_says(self.views.readings, group, lambda _, u: wording.attribution(u, role))
        if len(group) < 2 or len(set(says.values())) > 1:
            return says
        return unit_says(self.views.readings, group, lambda _, u: wording.attribution(u, role, whole=True))


def _differing(units: Sequence[Unit[Attribution]]) -> tuple[str, str]:
    """What differs in attributions that answer to each other, and what to tell of them."""
    cues, contents = {u.item.cue for u in units}, {u.item.content for u in units}
    if len(units) > 1 and len(cues) == 1 and len(contents) > 1:
        return "content", "content"
    if len(units) > 1 and len(contents) == 1 and len(cues) > 1:
        return "cue", "cue"
    return "attribution", ""


def _fragments(given: Sequence[tuple[Span, ...]], whole: tuple[Span, ...]) -> tuple[Span, ...]:
    """The fragments as all have them, else those with nothing between them as one."""
    return given[0] if len(set(given)) == 1 else whole


def _clashes(built: Mapping[AttributionKey, Attribution], text: str) -> set[int]:
    """The positions of attributions that have become the same, or else of those that report each other."""
    items = tuple(built.values())
    first: dict[object, tuple[object, ...]] = {}
    doubled = {
        n
        for n, (key, a) in enumerate(built.items())
        if first.setdefault((a.cue, a.content, a.sources), key[:3]) != key[:3]
    }
    if doubled or not items:
        return doubled
    try:
        Reporting(Document("merged", text, attributions=items)).chain(items[0])
    except CycleError as circle:
        return set(circle.members)
    return set()
