"""Rules about entities and the mentions that refer to them."""

import re
from collections import defaultdict
from collections.abc import Iterator

from quoth.validation.rule import Case, Hit, named, rule
from quoth_eval.document import Mention

_KB = re.compile(r"Q[1-9][0-9]*|[A-Za-z][A-Za-z0-9+.-]*:\S(?:.*\S)?")


@rule("entity-without-mention", "error", "Every entity is mentioned.")
def _entity_without_mention(case: Case) -> Iterator[Hit]:
    used = {m.entity for m in case.mentions}
    yield from (Hit("nothing refers to it", named(e)) for e in case.entities if e.id not in used)


@rule(
    "entity-type-mismatch", "error", "A mention has the type of its entity: one entity, one type.", "ENT-12"
)
def _entity_type_mismatch(case: Case) -> Iterator[Hit]:
    for m, other in _mentions_of_other_type(case):
        yield Hit(f"is {m.type}, but its entity {m.entity} is {other}", named(m), (m.span,), "type")


def _mentions_of_other_type(case: Case) -> Iterator[tuple[Mention, str]]:
    """Mentions whose type is not that of their entity, or of its first mention where it has none."""
    types = {e.id: e.type for e in case.entities if e.type is not None}
    for m in case.mentions:
        if m.entity is not None and m.type is not None:
            expected = types.setdefault(m.entity, m.type)
            if expected != m.type:
                yield m, expected


@rule("entity-name-mismatch", "warning", "An entity is called as one of its mentions is.")
def _entity_name_mismatch(case: Case) -> Iterator[Hit]:
    words = defaultdict[str | None, set[str]](set)
    for m in case.mentions:
        words[m.entity].add(case.of(m.span))
    for e in case.entities if case.text is not None else ():
        if e.name is not None and words[e.id] and e.name not in words[e.id]:
            yield Hit(f"is named {e.name!r}, which none of its mentions reads", named(e), field="name")


@rule(
    "kb-malformed", "error", "A kb id is a Wikidata id (Q130879) or has a prefix (wikipedia:Kyiv).", "ENT-17"
)
def _kb_malformed(case: Case) -> Iterator[Hit]:
    for e in case.entities:
        if e.kb is not None and not _KB.fullmatch(e.kb):
            yield Hit(f"expected Q and digits, or prefix:id, found {e.kb!r}", named(e), field="kb")


@rule("kb-doubled", "warning", "Two entities of a document have different kb ids.", "ENT-17")
def _kb_doubled(case: Case) -> Iterator[Hit]:
    first: dict[str, str] = {}
    for e in case.entities:
        if e.kb is not None:
            if e.kb in first:
                yield Hit(
                    f"has the kb id of entity {first[e.kb]}, {e.kb}: are they one?", named(e), field="kb"
                )
            first.setdefault(e.kb, e.id)
