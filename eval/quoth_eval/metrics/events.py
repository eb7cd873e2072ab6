"""Event scores: triggers, arguments and attributes, by the keys of TextEE (Huang et al. 2024).

All of them are scores of sets: a key that occurs several times on a side counts once. What was folded in this
way is counted, each trigger and each argument once, in ``documents.duplicates``.
"""

import numpy as np

from quoth_eval.columns import Events, Ints, Pair, Side
from quoth_eval.joins import Tally, tally
from quoth_eval.metrics.measure import PRF, Accuracy, Count, Floats, Measure, Statistics
from quoth_eval.metrics.metric import Options


def statistics(pair: Pair, options: Options) -> Statistics:
    """Six scores by key, and the accuracy of two attributes.

    ==========================  ====================================================================
    ``trigger_id``              trigger span
    ``trigger_cls``             trigger span, event type
    ``argument_id``             event type, argument span
    ``argument_cls``            event type, argument span, role
    ``argument_attached_id``    trigger span, event type, argument span
    ``argument_attached_cls``   trigger span, event type, argument span, role
    ``polarity``, ``modality``  over triggers that match with their type, where both sides have a value
    ==========================  ====================================================================

    An event without a type counts in ``trigger_id`` only. An argument's span is that of its mention. Where
    events with one trigger and type differ in an attribute, their values are compared as sets: the common
    ones are right, and those that either side has too many of are wrong.
    """
    keys = _keys(pair)
    found: dict[Measure, Floats] = {
        PRF(("events", name)): key.folded.by_document(pair.size) for name, key in keys.items()
    }
    for name in ("polarity", "modality"):
        found[Accuracy(("events", name))] = _same_values(pair, name)
    folded = keys["trigger_id"].repeated(pair.size) + keys["argument_id"].repeated(pair.size)
    return found | {Count(("documents", "duplicates")): folded[:, None].astype(np.float64)}


def _keys(pair: Pair) -> dict[str, Tally]:
    """How often each key of each score occurs. The coarsest key of triggers and of arguments folds most."""
    triggers = tally(_triggers(pair.gold.events), _triggers(pair.pred.events))
    sides = _attached(pair.gold), _attached(pair.pred)
    attached, arguments = tally(*sides), tally(*map(_detached, sides))
    return {
        "trigger_id": triggers.first(3),
        "trigger_cls": triggers.at(triggers.column(3) >= 0),
        "argument_id": arguments.first(4),
        "argument_cls": arguments,
        "argument_attached_id": attached.first(6),
        "argument_attached_cls": attached,
    }


def _triggers(events: Events) -> list[Ints]:
    """Document, span and type. A span is a start and a length: that takes fewer bits than its end."""
    return [events.document, events.start, events.end - events.start, events.type]


def _attached(side: Side) -> list[Ints]:
    """The arguments of typed events: the trigger's document, span and type, the argument's span and role."""
    found = side.events.arguments
    typed = side.events.type[found.owner] >= 0
    owner, mention = found.owner[typed], found.mention[typed]
    start = side.mentions.start[mention]
    trigger = [c[owner] for c in _triggers(side.events)]
    return [*trigger, start, side.mentions.end[mention] - start, found.role[typed]]


def _detached(attached: list[Ints]) -> list[Ints]:
    """The same without the trigger's span."""
    document, _, _, kind, *rest = attached
    return [document, kind, *rest]


def _same_values(pair: Pair, name: str) -> Floats:
    """Counts for :class:`~quoth_eval.metrics.measure.Accuracy`, shape (documents, 2)."""
    values = tally(_valued(pair.gold.events, name), _valued(pair.pred.events, name)).folded
    at = np.flatnonzero(values.changes(4))
    gold, pred, same = (np.add.reduceat(n, at) for n in (values.gold, values.pred, values.common))
    both = (gold > 0) & (pred > 0)
    document = values.document[at]
    counts = (np.bincount(document, n * both, pair.size) for n in (same, np.maximum(gold, pred)))
    return np.stack(list(counts), axis=-1).astype(np.float64)


def _valued(events: Events, name: str) -> list[Ints]:
    """Key and value of the triggers that have both a type and the attribute."""
    value = {"polarity": events.polarity, "modality": events.modality}[name]
    keep = (events.type >= 0) & (value >= 0)
    return [c[keep] for c in (*_triggers(events), value)]
