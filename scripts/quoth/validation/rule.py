"""What a rule is, what it is given and what it finds; the registry of all rules."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from quoth.schema import Schema
from quoth_eval.document import Attribution, Document, Entity, Event, Mention, Span
from quoth_eval.integrity import Problem, problems
from quoth_eval.tokens import tokenize

Level = Literal["error", "warning"]
Annotation = Mention | Entity | Attribution | Event


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that breaks a rule: what is wrong, in which annotation (``mention m3``), where."""

    message: str
    annotation: str | None = None
    spans: tuple[Span, ...] = ()
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit with the rule that it breaks and the document in which it was found."""

    rule: str
    level: Level
    document: str
    hit: Hit
    set_name: str | None = None
    file: str | None = None
    surface: str | None = None

    @property
    def guideline(self) -> str | None:
        """The rule of the guidelines that the broken rule guards, if it guards one: ``ATT-07``."""
        known = RULES.get(self.rule)
        return known.guideline if known else None

    def as_json(self) -> dict[str, Any]:
        """The finding as one flat JSON object."""
        kind, _, name = (self.hit.annotation or "").partition(" ")
        return {
            "rule": self.rule,
            "guideline": self.guideline,
            "level": self.level,
            "set": self.set_name,
            "document": self.document,
            "kind": kind or None,
            "annotation": name or None,
            "field": self.hit.field,
            "spans": [{"start": s.start, "end": s.end} for s in self.hit.spans],
            "surface": self.surface,
            "message": self.hit.message,
            "file": self.file,
        }


@dataclass(frozen=True)
class Case:
    """One document under examination, with what the rules look up in it.

    ``surfaces`` are the strings that the lines of its file state; ``length`` is that of a withheld text.
    """

    document: Document
    schema: Schema
    surfaces: tuple[tuple[Annotation, str], ...] = ()
    withheld: bool = False
    length: int | None = field(default=None)

    @property
    def text(self) -> str | None:
        """The article's text; ``None`` where it is not at hand."""
        return self.document.text

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The mentions, none where they were not annotated; likewise the other layers."""
        return self.document.mentions or ()

    @property
    def entities(self) -> tuple[Entity, ...]:
        """See :attr:`mentions`."""
        return self.document.entities or ()

    @property
    def attributions(self) -> tuple[Attribution, ...]:
        """See :attr:`mentions`."""
        return self.document.attributions or ()

    @property
    def events(self) -> tuple[Event, ...]:
        """See :attr:`mentions`."""
        return self.document.events or ()

    @property
    def reports(self) -> tuple[Attribution | Event, ...]:
        """Attributions and events: what may hold anything but an entity's words."""
        return (*self.attributions, *self.events)

    @property
    def regions(self) -> tuple[Annotation, ...]:
        """All that has a place in the text."""
        return (*self.mentions, *self.reports)

    @cached_property
    def mention(self) -> Mapping[str, Mention]:
        """The mentions by id."""
        return {m.id: m for m in self.mentions}

    @cached_property
    def entity(self) -> Mapping[str, Entity]:
        """The entities by id."""
        return {e.id: e for e in self.entities}

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What keeps the document from holding together."""
        return tuple(problems(self.document, self.length))

    @cached_property
    def tokens(self) -> tuple[Span, ...]:
        """The document's tokens, else those of its text."""
        return self.document.tokens or tokenize(self.text or "")

    def of(self, span: Span) -> str:
        """The surface of a span; empty where the text is not at hand."""
        return span.of(self.text or "")

    def sentences_of(self, spans: tuple[Span, ...]) -> set[int]:
        """The positions of the sentences that the spans touch."""
        found = enumerate(self.document.sentences)
        return {i for i, s in found for x in spans if x.start < s.end and s.start < x.end}


Check = Callable[[Case], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what it demands (``says``) and the function that finds where it is broken.

    ``guideline`` is the id of the rule in the guidelines that says more, where there is one.
    """

    id: str
    level: Level
    says: str
    check: Check
    guideline: str | None = None


RULES: dict[str, Rule] = {}


def rule(rule_id: str, level: Level, says: str, guideline: str | None = None) -> Callable[[Check], Check]:
    """Register a check as a rule; the ids are stable, since people quote and grep them."""

    def register(check: Check) -> Check:
        if rule_id in RULES:
            raise ValueError(f"rule {rule_id} is there already")
        RULES[rule_id] = Rule(rule_id, level, says, check, guideline)
        return check

    return register


def named(annotation: Annotation) -> str:
    """An annotation as findings call it.

    >>> named(Mention("m3", 0, 4))
    'mention m3'
    """
    return f"{type(annotation).__name__.lower()} {annotation.id}"


def spans_of(annotation: Annotation) -> tuple[Span, ...]:
    """Where an annotation is: its span, or cue and content; nowhere for an entity."""
    match annotation:
        case Entity():
            return ()
        case Attribution():
            return annotation.cue + annotation.content
        case _:
            return (annotation.span,)
