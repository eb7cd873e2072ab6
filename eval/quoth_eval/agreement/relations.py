"""Agreement beyond units: attributions, events, coreference, linking and claims."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from quoth_eval.agreement.attributes import kappas, of_attributions, of_events
from quoth_eval.agreement.coefficient import Coefficient
from quoth_eval.agreement.figures import Figure, Tree
from quoth_eval.agreement.masi import Chains, chain_statistics, masi_alpha_of
from quoth_eval.agreement.pairs import Compared, Couple, averaged, summed
from quoth_eval.agreement.panel import Panel
from quoth_eval.columns import Arguments, Bools, Ints, Pair, Side
from quoth_eval.joins import keys
from quoth_eval.metrics import claims, coref, events, linking
from quoth_eval.metrics.attribution import scores
from quoth_eval.metrics.attribution.units import ATTRIBUTES
from quoth_eval.metrics.measure import Measure, Statistics
from quoth_eval.metrics.metric import Options
from quoth_eval.statistics.resampling import Estimate

_NOT_SYMMETRIC = (("attribution", "source", "entity"), ("attribution", "chain"))
Keyed = Callable[[Side], tuple[Ints, Ints, Ints, Ints]]


def attribution(panel: Panel, pairs: Sequence[Couple]) -> Tree:
    """F1 of units, roles, nesting and chains, as the scores have them, and kappa of the attributes.

    Sources as entities, and chains of them, are looked up on one side: their F1 is the mean of both
    directions.
    """
    compared = _compared(panel, pairs, "attributions")
    counted = compared.counts(lambda pair: scores.statistics(pair, Options()))
    both_ways = compared.counts(_not_symmetric, both_ways=True)
    f1: dict[str, Any] = {}
    for measure in _measures(counted, ("attribution",)):
        found = both_ways if measure.path in _NOT_SYMMETRIC else counted
        if not measure.path[1].startswith("by_") and measure.headline == "f1":
            _put(f1, measure.path[1:], summed(compared.estimates(measure, found)))
    return {"f1": f1, **{name: kappas(compared, of_attributions(name), name) for name in ATTRIBUTES}}


def happenings(panel: Panel, pairs: Sequence[Couple]) -> Tree:
    """F1 of triggers and arguments, arguments given agreed triggers, kappa of attributes, coreference."""
    compared = _compared(panel, pairs, "events")
    counted = compared.counts(lambda pair: events.statistics(pair, Options()))
    agreed = compared.counts(lambda pair: events.statistics(_agreed(pair), Options()))
    given = {
        m.path[1]: summed(compared.estimates(m, agreed)) for m in _f1s(agreed) if "argument" in m.path[1]
    }
    return {
        "f1": {m.path[1]: summed(compared.estimates(m, counted)) for m in _f1s(counted)},
        "given_triggers": {"f1": given},
        **{name: kappas(compared, of_events(name), name) for name in ("polarity", "modality")},
        "coref": _clusters(panel, pairs, "events", _triggers, coref.of_events),
    }


def coreference(panel: Panel, pairs: Sequence[Couple]) -> Tree:
    """CoNLL F1, LEA and MASI-weighted alpha of entity clusters."""
    return _clusters(panel, pairs, "mentions", _mentions, coref.of_mentions)


def links(panel: Panel, pairs: Sequence[Couple]) -> Tree:
    """F1 of mentions with the id of their entity in a knowledge base."""
    given = panel.given("mentions") & panel.given("entities")
    compared = Compared(pairs, given, "no document has mentions and entities from two annotators")
    return _whole(compared, lambda pair: linking.statistics(pair, Options()), both_ways=False)


def statements(panel: Panel, pairs: Sequence[Couple]) -> Tree:
    """F1 of claims, the mean of both directions: sources are looked up on one side."""
    given = np.logical_and.reduce([panel.given(layer) for layer in claims.NEEDS])
    compared = Compared(pairs, given, "no document has events and attributions from two annotators")
    return _whole(compared, lambda pair: claims.statistics(pair, Options()), both_ways=True)


def _whole(compared: Compared, counting: Callable[[Pair], Statistics], both_ways: bool) -> Tree:
    counted = compared.counts(counting, both_ways=both_ways)
    return {"f1": summed(compared.estimates(_f1s(counted)[0], counted))}


def _compared(panel: Panel, pairs: Sequence[Couple], layer: str) -> Compared:
    return Compared(pairs, panel.given(layer), f"no document has {layer} from two annotators")


def _not_symmetric(pair: Pair) -> Statistics:
    found = scores.statistics(pair, Options())
    return {m: rows for m, rows in found.items() if m.path in _NOT_SYMMETRIC}


def _measures(counted: Mapping[str, Statistics], path: tuple[str, ...]) -> list[Measure]:
    return [m for m in dict.fromkeys(m for f in counted.values() for m in f) if m.path[: len(path)] == path]


def _f1s(counted: Mapping[str, Statistics]) -> list[Measure]:
    """The measures of F1 of all pairs, in their order."""
    return [m for m in _measures(counted, ()) if m.headline == "f1"]


def _agreed(pair: Pair) -> Pair:
    """The pair with only those arguments whose event has a trigger and type that the other side has, too."""
    sides = (pair.gold, pair.pred)
    columns = ([e.document, e.start, e.end, e.type] for e in (s.events for s in sides))
    ours, theirs = keys(*columns)
    kept = (np.isin(ours, theirs), np.isin(theirs, ours))
    gold, pred = (_only(side, keep) for side, keep in zip(sides, kept, strict=True))
    return replace(pair, gold=gold, pred=pred, _derived={})


def _only(side: Side, events_kept: Bools) -> Side:
    found = side.events.arguments
    keep = events_kept[found.owner]
    arguments = Arguments(found.owner[keep], found.role[keep], found.mention[keep])
    return replace(side, events=replace(side.events, arguments=arguments))


def _mentions(side: Side) -> tuple[Ints, Ints, Ints, Ints]:
    found = side.mentions
    return found.document, found.start, found.end, found.entity


def _triggers(side: Side) -> tuple[Ints, Ints, Ints, Ints]:
    found = side.events
    return found.document, found.start, found.end, found.cluster


def _clusters(
    panel: Panel,
    pairs: Sequence[Couple],
    layer: str,
    keyed: Keyed,
    counting: Callable[[Pair, Options], Statistics],
) -> Tree:
    """Agreement on clusters; annotators who gave no item a key have not annotated them."""
    sides = _sides(pairs)
    has_keys = np.array([_has_keys(keyed(sides[i])) for i in range(len(panel.names))])
    given = panel.given(layer) & has_keys
    compared = Compared(pairs, given, f"no document has clusters of {layer} from two annotators")
    counted = compared.counts(lambda pair: counting(pair, Options()))
    by_name = {m.path[-1]: m for m in _f1s(counted)}
    f1 = {
        "mentions": summed(compared.estimates(by_name["mentions"], counted)),
        **{name: averaged(compared.estimates(by_name[name], counted)) for name in ("conll", "lea")},
    }
    return {"f1": f1, "masi_alpha": _masi(sides, given, keyed)}


def _has_keys(columns: tuple[Ints, Ints, Ints, Ints]) -> bool:
    return bool(not len(columns[3]) or (columns[3] >= 0).any())


def _sides(pairs: Sequence[Couple]) -> dict[int, Side]:
    found: dict[int, Side] = {}
    for couple in pairs:
        for place, side in zip(couple.places, (couple.both.gold, couple.both.pred), strict=True):
            found.setdefault(place, side)
    return found


def _masi(sides: Mapping[int, Side], given: Bools, keyed: Keyed) -> Tree:
    """Alpha over common spans, chains compared by MASI, and how many spans that leaves."""
    chains: list[list[dict[Hashable, Hashable] | None]] = [
        [{} if there else None for there in row] for row in given.tolist()
    ]
    for place, side in sides.items():
        document, *span, key = keyed(side)
        rows = zip(document.tolist(), *(x.tolist() for x in span), key.tolist(), strict=True)
        for d, start, end, chain in sorted(rows):
            own = chains[d][place]
            if chain >= 0 and own is not None:
                own.setdefault((start, end), chain)  # kept once, in the cluster whose key sorts first
    documents: list[Sequence[Chains | None]] = [list(row) for row in chains]
    counts = chain_statistics(documents)
    sums = counts.sum(axis=0)
    reason = "no difference is expected: there is one chain only" if sums[0] else "no common mentions"
    value = Estimate(counts, masi_alpha_of, reason)
    coverage = float(sums[3] / sums[4]) if sums[4] else None
    return {
        "value": Figure(Coefficient.of(value.value, reason), value),
        "coverage": coverage,
        "common": int(sums[3]),
        "marked": int(sums[4]),
    }


def _put(out: dict[str, Any], path: Sequence[str], tree: Tree) -> None:
    for key in path[:-1]:
        out = out.setdefault(key, {})
    out[path[-1]] = tree
