"""Rules about labels: the types, levels, roles and attribute values that the scheme has."""

from collections.abc import Iterator, Sequence

from quoth.schema import Attribute
from quoth.validation.rule import Annotation, Case, Hit, named, rule, spans_of
from quoth_eval.document import Entity, Event, Mention


def _expected(found: str, known: Sequence[str]) -> str:
    return f"expected one of {', '.join(known)}, found {found}"


@rule("type-unknown", "error", "The types of mentions, entities and events are in the scheme.")
def _type_unknown(case: Case) -> Iterator[Hit]:
    mention_types = [t.name for t in case.schema.mention.types]
    event_types = [t.name for t in case.schema.event.types]
    typed: tuple[Mention | Entity | Event, ...] = (*case.mentions, *case.entities, *case.events)
    for item in typed:
        known = event_types if isinstance(item, Event) else mention_types
        if item.type is not None and item.type not in known:
            yield Hit(_expected(item.type, known), named(item), spans_of(item), "type")


@rule("mention-untyped", "warning", "A mention has a type.")
def _mention_untyped(case: Case) -> Iterator[Hit]:
    yield from (Hit("has no type", named(m), (m.span,), "type") for m in case.mentions if m.type is None)


@rule("event-untyped", "warning", "An event has a type.")
def _event_untyped(case: Case) -> Iterator[Hit]:
    yield from (Hit("has no type", named(e), (e.span,), "type") for e in case.events if e.type is None)


@rule("level-unknown", "error", "The levels of mentions are in the scheme.")
def _level_unknown(case: Case) -> Iterator[Hit]:
    known = [v.name for v in case.schema.mention.levels]
    for m in case.mentions:
        if m.level is not None and m.level not in known:
            yield Hit(_expected(m.level, known), named(m), (m.span,), "level")


@rule("attribute-unknown", "error", "The values of attributes are in the scheme.")
def _attribute_unknown(case: Case) -> Iterator[Hit]:
    for item, attribute, value in _attributes(case):
        known = [v.name for v in attribute.values]
        if value is not None and value not in known:
            yield Hit(_expected(value, known), named(item), spans_of(item), attribute.name)


@rule("attribute-missing", "warning", "Mentions have a level, attributions and events all their attributes.")
def _attribute_missing(case: Case) -> Iterator[Hit]:
    missing: dict[str, tuple[Annotation, list[str]]] = {}
    for m in case.mentions:
        if m.level is None:
            missing[named(m)] = (m, ["level"])
    for item, attribute, value in _attributes(case):
        if value is None:
            missing.setdefault(named(item), (item, []))[1].append(attribute.name)
    for name, (item, fields) in missing.items():
        yield Hit(f"has no {', '.join(fields)}", name, spans_of(item), fields[0])


def _attributes(case: Case) -> Iterator[tuple[Annotation, Attribute, str | None]]:
    for item in case.attributions:
        for attribute in case.schema.attribution.attributes:
            yield item, attribute, getattr(item, attribute.name, None)
    for event in case.events:
        for attribute in case.schema.event.attributes:
            yield event, attribute, getattr(event, attribute.name, None)


@rule("role-not-allowed", "error", "An event's arguments have roles that its type takes.")
def _role_not_allowed(case: Case) -> Iterator[Hit]:
    for event in case.events:
        known = case.schema.roles_of(event.type or "")
        for n, argument in enumerate(event.arguments):
            if event.type is not None and argument.role not in known:
                message = f"{event.type} takes {', '.join(known)}, found {argument.role}"
                yield Hit(message, named(event), (event.span,), f"arguments[{n}].role")


@rule(
    "filler-not-allowed",
    "error",
    "What fills a role or is a source or addressee has a type that may.",
    "EVT-07",
)
def _filler_not_allowed(case: Case) -> Iterator[Hit]:
    links = {link.name: link.fillers for link in case.schema.attribution.links}
    for a in case.attributions:
        for name, ids in (("source", a.sources), ("addressee", a.addressees)):
            fillers = [case.mention[i] for i in ids if i in case.mention]
            yield from _unfit(a, name, fillers, links.get(name, ()))
    for event in case.events:
        roles = case.schema.roles_of(event.type or "")
        for argument in event.arguments:
            filler = case.mention.get(argument.mention)
            if filler is not None and argument.role in roles:
                yield from _unfit(event, argument.role, [filler], roles[argument.role].fillers)


def _unfit(item: Annotation, role: str, fillers: Sequence[Mention], allowed: Sequence[str]) -> Iterator[Hit]:
    for mention in fillers:
        if mention.type is not None and mention.type not in allowed:
            message = f"{role} takes {', '.join(allowed)}, but {named(mention)} is {mention.type}"
            yield Hit(message, named(item), (mention.span,), role)
