"""Words and names for what the annotations of one document point to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from quoth_eval.document import Attribution, Document, Mention, Span
from quoth_eval.naming import entity_name
from quoth_eval.nesting import joined
from quoth_eval.reporting import Reporting

BETWEEN_FRAGMENTS = " … "
BETWEEN_SOURCES = "; "
_LEVELS = {"NAM": 0, "NOM": 1, None: 1, "PRO": 2}


@dataclass(frozen=True)
class Surfaces:
    """The words of spans and the names of mentions; every word is ``None`` where the text is withheld."""

    reporting: Reporting
    document: Document = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "document", self.reporting.document)

    def words(self, spans: Iterable[Span]) -> str | None:
        """The words of the spans in order, fragments joined by an ellipsis; ``None`` without spans."""
        text, whole = self.document.text, joined(spans, self.document.text)
        return BETWEEN_FRAGMENTS.join(s.of(text) for s in whole) if text is not None and whole else None

    def each(self, spans: Iterable[Span]) -> list[str] | None:
        """The words of every span."""
        text = self.document.text
        return None if text is None else [s.of(text) for s in spans]

    def name(self, mention: Mention) -> str | None:
        """What to call the entity of a mention.

        The name that the annotation gives it; else the one derived from its mentions; else the words of its
        best mention (a name before a noun before a pronoun, then the earliest: a longer noun may be one
        source's way to put it, "badly maintained dam"); else its key.
        """
        entity = self.reporting.entity(mention)
        if entity is not None and entity.name is not None:
            return entity.name
        if self.document.text is None:
            return mention.entity
        kind = mention.type if entity is None else entity.type
        same = self._same(mention)
        return entity_name(same, self.document.text, kind) or self._best(same).span.of(self.document.text)

    def chain(self, attributions: Sequence[Attribution]) -> list[str | None]:
        """For each attribution the names of its sources, joined; ``None`` where none is expressed."""
        return [self._sources(a) for a in attributions]

    def sentence(self, span: Span) -> str | None:
        """The sentence in which a span starts."""
        inside = (s for s in self.document.sentences if s.start <= span.start < s.end)
        return self.words(s for s in [next(inside, None)] if s is not None)

    def _sources(self, attribution: Attribution) -> str | None:
        names = dict.fromkeys(self.name(m) or m.id for m in self.reporting.sources(attribution))
        return BETWEEN_SOURCES.join(names) or None

    def _same(self, mention: Mention) -> Sequence[Mention]:
        return [mention] if mention.entity is None else self._clusters[mention.entity]

    @staticmethod
    def _best(mentions: Sequence[Mention]) -> Mention:
        return min(mentions, key=lambda m: (_LEVELS.get(m.level, 1), m.start, m.end))

    @cached_property
    def _clusters(self) -> dict[str, list[Mention]]:
        keyed = sorted((m for m in self.document.mentions or () if m.entity), key=lambda m: m.entity or "")
        return {key: list(group) for key, group in groupby(keyed, key=lambda m: m.entity or "")}
