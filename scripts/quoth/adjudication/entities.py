"""The mentions that all annotators have, and the entities that all make of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from quoth.adjudication.disputes import Dispute
from quoth.adjudication.leftovers import alike_spans, answering
from quoth.adjudication.partitions import Groups, disputed, meet, minor, names
from quoth.adjudication.readings import MentionKey, Unit
from quoth.adjudication.views import (
    Cells,
    Views,
    common,
    group_disputes,
    half_grouped,
    in_text_order,
    left_over,
    spanned_dispute,
    value_disputes,
)
from quoth.adjudication.wording import mention_words
from quoth_eval.document import Entity, Mention, Span
from quoth_eval.naming import entity_name

_LAYER = "entities"
_DERIVED = "as derived"
Cell = tuple[MentionKey, ...]


@dataclass(frozen=True)
class Entities:
    """The layer of mentions and entities, merged."""

    views: Views

    @cached_property
    def ids(self) -> dict[MentionKey, str]:
        """The ids of the merged mentions, by place."""
        return {key: f"m{n}" for n, key in enumerate(in_text_order(self.views.mentions), 1)}

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The merged mentions."""
        return tuple(self._mention(key, i) for key, i in self.ids.items())

    @cached_property
    def entities(self) -> tuple[Entity, ...]:
        """The merged entities: what all annotators put together."""
        return tuple(self._entity(cell, name) for cell in self._cells if (name := self._names[cell[0]]))

    def disputes(self) -> Iterator[Dispute]:
        """Mentions that only some have, and what they say otherwise of those that all have."""
        for key in self.ids:
            units = self._units(key)
            yield from value_disputes(self.views, "mention", _LAYER, units)
            called = {who: own[key] for who, own in self._groups.items()}
            yield from half_grouped(self.views, ("entity", _LAYER), units, called)
        how = Cells("coreference", _LAYER, lambda k: (Span(*k[:2]),), self._called)  # type: ignore[index]
        yield from group_disputes(self._cells, self._groups, how)
        unplaced = {c for joint in disputed(self._cells, list(self._groups.values())) for c in minor(joint)}
        for cell in self._cells:
            if cell not in unplaced:  # whose entity it is has to be decided first
                yield from self._differing(cell)
        yield from self._left_over()

    def _units(self, key: MentionKey) -> dict[str, Unit[Mention]]:
        return {name: r.mentions[key] for name, r in self.views.readings.items()}

    @cached_property
    def _groups(self) -> dict[str, Groups[MentionKey]]:
        return {
            name: {key: r.mentions[key].item.entity for key in self.ids}
            for name, r in self.views.readings.items()
        }

    @cached_property
    def _cells(self) -> list[Cell]:
        return meet(self.ids, list(self._groups.values()))

    @cached_property
    def _names(self) -> dict[MentionKey, str | None]:
        return names(self._cells, list(self._groups.values()))

    def _mention(self, key: MentionKey, identity: str) -> Mention:
        level = common(u.item.level for u in self._units(key).values())
        return Mention(identity, key[0], key[1], key[2] or None, level, self._names[key])

    def _entity(self, cell: Cell, name: str) -> Entity:
        own = self._claims(cell)
        mentions = [m for m in self.mentions if m.entity == name]
        kind = common(m.type for m in mentions if m.type) or common(e.type for e in own.values())
        given = common(self._given_names(cell).values())
        derived = entity_name(mentions, self.views.text, kind)
        called = derived if given in (_DERIVED, None) else given
        return Entity(name, kind, called, common(e.kb for e in own.values()))

    def _claims(self, cell: Cell) -> dict[str, Entity]:
        """The entity that each annotator means."""
        found = {}
        for name, r in self.views.readings.items():
            key = self._groups[name][cell[0]] or ""
            known = {e.id: e for e in r.document.entities or ()}
            found[name] = known.get(key, Entity(key))
        return found

    def _given_names(self, cell: Cell) -> dict[str, str]:
        """The names that annotators gave, apart from those that follow from the mentions."""
        given = {}
        for who, entity in self._claims(cell).items():
            own = [m for m in self.views.readings[who].document.mentions or () if m.entity == entity.id]
            derived = entity_name(own, self.views.text, entity.type)
            given[who] = _DERIVED if entity.name in (derived, None) else str(entity.name)
        return given

    def _differing(self, cell: Cell) -> Iterator[Dispute]:
        if self._names[cell[0]] is None:
            return
        own = self._claims(cell)
        facts = {
            "kb": {who: e.kb or "none" for who, e in own.items()},
            "name": self._given_names(cell),
            "entity type": {who: e.type or "none" for who, e in own.items()},
        }
        if len({key[2] for key in cell} - {""}) == 1:
            del facts["entity type"]  # it is that of the mentions
        place = (Span(cell[0][0], cell[0][1]),)
        for rule, says in facts.items():
            if len(set(says.values())) > 1:
                yield Dispute(rule, _LAYER, place, self._called(cell), says)

    def _called(self, cell: Sequence[object]) -> str:
        """The words for an entity: its longest name, else its first mention."""
        own = [m for m in self.mentions if (m.start, m.end) in {key[:2] for key in cell}]  # type: ignore[index]
        words = entity_name(own, self.views.text, None) or own[0].span.of(self.views.text)
        return " ".join(words.split())

    def _left_over(self) -> Iterator[Dispute]:
        sides = self.views.each(lambda r: r.mentions)
        keys = {name: self._merged_keys(own) for name, own in self._groups.items()}
        for group in answering(left_over(sides, self.ids), alike_spans):
            yield spanned_dispute(
                self.views, ("mention", _LAYER), group, lambda who, u: mention_words(u, keys[who])
            )

    def _merged_keys(self, own: Groups[MentionKey]) -> dict[str, str]:
        """The keys that an annotator's have become, as far as mentions of theirs are merged."""
        found: dict[str, str] = {}
        for key, group in own.items():
            if group is not None and (name := self._names[key]) is not None:
                found.setdefault(group, name)
        return found
