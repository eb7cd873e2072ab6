"""Entity scores: mention spans with their types, as multisets; nested and repeated spans are welcome.

A mention without a type counts in none of them.
"""

import numpy as np

from quoth_eval.columns import Ints, Mentions, Pair
from quoth_eval.joins import Tally, tally
from quoth_eval.metrics import bio
from quoth_eval.metrics.measure import PRF, Floats, Measure, Statistics
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
    types = pair.labels["type"]
    by_type, more = _by_type(mentions, len(types), pair.size), others(mentions, pair.size)
    strict = by_type.sum(axis=1)
    exact = _shifted(strict, more.same)
    found: dict[Measure, Floats] = {
        PRF(("entities", "strict")): strict.T,
        PRF(("entities", "exact")): exact.T,
        PRF(("entities", "type")): _shifted(strict, more.typed).T,
        PRF(("entities", "partial")): _shifted(exact, more.overlapping / 2).T,
    }
    for kind in np.flatnonzero(np.bincount(mentions.column(3), minlength=len(types))):
        found[PRF(("entities", "per_type", types[kind], "strict"))] = by_type[:, kind].T
    return found | (bio.statistics(pair) if options.bio else {})


def _typed(mentions: Mentions) -> list[Ints]:
    keep = mentions.type >= 0
    columns = mentions.document, mentions.start, mentions.end, mentions.type
    return list(columns) if keep.all() else [c[keep] for c in columns]


def _by_type(mentions: Tally, types: int, size: int) -> Floats:
    """Matches, false alarms and misses by type and document: shape (3, types, size)."""
    cells = mentions.column(3) * size + mentions.document
    return mentions.by(cells, types * size).reshape(3, types, size)


def _shifted(counts: Floats, matches: Ints | Floats) -> Floats:
    """Counts with so many more matches, and as many fewer false alarms and misses."""
    out = counts - matches
    np.add(counts[0], matches, out=out[0])
    return out
