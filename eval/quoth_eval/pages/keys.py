"""Names of our own for the annotations of a document, safe anywhere in a page."""

from dataclasses import dataclass
from functools import cached_property

from quoth_eval.document import Document, Mention, Span


@dataclass(frozen=True)
class Keys:
    """Short keys by position: ``m0`` for the first mention, ``a0``, ``v0`` (events), ``e0`` (entities).

    Ids come from predictions and may hold anything; these hold a letter and a number. Mentions with the same
    entity share its key; a mention without one stands alone, under its own.

    >>> from quoth_eval.document import Document, Mention
    >>> keys = Keys(Document("d", "Ann", mentions=(Mention('"><b>', 0, 3, entity="ann"),)))
    >>> keys.mention, keys.entity
    ({'"><b>': 'm0'}, {'ann': 'e0'})
    """

    document: Document

    @cached_property
    def mention(self) -> dict[str, str]:
        """Keys of mentions by id."""
        return {m.id: f"m{i}" for i, m in enumerate(self.document.mentions or ())}

    @cached_property
    def attribution(self) -> dict[str, str]:
        """Keys of attributions by id."""
        return {a.id: f"a{i}" for i, a in enumerate(self.document.attributions or ())}

    @cached_property
    def event(self) -> dict[str, str]:
        """Keys of events by id."""
        return {e.id: f"v{i}" for i, e in enumerate(self.document.events or ())}

    @cached_property
    def entity(self) -> dict[str, str]:
        """Keys of entities by id: those that mentions refer to, in text order."""
        named = dict.fromkeys(m.entity for m in self.document.mentions or () if m.entity is not None)
        return {name: f"e{i}" for i, name in enumerate(named)}

    @cached_property
    def by_entity(self) -> dict[str, list[Mention]]:
        """The mentions of each entity, by its id."""
        found: dict[str, list[Mention]] = {name: [] for name in self.entity}
        for mention in self.document.mentions or ():
            if mention.entity is not None:
                found[mention.entity].append(mention)
        return found


def surface(document: Document, *spans: Span) -> str:
    """The words of some spans on one line, with dots between those that are apart."""
    text = document.text or ""
    return " … ".join(" ".join(s.of(text).split()) for s in sorted(spans))
