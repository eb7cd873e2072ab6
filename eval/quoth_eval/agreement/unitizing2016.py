"""The unitizing alphas of 2016: u, |u| (``binary``), cu and (k)u, in characters of the continuum.

Not the alpha_u of 1995 and 2004, which :mod:`quoth_eval.agreement.unitizing` has. Here each coder cuts the
continuum into segments, units and the gaps (phi) between them, and agreement is the length of what coders
label alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from quoth_eval.agreement.coefficient import Coefficient
from quoth_eval.agreement.coincidences import Tables
from quoth_eval.agreement.continuum import BoolArray, Continuum
from quoth_eval.agreement.levels import layer_numbers
from quoth_eval.statistics.sums import FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class UnitizingFamily:
    """The coefficients of 2016, and how much of the data the last two speak of.

    Attributes:
        u: segments and labels together.
        binary: |u|, units against gaps, whatever the label.
        cu: the labels where units of different coders intersect.
        ku: (k)u, the same for each label.
        coverage: the share of the continuum that cu speaks of, ``None`` for an empty continuum.
        label_coverage: the share of each label's units that (k)u speaks of.
        layers: how many layers the overlapping units of one coder were dealt out to.
    """

    u: Coefficient
    binary: Coefficient
    cu: Coefficient
    ku: dict[str, Coefficient]
    coverage: float | None
    label_coverage: dict[str, float]
    layers: int


def u_alpha(continuum: Continuum) -> UnitizingFamily:
    """The 2016 family of unitizing alphas (Krippendorff, Mathet, Bouvry and Widlöcher 2016, section 5).

    With m coders, l_ck is the length of what one coder labels c and another k, over ordered pairs of coders,
    divided by m - 1; gaps have the label phi. N is the sum of all l_ck, W_c of a label the sum of its units'
    squared lengths, W_phi the summed length of the gaps: a unit cannot be paired with itself.

        e_ck = N (l_c l_k - [c = k] W_c) / (N² - sum W)
        u    = 1 - sum_{c != k} l_ck / sum_{c != k} e_ck,    |u| likewise over phi against all the rest
        cu   = the same over the labels without phi, of l*_ck = l_ck and
               W*_c = sum_i sum_{j != i} sum_{units g of i} |g within units of j|² / (m - 1)
        (k)u = 1 - (sum_{c != k} l*_kc / l*_k) / (sum_{c != k} e*_kc / e*_k)

    For three coders or more published implementations differ in W*: some take, as here and in the paper's
    equation 10, each pair of coders by itself; others the length of a unit within the union of all other
    coders' units. For two coders both are the same. Another one takes a character off each segment that
    borders on the next. With many coders of whom few meet, W* can outgrow what there is to pair; cu and (k)u
    are undefined then.

    Coders who were not assigned to a document are missing there: m is the document's own number of coders, as
    values may be missing in nominal alpha. Overlapping units of one coder, whatever their labels, are dealt
    out to layers (:mod:`quoth_eval.agreement.levels`); layer n of a document is a further stretch of
    continuum, as long as the document, there if any coder reaches it, on which coders who do not have left a
    gap.

    >>> from quoth_eval.agreement.continuum import Unit
    >>> marked = {"ann": [Unit(0, 4, "A"), Unit(6, 8, "B")], "bob": [Unit(0, 4, "A"), Unit(6, 9, "B")]}
    >>> family = u_alpha(Continuum.of(marked, length=10))
    >>> round(family.u.value, 4), family.cu.value, family.coverage
    (0.8672, 1.0, 0.6)
    """
    usable = continuum.pairable()
    layer = layer_numbers(usable, by_label=False)
    sums = _statistics(usable, layer, by_document=False)[0]
    tables = Tables.of(sums, len(usable.labels))
    size = float(tables.length.sum())
    nothing = _reason(usable)
    return UnitizingFamily(
        u=Coefficient.of(float(tables.u()), nothing or "all of the continuum has one label"),
        binary=Coefficient.of(float(tables.binary()), nothing or "all of the continuum is units"),
        cu=Coefficient.of(float(tables.cu()), _inner_reason(tables)),
        ku={
            name: Coefficient.of(float(value), _inner_reason(tables, i))
            for i, (name, value) in enumerate(zip(usable.labels, tables.ku(), strict=True))
        },
        coverage=float(tables.inner.sum()) / size if size else None,
        label_coverage=dict(zip(usable.labels, tables.label_coverage().tolist(), strict=True)),
        layers=int(layer.max(initial=-1)) + 1,
    )


def _reason(usable: Continuum) -> str | None:
    if not len(usable.lengths):
        return "no document has two coders"
    return None if len(usable.start) else "no units"


def _inner_reason(tables: Tables, label: int | None = None) -> str:
    """Why cu, or (k)u of a label, is undefined if it is."""
    meeting = tables.inner.sum(axis=-1)
    if not (meeting.any() if label is None else meeting[label]):
        return "no units of different coders meet" if label is None else "its units meet no other coder's"
    if np.count_nonzero(meeting) == 1:
        return "only one label where units meet"
    return "too few coders' units meet to correct for chance"


def unitizing_statistics(continuum: Continuum) -> FloatArray:
    """What each document adds to the family: ``(documents, (V+1)² + (V+1) + V)`` for V labels.

    Every coefficient is a function of the sums of the rows, which :class:`Tables` reads: intervals by the
    bootstrap over documents need no second look at the units. A document with fewer than two coders has a row
    of zeros.
    """
    paired = continuum.readers >= 2
    usable = continuum.pairable()
    out = np.zeros((len(continuum.lengths), _columns(len(continuum.labels))))
    out[paired] = _statistics(usable, layer_numbers(usable, by_label=False), by_document=True)
    return out


def _columns(n_labels: int) -> int:
    return (n_labels + 1) ** 2 + (n_labels + 1) + n_labels


@dataclass(frozen=True, slots=True, eq=False)
class _Stretches:
    """The layers of all documents laid end to end and cut wherever any coder begins or ends a unit.

    Attributes:
        document, length: ``(pieces,)``, of each piece between two cuts.
        unit: ``(coders, pieces)``, the row of the unit that covers a piece, -1 for a gap.
        per_coder: ``(documents,)``, what each coder has read of a document, all layers together.
    """

    document: IntArray
    length: IntArray
    unit: IntArray
    per_coder: IntArray


def _statistics(c: Continuum, layer: IntArray, *, by_document: bool) -> FloatArray:
    """The rows of :func:`unitizing_statistics`, or one row with their sum."""
    cut = _stretches(c, layer)
    rows = len(c.lengths) if by_document else 1
    row_of = np.arange(len(c.lengths)) if by_document else np.zeros(len(c.lengths), dtype=np.int64)
    coincidences, inner_self_pairs = _coincidences(c, cut, row_of, rows)
    self_pairs = np.zeros((rows, len(c.labels) + 1))
    unit = (c.end - c.start).astype(np.float64)
    np.add.at(self_pairs, (row_of[c.document], c.label + 1), unit**2)
    np.add.at(self_pairs[:, 0], row_of, (c.readers * cut.per_coder).astype(np.float64))
    np.add.at(self_pairs[:, 0], row_of[c.document], -unit)
    return np.concatenate([coincidences, self_pairs, inner_self_pairs], axis=1)


def _stretches(c: Continuum, layer: IntArray) -> _Stretches:
    documents, depth = len(c.lengths), int(layer.max(initial=0)) + 1
    # layer 0 of every document, deeper ones where there are units
    used = np.unique(np.concatenate([np.arange(documents) * depth, c.document * depth + layer]))
    document, length = used // depth, c.lengths[used // depth]
    begin = np.cumsum(length) - length
    place = begin[np.searchsorted(used, c.document * depth + layer)]
    start, end = place + c.start, place + c.end
    cuts = np.unique(np.concatenate([begin, [length.sum()], start, end]))
    left = cuts[:-1]
    unit = np.full((len(c.coders), len(left)), -1, dtype=np.int64)
    for i in range(len(c.coders)):
        mine = np.flatnonzero(c.coder == i)
        mine = mine[np.argsort(start[mine])]
        at = np.searchsorted(start[mine], left, side="right") - 1
        covered = at >= 0
        covered[covered] = end[mine][at[covered]] > left[covered]
        unit[i, covered] = mine[at[covered]]
    return _Stretches(
        document=document[np.searchsorted(begin, left, side="right") - 1],
        length=np.diff(cuts),
        unit=unit,
        per_coder=np.bincount(document, weights=length, minlength=documents).astype(np.int64),
    )


def _coincidences(
    c: Continuum, cut: _Stretches, row_of: IntArray, rows: int
) -> tuple[FloatArray, FloatArray]:
    """l_ck as ``(rows, (V+1)²)`` and W* as ``(rows, V)``."""
    side = len(c.labels) + 1
    cells = np.zeros(rows * side * side)
    inner = np.zeros((rows, side - 1))
    weight = cut.length / (c.readers - 1.0)[cut.document]
    label = np.concatenate([c.label + 1, [0]])  # a gap, -1, finds the last
    for i, j, both in _pairs(c, cut):
        a, b = cut.unit[i, both], cut.unit[j, both]
        cell = (row_of[cut.document[both]] * side + label[a]) * side + label[b]
        cells += np.bincount(cell, weights=weight[both], minlength=len(cells))
        for one, other in ((a, b), (b, a)):
            _add_inner(c, inner, row_of, one, np.where(other >= 0, cut.length[both], 0))
    table = cells.reshape(rows, side, side)
    return (table + table.transpose(0, 2, 1)).reshape(rows, side * side), inner


def _pairs(c: Continuum, cut: _Stretches) -> Iterator[tuple[int, int, BoolArray]]:
    for i in range(len(c.coders)):
        for j in range(i):
            yield i, j, (c.assigned[:, i] & c.assigned[:, j])[cut.document]


def _add_inner(c: Continuum, inner: FloatArray, row_of: IntArray, unit: IntArray, shared: IntArray) -> None:
    """Add the squared length of each unit within the other coder's units."""
    held = unit >= 0
    squared = np.bincount(unit[held], weights=shared[held], minlength=len(c.start)) ** 2
    np.add.at(inner, (row_of[c.document], c.label), squared / (c.readers - 1.0)[c.document])
