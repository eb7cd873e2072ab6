"""What an annotator says of a place, in words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from quoth.adjudication.disputes import NOTHING, shortened
from quoth.adjudication.readings import AttributionKey, Link, MentionKey, Unit
from quoth_eval.document import Attribution, Event, Mention, Span


@dataclass(frozen=True)
class Wording:
    """The words of one text; ``agreed`` are the mentions that need no type to be told."""

    text: str
    agreed: Set[MentionKey] = frozenset()

    def of(self, *spans: Span) -> str:
        """The words of some spans, dots between those that are apart."""
        return shortened(" … ".join(s.of(self.text) for s in spans))

    def place(self, unit: Unit[Mention] | Unit[Attribution] | Unit[Event]) -> str:
        """The words of a mention, of a trigger, of a cue or, without a cue, of a content."""
        return self.of(*unit.place)

    def attribution(self, unit: Unit[Attribution], role: str, whole: bool = False) -> str:
        """The parts that ``role`` (content, cue, or nothing for all of them) asks for.

        ``whole`` also shows what stands between fragments.
        """
        a = unit.item
        cue, content = (self._quoted(hull(x) if whole else x) for x in (a.cue, a.content))
        source = self.links(unit.links, "source")
        if role:
            return cue if role == "cue" else f"{content} ({source})"
        values = ", ".join(v for v in (a.attitude, a.form, a.stance, a.modality) if v)
        return f"{source} | {cue} | {content} | {values}"

    def event(self, unit: Unit[Event]) -> str:
        """Type, attributes and arguments."""
        e = unit.item
        roles = sorted({role for role, _ in unit.links})
        arguments = "; ".join(f"{role} {self.links(unit.links, role)}" for role in roles)
        values = ", ".join(v for v in (e.polarity, e.modality) if v)
        return " ".join(x for x in (e.type or "no type", f"({values})" if values else "", arguments) if x)

    def links(self, links: Iterable[Link], role: str) -> str:
        """The words of the mentions with a role; with the type of one that is disputed itself."""
        return ", ".join(self._linked(links, role)) or NOTHING

    def anchor(self, key: AttributionKey | None) -> str:
        """The words by which an attribution is called: its cue, else its content."""
        return self._quoted(key[0] or key[1]) if key else NOTHING

    def _linked(self, links: Iterable[Link], role: str) -> Iterator[str]:
        for name, key in sorted(links):
            if name == role:
                words = self.of(Span(key[0], key[1]))
                yield words if key in self.agreed else f"{words} ({key[2] or 'no type'})"

    def _quoted(self, spans: Iterable[Span]) -> str:
        words = self.of(*spans)
        return f"“{words}”" if words else NOTHING


def hull(spans: Sequence[Span]) -> tuple[Span, ...]:
    """One stretch from the first span to the last.

    >>> hull([Span(4, 8), Span(0, 2)]), hull([])
    ((Span(start=0, end=8),), ())
    """
    return (Span(min(s.start for s in spans), max(s.end for s in spans)),) if spans else ()


def mention_words(unit: Unit[Mention], keys: Mapping[str, str]) -> str:
    """Type, level and key of a mention; ``keys`` are those that the annotator's have become."""
    item = unit.item
    own = item.entity and keys.get(item.entity, item.entity)
    return " ".join(x for x in (item.type or "no type", item.level, own) if x)
