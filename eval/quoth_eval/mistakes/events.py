"""Verdicts on triggers and on arguments, as sets of TextEE's keys."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from quoth_eval.columns import Bools, Ints, Pair, Side
from quoth_eval.metrics.metric import judged
from quoth_eval.mistakes.entities import KINDS as TRIGGER_KINDS
from quoth_eval.mistakes.entities import by_boundary
from quoth_eval.mistakes.verdicts import CORRECT, Items, Judging, Verdicts, unique

ARGUMENT_KINDS = ("wrong role", "on an event of the wrong type", "on the wrong trigger", "wrong boundary")


def triggers(pair: Pair) -> Verdicts:
    """Verdicts that add up to ``events.trigger_cls``: typed triggers, each key once."""
    mask = judged(pair, ("events",))
    judging = Judging(*(_triggers(side, mask) for side in (pair.gold, pair.pred)))
    by_boundary(judging)
    return judging.finish(TRIGGER_KINDS, "events", "events.trigger_cls", pair.labels["event_type"])


def arguments(pair: Pair) -> Verdicts:
    """Verdicts that add up to ``events.argument_attached_cls``; the labels are roles."""
    mask = judged(pair, ("events",))
    gold, pred = (_arguments(side, mask) for side in (pair.gold, pair.pred))
    judging = Judging(gold.items, pred.items)
    for kind, parts in _STEPS:
        judging.same(gold.columns(parts), pred.columns(parts), kind)
    _by_overlap(judging, gold, pred)
    return judging.finish(ARGUMENT_KINDS, "arguments", "events.argument_attached_cls", pair.labels["role"])


_STEPS = (
    (CORRECT, ("trigger", "type", "span", "role")),
    ("wrong role", ("trigger", "type", "span")),
    ("on an event of the wrong type", ("trigger", "span", "role")),
    ("on the wrong trigger", ("span", "role")),
)


@dataclass(frozen=True, slots=True)
class _Arguments:
    """Arguments with what their keys are made of, one value an item."""

    items: Items
    parts: dict[str, tuple[Ints, ...]]

    def columns(self, names: Sequence[str]) -> list[Ints]:
        """The document and some parts of the key."""
        return [self.items.document, *(c for name in names for c in self.parts[name])]


def _arguments(side: Side, mask: Bools) -> _Arguments:
    """The arguments of typed events, each key once."""
    found, events = side.events.arguments, side.events
    rows = np.flatnonzero((events.type[found.owner] >= 0) & mask[events.document[found.owner]])
    whole = _of_rows(side, rows)
    return _of_rows(side, unique(whole.items, whole.columns(_STEPS[0][1])).row)


def _of_rows(side: Side, rows: Ints) -> _Arguments:
    found, events, mentions = side.events.arguments, side.events, side.mentions
    owner, mention, role = found.owner[rows], found.mention[rows], found.role[rows]
    start, end = mentions.start[mention], mentions.end[mention]
    parts = {
        "trigger": (events.start[owner], events.end[owner]),
        "type": (events.type[owner],),
        "span": (start, end),
        "role": (role,),
    }
    return _Arguments(Items(rows, events.document[owner], start, end, role), parts)


def _by_overlap(judging: Judging, gold: _Arguments, pred: _Arguments) -> None:
    """Take arguments of one trigger, type and role that overlap."""
    names = ("trigger", "type", "role")

    def allowed(g: Ints, p: Ints) -> Bools:
        both = zip(gold.columns(names), pred.columns(names), strict=True)
        return np.asarray(np.logical_and.reduce([a[g] == b[p] for a, b in both]))

    judging.take(*judging.overlapping(allowed), "wrong boundary")


def _triggers(side: Side, mask: Bools) -> Items:
    events = side.events
    row = np.flatnonzero((events.type >= 0) & mask[events.document])
    items = Items(row, events.document[row], events.start[row], events.end[row], events.type[row])
    return unique(items, [items.document, items.start, items.end, items.label])
