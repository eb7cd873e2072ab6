"""All metrics, in the order of the output."""

from collections.abc import Sequence

from quoth_eval.errors import InputError
from quoth_eval.metrics import claims, coref, entities, events, linking
from quoth_eval.metrics.attribution import scores
from quoth_eval.metrics.metric import Metric, Options

METRICS: tuple[Metric, ...] = (
    Metric("entities", "entities", ("mentions",), entities.statistics),
    Metric("coref", "coref", ("mentions.entity",), coref.of_mentions),
    Metric("linking", "linking", ("mentions.kb", "entities"), linking.statistics),
    Metric("attribution", "attribution", ("attributions",), scores.statistics, tokens=True),
    Metric("events", "events", ("events",), events.statistics),
    Metric("events.coref", "events", ("events.cluster",), coref.of_events),
    Metric("claims", "claims", claims.NEEDS, claims.statistics, tokens=True),
)
LAYERS = tuple(dict.fromkeys(m.layer for m in METRICS))


def chosen(layers: Sequence[str]) -> tuple[Metric, ...]:
    """The metrics of some layers; all of them when none is named.

    Raises:
        InputError: an unknown layer; the message lists the known ones.
    """
    if unknown := sorted(set(layers) - set(LAYERS)):
        raise InputError(f"unknown layer {unknown[0]!r}; expected some of {', '.join(LAYERS)}")
    return tuple(m for m in METRICS if not layers or m.layer in layers)


def lists_read(metrics: Sequence[Metric], options: Options) -> set[str]:
    """The lists of a document that some metrics need, and those these refer to.

    Tokens can be as large as everything else, so they are read only where they are counted.
    """
    named = {need.partition(".")[0] for metric in metrics for need in metric.needs}
    referred = {"mentions"} if named & {"attributions", "events"} else set()
    tokens = {"tokens"} if options.bio or any(metric.tokens for metric in metrics) else set()
    return named | referred | tokens
