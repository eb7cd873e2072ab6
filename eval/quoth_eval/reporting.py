"""Who says that what happened: everything that is derived from the annotations of one document."""

from dataclasses import dataclass
from functools import cached_property

from quoth_eval.document import Attribution, Document, Entity, Event, Mention, Span
from quoth_eval.errors import InputError
from quoth_eval.nesting import CycleError, Frame, chain, holders, joined, parents
from quoth_eval.quotes import quoted


@dataclass(frozen=True, slots=True)
class Claim:
    """An event with the chain of attributions, outermost first, through which the article tells it.

    The chain is empty where the author says it. Polarity and modality are the event's, as worded; stance is
    that of the innermost attribution. Nothing is flipped.
    """

    event: Event
    chain: tuple[Attribution, ...]

    @property
    def stance(self) -> str | None:
        """The innermost attribution's stance; ``None`` where the author says it."""
        return self.chain[-1].stance if self.chain else None


@dataclass(frozen=True)
class Reporting:
    """Parents, chains, claims, quoted words and named sources of ``document``, derived on first use.

    Raises:
        CycleError: attributions that report each other in a circle; the message names them.
        InputError: an attribution relays one that is not there.
    """

    document: Document

    def parent(self, attribution: Attribution) -> Attribution | None:
        """The attribution that holds or relays this one; ``None`` for an outermost one."""
        up = self._parents[self._position[attribution.id]]
        return None if up is None else self._attributions[up]

    def chain(self, attribution: Attribution) -> tuple[Attribution, ...]:
        """From the outermost attribution to this one, both included."""
        return self._chain(self._position[attribution.id])

    def claims(self) -> tuple[Claim, ...]:
        """Every event with its chain, in the order of the events."""
        inner = holders([(e.span,) for e in self.document.events or ()], self._frames)
        return tuple(
            Claim(event, () if at is None else self._chain(at))
            for event, at in zip(self.document.events or (), inner, strict=True)
        )

    def sources(self, attribution: Attribution) -> tuple[Mention, ...]:
        """The mentions that hold the content."""
        return tuple(self.mentions[i] for i in attribution.sources)

    def entity(self, mention: Mention) -> Entity | None:
        """The entity that the mention refers to, if the document lists it."""
        return None if mention.entity is None else self.entities.get(mention.entity)

    def named(self, attribution: Attribution) -> bool:
        """Whether some source is an entity that the article names (has a NAM mention)."""
        return any(map(self.named_mention, self.sources(attribution)))

    def named_mention(self, mention: Mention) -> bool:
        """Whether the article names the mention's entity (it has a NAM mention)."""
        return mention.entity in self._named

    def quoted_words(self, attribution: Attribution) -> tuple[Span, ...]:
        """The parts of the content that stand in quotation marks; none when the text is withheld."""
        cuts = [
            Span(max(c.start, q.start), min(c.end, q.end)) for c in attribution.content for q in self._quoted
        ]
        return joined(s for s in cuts if s.start < s.end)

    @property
    def _attributions(self) -> tuple[Attribution, ...]:
        return self.document.attributions or ()

    def _chain(self, at: int) -> tuple[Attribution, ...]:
        return tuple(self._attributions[i] for i in chain(self._parents, at))

    @cached_property
    def _position(self) -> dict[str, int]:
        return {a.id: i for i, a in enumerate(self._attributions)}

    @cached_property
    def mentions(self) -> dict[str, Mention]:
        """The mentions by id."""
        return {m.id: m for m in self.document.mentions or ()}

    @cached_property
    def entities(self) -> dict[str, Entity]:
        """The entities by key."""
        return {e.id: e for e in self.document.entities or ()}

    @cached_property
    def _named(self) -> set[str]:
        return {m.entity for m in self.document.mentions or () if m.entity and m.level == "NAM"}

    @cached_property
    def _quoted(self) -> tuple[Span, ...]:
        return quoted(self.document.text or "")

    @cached_property
    def _frames(self) -> list[Frame]:
        keys = [self._key(a) for a in self._attributions]
        rank = {key: n for n, key in enumerate(sorted(set(keys)))}
        return [self._frame(a, rank[key]) for a, key in zip(self._attributions, keys, strict=True)]

    def _key(self, a: Attribution) -> tuple[object, ...]:
        """What sorts attributions, so that nothing derived depends on ids or on the order of the list."""
        spans = (joined(s, self.document.text) for s in (a.content, a.cue))
        known = (self.mentions[i] for i in a.sources if i in self.mentions)
        sources = sorted((m.start, m.end, m.entity is not None, m.entity or "") for m in known)
        attributes = ((v is not None, v or "") for v in (a.attitude, a.form, a.stance, a.modality))
        return (*spans, tuple(sources), *attributes)

    def _frame(self, attribution: Attribution, rank: int) -> Frame:
        text, relays = self.document.text, attribution.relays
        if relays is not None and relays not in self._position:
            raise InputError(f"{self.document.id}: attribution {attribution.id} relays {relays}, not there")
        inner = None if relays is None else self._position[relays]
        return Frame(joined(attribution.cue, text), joined(attribution.content, text), inner, rank)

    @cached_property
    def _parents(self) -> list[int | None]:
        try:
            return parents(self._frames)
        except CycleError as error:
            ids = [a.id for a in self._attributions]
            raise CycleError(error.members, ids, self.document.id) from None
