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

from dataclasses import dataclass

import numpy as np

from quoth_eval.columns import Bools, Ints
from quoth_eval.joins import Tally
from quoth_eval.metrics.assignment import best, best_of_all
from quoth_eval.metrics.measure import Floats
from quoth_eval.metrics.overlaps import Spans, blocks, overlapping, overlaps_by_document

_PAIRS = 4_000_000  # overlapping pairs that are listed at once
_DENSE = 4  # a document with more of them is solved as a matrix where that has at most so many cells a pair


@dataclass(frozen=True, slots=True)
class Overlaps:
    """Assigned pairs whose spans overlap without being the same, by document; shape (documents,) each.

    Attributes:
        pairs: all of them; worth 0.5 each.
        typed: those with the same type.
    """

    pairs: Ints
    typed: Ints


def overlaps(mentions: Tally, size: int) -> Overlaps:
    """The pairs by mere overlap in the best assignment.

    Args:
        mentions: the tally of (document, start, end, type) on both sides.
        size: number of documents.

    >>> from quoth_eval.joins import tally
    >>> gold, pred = np.array([[0, 0, 9, 1]]).T, np.array([[0, 4, 9, 1]]).T
    >>> overlaps(tally(gold, pred), 1).typed.tolist()
    [1]
    """
    gold, pred = _unpaired(mentions)
    pairs, typed = np.zeros(size, np.int64), np.zeros(size, np.int64)
    sizes = overlaps_by_document(gold.spans, pred.spans, size)
    for block in blocks(sizes, _PAIRS):
        ours, theirs = gold.within(block), pred.within(block)
        crowded = len(ours) * len(theirs) < _DENSE * sizes[block.start] and sizes[block.start] > _PAIRS
        left, right = (_by_matrix if crowded else _by_edges)(ours, theirs)
        documents = ours.spans.document[left]
        pairs += np.bincount(documents, minlength=size)
        typed += np.bincount(documents[ours.type[left] == theirs.type[right]], minlength=size)
    return Overlaps(pairs, typed)


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


def _unpaired(mentions: Tally) -> tuple[_Mentions, _Mentions]:
    """What facts 1 and 2 leave to search, with the copies that take part."""
    rest = mentions.at(mentions.gold != mentions.pred)
    new = rest.changes(3)
    at, span = np.flatnonzero(new), np.cumsum(new) - 1
    common = rest.common
    left = [side - common for side in (rest.gold, rest.pred)]
    pairs = np.minimum(*(np.add.reduceat(side, at) for side in left))
    taking_part = [_taking_part(side, common == 0, pairs, at, span) for side in left]
    gold, pred = (np.add.reduceat(side, at) for side in taking_part)
    uneven = (gold != pred)[span]
    return tuple(_repeated(rest, side * uneven) for side in taking_part)  # type: ignore[return-value]


def _taking_part(left: Ints, unmatched: Bools, pairs: Ints, at: Ints, span: Ints) -> Ints:
    """How many of each mention take part: one where the other side has none such, and copies to fill up.

    Args:
        left: how many of each (span, type) the other side does not have.
        unmatched: whether it has none at all.
        pairs: for each span the pairs with that same span.
        at: where each span begins in the other arrays.
        span: the span of each (span, type).
    """
    one = np.minimum(left, 1) * unmatched
    copies = left - one
    lacking = pairs - np.add.reduceat(one, at)
    before = np.cumsum(copies) - copies
    return np.asarray(one + np.clip((lacking + before[at])[span] - before, 0, copies))


def _repeated(mentions: Tally, times: Ints) -> _Mentions:
    rows = np.repeat(np.arange(len(times)), times)
    document, start, end, kind = (mentions.column(i)[rows] for i in range(4))
    return _Mentions(Spans(document, start, end), kind)


def _by_edges(gold: _Mentions, pred: _Mentions) -> tuple[Ints, Ints]:
    """The pairs that overlap without being the same span: positions in both."""
    left, right = overlapping(gold.spans, pred.spans)
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
