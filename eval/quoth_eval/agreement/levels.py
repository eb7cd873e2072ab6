"""Layers of units that do not overlap, for measures that cut a continuum into segments.

Krippendorff's unitizing measures take a coder's units for segments that exclude each other; annotations nest.
Overlapping units of one coder are therefore dealt out to layers, outermost first: taken by their start, the
longer before the shorter, each goes to the first layer where it touches nothing. A unit inside another is on
a deeper layer, what overlaps nothing is on layer 0, and no unit is ever dropped. Each measure says what it
does with the layers. What one coder nests and the other does not moves to different layers, and then counts
as disagreement.
"""

from collections.abc import Iterable

import numpy as np

from quoth_eval.agreement.continuum import Continuum, Unit
from quoth_eval.statistics.sums import IntArray


def levels(units: Iterable[Unit]) -> list[list[Unit]]:
    """The layers of one coder's units in one document, outermost first, each sorted and free of overlap.

    >>> levels([Unit(3, 5), Unit(0, 8), Unit(8, 9)])
    [[Unit(start=0, end=8, label=''), Unit(start=8, end=9, label='')], [Unit(start=3, end=5, label='')]]
    """
    layers: list[list[Unit]] = []
    for unit in sorted(units, key=lambda u: (u.start, -u.end, u.label)):
        free = next((layer for layer in layers if layer[-1].end <= unit.start), None)
        if free is None:
            layers.append([unit])
        else:
            free.append(unit)
    return layers


def layer_numbers(continuum: Continuum, *, by_label: bool) -> IntArray:
    """The layer of each unit of a continuum: ``(n,)``, from 0.

    Layers are dealt out within each coder and document; with ``by_label`` within each label as well, so that
    only units of the same label move each other.
    """
    c = continuum
    label = c.label if by_label else np.zeros_like(c.label)
    order = np.lexsort((c.label, -c.end, c.start, label, c.coder, c.document))
    group = (c.document * max(1, len(c.coders)) + c.coder) * max(1, len(c.labels)) + label
    start, end, changes = c.start[order], c.end[order], np.diff(group[order], prepend=-1) != 0
    # each group on a stretch of its own, so that one running maximum serves them all
    shift = (np.cumsum(changes) - 1) * (int(c.lengths.max(initial=0)) + 1)
    reach = np.maximum.accumulate(end + shift)
    opens = changes.copy()
    opens[1:] |= (start + shift)[1:] >= reach[:-1]
    out = np.zeros(len(order), dtype=np.int64)
    out[order] = _first_fit(start, end, opens)
    return out


def _first_fit(start: IntArray, end: IntArray, opens: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> IntArray:
    """The layers of sorted units; ``opens`` marks those that overlap none before them."""
    found = np.zeros(len(start), dtype=np.int64)
    busy: list[int] = []
    crowded = np.flatnonzero(~opens)
    # only clusters of overlapping units are walked through, from the unit before the first that opens none
    for i in np.union1d(crowded, crowded - 1).tolist():
        if opens[i]:
            busy = [int(end[i])]
            continue
        level = next((k for k, until in enumerate(busy) if until <= start[i]), len(busy))
        busy[level : level + 1] = [int(end[i])]
        found[i] = level
    return found
