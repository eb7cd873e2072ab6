"""Cohen's kappa of two coders on the same items, with raw agreement."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from quoth_eval.agreement.coefficient import Coefficient
from quoth_eval.errors import InputError
from quoth_eval.statistics.sums import FloatArray


@dataclass(frozen=True, slots=True)
class Kappa:
    """Cohen's kappa, the share of items on which the coders agree, and the number ``n`` of items that both
    labelled."""

    kappa: Coefficient
    agreement: Coefficient
    n: int


def cohen_kappa(first: ArrayLike, second: ArrayLike) -> Kappa:
    """Kappa of the labels that two coders gave the same items: ``(n,)`` label numbers from 0, -1 for none.

    kappa = (p_o - p_e) / (1 - p_e), with p_e from each coder's own distribution of labels (Cohen 1960). Items
    that either left without a label are not counted. Undefined without items, and when both coders gave one
    and the same label throughout, for then p_e is 1. For spans kappa is no measure: they have no true
    negatives.

    Raises:
        InputError: different numbers of items.

    >>> cohen_kappa([0, 0, 1, 1], [0, 0, 1, 0])
    Kappa(kappa=Coefficient(value=0.5, reason=None), agreement=Coefficient(value=0.75, reason=None), n=4)
    """
    n_labels = int(max(np.max(first, initial=-1), np.max(second, initial=-1))) + 1
    sums = confusion_statistics(first, second, n_labels=n_labels).sum(axis=0)
    reason = "both coders used one label only" if sums.any() else "no items"
    return Kappa(
        kappa=Coefficient.of(float(kappa_of(sums)), reason),
        agreement=Coefficient.of(float(raw_agreement_of(sums)), "no items"),
        n=int(sums.sum()),
    )


def confusion_statistics(
    first: ArrayLike,
    second: ArrayLike,
    documents: ArrayLike | None = None,
    n_documents: int = 1,
    n_labels: int = 0,
) -> FloatArray:
    """Each document's confusion matrix, flat: ``(n_documents, labels²)``; rows of it are the first coder's
    labels.

    >>> confusion_statistics([0, 1], [0, 0], n_labels=2).tolist()
    [[1.0, 0.0, 1.0, 0.0]]
    """
    a, b = np.asarray(first, dtype=np.int64), np.asarray(second, dtype=np.int64)
    place = np.zeros(len(a), dtype=np.int64) if documents is None else np.asarray(documents, dtype=np.int64)
    if not a.shape == b.shape == place.shape or a.ndim != 1:
        raise InputError(
            f"labels of shapes {a.shape} and {b.shape} for items of {place.shape}: name one for each"
        )
    both = (a >= 0) & (b >= 0)
    cells = (place[both] * n_labels + a[both]) * n_labels + b[both]
    return np.bincount(cells, minlength=n_documents * n_labels**2).reshape(n_documents, -1).astype(np.float64)


def kappa_of(sums: FloatArray) -> FloatArray:
    """Kappa of sums of :func:`confusion_statistics`: ``(..., labels²)`` to ``(...)``, NaN for undefined."""
    table = _table(sums)
    n = table.sum(axis=(-1, -2))
    observed = n - np.trace(table, axis1=-2, axis2=-1)
    expected = n * n - (table.sum(axis=-1) * table.sum(axis=-2)).sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(expected > 0, 1 - n * observed / expected, np.nan)


def raw_agreement_of(sums: FloatArray) -> FloatArray:
    """The share of agreement of sums of :func:`confusion_statistics`; NaN without items."""
    table = _table(sums)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.trace(table, axis1=-2, axis2=-1) / table.sum(axis=(-1, -2)))


def _table(sums: FloatArray) -> FloatArray:
    side = round(sums.shape[-1] ** 0.5)
    return sums.reshape(*sums.shape[:-1], side, side)
