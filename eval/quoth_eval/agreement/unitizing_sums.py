"""The unitizing alpha of 1995 and 2004 as a function of sums over documents, for intervals."""

from dataclasses import dataclass

import numpy as np

from quoth_eval.agreement.continuum import Continuum
from quoth_eval.agreement.levels import layer_numbers
from quoth_eval.agreement.unitizing import gaps, observed
from quoth_eval.metrics.measure import ratio
from quoth_eval.statistics.sums import FloatArray

_FIXED = 4  # columns of a category before those for each length


@dataclass(frozen=True, slots=True, eq=False)
class _Category:
    """Where the columns of one label's layer begin, and the lengths of its units, ``(m,)``."""

    label: str
    first: int
    lengths: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class AlphaSums:
    """What each document adds to :func:`~quoth_eval.agreement.unitizing.alpha_u`, and alpha of the sums.

    The expected disagreement looks at every unit beside every gap that could hold it. It needs no pairs:
    units of one length can be held by the same gaps, whose number and summed length add up.

    Attributes:
        rows: ``(documents, k)``; zeros for a document with fewer than two coders.
        categories: a label's layer each.
    """

    rows: FloatArray
    categories: tuple[_Category, ...]

    def value(self, sums: FloatArray, label: str | None = None) -> FloatArray:
        """alpha_u of sums ``(..., k)``, of one label if named: ``(...)``, NaN for undefined."""
        parts = [c for c in self.categories if label in (None, c.label)]
        if not parts:
            return np.full(sums.shape[:-1], np.nan)
        found = [_disagreements(sums, c) for c in parts]
        expected = np.sum([e for _, e in found], axis=0)
        return np.asarray(
            1 - ratio(np.sum([o for o, _ in found], axis=0), np.where(expected > 0, expected, 0))
        )


def alpha_u_sums(continuum: Continuum) -> AlphaSums:
    """The rows of a continuum.

    >>> from quoth_eval.agreement.continuum import Unit
    >>> marked = {"ann": [Unit(1, 9)], "bob": [Unit(2, 3), Unit(4, 5), Unit(6, 7)]}
    >>> found = alpha_u_sums(Continuum.of(marked, length=10))
    >>> round(float(found.value(found.rows.sum(axis=0))), 6)
    -0.700346
    """
    paired = continuum.readers >= 2
    usable = continuum.pairable()
    layer = layer_numbers(usable, by_label=True)
    depth = int(layer.max(initial=0)) + 1
    key = usable.label * depth + layer
    blocks = [np.stack([usable.lengths, usable.readers * usable.lengths], axis=1).astype(np.float64)]
    categories: list[_Category] = []
    for k in np.unique(key).tolist():
        lengths, columns = _columns(usable.rows(key == k))
        categories.append(_Category(usable.labels[k // depth], sum(b.shape[1] for b in blocks), lengths))
        blocks.append(columns)
    whole = np.concatenate(blocks, axis=1)
    rows = np.zeros((len(continuum.lengths), whole.shape[1]))
    rows[paired] = whole
    return AlphaSums(rows, tuple(categories))


def _columns(c: Continuum) -> tuple[FloatArray, FloatArray]:
    """The lengths of units, and by document: observed differences, units, their cubes and pairs with
    themselves; then for each length the units of it, the gaps that can hold it, and the length of these."""
    size = len(c.lengths)
    unit = c.end - c.start
    lengths, which = np.unique(unit, return_inverse=True)
    of_length = np.zeros((size, len(lengths)))
    np.add.at(of_length, (c.document, which), 1)
    document, gap = gaps(c)
    holds = np.searchsorted(lengths, gap, side="right") - 1  # the longest unit that the gap can hold
    able = holds >= 0
    number, length = np.zeros((2, size, len(lengths)))
    np.add.at(number, (document[able], holds[able]), 1)
    np.add.at(length, (document[able], holds[able]), gap[able])
    shorter = [np.cumsum(x[:, ::-1], axis=1)[:, ::-1] for x in (number, length)]
    exact = unit.astype(np.float64)
    fixed = [np.ones(len(exact)), (2 * exact**3 - 3 * exact**2 + exact) / 3, exact * (exact - 1)]
    sums = [observed(c), *(np.bincount(c.document, x, size) for x in fixed)]
    return lengths.astype(np.float64), np.concatenate([np.stack(sums, axis=1), of_length, *shorter], axis=1)


def _disagreements(sums: FloatArray, c: _Category) -> tuple[FloatArray, FloatArray]:
    """D_o and D_e of one category: ``(...)`` each."""
    length, read = sums[..., 0], sums[..., 1]
    differing, units, cubes, alone = (sums[..., c.first + i] for i in range(_FIXED))
    m, at = len(c.lengths), c.first + _FIXED
    of_length, number, room = (sums[..., at + i * m : at + (i + 1) * m] for i in range(3))
    held = (of_length * c.lengths**2 * (room - number * (c.lengths - 1))).sum(axis=-1)
    placed = (units - 1) * cubes + held
    expected = 2 * ratio(placed, length * (read * (read - 1) - alone))
    return np.nan_to_num(ratio(differing, length**2)), np.nan_to_num(expected)
