"""Where every annotation of the gold comes from: all annotators, some of them, or nobody but the adjudicator.

Worked out by comparing the gold with what the annotators handed in, by content: ids do not count.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

from quoth.adjudication.comparing import KINDS, Parts, entities, same_entity, same_unit, units
from quoth.adjudication.readings import Reading, readings
from quoth_eval.document import Document, Span

Kind = Literal["unanimous", "chosen", "new", "dropped"]

WHOLE = "whole"
"""The decision whether there is such an annotation at all."""

_GOLD = ""  # no annotator is called so


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one annotation comes from.

    Attributes:
        kind: mention, entity, attribution or event.
        id: its id in the gold; ``None`` for one that the gold does not have.
        origin: ``unanimous`` (all have it so), ``chosen`` (some have it so, or each part of it), ``new``
            (something in it nobody has), ``dropped`` (annotators have it, the gold does not).
        names: those who have it so; of one that was dropped, those who have it.
        decided: what they had differently (:data:`WHOLE`, level, source, stance, ...) and who was followed.
        spans: of one that was dropped, where it is.
    """

    kind: str
    id: str | None
    origin: Kind
    names: tuple[str, ...] = ()
    decided: Mapping[str, Mapping[str, bool]] | None = None
    spans: tuple[Span, ...] = ()

    def record(self) -> dict[str, Any]:
        """The line of a file."""
        line: dict[str, Any] = {"kind": self.kind, "id": self.id, "origin": self.origin, "from": self.names}
        if self.decided:
            line["decided"] = self.decided
        if self.spans:
            line["spans"] = [{"start": s.start, "end": s.end} for s in self.spans]
        return line


def origins(gold: Document, annotators: Mapping[str, Document]) -> tuple[Origin, ...]:
    """Where every annotation of the gold comes from, then what it does not have, kind by kind in text order.

    >>> from quoth_eval.document import Mention
    >>> ada = Document("d", "Ann left.", mentions=(Mention("m", 0, 3, "PER"), Mention("x", 4, 8, "ORG")))
    >>> ben = Document("d", "Ann left.", mentions=(Mention("q", 0, 3, "PER"),))
    >>> [(o.id, o.origin, o.names) for o in origins(ben, {"ada": ada, "ben": ben})]
    [('q', 'unanimous', ('ada', 'ben')), (None, 'dropped', ('ada',))]
    """
    sides = readings({_GOLD: gold, **annotators})
    ours = sides.pop(_GOLD)
    found: list[Origin] = []
    for kind in KINDS:
        found += _entities(ours, sides) if kind == "entity" else _units(kind, ours, sides)
    return tuple(found)


def _units(kind: str, gold: Reading, sides: Mapping[str, Reading]) -> Iterator[Origin]:
    for key, unit in units(gold, kind).items():
        having = {name: r for name, r in sides.items() if key in units(r, kind)}
        same = {name: same_unit(gold, r, kind, key) for name, r in having.items()}
        between = [same_unit(a, b, kind, key) for a, b in combinations(having.values(), 2)]
        decided = _decided(same, between)
        if 0 < len(having) < len(sides):
            decided[WHOLE] = {name: name in having for name in sides}
        yield _origin(kind, unit.item.id, same, decided, len(sides))
    yield from _dropped(kind, gold, sides)


def _dropped(kind: str, gold: Reading, sides: Mapping[str, Reading]) -> Iterator[Origin]:
    rest = {
        k: u.place for r in sides.values() for k, u in units(r, kind).items() if k not in units(gold, kind)
    }
    for key, place in sorted(rest.items(), key=lambda item: (item[1], item[0])):
        names = tuple(name for name, r in sides.items() if key in units(r, kind))
        disputed = len(names) < len(sides)
        decided = {WHOLE: {name: name not in names for name in sides}} if disputed else None
        yield Origin(kind, None, "dropped", names, decided, place)


def _entities(gold: Reading, sides: Mapping[str, Reading]) -> Iterator[Origin]:
    for identity, mentions in entities(gold).items():
        asked = {name: r for name, r in sides.items() if any(k in r.mentions for k in mentions)}
        same = {name: same_entity(gold, r, mentions) for name, r in asked.items()}
        between = [same_entity(a, b, mentions) for a, b in combinations(asked.values(), 2)]
        yield _origin("entity", identity, same, _decided(same, between), len(sides))


def _decided(same: Mapping[str, Parts], between: Sequence[Parts]) -> dict[str, dict[str, bool]]:
    """The parts that annotators do not have alike, and who has them as the gold does."""
    disputed = dict.fromkeys(part for parts in between for part, alike in parts.items() if not alike)
    return {part: {name: parts[part] for name, parts in same.items()} for part in disputed}


def _origin(
    kind: str,
    identity: str,
    same: Mapping[str, Parts],
    decided: Mapping[str, Mapping[str, bool]],
    annotators: int,
) -> Origin:
    whole = tuple(name for name, parts in same.items() if all(parts.values()))
    if len(whole) == annotators:
        return Origin(kind, identity, "unanimous", whole)
    if whole:
        return Origin(kind, identity, "chosen", whole, decided)
    parts = {part for own in same.values() for part in own}
    if same and all(any(own[part] for own in same.values()) for part in parts):
        names = tuple(
            n for n in same if any(followed.get(n) for p, followed in decided.items() if p != WHOLE)
        )
        return Origin(kind, identity, "chosen", names, decided)
    return Origin(kind, identity, "new", (), decided)
