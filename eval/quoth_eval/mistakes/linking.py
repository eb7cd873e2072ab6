"""Verdicts on links to a knowledge base: the wrong id, none at all, one too many, another span."""

import numpy as np

from quoth_eval.columns import Bools, Ints, Mentions, Pair
from quoth_eval.joins import keys
from quoth_eval.metrics.metric import judged
from quoth_eval.mistakes.verdicts import CORRECT, Items, Judging, Verdicts

NEEDS = ("mentions.kb", "entities")
NOT_PREDICTED, NOT_IN_GOLD = "no id predicted", "no id in gold"
KINDS = ("wrong id", NOT_PREDICTED, NOT_IN_GOLD, "wrong boundary")


def verdicts(pair: Pair) -> Verdicts:
    """Verdicts that add up to ``linking``: mentions whose entity has an id; the labels are the ids.

    - ``wrong id``: the same span with another id.
    - ``no id predicted``: the span is predicted, of an entity without an id (NIL).
    - ``no id in gold``: the span is in gold, of an entity without an id.
    - ``wrong boundary``: the same id on a span that overlaps.
    - ``missed`` and ``spurious``: the rest; the other side has no mention there.
    """
    mask = judged(pair, NEEDS)
    (gold, no_gold), (pred, no_pred) = (_items(side.mentions, mask) for side in (pair.gold, pair.pred))
    judging = Judging(gold, pred)
    judging.same([*_span(gold), gold.label], [*_span(pred), pred.label], CORRECT)
    judging.same(_span(gold), _span(pred), "wrong id")
    ours, theirs = judging.left
    ours, theirs = ours[_among(gold.at(ours), no_pred)], theirs[_among(pred.at(theirs), no_gold)]
    judging.take(ours, np.full(len(ours), -1), NOT_PREDICTED)
    judging.take(np.full(len(theirs), -1), theirs, NOT_IN_GOLD)
    judging.take(*judging.overlapping(lambda g, p: gold.label[g] == pred.label[p]), "wrong boundary")
    nothing = dict.fromkeys((NOT_PREDICTED, NOT_IN_GOLD), "no id")
    return judging.finish(KINDS, "linking", "linking", pair.labels["kb"], nothing)


def _items(mentions: Mentions, mask: Bools) -> tuple[Items, Items]:
    """The mentions with an id, and those without."""
    whole = Items(
        np.arange(len(mentions.document)), mentions.document, mentions.start, mentions.end, mentions.kb
    )
    found = whole.at(mask[mentions.document])
    return found.at(found.label >= 0), found.at(found.label < 0)


def _span(items: Items) -> list[Ints]:
    return [items.document, items.start, items.end]


def _among(items: Items, others: Items) -> Bools:
    """Whether each item has the span of one of the others."""
    return np.isin(*keys(_span(items), _span(others)))
