"""Documents written by the numbers of their words, for tests: ``"3-5 8"`` is the words 3, 4, 5 and 8."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from quoth_eval.document import Attribution, Document, Event, Mention, Span

TEXT = " ".join(f"w{i:02d}" for i in range(60))


@dataclass(frozen=True)
class Unit:
    """An attribution to be; ``sources`` are mentions with their entities: ``"0-1=kyiv 4"``."""

    content: str = ""
    cue: str = ""
    sources: str = ""
    relays: int | None = None
    attributes: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Trigger:
    """An event to be."""

    word: str
    type: str | None = "Strike"
    polarity: str | None = "positive"
    modality: str | None = "asserted"


def spans(words: str) -> tuple[Span, ...]:
    """The spans of some words; a range is one span."""
    ends = [(part.split("-")[0], part.split("-")[-1]) for part in words.split()]
    return tuple(Span(4 * int(first), 4 * int(last) + 3) for first, last in ends)


def article(
    *units: Unit,
    events: tuple[Trigger, ...] = (),
    mentions: str = "",
    name: str = "d",
    text: str | None = TEXT,
) -> Document:
    """A document with these attributions (ids a0, a1, ...), events, and further mentions."""
    written = [*dict.fromkeys(part for u in units for part in u.sources.split()), *mentions.split()]
    found = {part: _mention(f"m{n}", part) for n, part in enumerate(written)}
    return Document(
        name,
        text,
        mentions=tuple(found.values()),
        attributions=tuple(_attribution(f"a{n}", u, found) for n, u in enumerate(units)),
        events=tuple(_event(f"v{n}", e) for n, e in enumerate(events)),
    )


def _mention(name: str, written: str) -> Mention:
    words, _, entity = written.partition("=")
    (span,) = spans(words)
    return Mention(name, span.start, span.end, entity=entity or None)


def _attribution(name: str, unit: Unit, mentions: Mapping[str, Mention]) -> Attribution:
    return Attribution(
        name,
        cue=spans(unit.cue),
        sources=tuple(mentions[part].id for part in unit.sources.split()),
        content=spans(unit.content),
        relays=None if unit.relays is None else f"a{unit.relays}",
        **unit.attributes,
    )


def _event(name: str, trigger: Trigger) -> Event:
    (span,) = spans(trigger.word)
    return Event(name, span.start, span.end, trigger.type, trigger.polarity, trigger.modality)
