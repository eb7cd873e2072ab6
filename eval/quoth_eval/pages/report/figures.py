"""What the report's templates show: kinds of mistakes and confusion matrices, of all systems side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from quoth_eval.metrics.attribution.units import units
from quoth_eval.mistakes.verdicts import CORRECT, Verdicts
from quoth_eval.pages.report.systems import System

MOST = 14  # labels that a matrix shows; those least often mistaken become one
FREQUENT = 20  # confusions of ids that are shown
SPURIOUS_ROW, MISSED_COLUMN = "(spurious)", "(missed)"
_LABELS = {"claims": "links of the chain", "arguments": "roles"}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of verdict: for each system the gold items (misses) and the predicted ones (false alarms)."""

    name: str
    counts: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Layer:
    """The kinds of one layer, with their sums: misses and false alarms by system."""

    name: str
    score: str
    correct: tuple[int, ...]
    kinds: tuple[Kind, ...]
    sums: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A confusion matrix: ``cells[i][j]`` gold label ``i`` as ``j``; the last ones spurious and missed."""

    system: str
    name: str
    labels: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]

    def share(self, row: int, column: int) -> int:
        """How much of its row a cell is, in percent."""
        whole = sum(self.cells[row])
        return round(100 * self.cells[row][column] / whole) if whole else 0


@dataclass(frozen=True, slots=True)
class Confusions:
    """What is taken for what where there are too many labels for a matrix: gold label, predicted, how often.

    All that occurs, the most frequent first.
    """

    system: str
    name: str
    cells: tuple[tuple[str, str, int], ...]

    @property
    def worst(self) -> list[tuple[str, str, int]]:
        """The most frequent ones that are mistakes."""
        return [cell for cell in self.cells if cell[0] != cell[1]][:FREQUENT]


def layers(systems: Sequence[System]) -> list[Layer]:
    """The mistakes by layer; a layer that a system lacks counts nothing for it."""
    named = {v.layer: v for system in systems for v in system.verdicts}
    return [_layer(systems, found) for found in named.values()]


def matrices(system: System) -> Iterator[Matrix]:
    """The matrices of a system: by type, by attribute, by number of links."""
    for verdicts in system.verdicts:
        if verdicts.layer == "attributions":
            for name in ("attitude", "form", "stance"):
                yield _matrix(system, f"attributions: {name}", _by_attribute(system, verdicts, name))
        elif verdicts.layer != "linking":
            yield _matrix(system, f"{verdicts.layer}: {_LABELS.get(verdicts.layer, 'types')}", verdicts)


def confusions(system: System) -> Iterator[Confusions]:
    """The ids that a system confuses."""
    for verdicts in system.verdicts:
        if verdicts.layer == "linking":
            names, row, column, counts = verdicts.cells()
            rows, columns = [*names, SPURIOUS_ROW], [*names, MISSED_COLUMN]
            order = np.argsort(-counts, kind="stable")
            cells = zip(*(x[order].tolist() for x in (row, column, counts)), strict=True)
            yield Confusions(
                system.name, "linking: ids", tuple((rows[i], columns[j], n) for i, j, n in cells)
            )


def _layer(systems: Sequence[System], like: Verdicts) -> Layer:
    found = [next((v for v in s.verdicts if v.layer == like.layer), None) for s in systems]
    counts = [v.counts() if v else dict.fromkeys(like.kinds, (0, 0)) for v in found]
    kinds = [Kind(name, tuple(c[name] for c in counts)) for name in like.kinds if name != CORRECT]
    sums = tuple(
        (sum(k.counts[n][0] for k in kinds), sum(k.counts[n][1] for k in kinds)) for n in range(len(systems))
    )
    correct = tuple(c[CORRECT][0] for c in counts)
    return Layer(like.layer, like.score, correct, tuple(k for k in kinds if any(map(any, k.counts))), sums)


def _by_attribute(system: System, verdicts: Verdicts, name: str) -> Verdicts:
    gold, pred = system.pair.derived(units)
    return replace(
        verdicts,
        gold=replace(verdicts.gold, label=gold.labels[name][verdicts.gold.row]),
        pred=replace(verdicts.pred, label=pred.labels[name][verdicts.pred.row]),
        labels=system.pair.labels[name],
    )


def _matrix(system: System, name: str, verdicts: Verdicts) -> Matrix:
    labels, cells = verdicts.matrix()
    labels, cells = _folded(labels, cells)
    return Matrix(system.name, name, tuple(labels), tuple(tuple(row) for row in cells.tolist()))


def _folded(
    labels: list[str], cells: "np.ndarray[tuple[int, ...], np.dtype[np.int64]]"
) -> "tuple[list[str], np.ndarray[tuple[int, ...], np.dtype[np.int64]]]":
    """The matrix with the labels least often mistaken as one, where there are too many to look at."""
    if len(labels) <= MOST:
        return labels, cells
    total = cells.sum(axis=0)[:-1] + cells.sum(axis=1)[:-1]
    mistaken = total - 2 * cells.diagonal()[:-1]
    kept = np.sort(np.lexsort((-total, -mistaken))[: MOST - 1])
    group = np.full(len(labels) + 1, MOST - 1)
    group[kept] = np.arange(MOST - 1)
    group[-1] = MOST
    out = np.zeros((MOST + 1, MOST + 1), np.int64)
    np.add.at(out, (group[:, None], group[None, :]), cells)
    return [*(labels[i] for i in kept), f"{len(labels) - MOST + 1} others"], out
