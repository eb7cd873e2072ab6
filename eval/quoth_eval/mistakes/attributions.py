"""Verdicts on attributions: what is wrong with the source, the content, the cue, or the way they nest."""

from collections.abc import Sequence

import numpy as np

from quoth_eval.columns import Bools, Ints, Pair
from quoth_eval.metrics.attribution.alignment import Aligned, aligned
from quoth_eval.metrics.attribution.roles import same_units
from quoth_eval.metrics.attribution.sources import Referents, referents
from quoth_eval.metrics.attribution.units import Units
from quoth_eval.metrics.metric import judged
from quoth_eval.mistakes.verdicts import CORRECT, Items, Judging, Verdicts
from quoth_eval.runs import Runs, overlapping, shared

SOURCE = (
    "no source",
    "source added",
    "source of another level",
    "another entity",
    "same entity, other mention",
)
CONTENT = ("content too short", "content too long", "content crossing")
KINDS = ("relay reversed", *SOURCE, *CONTENT, "other cue", "merged", "split")


def verdicts(pair: Pair) -> Verdicts:
    """Verdicts that add up to ``attribution.unit``; the labels are attitudes.

    A unit that is aligned to another one gets the first kind that applies, in the order of ``KINDS``:

    - ``relay reversed``: what holds or relays the unit in gold is held or relayed by it in the prediction;
    - sources: none predicted, or one where gold has none; one of the sources above or below it in its chain
      (``source of another level``); ``another entity``; the same entity by another mention;
    - the content is too short, too long, or crosses gold's; the content is right and the cue is not.

    Of the others, a gold unit is ``merged`` where a prediction that answers to another gold unit covers some
    of its content, a predicted unit is ``split`` off where it covers content of a gold unit that is taken.
    """
    both = pair.derived(aligned)
    mask = judged(pair, ("attributions",))
    judging = Judging(*(_items(pair, side, mask) for side in (both.gold, both.pred)))
    rows = [np.flatnonzero(mask[u.document]) for u in (both.gold, both.pred)]
    place = [_places(r, u.size) for r, u in zip(rows, (both.gold, both.pred), strict=True)]
    whole = _on_mask(same_units(both), place)
    judging.take(*whole, CORRECT)
    ours, theirs = _on_mask((both.ours, both.theirs), place)
    rest = np.isin(ours, judging.left[0]) & np.isin(theirs, judging.left[1])
    ours, theirs = ours[rest], theirs[rest]
    kind = kinds(pair, both, rows[0][ours], rows[1][theirs])
    for name in dict.fromkeys(kind):
        chosen = np.array([k == name for k in kind], bool)
        judging.take(ours[chosen], theirs[chosen], name)
    _left_over(judging, both, rows)
    return judging.finish(KINDS, "attributions", "attribution.unit", pair.labels["attitude"])


def kinds(pair: Pair, both: Aligned, ours: Ints, theirs: Ints) -> list[str]:
    """What is wrong with aligned units that are not the same."""
    who = pair.derived(referents)
    content = _contents(both, ours, theirs)
    out = []
    for n, (g, p) in enumerate(zip(ours.tolist(), theirs.tolist(), strict=True)):
        name = "relay reversed" if _reversed(both, g, p) else _source(who, both, g, p)
        out.append(name or content[n] or "other cue")
    return out


def linked(who: Referents, gold: Units, pred: Units, g: int, p: int) -> Bools:
    """Which sources of two units are the same entity: shape (gold sources, predicted sources)."""
    a, b = gold.source[gold.first[g] : gold.first[g + 1]], pred.source[pred.first[p] : pred.first[p + 1]]
    same = who.same(np.repeat(a, len(b)), np.tile(b, len(a)))
    return same.reshape(len(a), len(b))


def same_sources(who: Referents, gold: Units, pred: Units, g: int, p: int) -> bool:
    """Whether two units have the same sources, as entities."""
    same = linked(who, gold, pred, g, p)
    return bool(same.any(axis=1).all() and same.any(axis=0).all())


def _reversed(both: Aligned, g: int, p: int) -> bool:
    """Whether the partner of gold's parent is below the prediction, or the other way round."""
    above, over = int(both.gold.parent[g]), int(both.pred.parent[p])
    down = above >= 0 and (q := int(both.of_gold[above])) >= 0 and int(both.pred.parent[q]) == p
    up = over >= 0 and (h := int(both.of_pred[over])) >= 0 and int(both.gold.parent[h]) == g
    return down or up


def _source(who: Referents, both: Aligned, g: int, p: int) -> str:
    """What is wrong with the source; empty if nothing is."""
    gold, pred = both.gold, both.pred
    if gold.same["source"][g] == pred.same["source"][p]:
        return ""
    ours, theirs = (int(u.first[i + 1] - u.first[i]) for u, i in ((gold, g), (pred, p)))
    if not ours or not theirs:
        return "source added" if theirs else "no source"
    if same_sources(who, gold, pred, g, p):
        return "same entity, other mention"
    near = [int(gold.parent[g]), *np.flatnonzero(gold.parent == g).tolist()]
    level = any(i >= 0 and same_sources(who, gold, pred, i, p) for i in near)
    return "source of another level" if level else "another entity"


def _contents(both: Aligned, ours: Ints, theirs: Ints) -> list[str]:
    gold, pred = both.gold.tokens["content"], both.pred.tokens["content"]
    common = shared(gold, pred, ours, theirs)
    lacking, more = gold.sizes[ours] - common, pred.sizes[theirs] - common
    names = np.array(["", *CONTENT])
    which = np.where(lacking > 0, np.where(more > 0, 3, 1), np.where(more > 0, 2, 0))
    return [str(name) for name in names[which]]


def _left_over(judging: Judging, both: Aligned, rows: Sequence[Ints]) -> None:
    """Take what shares content with a unit of the other side that answers to another one."""
    covered = overlapping(both.gold.tokens["content"], both.pred.tokens["content"])
    merged, split = (
        left[np.isin(own[left], side)] for left, own, side in zip(judging.left, rows, covered, strict=True)
    )
    judging.take(merged, np.full(len(merged), -1), "merged")
    judging.take(np.full(len(split), -1), split, "split")


def _places(rows: Ints, size: int) -> Ints:
    """The positions of rows among the items, -1 for those that are none."""
    out: Ints = np.full(size, -1, np.int64)
    out[rows] = np.arange(len(rows))
    return out


def _on_mask(pairs: tuple[Ints, Ints], place: Sequence[Ints]) -> tuple[Ints, Ints]:
    ours, theirs = (p[rows] for p, rows in zip(place, pairs, strict=True))
    keep = (ours >= 0) & (theirs >= 0)
    return ours[keep], theirs[keep]


def _items(pair: Pair, units: Units, mask: Bools) -> Items:
    """Units, shown where their cue is, or else their content."""
    frames, line = units.frames, pair.derived(_offsets)
    row = np.flatnonzero(mask[units.document])
    spans = [_extent(runs) for runs in (frames.cue, frames.content)]
    (start, end), (other, last) = spans
    start, end = np.where(start >= 0, start, other), np.where(start >= 0, end, last)
    offset = line[units.document[row]]
    known = start[row] >= 0
    begin, stop = (np.where(known, x[row] - offset, 0) for x in (start, end))
    return Items(row, units.document[row], begin, stop, units.labels["attitude"][row])


def _extent(runs: Runs) -> tuple[Ints, Ints]:
    """First and last position of each set, -1 where it is empty."""
    full = runs.counts > 0
    start: Ints = np.full(runs.rows, -1, np.int64)
    end = start.copy()
    start[full] = runs.start[runs.first[:-1][full]]
    end[full] = runs.end[runs.first[1:][full] - 1]
    return start, end


def _offsets(pair: Pair) -> Ints:
    from quoth_eval.ground import ground

    return pair.derived(ground).offset
