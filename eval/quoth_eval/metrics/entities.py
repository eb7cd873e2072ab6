"""Entity scores: mention spans with their types, as multisets; nested and repeated spans are welcome.

A mention without a type counts in none of them.
"""

import numpy as np

from quoth_eval.columns import Ints, Mentions, Pair
from quoth_eval.joins import Tally, tally
from quoth_eval.metrics import bio
from quoth_eval.metrics.measure import PRF, Floats, Measure, Statistics, stacked
from quoth_eval.metrics.metric import Options
from quoth_eval.metrics.partial import others


def statistics(pair: Pair, options: Options) -> Statistics:
    """How well mentions are found, from the strictest reading to the most lenient.

    - ``strict``: same span and type. ``exact``: same span, whatever the type.
    - ``type`` and ``partial`` go by the best one-to-one assignment of overlapping mentions (see
      :mod:`quoth_eval.metrics.partial`). ``type`` counts its pairs of the same type; ``partial`` counts 1 for
      the same span and 0.5 for another overlap, so that tp may be half a number. These are the readings of
      SemEval-2013 task 9.1 (Segura-Bedmar et al. 2013), with an optimal assignment instead of a greedy one.
    - ``per_type``: strict for each type of either side; the counts add up to those of ``strict``.
    - ``bio``, if asked for: :func:`quoth_eval.metrics.bio.statistics`.
    """
    mentions = tally(_typed(pair.gold.mentions), _typed(pair.pred.mentions))
    strict, more = mentions.by_document(pair.size), others(mentions, pair.size)
    exact = strict[0] + more.same
    found: dict[Measure, Floats] = {
        PRF(("entities", "strict")): stacked(*strict),
        PRF(("entities", "exact")): stacked(exact, *strict[1:]),
        PRF(("entities", "type")): stacked(strict[0] + more.typed, *strict[1:]),
        PRF(("entities", "partial")): stacked(exact + 0.5 * more.overlapping, *strict[1:]),
    }
    found |= _per_type(mentions, pair.labels["type"], pair.size)
    return found | (bio.statistics(pair) if options.bio else {})


def _typed(mentions: Mentions) -> list[Ints]:
    keep = mentions.type >= 0
    columns = mentions.document, mentions.start, mentions.end, mentions.type
    return list(columns) if keep.all() else [c[keep] for c in columns]


def _per_type(mentions: Tally, types: list[str], size: int) -> dict[Measure, Floats]:
    """The strict counts of every type that occurs."""
    kind = mentions.column(3)
    cells = kind * size + mentions.document
    counts = stacked(*(n.reshape(len(types), size) for n in mentions.by(cells, len(types) * size)))
    there = np.flatnonzero(np.bincount(kind, minlength=len(types)))
    return {PRF(("entities", "per_type", types[t], "strict")): counts[t] for t in there}
