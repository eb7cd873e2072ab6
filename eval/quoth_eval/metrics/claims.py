"""Who says that what happened: every event with the chain of sources through which the article tells it."""

from dataclasses import dataclass

import numpy as np

from quoth_eval.columns import Bools, Events, Ints, Pair, Side
from quoth_eval.frames import holders
from quoth_eval.ground import ground
from quoth_eval.joins import keys, matched
from quoth_eval.metrics.attribution.links import same_chains
from quoth_eval.metrics.attribution.order import copies
from quoth_eval.metrics.attribution.sources import referents
from quoth_eval.metrics.attribution.units import Units, units
from quoth_eval.metrics.matching import partnered
from quoth_eval.metrics.measure import PRF, Statistics, stacked
from quoth_eval.metrics.metric import Options
from quoth_eval.runs import products, united

NEEDS = ("events", "attributions", "mentions")


def statistics(pair: Pair, options: Options) -> Statistics:
    """``claims``: trigger span, type, chain, stance, polarity and modality all the same, one to one.

    ``claims.gold_events``: the same over matched triggers only. A trigger span that has several events on
    either side matches as often as both sides have it, and those that make the most claims right are kept; a
    wrong type is still an error.

    The chain holds the same sources as entities of gold, link by link; it is empty where the author speaks.
    An attribute (stance, polarity, modality) that is null on one side is not compared; a null type is the
    same only as a null type. A copy of an event can only match a copy, so that doubling a prediction earns
    nothing. A document whose prediction lacks one of the layers predicts no claims. Not symmetric, since
    sources are looked up in gold.

    Raises:
        CycleError: attributions that report each other in a circle; it names the side, the document and them.

    >>> from quoth_eval.inputs.arrow import SCHEMA
    >>> from quoth_eval.inputs.lines import table
    >>> from quoth_eval.pairing import pair
    >>> fell = b'"mentions": [], "events": [{"id": "v1", "start": 13, "end": 17, "type": "Seize"}]'
    >>> told = b'{"id": "a1", "cue": [{"start": 5, "end": 9}], "content": [{"start": 10, "end": 17}]}'
    >>> gold, pred = (b'{"id": "a", "attributions": [%s], %s}' % (a, fell) for a in (told, b""))
    >>> found = statistics(pair(table(gold, SCHEMA), table(pred, SCHEMA)), Options())
    >>> found[PRF(("claims",))].tolist()  # it is not the author who says so
    [[0.0, 1.0, 1.0]]
    """
    gold, pred = _claims(pair, pair.gold, 0), _claims(pair, pair.pred, 1)
    right = _right(pair, gold, pred)
    tp, ours, theirs = (np.bincount(c, minlength=pair.size) for c in (right, gold.document, pred.document))
    triggers = _matched_triggers(gold, pred, pair.size)
    return {
        PRF(("claims",)): stacked(tp, theirs, ours),
        PRF(("claims", "gold_events")): stacked(tp, triggers, triggers),
    }


@dataclass(frozen=True, slots=True)
class _Claims:
    """One row a claim: its event, the innermost unit that tells it (-1 for none), and what is compared."""

    document: Ints
    start: Ints
    end: Ints
    type: Ints
    copy: Ints
    unit: Ints
    labels: tuple[Ints, Ints, Ints]


def _claims(pair: Pair, side: Side, at: int) -> _Claims:
    told = pair.derived(units)[at]
    events = side.events
    unit = _innermost(pair, events, told)
    stance = np.append(told.labels["stance"], -1)[unit]  # the author's claims have none
    same = [events.document, events.start, events.end, events.type, events.polarity, events.modality]
    rows = np.flatnonzero(np.logical_and.reduce([side.given[n] for n in NEEDS])[events.document])
    return _Claims(
        document=events.document[rows],
        start=events.start[rows],
        end=events.end[rows],
        type=events.type[rows],
        copy=copies(same, np.arange(len(unit)))[rows],
        unit=unit[rows],
        labels=(stance[rows], events.polarity[rows], events.modality[rows]),
    )


def _innermost(pair: Pair, events: Events, told: Units) -> Ints:
    """The innermost unit whose content covers each trigger, -1 for none; shape (events,)."""
    spans = pair.derived(ground).characters(events.document, events.start, events.end)
    size = len(events.document)
    return holders(united(np.arange(size), *spans, size), told.frames)


def _right(pair: Pair, gold: _Claims, pred: _Claims) -> Ints:
    """The document of each gold claim that finds its like, in a matching of as many as possible."""
    g, p = _alike(gold, pred)
    told = pair.derived(units)
    same = same_chains(pair.derived(referents), *told, gold.unit[g], pred.unit[p])
    return gold.document[partnered(g[same], p[same], len(gold.document), len(pred.document))]


def _alike(gold: _Claims, pred: _Claims) -> tuple[Ints, Ints]:
    """Pairs of claims with the same trigger and type, copy by copy, and no attribute that differs."""
    ours, theirs = keys(*([c.document, c.start, c.end, c.type, c.copy] for c in (gold, pred)))
    distinct, of = np.unique(np.concatenate([ours, theirs]), return_inverse=True)
    sides = np.split(of, [len(ours)])
    first = [np.searchsorted(np.sort(s), np.arange(len(distinct) + 1)) for s in sides]
    every = np.arange(len(distinct))
    _, i, j = products(first[0], first[1], every, every)
    g, p = np.argsort(sides[0], kind="stable")[i], np.argsort(sides[1], kind="stable")[j]
    agree = np.logical_and.reduce([_agree(a[g], b[p]) for a, b in zip(gold.labels, pred.labels, strict=True)])
    return g[agree], p[agree]


def _agree(ours: Ints, theirs: Ints) -> Bools:
    return np.asarray((ours == theirs) | (ours < 0) | (theirs < 0))


def _matched_triggers(gold: _Claims, pred: _Claims, size: int) -> Ints:
    ours, theirs = keys(*([c.document, c.start, c.end] for c in (gold, pred)))
    return matched(gold.document, ours, theirs, size)
