"""All verdicts of a pair of inputs, by the layers that were asked for."""

from collections.abc import Collection, Iterator

from quoth_eval.columns import Pair
from quoth_eval.mistakes import attributions, claims, entities, events
from quoth_eval.mistakes.verdicts import Verdicts

_JUDGES = (
    ("entities", ("mentions",), entities.verdicts),
    ("attribution", ("attributions", "mentions"), attributions.verdicts),
    ("events", ("events",), events.triggers),
    ("events", ("events", "mentions"), events.arguments),
    ("claims", claims.NEEDS, claims.verdicts),
)


def every(pair: Pair, layers: Collection[str] = ()) -> Iterator[Verdicts]:
    """The verdicts of some layers (all when none is named), where both sides have what they need."""
    for layer, needs, judge in _JUDGES:
        sides = (pair.gold, pair.pred)
        if (not layers or layer in layers) and all(s.given[n].any() for s in sides for n in needs):
            yield judge(pair)
