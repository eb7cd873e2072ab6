"""Mentions and entities from mention regions; what was left open is filled in by rule."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from quoth.studio.controls import ENTITY, LEVEL, MENTION, UNTYPED
from quoth.studio.keys import Key, parse_key, slug
from quoth.studio.notes import Notes
from quoth.studio.regions import Region
from quoth_eval.document import Entity, Mention
from quoth_eval.naming import entity_name

_PRONOUNS = "i me my mine you your yours he him his she her hers it its we us our ours they them their theirs"
PRONOUNS = frozenset(_PRONOUNS.split(" "))


@dataclass(frozen=True, slots=True)
class _Keyed:
    """A mention's region with what was typed on it."""

    region: Region
    key: Key | None


def mentions(regions: Iterable[Region], notes: Notes) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """The mentions and their entities.

    A level left unset is guessed from the surface. A mention without a key takes that of the mentions with
    the same surface, else one of its own, made of its surface; pronouns always get one of their own.
    """
    ordered = sorted((r for r in regions if r.control == MENTION), key=lambda r: (r.start, -r.end, r.id))
    keyed = [_Keyed(r, _typed(r, notes)) for r in ordered]
    found = [_mention(k, notes) for k in keyed]
    _note_doubled(ordered, notes)
    filled = _fill_keys(found, ordered, notes)
    return tuple(filled), tuple(_entities(filled, keyed, notes))


def guess_level(surface: str) -> str:
    """PRO for a personal or possessive pronoun, NAM where a capital letter stands, else NOM.

    >>> guess_level("their"), guess_level("the Herald"), guess_level("two men")
    ('PRO', 'NAM', 'NOM')
    """
    if surface.casefold() in PRONOUNS:
        return "PRO"
    return "NAM" if any(c.isupper() for c in surface) else "NOM"


def suggest_keys(items: Sequence[Mention], text: str) -> tuple[Mention, ...]:
    """The mentions, each without a key given one as :func:`mentions` would; what push offers."""
    taken = {m.entity for m in items if m.entity}
    by_surface = _keys_by_surface(items, text)
    out = []
    for m in items:
        surface = m.span.of(text)
        key = m.entity or by_surface.get(surface if m.level != "PRO" else "")
        if key is None:
            key = _free(slug(surface), taken)
            taken.add(key)
            if m.level == "NAM":
                by_surface[surface] = key
        out.append(m if m.entity == key else replace(m, entity=key))
    return tuple(out)


def _keys_by_surface(items: Sequence[Mention], text: str) -> dict[str, str]:
    """The key most mentions of a surface have, the earliest of equals; pronouns apart."""
    counts: dict[str, Counter[str]] = {}
    for m in sorted(items, key=lambda m: (m.start, m.end)):
        if m.entity and m.level != "PRO":
            counts.setdefault(m.span.of(text), Counter())[m.entity] += 1
    return {surface: keys.most_common(1)[0][0] for surface, keys in counts.items()}


def _free(key: str, taken: set[str]) -> str:
    n, name = 1, key
    while name in taken:
        n += 1
        name = f"{key}-{n}"
    return name


def _typed(region: Region, notes: Notes) -> Key | None:
    typed = region.values.get(ENTITY, "").strip()
    key = parse_key(typed) if typed else None
    if typed and key is None:
        message = f'the key field holds {typed!r}; expected KEY, then perhaps Q123 and a "name"'
        notes.add("unreadable-key", "error", message, region)
    return key


def _mention(keyed: _Keyed, notes: Notes) -> Mention:
    region = keyed.region
    level = region.values.get(LEVEL)
    if level is None:
        level = guess_level(region.span.of(notes.text))
        notes.add("level-guessed", "note", f"no level chosen; taken as {level}", region)
    kind = None if region.label == UNTYPED[MENTION] else region.label
    entity = keyed.key.key if keyed.key else None
    return Mention(region.id, region.start, region.end, kind, level, entity)


def _fill_keys(found: Sequence[Mention], regions: Sequence[Region], notes: Notes) -> tuple[Mention, ...]:
    filled = suggest_keys(found, notes.text)
    elsewhere = {m.entity for m in found if m.entity}
    for before, after, region in zip(found, filled, regions, strict=True):
        if before.entity is None:
            how = "the key of the same words elsewhere" if after.entity in elsewhere else "a key of its own"
            notes.add("key-missing", "note", f"no entity key; took {how}, {after.entity}", region)
    return filled


def _note_doubled(regions: Sequence[Region], notes: Notes) -> None:
    seen = set()
    for region in regions:
        if region.span in seen:
            notes.add("mention-doubled", "warning", "a second mention on the same words", region)
        seen.add(region.span)


def _entities(items: Sequence[Mention], keyed: Sequence[_Keyed], notes: Notes) -> list[Entity]:
    own: dict[str, list[tuple[Mention, _Keyed]]] = {}
    for pair in zip(items, keyed, strict=True):
        own.setdefault(pair[0].entity or "", []).append(pair)
    _note_similar(own, notes)
    return [_entity(key, pairs, notes) for key, pairs in own.items()]


def _entity(key: str, pairs: list[tuple[Mention, _Keyed]], notes: Notes) -> Entity:
    typed = [(k.key, k.region) for _, k in pairs if k.key]
    ids = [(t.kb, region) for t, region in typed if t.kb]
    named = [(t.name, region) for t, region in typed if t.named]
    kinds = [(m.type, k.region) for m, k in pairs if m.type]
    for what, given in (("knowledge-base ids", ids), ("names", named), ("types", kinds)):
        _note_conflict(key, what, given, notes)
    kind = Counter(k for k, _ in kinds).most_common(1)[0][0] if kinds else None
    derived = entity_name([m for m, _ in pairs], notes.text, kind)
    return Entity(key, kind, named[0][0] if named else derived, ids[0][0] if ids else None)


def _note_conflict(key: str, what: str, given: Sequence[tuple[str | None, Region]], notes: Notes) -> None:
    values = list(dict.fromkeys(v for v, _ in given))
    if len(values) > 1:
        kept = "the most frequent" if what == "types" else "the first"
        other = next(r for v, r in given if v != values[0])
        listed = ", ".join(str(v) for v in values)
        notes.add(
            "entity-conflict", "warning", f"entity {key} has several {what}: {listed}; took {kept}", other
        )


def _note_similar(own: dict[str, list[tuple[Mention, _Keyed]]], notes: Notes) -> None:
    """Keys that differ only in case are most likely one."""
    spellings: dict[str, str] = {}
    for key, pairs in own.items():
        other = spellings.setdefault(key.casefold(), key)
        if other != key:
            message = f"the keys {other} and {key} differ only in case; are they one?"
            notes.add("similar-keys", "warning", message, pairs[0][1].region)
