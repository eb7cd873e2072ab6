"""All verdicts of a pair of inputs, by the layers that were asked for."""

from collections.abc import Collection, Iterator

from quoth_eval.columns import Pair, Side
from quoth_eval.metrics.metric import Given, given
from quoth_eval.mistakes import attributions, claims, coref, entities, events, linking
from quoth_eval.mistakes.verdicts import Verdicts

_JUDGES = (
    ("entities", ("mentions",), entities.verdicts),
    ("coref", ("mentions.entity",), coref.of_mentions),
    ("linking", linking.NEEDS, linking.verdicts),
    ("attribution", ("attributions", "mentions"), attributions.verdicts),
    ("events", ("events",), events.triggers),
    ("events", ("events", "mentions"), events.arguments),
    ("events", ("events.cluster",), coref.of_events),
    ("claims", claims.NEEDS, claims.verdicts),
)


def every(pair: Pair, layers: Collection[str] = ()) -> Iterator[Verdicts]:
    """The verdicts of some layers (all when none is named), where both sides have what they need."""
    for layer, needs, judge in _JUDGES:
        sides = (pair.gold, pair.pred)
        if (not layers or layer in layers) and all(_has(pair, s, n) for s in sides for n in needs):
            yield judge(pair)


def _has(pair: Pair, side: Side, need: str) -> bool:
    """Whether a side has what is needed, as the scores see it; one without any document lacks nothing."""
    return not side.listed.any() or Given.enough(given(pair, side, need).sum(axis=0))
