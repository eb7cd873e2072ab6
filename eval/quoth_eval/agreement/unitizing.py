"""Krippendorff's unitizing alpha of 1995 and 2004: how far coders agree where units begin and end.

Not to be mixed up with the family of 2016 in :mod:`quoth_eval.agreement.unitizing2016`: the two give
different numbers for the same data. This one squares the distances between the boundaries of overlapping
units, takes each label on a continuum of its own, and knows no disagreement between labels.
"""

from dataclasses import dataclass

import numpy as np

from quoth_eval.agreement.coefficient import Coefficient, chance_corrected
from quoth_eval.agreement.continuum import Continuum, expand
from quoth_eval.agreement.levels import layer_numbers
from quoth_eval.statistics.sums import FloatArray, IntArray

NOTHING_EXPECTED = "no disagreement is expected by chance: the units leave no room to differ"


@dataclass(frozen=True, slots=True)
class UnitizingAlpha:
    """alpha_u over all labels and for each, and how many ``layers`` the units of one coder and label were
    dealt to."""

    overall: Coefficient
    labels: dict[str, Coefficient]
    layers: int


@dataclass(frozen=True, slots=True)
class _Disagreement:
    observed: float
    expected: float


def alpha_u(continuum: Continuum) -> UnitizingAlpha:
    """The unitizing alpha of every label, and of all: 1 - sum D_o / sum D_e (Krippendorff 1995; 2004, section
    11.6).

    Two overlapping units of two coders differ by the squared distance of their begins plus that of their
    ends; a unit that lies wholly in a gap of the other coder by its squared length. With R coders on a
    continuum of length L,

        D_o = 2 sum_{pairs of coders} differences / (R (R - 1) L²)
        D_e = (2 / L) sum_{units} [(N_c - 1) (2 l³ - 3 l² + l) / 3 + l² sum_{gaps g >= l} (g - l + 1)]
              / (R L (R L - 1) - sum l (l - 1))

    The printed values of the 1995 paper carry a slip in D_e; those of 2004, p. 254, come out here.

    Several documents are one continuum in which gaps end with their document, so the order of documents never
    matters. Where not every coder was assigned to every document, the differences are weighted by the
    document's own 2 / (R (R - 1)) and R L is the length that was read in all: the formulas above when R is
    the same everywhere, and an extension of them when it is not. Documents with fewer than two coders are
    left out. Units of one coder and label that overlap are dealt out to layers
    (:mod:`quoth_eval.agreement.levels`); a layer counts as a category of its own, and a label's value is 1 -
        sum D_o / sum D_e over its layers.

    >>> from quoth_eval.agreement.continuum import Unit
    >>> marked = {"ann": [Unit(1, 9)], "bob": [Unit(2, 3), Unit(4, 5), Unit(6, 7)]}
    >>> round(alpha_u(Continuum.of(marked, length=10)).overall.value, 6)
    -0.700346
    """
    usable = continuum.pairable()
    if not len(usable.lengths):
        return UnitizingAlpha(Coefficient(None, "no document has two coders"), {}, 0)
    layer = layer_numbers(usable, by_label=True)
    label, parts = _parts(usable, layer)
    total = _total(parts)
    reason = NOTHING_EXPECTED if parts else "no units"
    per_label = {
        usable.labels[k]: _total([p for of, p in zip(label, parts, strict=True) if of == k])
        for k in dict.fromkeys(label)
    }
    return UnitizingAlpha(
        overall=chance_corrected(total.observed, total.expected, reason),
        labels={k: chance_corrected(d.observed, d.expected, NOTHING_EXPECTED) for k, d in per_label.items()},
        layers=int(layer.max(initial=-1)) + 1,
    )


def _parts(usable: Continuum, layer: IntArray) -> tuple[list[int], list[_Disagreement]]:
    """The label and the disagreement of each layer of each label, by label and layer."""
    depth = int(layer.max(initial=0)) + 1
    key = usable.label * depth + layer
    labels: list[int] = []
    parts: list[_Disagreement] = []
    for k in np.unique(key).tolist():
        labels.append(k // depth)
        parts.append(_disagreement(usable.rows(key == k)))
    return labels, parts


def _total(parts: list[_Disagreement]) -> _Disagreement:
    return _Disagreement(sum(p.observed for p in parts), sum(p.expected for p in parts))


def _disagreement(c: Continuum) -> _Disagreement:
    """D_o and D_e of one category; no two units of one coder overlap."""
    length = float(c.lengths.sum())
    return _Disagreement(float(observed(c).sum()) / length**2, 2 * _expected(c) / length)


def observed(c: Continuum) -> FloatArray:
    """The weighted differences of the units of one category, by document: ``(documents,)``.

    No two units of one coder overlap, and every document has two coders or more.
    """
    weight = 2 / (c.readers * (c.readers - 1.0))
    total = np.zeros(len(c.lengths))
    for i in range(len(c.coders)):
        for j in range(i):
            both = (c.assigned[:, i] & c.assigned[:, j])[c.document]
            a, b = c.rows(both & (c.coder == i)), c.rows(both & (c.coder == j))
            total += _overlapping(a, b, weight) + _in_gaps(a, b, weight) + _in_gaps(b, a, weight)
    return total


def _meeting(a: Continuum, b: Continuum) -> tuple[IntArray, IntArray]:
    """For each unit of ``a`` the first unit of ``b`` that overlaps it, and how many do: they follow each
    other."""
    here, there = a.offsets[a.document], b.offsets[b.document]
    first = np.searchsorted(b.end + there, a.start + here, side="right")
    return first, np.searchsorted(b.start + there, a.end + here, side="left") - first


def _overlapping(a: Continuum, b: Continuum, weight: FloatArray) -> FloatArray:
    first, count = _meeting(a, b)
    i, j = np.repeat(np.arange(len(count)), count), expand(first, count)
    squared = (a.start[i] - b.start[j]).astype(np.float64) ** 2 + (a.end[i] - b.end[j]).astype(
        np.float64
    ) ** 2
    return weight * np.bincount(a.document[i], squared, len(weight))


def _in_gaps(a: Continuum, b: Continuum, weight: FloatArray) -> FloatArray:
    alone = _meeting(a, b)[1] == 0
    squared = (a.end[alone] - a.start[alone]).astype(np.float64) ** 2
    return weight * np.bincount(a.document[alone], squared, len(weight))


def _expected(c: Continuum) -> float:
    """D_e without its factor 2 / L."""
    unit, gap = (c.end - c.start).astype(np.float64), np.sort(gaps(c)[1])
    # of the gaps sorted by length, those from `at` on can hold the unit: their number and summed length
    at = np.searchsorted(gap, unit, side="left")
    holding = len(gap) - at
    room = (gap.sum() - np.concatenate([[0.0], np.cumsum(gap)])[at]) - holding * (unit - 1)
    placed = (len(unit) - 1) / 3 * (2 * unit**3 - 3 * unit**2 + unit) + unit**2 * room
    read = float(c.readers @ c.lengths)
    return float(placed.sum() / (read * (read - 1) - (unit * (unit - 1)).sum()))


def gaps(c: Continuum) -> tuple[IntArray, FloatArray]:
    """What each coder left between units and the ends of documents, all coders together: documents and
    lengths, ``(gaps,)`` each."""
    found: list[IntArray] = [np.empty((0, 2), dtype=np.int64)]
    for i in range(len(c.coders)):
        read, mine = c.assigned[:, i], c.coder == i
        begin = c.offsets[c.document[mine]]
        # the k-th place where a gap may open goes with the k-th where one may close
        opens = np.sort(np.concatenate([c.offsets[read], begin + c.end[mine]]))
        closes = np.sort(np.concatenate([begin + c.start[mine], (c.offsets + c.lengths)[read]]))
        found.append(np.stack([opens, closes - opens], axis=1)[closes > opens])
    place, length = np.concatenate(found).T
    return np.searchsorted(c.offsets, place, side="right") - 1, length.astype(np.float64)
