"""What seqeval prints for mentions as BIO tags, for comparison with the figures of taggers.

seqeval is imported only here, where it is asked for: it brings scikit-learn with it.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from quoth_eval.bio import Labelled, encode
from quoth_eval.columns import Ints, Mentions, Pair
from quoth_eval.document import Span
from quoth_eval.metrics.measure import PRF, Floats, Measure, stacked


def statistics(pair: Pair) -> dict[Measure, Floats]:
    """``bio.default`` and ``bio.strict``: seqeval's micro average in its default mode and in strict IOB2.

    Mentions of both sides become tags over the gold's tokens (see :meth:`~quoth_eval.columns.Pair.tokens_of`)
    by the rules of :mod:`quoth_eval.bio`: of overlapping ones the longest stays. A document is one sequence;
    since every mention starts with ``B-``, where sentences end changes nothing, except that a mention across
    the end is one chunk here and two where a sequence is a sentence. seqeval counts sets of chunks, and
    prints 0 where a figure is undefined (here null). A document without mentions on either side counts 0.
    """
    from seqeval.metrics.sequence_labeling import get_entities
    from seqeval.scheme import IOB2, Entities

    sides = pair.gold.mentions, pair.pred.mentions
    documents = np.union1d(*(side.document for side in sides))
    gold, pred = (list(_sequences(pair, side, documents)) for side in sides)
    default = [[set(get_entities(tags)) for tags in side] for side in (gold, pred)]
    strict = [
        [{e.to_tuple() for e in found} for found in Entities(side, IOB2).entities] for side in (gold, pred)
    ]
    return {
        PRF(("entities", "bio", name)): _counts(chunks[0], chunks[1], documents, pair.size)
        for name, chunks in (("default", default), ("strict", strict))
    }


def _sequences(pair: Pair, mentions: Mentions, documents: Ints) -> Iterator[list[str]]:
    """The tags of each of the documents."""
    order = np.argsort(mentions.document, kind="stable")
    rows = order[mentions.type[order] >= 0]
    low, high = (np.searchsorted(mentions.document[rows], documents + past).tolist() for past in (0, 1))
    columns = mentions.start, mentions.end, mentions.type
    types, reach = pair.labels["type"], _reach(pair)
    for at, document in enumerate(documents.tolist()):
        found = zip(*(c[rows[low[at] : high[at]]].tolist() for c in columns), strict=True)
        spans = [Labelled(start, end, types[kind]) for start, end, kind in found]
        yield encode(_tokens(pair, document, reach), spans)


def _reach(pair: Pair) -> Ints:
    """Where the last mention of each document ends, shape (documents,)."""
    reach = np.zeros(pair.size, np.int64)
    for side in (pair.gold.mentions, pair.pred.mentions):
        np.maximum.at(reach, side.document, side.end)
    return reach


def _tokens(pair: Pair, document: int, reach: Ints) -> list[Span]:
    """The document's tokens; without any, its code points as far as mentions reach."""
    found = pair.tokens_of(document)
    if found is None:
        return [Span(i, i + 1) for i in range(int(reach[document]))]
    return [Span(*ends) for ends in zip(*(x.tolist() for x in found), strict=True)]


def _counts(gold: Sequence[set[Any]], pred: Sequence[set[Any]], documents: Ints, size: int) -> Floats:
    """Counts for :class:`~quoth_eval.metrics.measure.PRF`, shape (size, 3)."""
    counts = np.zeros((size, 3))
    found = [(len(g & p), len(p), len(g)) for g, p in zip(gold, pred, strict=True)]
    counts[documents] = np.array(found).reshape(-1, 3)
    return stacked(*counts.T)
