"""Agreement on attributes: Cohen's kappa over items that two annotators have in common."""

from collections.abc import Callable, Sequence

import numpy as np

from quoth_eval.agreement.figures import Figure, Tree, mean_of, pooled, share
from quoth_eval.agreement.kappa import confusion_statistics, kappa_of
from quoth_eval.agreement.pairs import Compared, by_pair
from quoth_eval.columns import Events, Ints, Pair
from quoth_eval.joins import keys
from quoth_eval.metrics.attribution.alignment import aligned
from quoth_eval.statistics.resampling import Estimate

Items = tuple[Ints, Ints, Ints]
"""Documents of common items, and the codes that both sides give them; -1 for none."""


def of_attributions(name: str) -> Callable[[Pair], Items]:
    """An attribute of attributions that are aligned with each other."""

    def found(pair: Pair) -> Items:
        both = pair.derived(aligned)
        ours, theirs = both.gold.labels[name][both.ours], both.pred.labels[name][both.theirs]
        return both.gold.document[both.ours], ours, theirs

    return found


def of_events(name: str) -> Callable[[Pair], Items]:
    """An attribute of events that have the same trigger and type.

    Where several events of one annotator do, they are taken in the order of their values.
    """

    def found(pair: Pair) -> Items:
        sides = [_ranked(side.events, getattr(side.events, name)) for side in (pair.gold, pair.pred)]
        ours, theirs = keys(*([*columns] for columns, _ in sides))
        _, i, j = np.intersect1d(ours, theirs, assume_unique=True, return_indices=True)
        return sides[0][0][0][i], sides[0][1][i], sides[1][1][j]

    return found


def kappas(compared: Compared, items: Callable[[Pair], Items], kind: str) -> Tree:
    """``kappa``, the mean of the pairs' (Light 1971), raw ``agreement`` and ``n`` of all pairs together."""
    found = {
        couple.name: _common(items(couple.both), compared, at) for at, couple in enumerate(compared.pairs)
    }
    size = len(compared.given)
    kappa: dict[str, Estimate] = {}
    raw: list[Estimate] = []
    for name, (document, ours, theirs) in found.items():
        labels = int(max(ours.max(initial=-1), theirs.max(initial=-1))) + 1
        reason = f"both used one value of {kind} only" if len(ours) else f"no {kind} to compare"
        table = confusion_statistics(ours, theirs, document, size, max(labels, 1))
        kappa[name] = Estimate(table, kappa_of, reason)
        same, n = (np.bincount(document, x, size) for x in (ours == theirs, np.ones(len(ours))))
        raw.append(Estimate(np.stack([same, n], axis=-1).astype(np.float64), share, f"no {kind} to compare"))
    whole = pooled(raw)
    return {
        "kappa": Figure.of(_reasoned(list(kappa.values()))),
        "agreement": Figure.of(whole),
        "n": int(whole.rows[:, 1].sum()),
        "pairs": by_pair(kappa),
    }


def _reasoned(estimates: Sequence[Estimate]) -> Estimate:
    """The mean, with a reason that speaks of what there is."""
    some = [e.reason for e in estimates if e.rows.any()]
    found = mean_of(estimates)
    return Estimate(found.rows, found.statistic, some[0] if some else found.reason)


def _common(items: Items, compared: Compared, at: int) -> Items:
    """The items that both gave a value, in documents where they can be compared."""
    document, ours, theirs = items
    keep = (ours >= 0) & (theirs >= 0) & compared.pairs[at].among(compared.given)[document]
    return document[keep], ours[keep], theirs[keep]


def _ranked(events: Events, value: Ints) -> tuple[tuple[Ints, ...], Ints]:
    """Key and rank among the events of that key, for typed events with a value; and the values."""
    keep = (events.type >= 0) & (value >= 0)
    columns = [c[keep] for c in (events.document, events.start, events.end, events.type)]
    order = np.lexsort((value[keep], *columns[::-1]))
    columns = [c[order] for c in columns]
    new = np.ones(len(order), dtype=bool)
    new[1:] = np.logical_or.reduce([c[1:] != c[:-1] for c in columns])
    first = np.maximum.accumulate(np.where(new, np.arange(len(order)), 0))
    return (*columns, np.arange(len(order)) - first), value[keep][order]
