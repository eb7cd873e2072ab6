"""An order of attributions that depends on what they say alone, never on ids or on the order of the input."""

from collections.abc import Sequence

import numpy as np

from quoth_eval.columns import Ints, Side
from quoth_eval.frames import refined
from quoth_eval.joins import keys
from quoth_eval.runs import Runs, codes
from quoth_eval.sequences import Lists, list_codes

Both = tuple[Ints, Ints]


def ranks(gold: Side, pred: Side, content: tuple[Runs, Runs], cue: tuple[Runs, Runs]) -> Both:
    """Numbers that sort the attributions of both sides; equal only for those that nothing tells apart.

    They go by document, content, cue, the sources with their entities, the attributes, and last by what they
    relay and what relays them: the order of :class:`~quoth_eval.reporting.Reporting`.

    Args:
        gold: the gold side.
        pred: the predicted side.
        content: the characters of the contents on both sides.
        cue: those of the cues.
    """
    sources = list_codes(_sources(gold), _sources(pred))
    sides = gold.attributions, pred.attributions
    ours, theirs = (
        [a.document, *same, a.attitude, a.form, a.stance, a.modality]
        for a, *same in zip(sides, codes(*content), codes(*cue), sources, strict=True)
    )
    rank = np.concatenate(keys(ours, theirs))
    relays = np.concatenate([sides[0].relays, _moved(sides[1].relays, len(sides[0].relays))])
    both = refined(rank, relays)
    return both[: len(ours[0])], both[len(ours[0]) :]


def copies(columns: Sequence[Ints], place: Ints) -> Ints:
    """How many rows with the same values in all columns come before each row, in the order of ``place``.

    >>> copies([np.array([5, 5, 7])], np.array([1, 0, 2]))
    array([1, 0, 0])
    """
    order = np.lexsort((place, *columns))
    starts = np.zeros(len(place), np.int64)
    opens = np.flatnonzero(np.logical_or.reduce([np.diff(c[order]) != 0 for c in columns])) + 1
    starts[opens] = opens
    out: Ints = np.empty(len(place), np.int64)
    out[order] = np.arange(len(place)) - np.maximum.accumulate(starts)
    return out


def _sources(side: Side) -> Lists:
    """The sources of each attribution with their entities, as sorted lists."""
    of, mentions = side.attributions.sources, side.mentions
    columns = [c[of.mention] for c in (mentions.start, mentions.end, mentions.entity)]
    order = np.lexsort((*columns[::-1], of.owner))
    first = np.searchsorted(of.owner, np.arange(len(side.attributions.document) + 1))
    start, end, entity = (c[order] for c in columns)
    return Lists(first, (start, end, entity + 1))


def _moved(relays: Ints, by: int) -> Ints:
    return np.where(relays >= 0, relays + by, -1)
