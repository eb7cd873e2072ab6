"""Verdicts on the items of one layer, as columns, and how to reach them step by step."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from quoth_eval.columns import Bools, Ints
from quoth_eval.joins import keys
from quoth_eval.metrics.assignment import best
from quoth_eval.metrics.attribution.order import copies
from quoth_eval.metrics.measure import Floats
from quoth_eval.metrics.overlaps import Spans, overlapping

CORRECT, MISSED, SPURIOUS = "correct", "missed", "spurious"


@dataclass(frozen=True, slots=True)
class Items:
    """What is judged on one side: rows of a layer with their place and label.

    Attributes:
        row: shape (items,), the row in the side's table (of mentions, attributions, events, arguments).
        document: shape (items,).
        start: where each item is shown, shape (items,).
        end: likewise.
        label: codes over a vocabulary that both sides share, -1 for null.
    """

    row: Ints
    document: Ints
    start: Ints
    end: Ints
    label: Ints

    def __len__(self) -> int:
        return len(self.row)

    def at(self, chosen: Ints | Bools) -> "Items":
        """Some of the items."""
        columns = (self.row, self.document, self.start, self.end, self.label)
        return Items(*(c[chosen] for c in columns))


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The verdicts on one layer; every item of either side is in exactly one of them.

    Attributes:
        layer: what was judged (``entities``, ``arguments``, ...).
        score: the score whose counts they add up to (``entities.strict``).
        gold: the items of gold.
        pred: the predicted items.
        ours: shape (verdicts,), the gold item, -1 for none.
        theirs: shape (verdicts,), the predicted item, -1 for none.
        kind: shape (verdicts,), positions in ``kinds``.
        kinds: names of verdicts, ``correct`` first.
        labels: the strings behind the items' labels.
        instead: by kind, what stands in a matrix for the side that has no item.
    """

    layer: str
    score: str
    gold: Items
    pred: Items
    ours: Ints
    theirs: Ints
    kind: Ints
    kinds: tuple[str, ...]
    labels: Sequence[str]
    instead: Mapping[str, str] = field(default_factory=dict)

    @property
    def document(self) -> Ints:
        """The document of each verdict."""
        return self.of("document")

    def of(self, column: str) -> Ints:
        """A column of the gold item or, where there is none, of the predicted one; shape (verdicts,)."""
        gold, pred = (np.append(getattr(side, column), -1) for side in (self.gold, self.pred))
        return np.where(self.ours >= 0, gold[self.ours], pred[self.theirs])

    def counts(self, among: Bools | None = None) -> dict[str, tuple[int, int]]:
        """For each kind how many gold items and how many predicted items have it."""
        chosen = np.ones(len(self.kind), bool) if among is None else among
        size = len(self.kinds)
        gold = np.bincount(self.kind[chosen & (self.ours >= 0)], minlength=size)
        pred = np.bincount(self.kind[chosen & (self.theirs >= 0)], minlength=size)
        return {name: (int(g), int(p)) for name, g, p in zip(self.kinds, gold, pred, strict=True)}

    def totals(self, among: Bools | None = None) -> tuple[int, int, int]:
        """Matches, false alarms and misses."""
        counts = self.counts(among)
        wrong = [both for name, both in counts.items() if name != CORRECT]
        return counts[CORRECT][0], sum(p for _, p in wrong), sum(g for g, _ in wrong)

    def cells(self) -> tuple[list[str], Ints, Ints, Ints]:
        """Labels, and how often each gold one got each predicted one: row, column and count of what occurs.

        The row after the last label is what is spurious, the column after it what was missed.
        """
        labels = [*self.labels, *dict.fromkeys(self.instead.values())]
        ours = np.append(self.gold.label, -2)[self.ours]
        theirs = np.append(self.pred.label, -2)[self.theirs]
        for kind, name in self.instead.items():
            rows = self.kind == self.kinds.index(kind)
            for side in (ours, theirs):
                side[rows & (side == -2)] = len(labels) - 1 - labels[::-1].index(name)
        used = np.unique(np.concatenate([ours, theirs]))
        used = used[used > -2]
        names = [labels[i] if i >= 0 else "(none)" for i in used.tolist()]
        row, column = (np.where(x == -2, len(used), np.searchsorted(used, x)) for x in (ours, theirs))
        found, counts = np.unique(row * (len(used) + 1) + column, return_counts=True)
        return names, *np.divmod(found, len(used) + 1), counts

    def matrix(self) -> tuple[list[str], Ints]:
        """The same as a matrix: its last row holds what is spurious, its last column what was missed."""
        names, row, column, counts = self.cells()
        out = np.zeros((len(names) + 1, len(names) + 1), np.int64)
        out[row, column] = counts
        return names, out


class Judging:
    """Verdicts in the making: pairs are taken out step by step, and what is left over in the end is named."""

    def __init__(self, gold: Items, pred: Items) -> None:
        self.gold, self.pred = gold, pred
        self.left: tuple[Ints, Ints] = (np.arange(len(gold)), np.arange(len(pred)))
        self._found: list[tuple[Ints, Ints, str]] = []

    def take(self, ours: Ints, theirs: Ints, kind: str) -> None:
        """Give pairs a verdict; -1 is nobody. Each item may be taken once."""
        if len(ours):
            self._found.append((ours, theirs, kind))
        self.left = np.setdiff1d(self.left[0], ours), np.setdiff1d(self.left[1], theirs)

    def same(self, gold: Sequence[Ints], pred: Sequence[Ints], kind: str) -> None:
        """Take pairs of what is left that have the same values, copy by copy.

        Args:
            gold: columns over all gold items.
            pred: the same columns over the predicted ones.
            kind: the verdict.
        """
        values = [[c[left] for c in side] for side, left in zip((gold, pred), self.left, strict=True)]
        copied = [[*v, copies(v, np.arange(len(v[0])))] for v in values]
        _, g, p = np.intersect1d(*keys(*copied), assume_unique=True, return_indices=True)
        self.take(self.left[0][g], self.left[1][p], kind)

    def overlapping(self, allowed: Callable[[Ints, Ints], Bools] | None = None) -> tuple[Ints, Ints]:
        """The best pairs of what is left by overlap (F1 of characters; the same label decides ties)."""
        sides = [self._sorted(side, left) for side, left in zip(self._sides, self.left, strict=True)]
        spans = [Spans(s.document[x], s.start[x], s.end[x]) for s, x in zip(self._sides, sides, strict=True)]
        i, j = overlapping(*spans)
        g, p = sides[0][i], sides[1][j]
        if allowed is not None:
            keep = allowed(g, p)
            g, p = g[keep], p[keep]
        chosen = best(g, p, self._worth(g, p))
        return g[chosen], p[chosen]

    def finish(
        self,
        kinds: Sequence[str],
        layer: str,
        score: str,
        labels: Sequence[str],
        instead: Mapping[str, str] | None = None,
    ) -> Verdicts:
        """The verdicts, what is left being missed or spurious."""
        nobody = [np.full(len(left), -1) for left in self.left]
        self._found.append((self.left[0], nobody[0], MISSED))
        self._found.append((nobody[1], self.left[1], SPURIOUS))
        names = (CORRECT, *kinds, MISSED, SPURIOUS)
        ours, theirs = (np.concatenate([f[i] for f in self._found]) for i in (0, 1))
        kind = np.concatenate([np.full(len(f[0]), names.index(f[2])) for f in self._found])
        return Verdicts(layer, score, self.gold, self.pred, ours, theirs, kind, names, labels, instead or {})

    @property
    def _sides(self) -> tuple[Items, Items]:
        return self.gold, self.pred

    def _sorted(self, side: Items, left: Ints) -> Ints:
        return np.asarray(left[np.lexsort((side.end[left], side.start[left], side.document[left]))])

    def _worth(self, g: Ints, p: Ints) -> Floats:
        ours, theirs = self.gold.at(g), self.pred.at(p)
        common = np.minimum(ours.end, theirs.end) - np.maximum(ours.start, theirs.start)
        lengths = ours.end - ours.start + theirs.end - theirs.start
        return np.asarray(2 * common / lengths + 0.1 * (ours.label == theirs.label), np.float64)


BOUNDARY = ("too short", "too long", "crossing")


def boundary(gold: Items, pred: Items, ours: Ints, theirs: Ints) -> Ints:
    """For pairs that overlap which of :data:`BOUNDARY` the prediction is; -1 for the same span."""
    g, p = gold.at(ours), pred.at(theirs)
    short = (p.start >= g.start) & (p.end <= g.end)
    long = (p.start <= g.start) & (p.end >= g.end)
    return np.where(short & long, -1, np.where(short, 0, np.where(long, 1, 2)))


def unique(items: Items, columns: Sequence[Ints]) -> Items:
    """The items without repetitions of a key, as in scores that fold."""
    if not len(items):
        return items
    order = np.lexsort(tuple(columns))
    new = np.logical_or.reduce([np.diff(c[order], prepend=c[order[0]] - 1) != 0 for c in columns])
    return items.at(np.sort(order[new]))
