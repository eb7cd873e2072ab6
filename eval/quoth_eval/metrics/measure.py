"""Measures: figures that are functions of summed counts, for one sum or for thousands of resampled ones.

A metric returns :data:`Statistics`: for each measure a matrix with one row a document. Sums over documents,
resampled or not, go through :meth:`Measure.values`; intervals and tests need nothing else.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Path = tuple[str, ...]
RATES = frozenset({"precision", "recall", "f1", "accuracy"})  # figures in 0..1; every other one is a count


@dataclass(frozen=True, order=True)
class Measure(ABC):
    """A named group of figures.

    Attributes:
        path: where it stands in the result, e.g. ``("entities", "strict")``.
        columns: what is counted for each document.
        headline: the figure that intervals, tests and ``--fail-under`` are about; ``None`` for mere counts.
    """

    path: Path
    columns: ClassVar[tuple[str, ...]]
    headline: ClassVar[str | None] = "f1"

    @abstractmethod
    def values(self, sums: Floats) -> dict[str, Floats]:
        """The figures, shape ``(...)`` each, NaN where undefined.

        Args:
            sums: shape ``(..., len(columns))``; the counts summed over documents.
        """

    @property
    def name(self) -> str:
        """The path in one string: ``entities.strict``."""
        return ".".join(self.path)


Statistics = Mapping[Measure, Floats]


class PRF(Measure):
    """Precision, recall and F1 of counted matches. Undefined (0/0) figures are NaN.

    >>> float(PRF(("x",)).values(np.array([3.0, 1.0, 2.0]))["precision"])
    0.75
    """

    columns = ("tp", "fp", "fn")

    def values(self, sums: Floats) -> dict[str, Floats]:
        """Figures and the counts themselves."""
        tp, fp, fn = (sums[..., i] for i in range(3))
        figures = {
            "precision": ratio(tp, tp + fp),
            "recall": ratio(tp, tp + fn),
            "f1": ratio(2 * tp, 2 * tp + fp + fn),
        }
        return {**figures, "tp": tp, "fp": fp, "fn": fn}


class Ratios(Measure):
    """Precision and recall with numerators and denominators of their own, as coreference scores have."""

    columns = ("precision_num", "precision_den", "recall_num", "recall_den")

    def values(self, sums: Floats) -> dict[str, Floats]:
        """F1 is the harmonic mean: 0 when either is 0, NaN when both denominators are 0."""
        precision, recall = ratio(sums[..., 0], sums[..., 1]), ratio(sums[..., 2], sums[..., 3])
        return {"precision": precision, "recall": recall, "f1": harmonic(precision, recall)}


class Accuracy(Measure):
    """The share of compared values that are the same, and how many were compared."""

    columns = ("same", "n")
    headline = "accuracy"

    def values(self, sums: Floats) -> dict[str, Floats]:
        """``accuracy`` and ``n``."""
        return {"accuracy": ratio(sums[..., 0], sums[..., 1]), "n": sums[..., 1]}


class Count(Measure):
    """A mere count, shown under its path."""

    columns = ("n",)
    headline = None

    def values(self, sums: Floats) -> dict[str, Floats]:
        """The count, without a name of its own."""
        return {"": sums[..., 0]}


def ratio(part: Floats, whole: Floats) -> Floats:
    """``part / whole``, NaN where the whole is 0."""
    undefined = np.full(np.shape(whole), np.nan)
    return np.asarray(np.divide(part, whole, out=undefined, where=np.asarray(whole) != 0))


def harmonic(precision: Floats, recall: Floats) -> Floats:
    """F1 of precision and recall; an undefined one counts as 0 beside a defined one.

    >>> float(harmonic(np.array(0.5), np.array(1.0)))
    0.6666666666666666
    """
    p, r = np.nan_to_num(precision), np.nan_to_num(recall)
    f1 = np.divide(2 * p * r, p + r, out=np.zeros(np.shape(p)), where=(p + r) != 0)
    return np.where(np.isnan(precision) & np.isnan(recall), np.nan, f1)


def added(parts: Iterable[Statistics]) -> dict[Measure, Floats]:
    """Statistics over the same documents put together; counts of one measure in several parts are added."""
    out: dict[Measure, Floats] = {}
    for part in parts:
        for measure, counts in part.items():
            out[measure] = out[measure] + counts if measure in out else counts
    return out


def stacked(tp: npt.ArrayLike, pred: npt.ArrayLike, gold: npt.ArrayLike) -> Floats:
    """Counts for :class:`PRF`, shape (..., documents, 3), from matches and totals by document."""
    out = np.empty((3, *np.shape(tp)))  # columns in one piece each: sums are then faster
    out[0] = tp
    np.subtract(pred, tp, out=out[1])
    np.subtract(gold, tp, out=out[2])
    return np.moveaxis(out, 0, -1)
