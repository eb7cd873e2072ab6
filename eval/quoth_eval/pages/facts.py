"""What a page says about a document: who, through whom, says what happened, and how certain."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from quoth_eval.document import Attribution, Document, Event, Mention
from quoth_eval.nesting import CycleError
from quoth_eval.pages.keys import Keys, surface
from quoth_eval.reporting import Claim, Reporting

PLAIN = frozenset({"assertion", "affirms", "asserted", "positive"})
"""Attribute values that go without saying."""


@dataclass(frozen=True, slots=True)
class Named:
    """Something that can be pointed at: its words, and its key on the page."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a chain: who holds it, with which words, and what is not plain about it."""

    key: str
    who: tuple[Named, ...]
    cue: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """An event as the article tells it.

    Attributes:
        key: the event.
        words: its trigger.
        type: its type.
        roles: role and participant.
        chain: through whom, outermost first; empty where the author speaks.
        notes: what is not plain about the event itself.
    """

    key: str
    words: str
    type: str
    roles: tuple[tuple[str, Named], ...]
    chain: tuple[Link, ...]
    notes: tuple[str, ...]

    @property
    def certainty(self) -> tuple[str, ...]:
        """What keeps it from being a plain assertion: of the event, then of the innermost source."""
        return self.notes + (self.chain[-1].notes if self.chain else ())


@dataclass(frozen=True, slots=True)
class Reported:
    """An attribution in full, for its row and its card."""

    link: Link
    chain: tuple[Link, ...]
    addressees: tuple[Named, ...]
    content: str
    attributes: tuple[tuple[str, str], ...]
    relays: Named | None


@dataclass(frozen=True, slots=True)
class Known:
    """An entity with its mentions; ``reports`` and ``takes_part`` count what it says and does."""

    key: str
    name: str
    type: str
    kb: str
    mentions: tuple[Named, ...]
    reports: int
    takes_part: int


@dataclass(frozen=True)
class Facts:
    """Everything that a page says about ``document``, derived on first use."""

    document: Document

    @cached_property
    def keys(self) -> Keys:
        """The page's names for the annotations."""
        return Keys(self.document)

    @cached_property
    def circle(self) -> str:
        """Why there are no chains and claims: attributions that report each other in a circle."""
        try:
            for attribution in self.document.attributions or ():
                self._reporting.parent(attribution)
        except CycleError as error:
            return str(error)
        return ""

    @cached_property
    def claims(self) -> tuple[Told, ...]:
        """The claims, in text order."""
        if self.circle:
            return ()
        return tuple(self._told(c) for c in self._reporting.claims())

    @cached_property
    def stories(self) -> tuple[tuple[str, tuple[Told, ...]], ...]:
        """The claims by event cluster, in the order of their first ones; the name of a cluster is a claim's.

        What is told more than once stands together, so that contradictions are seen.
        """
        found: dict[str, list[Told]] = {}
        for event, told in zip(self.document.events or (), self.claims, strict=False):
            found.setdefault(f"c{event.cluster}" if event.cluster else f"v{told.key}", []).append(told)
        return tuple((rows[0].key, tuple(rows)) for rows in found.values())

    @cached_property
    def reported(self) -> tuple[Reported, ...]:
        """The attributions, in text order."""
        return tuple(self._reported(a) for a in self.document.attributions or ())

    @cached_property
    def known(self) -> tuple[Known, ...]:
        """The entities, in text order."""
        return tuple(self._known(name, ms) for name, ms in self.keys.by_entity.items())

    def who(self, mention: Mention) -> Named:
        """A mention by the name of its entity, where that has one."""
        return Named(self.keys.mention[mention.id], self._name(mention))

    def depth(self) -> int:
        """Links of the longest chain."""
        return max((len(r.chain) for r in self.reported), default=0)

    @cached_property
    def _reporting(self) -> Reporting:
        return Reporting(self.document)

    @cached_property
    def _says(self) -> Counter[str]:
        return self._counted(m for a in self.document.attributions or () for m in a.sources)

    @cached_property
    def _does(self) -> Counter[str]:
        return self._counted(arg.mention for e in self.document.events or () for arg in e.arguments)

    def _counted(self, ids: Iterable[str]) -> Counter[str]:
        return Counter(key for i in ids if (key := self._reporting.mentions[i].entity) is not None)

    def _name(self, mention: Mention) -> str:
        entity = self._reporting.entities.get(mention.entity or "")
        if entity is not None and entity.name:
            return entity.name
        others = self.keys.by_entity.get(mention.entity or "", [mention])
        names = [m for m in others if m.level == "NAM"]
        if names:
            return surface(self.document, max(names, key=lambda m: m.end - m.start).span)
        # The first noun: a longer one may be a source's own way to put it.
        nouns = [m for m in others if m.level == "NOM"] or others
        return surface(self.document, min(nouns, key=lambda m: m.start).span)

    def _link(self, attribution: Attribution) -> Link:
        return Link(
            self.keys.attribution[attribution.id],
            tuple(self.who(self._reporting.mentions[i]) for i in attribution.sources),
            surface(self.document, *attribution.cue),
            _notes(attribution.stance, attribution.attitude, attribution.modality and _said(attribution)),
        )

    def _told(self, claim: Claim) -> Told:
        event = claim.event
        return Told(
            self.keys.event[event.id],
            surface(self.document, event.span),
            event.type or "",
            tuple((a.role, self.who(self._reporting.mentions[a.mention])) for a in event.arguments),
            tuple(self._link(a) for a in claim.chain),
            event_notes(event),
        )

    def _reported(self, attribution: Attribution) -> Reported:
        chain = () if self.circle else self._reporting.chain(attribution)
        relayed = attribution.relays
        return Reported(
            self._link(attribution),
            tuple(self._link(a) for a in chain),
            tuple(self.who(self._reporting.mentions[i]) for i in attribution.addressees),
            surface(self.document, *attribution.content),
            tuple((n, v) for n in _ATTRIBUTES if (v := getattr(attribution, n)) is not None),
            Named(self.keys.attribution[relayed], relayed) if relayed in self.keys.attribution else None,
        )

    def _known(self, name: str, mentions: list[Mention]) -> Known:
        entity = self._reporting.entities.get(name)
        kinds = [m.type for m in mentions if m.type]
        return Known(
            key=self.keys.entity[name],
            name=self._name(mentions[0]),
            type=(entity.type if entity and entity.type else None) or (kinds[0] if kinds else ""),
            kb=(entity.kb or "") if entity else "",
            mentions=tuple(Named(self.keys.mention[m.id], surface(self.document, m.span)) for m in mentions),
            reports=self._says[name],
            takes_part=self._does[name],
        )


_ATTRIBUTES = ("attitude", "form", "stance", "modality")


def event_notes(event: Event) -> tuple[str, ...]:
    """What is not plain about an event as it is worded.

    >>> event_notes(Event("v1", 0, 4, "Strike", "negative", "possible"))
    ('negated', 'possible')
    """
    return _notes("negated" if event.polarity == "negative" else event.polarity, event.modality)


def _said(attribution: Attribution) -> str:
    """Whether it has been said at all, in words of its own so as not to be taken for the event's."""
    return "asserted" if attribution.modality == "asserted" else f"{attribution.modality} report"


def _notes(*values: str | None) -> tuple[str, ...]:
    return tuple(v for v in values if v and v not in PLAIN)
