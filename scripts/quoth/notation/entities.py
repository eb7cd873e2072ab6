"""Entities from their mentions."""

from collections.abc import Iterable

from quoth_eval.document import Entity, Mention
from quoth_eval.naming import entity_name


def entity(key: str, mentions: Iterable[Mention], text: str) -> Entity:
    """The entity that ``mentions`` refer to: the type of the first typed one, the derived name, no identity.

    >>> marks = [Mention("m1", 0, 6, "GPE", "NAM"), Mention("m2", 7, 14, "GPE", "NAM")]
    >>> entity("russia", marks, "Russia Russian")
    Entity(id='russia', type='GPE', name='Russia', kb=None)
    """
    ordered = sorted(mentions, key=lambda m: (m.start, -m.end, m.id))
    kind = next((m.type for m in ordered if m.type), None)
    return Entity(key, kind, entity_name(ordered, text, kind))
