"""Entity scores: mention spans with their types, as multisets; nested and repeated spans are welcome."""

from quoth_eval.columns import Ints, Mentions, Pair
from quoth_eval.joins import keys, matched, totals
from quoth_eval.metrics.measure import PRF, Floats, Statistics, stacked
from quoth_eval.metrics.metric import Options


def statistics(pair: Pair, options: Options) -> Statistics:
    """``strict``: same span and type; ``exact``: same span. A mention without type counts in neither."""
    gold, pred = _typed(pair.gold.mentions), _typed(pair.pred.mentions)
    return {
        PRF(("entities", "strict")): _spans(gold, pred, pair.size),
        PRF(("entities", "exact")): _spans(gold[:-1], pred[:-1], pair.size),
    }


def _typed(mentions: Mentions) -> list[Ints]:
    keep = mentions.type >= 0
    return [x[keep] for x in (mentions.document, mentions.start, mentions.end, mentions.type)]


def _spans(gold: list[Ints], pred: list[Ints], size: int) -> Floats:
    ours, theirs = keys(gold, pred)
    tp = matched(gold[0], ours, theirs, size)
    return stacked(tp, totals(pred[0], size), totals(gold[0], size))
