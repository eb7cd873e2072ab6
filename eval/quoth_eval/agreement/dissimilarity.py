"""How far two units are from each other, for gamma: where they are and what they are called."""

from dataclasses import dataclass

import numpy as np

from quoth_eval.agreement.continuum import Continuum, expand
from quoth_eval.errors import InputError
from quoth_eval.statistics.sums import FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Dissimilarity:
    """The combined dissimilarity ``position * d_pos + category * d_cat`` (Mathet et al. 2015, section 4.3).

    d_pos = ((|ds| + |de|) / (sum of the lengths))² * empty; d_cat is 0 for the same label and else ``empty``,
    which is also what an empty place in an alignment costs.

    >>> from quoth_eval.agreement.continuum import Unit
    >>> c = Continuum.of({"ann": [Unit(1, 5)], "bob": [Unit(2, 6)]}, length=10)
    >>> Dissimilarity().positional(c, np.array([0]), np.array([1])).tolist()
    [0.0625]
    """

    position: float = 1.0
    category: float = 1.0
    empty: float = 1.0

    def __post_init__(self) -> None:
        if not (self.position > 0 and self.category >= 0 and self.empty > 0):
            raise InputError(
                "gamma needs weights above 0 for position and empty, and none below 0 for category"
            )

    def positional(self, c: Continuum, first: IntArray, second: IntArray) -> FloatArray:
        """d_pos of the units in rows ``first`` and ``second``: ``(pairs,)``, from 0 up without bound."""
        apart = np.abs(c.start[first] - c.start[second]) + np.abs(c.end[first] - c.end[second])
        long = c.end[first] - c.start[first] + c.end[second] - c.start[second]
        return np.asarray((apart / long) ** 2 * self.empty)

    def categorical(self, c: Continuum, first: IntArray, second: IntArray) -> FloatArray:
        """d_cat of the units in rows ``first`` and ``second``: ``(pairs,)``, 0 or ``empty``."""
        return np.where(c.label[first] == c.label[second], 0.0, self.empty)

    def combined(self, c: Continuum, first: IntArray, second: IntArray) -> FloatArray:
        """The dissimilarity of the units in rows ``first`` and ``second``: ``(pairs,)``."""
        place = self.position * self.positional(c, first, second)
        return np.asarray(place + self.category * self.categorical(c, first, second))


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """Pairs of units of different coders in one document, and how far apart they are: ``(pairs,)`` each."""

    first: IntArray
    second: IntArray
    distance: FloatArray


def near(c: Continuum, limit: FloatArray, dissimilarity: Dissimilarity) -> Edges:
    """All pairs of units of different coders whose dissimilarity is below the ``limit`` of their document.

    ``limit`` is ``(documents,)``. Units may end beyond their document, as shuffled ones do, but begin in it.
    """
    pairs = [_near(c, i, j, limit, dissimilarity) for j in range(len(c.coders)) for i in range(j)]
    empty = np.empty(0, dtype=np.int64)
    first = np.concatenate([empty, *(a for a, _ in pairs)])
    second = np.concatenate([empty, *(b for _, b in pairs)])
    distance = dissimilarity.combined(c, first, second)
    close = distance < limit[c.document[first]]
    return Edges(first[close], second[close], distance[close])


def _near(
    c: Continuum, i: int, j: int, limit: FloatArray, dissimilarity: Dissimilarity
) -> tuple[IntArray, IntArray]:
    """The pairs of coders i and j whose begins are close enough for the limit to be possible."""
    mine, theirs = np.flatnonzero(c.coder == i), np.flatnonzero(c.coder == j)
    longest = np.zeros(len(c.lengths), dtype=np.int64)
    np.maximum.at(longest, c.document[theirs], (c.end - c.start)[theirs])
    document = c.document[mine]
    floor = c.offsets[document]
    # |ds| <= |ds| + |de| < reach * (sum of the lengths)
    reach = np.sqrt(limit[document] / (dissimilarity.position * dissimilarity.empty))
    window = reach * ((c.end - c.start)[mine] + longest[document])
    begin = floor + c.start[mine]
    sorted_begins = c.offsets[c.document[theirs]] + c.start[theirs]
    low = np.searchsorted(sorted_begins, np.maximum(begin - window, floor), side="left")
    high = np.searchsorted(
        sorted_begins, np.minimum(begin + window, floor + c.lengths[document]), side="left"
    )
    count = np.maximum(high - low, 0)
    return np.repeat(mine, count), theirs[expand(low, count)]
