"""Verdicts on claims: which link between an event and who tells it broke."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from quoth_eval.columns import Bools, Ints, Pair, Side
from quoth_eval.frames import holders
from quoth_eval.ground import ground
from quoth_eval.joins import keys
from quoth_eval.metrics.assignment import best
from quoth_eval.metrics.attribution.order import copies
from quoth_eval.metrics.attribution.sources import Referents, referents
from quoth_eval.metrics.attribution.units import Units, units
from quoth_eval.metrics.measure import Floats
from quoth_eval.metrics.metric import judged
from quoth_eval.mistakes.attributions import same_sources
from quoth_eval.mistakes.verdicts import CORRECT, Items, Judging, Verdicts
from quoth_eval.runs import spread, united

NEEDS = ("events", "attributions", "mentions")
Strings = npt.NDArray[np.str_]

CHAIN = (
    "taken for the author's",
    "source added",
    "wrong innermost source",
    "wrong outer source",
    "chain too short",
    "chain too long",
)
ATTRIBUTES = ("wrong stance", "wrong polarity", "wrong modality")
REPEATED = "attributes of a repeated event"
KINDS = ("wrong type", *CHAIN, *ATTRIBUTES, REPEATED)


def verdicts(pair: Pair) -> Verdicts:
    """Verdicts that add up to ``claims``; the labels are numbers of links in the chain.

    Claims with the same trigger span are paired so that as many as possible are right, then so that they have
    as much as possible in common. A pair gets the first kind that applies, in the order of ``KINDS``: the
    event's type; the chain, from the innermost source outwards; stance, polarity, modality.
    """
    mask = judged(pair, NEEDS)
    gold, pred = (_claims(pair, side, at, mask) for at, side in enumerate((pair.gold, pair.pred)))
    judging = Judging(gold.items, pred.items)
    ours, theirs = _same_trigger(gold.items, pred.items)
    names, worth = _compared(pair.derived(referents), gold, pred, ours, theirs)
    chosen = best(ours, theirs, worth)
    for name in dict.fromkeys(names[chosen]):
        rows = chosen & (names == name)
        judging.take(ours[rows], theirs[rows], name)
    deepest = max(int(side.items.label.max(initial=0)) for side in (gold, pred))
    return judging.finish(KINDS, "claims", "claims", [str(n) for n in range(deepest + 1)])


@dataclass(frozen=True, slots=True)
class _Claims:
    """The claims of one side: one row an event.

    Attributes:
        items: the events, labelled with the number of links in the chain.
        units: the attributions of the side.
        unit: the one that tells each event, -1 for the author.
        type: the event's type.
        copy: how many events that are the same came before.
        labels: stance, polarity and modality.
    """

    items: Items
    units: Units
    unit: Ints
    type: Ints
    copy: Ints
    labels: tuple[Ints, Ints, Ints]


def _claims(pair: Pair, side: Side, at: int, mask: Bools) -> _Claims:
    told, events = pair.derived(units)[at], side.events
    unit = _innermost(pair, side, told)
    stance, depth = (np.append(x, -1)[unit] for x in (told.labels["stance"], told.depth))
    same = [events.document, events.start, events.end, events.type, events.polarity, events.modality]
    given = np.logical_and.reduce([side.given[n] for n in NEEDS])
    rows = np.flatnonzero((given & mask)[events.document])
    return _Claims(
        items=Items(rows, events.document[rows], events.start[rows], events.end[rows], depth[rows] + 1),
        units=told,
        unit=unit[rows],
        type=events.type[rows],
        copy=copies(same, np.arange(len(unit)))[rows],
        labels=(stance[rows], events.polarity[rows], events.modality[rows]),
    )


def _compared(
    who: Referents, gold: _Claims, pred: _Claims, ours: Ints, theirs: Ints
) -> tuple[Strings, Floats]:
    """For pairs of claims the first thing that is wrong, and what the pair is worth."""
    ends = zip(gold.unit[ours].tolist(), pred.unit[theirs].tolist(), strict=True)
    chain = np.array([_broken(who, gold.units, pred.units, g, p) for g, p in ends], np.str_)
    names = np.full(len(ours), CORRECT, dtype="<U40")
    names[gold.copy[ours] != pred.copy[theirs]] = REPEATED
    alike = [_agree(a[ours], b[theirs]) for a, b in zip(gold.labels, pred.labels, strict=True)]
    for name, same in reversed(list(zip(ATTRIBUTES, alike, strict=True))):
        names[~same] = name
    names[chain != ""] = chain[chain != ""]
    typed = gold.type[ours] == pred.type[theirs]
    names[~typed] = "wrong type"
    shared = 8.0 * typed + 4.0 * (chain == "") + np.sum(alike, axis=0)
    return names, 1 + shared + 20.0 * (len(ours) + 2) * (names == CORRECT)


def _broken(who: Referents, gold: Units, pred: Units, g: int, p: int) -> str:
    """Where two chains differ, from the innermost link outwards; empty where they do not."""
    if g < 0 or p < 0:
        return "" if g == p else CHAIN[0] if p < 0 else CHAIN[1]
    innermost = True
    while g >= 0 and p >= 0:
        if not same_sources(who, gold, pred, g, p):
            return CHAIN[2] if innermost else CHAIN[3]
        g, p, innermost = int(gold.parent[g]), int(pred.parent[p]), False
    return CHAIN[4] if g >= 0 else CHAIN[5] if p >= 0 else ""


def _agree(ours: Ints, theirs: Ints) -> Bools:
    return np.asarray((ours == theirs) | (ours < 0) | (theirs < 0))


def _innermost(pair: Pair, side: Side, told: Units) -> Ints:
    events = side.events
    spans = pair.derived(ground).characters(events.document, events.start, events.end)
    size = len(events.document)
    return holders(united(np.arange(size), *spans, size), told.frames)


def _same_trigger(gold: Items, pred: Items) -> tuple[Ints, Ints]:
    """All pairs of claims with the same trigger span."""
    ours, theirs = keys(*([x.document, x.start, x.end] for x in (gold, pred)))
    order = np.argsort(theirs, kind="stable")
    low = np.searchsorted(theirs, ours, "left", sorter=order)
    counts = np.searchsorted(theirs, ours, "right", sorter=order) - low
    return np.repeat(np.arange(len(ours)), counts), order[spread(low, counts)]
