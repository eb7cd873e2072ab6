"""One-to-one assignment of mentions that overlap, for the scores by type and by partial credit.

The assignment of a document maximises total credit (1 for the same span, 0.5 for any other overlap); among
those, in this order, the pairs with the same span and type, the pairs with the same span, the overlapping
pairs with the same type. All four numbers are then the same for every best assignment, so no score depends on
which one is found. Three facts make it fast; each follows by exchanging the partners of two pairs:

1. Every best assignment pairs mentions of the same span and type as often as it can. They need no search.
2. Of what is left it pairs mentions of the same span as often as it can. Where that uses up both sides, the
   span needs no search either.
3. What then remains falls into small components of spans that overlap.

A copy (same span and type) more than the other side has of a mention is a false alarm or a miss; so that
doubling a prediction earns nothing, it takes part only as far as mentions of just its span lack a partner.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from quoth_eval.columns import Bools, Ints
from quoth_eval.joins import Tally
from quoth_eval.metrics.assignment import best, best_of_all
from quoth_eval.metrics.measure import Floats
from quoth_eval.metrics.overlaps import Spans, Sweep, blocks, sweep

_PAIRS = 4_000_000  # overlapping pairs that are listed at once
_DENSE = 4  # a document with more of them is solved as a matrix where that has at most so many cells a pair


@dataclass(frozen=True, slots=True)
class Others:
    """Assigned pairs that are not the same span and type, by document; shape (documents,) each.

    Attributes:
        same: those with the same span; worth 1 each.
        overlapping: those whose spans overlap without being the same; worth 0.5 each.
        typed: those of the overlapping ones with the same type.
    """

    same: Ints
    overlapping: Ints
    typed: Ints


def others(mentions: Tally, size: int) -> Others:
    """The pairs of the best assignment beside those with the same span and type.

    Args:
        mentions: the tally of (document, start, end, type) on both sides.
        size: number of documents.

    >>> from quoth_eval.joins import tally
    >>> gold, pred = np.array([[0, 0, 9, 1]]).T, np.array([[0, 4, 9, 1]]).T
    >>> others(tally(gold, pred), 1).typed.tolist()
    [1]
    """
    rest = _rest(mentions)
    gold, pred = _unpaired(rest)
    pairs, typed = np.zeros(size, np.int64), np.zeros(size, np.int64)
    for ours, theirs, swept in _in_blocks(gold, pred, size):
        left, right = _by_matrix(ours, theirs) if swept is None else _by_edges(ours, theirs, swept)
        documents = ours.spans.document[left]
        pairs += np.bincount(documents, minlength=size)
        typed += np.bincount(documents[ours.type[left] == theirs.type[right]], minlength=size)
    return Others(rest.same_spans(size), pairs, typed)


def _in_blocks(
    gold: "_Mentions", pred: "_Mentions", size: int
) -> Iterator[tuple["_Mentions", "_Mentions", Sweep | None]]:
    """The mentions of some documents at a time, with their overlaps unless these are better not listed."""
    whole = sweep(gold.spans, pred.spans)
    sizes = whole.by_document(size)
    if sizes.sum() <= _PAIRS:
        yield gold, pred, whole
        return
    for block in blocks(sizes, _PAIRS):
        ours, theirs = gold.within(block), pred.within(block)
        crowded = len(ours) * len(theirs) < _DENSE * sizes[block.start] and sizes[block.start] > _PAIRS
        yield ours, theirs, None if crowded else sweep(ours.spans, theirs.spans)


@dataclass(frozen=True, slots=True)
class _Mentions:
    """Mentions of one side, sorted by document and start."""

    spans: Spans
    type: Ints

    def __len__(self) -> int:
        return len(self.type)

    def within(self, documents: slice) -> "_Mentions":
        """Those of some documents in a row."""
        low, high = np.searchsorted(self.spans.document, (documents.start, documents.stop))
        return _Mentions(self.spans.at(slice(low, high)), self.type[low:high])


@dataclass(frozen=True, slots=True)
class _Rest:
    """The mentions that are left when those with the same span and type are paired, span by span.

    Attributes:
        mentions: each span and type of which one side has more than the other.
        left: shape (mentions,), for gold and the predictions: how many are left.
        unmatched: shape (mentions,); whether none of it was paired.
        at: shape (spans,); where each span begins.
        span: shape (mentions,); the span of each.
        pairs: shape (spans,); how many pairs with that same span can be made.
    """

    mentions: Tally
    left: tuple[Ints, Ints]
    unmatched: Bools
    at: Ints
    span: Ints
    pairs: Ints

    def same_spans(self, size: int) -> Ints:
        """The pairs with the same span, by document."""
        return np.bincount(self.mentions.document[self.at], self.pairs, size).astype(np.int64)


def _rest(mentions: Tally) -> _Rest:
    rest = mentions.at(mentions.gold != mentions.pred)
    new = rest.changes(3)
    at, span, common = np.flatnonzero(new), np.cumsum(new) - 1, rest.common
    left = rest.gold - common, rest.pred - common
    pairs = np.minimum(*(np.add.reduceat(side, at) for side in left))
    return _Rest(rest, left, common == 0, at, span, pairs)


def _unpaired(rest: _Rest) -> tuple[_Mentions, _Mentions]:
    """What facts 1 and 2 leave to search, with the copies that take part."""
    taking_part = [_taking_part(side, rest) for side in rest.left]
    gold, pred = (np.add.reduceat(side, rest.at) for side in taking_part)
    uneven = (gold != pred)[rest.span]
    columns = [rest.mentions.column(i) for i in range(4)]
    ours, theirs = (_repeated(columns, side * uneven) for side in taking_part)
    return ours, theirs


def _taking_part(left: Ints, rest: _Rest) -> Ints:
    """How many of each mention of a side take part: one where the other has none such, copies to fill up.

    Args:
        left: how many of each (span, type) the other side does not have.
        rest: what is left on both sides.
    """
    one = np.minimum(left, 1) * rest.unmatched
    copies = left - one
    if not copies.any():
        return one
    lacking = rest.pairs - np.add.reduceat(one, rest.at)
    before = np.cumsum(copies) - copies
    return np.asarray(one + np.clip((lacking + before[rest.at])[rest.span] - before, 0, copies))


def _repeated(columns: list[Ints], times: Ints) -> _Mentions:
    rows = np.repeat(np.arange(len(times)), times)
    document, start, end, kind = (c[rows] for c in columns)
    return _Mentions(Spans(document, start, end), kind)


def _by_edges(gold: _Mentions, pred: _Mentions, swept: Sweep) -> tuple[Ints, Ints]:
    """The pairs that overlap without being the same span: positions in both."""
    left, right = swept.pairs()
    same = (gold.spans.start[left] == pred.spans.start[right]) & (
        gold.spans.end[left] == pred.spans.end[right]
    )
    weights = _weights(same, gold.type[left] == pred.type[right], min(len(gold), len(pred)))
    chosen = best(left, right, weights) & ~same
    return left[chosen], right[chosen]


def _by_matrix(gold: _Mentions, pred: _Mentions) -> tuple[Ints, Ints]:
    """The same for one document in which nearly everything overlaps."""
    ours, theirs = gold.spans, pred.spans
    weights = np.empty((len(gold), len(pred)))
    for row, (start, end, kind) in enumerate(zip(ours.start, ours.end, gold.type, strict=True)):
        same = (start == theirs.start) & (end == theirs.end)
        weights[row] = _weights(same, kind == pred.type, min(weights.shape))
        weights[row] *= (start < theirs.end) & (theirs.start < end)
    left, right = best_of_all(weights)
    half = (ours.start[left] != theirs.start[right]) | (ours.end[left] != theirs.end[right])
    return left[half], right[half]


def _weights(same_span: Bools, same_type: Bools, pairs: int) -> Floats:
    """Credit, then pairs with the same span, then with the same type: digits of one whole number.

    No digit overflows, since there are fewer than ``pairs + 1`` pairs; floats are exact up to 2**53.
    """
    base = pairs + 1
    return np.where(same_span, 2 * base**2 + base, base**2 + same_type).astype(np.float64)
