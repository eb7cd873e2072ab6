"""The names that the labelling configuration and the conversion share."""

from collections import Counter

from quoth.schema import Attribute, Schema

TEXT = "text"
"""The name of the text object that all controls label."""

DISPUTES = "disputes"
"""The name of the list of disputed places, and of the field of a task that holds it."""

MENTION = "mention"
ATTRIBUTION = "attribution"
EVENT = "event"
"""The three groups of region labels."""

CUE = "cue"
CONTENT = "content"
"""The labels of the attribution group."""

UNTYPED = {MENTION: "?", EVENT: "event?"}
"""The label of a region whose type was not given, by group; it comes back as type ``None``."""

LEVEL = "level"
ENTITY = "entity"
CLUSTER = "cluster"
"""The controls of one region beside the attributes: a mention's level and key, an event's key."""

SOURCE = "source"
ADDRESSEE = "addressee"
RELAYS = "relays"
CONTINUES = "continues"
"""Links of attributions; one to a content is called as the content is."""

FRAGMENT = "__"
"""Stands between an attribution's id and what tells its fragments apart; ids end up in CSS class names."""

FORM = "form"
"""The attribute that is derived from quotation marks when it is left unset."""


def choice_name(kind: str, attribute: str) -> str:
    """The control of an attribute. Attributions and events both have a modality, so the kind is part of it.

    >>> choice_name(EVENT, "modality")
    'event_modality'
    """
    return f"{kind}_{attribute}"


def attributes_of(schema: Schema) -> dict[str, tuple[Attribute, ...]]:
    """The attributes that are chosen for a region, by the group of its label."""
    return {ATTRIBUTION: schema.attribution.attributes, EVENT: schema.event.attributes}


def relation_names(schema: Schema) -> tuple[str, ...]:
    """Every label a link may have: the roles that most event types take first, links of attributions last.

    The list that an annotator picks from shows seven or eight without scrolling.
    """
    taken = Counter(role for t in schema.event.types for role in schema.roles_of(t.name))
    roles = sorted(schema.role_names, key=lambda role: -taken[role])
    others = [link.name for link in schema.attribution.links if link.name != SOURCE]
    return (*roles, *others, CONTINUES, SOURCE, CONTENT, RELAYS)
