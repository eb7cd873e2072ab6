"""Verdicts on mentions: right, of the wrong type, with wrong boundaries, missed, spurious."""

import numpy as np

from quoth_eval.columns import Bools, Mentions, Pair
from quoth_eval.metrics.metric import judged
from quoth_eval.mistakes.verdicts import BOUNDARY, CORRECT, Items, Judging, Verdicts, boundary

KINDS = ("wrong type", *BOUNDARY, "wrong type and boundary")


def verdicts(pair: Pair) -> Verdicts:
    """Verdicts that add up to ``entities.strict``: mentions with a type, as multisets."""
    mask = judged(pair, ("mentions",))
    judging = Judging(*(_items(side.mentions, mask) for side in (pair.gold, pair.pred)))
    by_boundary(judging)
    return judging.finish(KINDS, "entities", "entities.strict", pair.labels["type"])


def by_boundary(judging: Judging) -> None:
    """Take what is the same, then what has only another label, then what overlaps."""
    gold, pred = ([x.document, x.start, x.end, x.label] for x in (judging.gold, judging.pred))
    judging.same(gold, pred, CORRECT)
    judging.same(gold[:3], pred[:3], "wrong type")
    ours, theirs = judging.overlapping()
    other = judging.gold.label[ours] != judging.pred.label[theirs]
    how = boundary(judging.gold, judging.pred, ours, theirs)
    judging.take(ours[other], theirs[other], "wrong type and boundary")
    for number, name in enumerate(BOUNDARY):
        chosen = ~other & (how == number)
        judging.take(ours[chosen], theirs[chosen], name)


def _items(mentions: Mentions, mask: Bools) -> Items:
    row = np.flatnonzero((mentions.type >= 0) & mask[mentions.document])
    return Items(row, mentions.document[row], mentions.start[row], mentions.end[row], mentions.type[row])
