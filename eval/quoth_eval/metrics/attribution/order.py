"""An order of attributions that depends on what they say alone, never on ids or on the order of the input."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from quoth_eval.columns import Attributions, Ints, Side
from quoth_eval.joins import keys
from quoth_eval.runs import Runs, codes, lists
from quoth_eval.vocabulary import ranked

Both = tuple[Ints, Ints]


def ranks(gold: Side, pred: Side, tokens: Sequence[Both], characters: Sequence[tuple[Runs, Runs]]) -> Both:
    """Numbers that sort the attributions of both sides; equal only for those that nothing tells apart.

    They go by document, then by the tokens of the roles, the attributes, the sources with their entities, the
    very characters, and last by what they relay and what relays them.

    Args:
        gold: the gold side.
        pred: the predicted side.
        tokens: for each role the codes of its token sets on both sides.
        characters: for each role with spans of its own the sets of characters on both sides.
    """
    finer = [
        *tokens,
        *_labels(gold.attributions, pred.attributions),
        tuple(ranked([_sources(gold), _sources(pred)])[0]),
        *(codes(*both) for both in characters),
    ]
    ours, theirs = ([column[i] for column in finer] for i in range(2))
    found = keys([gold.attributions.document, *ours], [pred.attributions.document, *theirs])
    return _refined(found, (gold.attributions.relays, pred.attributions.relays))


def places(rank: Ints) -> Ints:
    """The position of each attribution when they are sorted; of equal ones either may be the first."""
    place: Ints = np.empty(len(rank), np.int64)
    place[np.argsort(rank, kind="stable")] = np.arange(len(rank))
    return place


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


def _labels(gold: Attributions, pred: Attributions) -> list[Both]:
    return [
        (gold.attitude, pred.attitude),
        (gold.form, pred.form),
        (gold.stance, pred.stance),
        (gold.modality, pred.modality),
    ]


def _sources(side: Side) -> pa.Array:
    """The sources of each attribution with their entities, as sorted lists."""
    of, mentions = side.attributions.sources, side.mentions
    columns = [c[of.mention] for c in (mentions.start, mentions.end, mentions.entity)]
    order = np.lexsort((*columns[::-1], of.owner))
    first = np.searchsorted(of.owner, np.arange(len(side.attributions.document) + 1))
    start, end, entity = (c[order] for c in columns)
    return lists(first, start, end, entity + 1)


def _refined(rank: Both, relays: Both) -> Both:
    """Ranks with twins told apart by what they relay and what relays them, a step further out each time."""
    while any((r >= 0).any() for r in relays):
        finer = keys(_with_neighbours(rank[0], relays[0]), _with_neighbours(rank[1], relays[1]))
        if _distinct(finer) == _distinct(rank):
            break
        rank = finer
    return rank


def _with_neighbours(rank: Ints, relays: Ints) -> list[Ints]:
    outer = np.flatnonzero(relays >= 0)
    inner = relays[outer]
    relayed: Ints = np.full(len(rank), -1, np.int64)
    relayed[outer] = rank[inner]
    last: Ints = np.full(len(rank), -1, np.int64)
    np.maximum.at(last, inner, rank[outer])
    return [rank, relayed, last, np.bincount(inner, minlength=len(rank))]


def _distinct(rank: Both) -> int:
    return len(np.unique(rank[0])) + len(np.unique(rank[1]))
