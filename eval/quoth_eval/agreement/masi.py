"""Coreference: Krippendorff's alpha over common mentions, the chains compared by MASI."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

import numpy as np

from quoth_eval.agreement.coefficient import Coefficient
from quoth_eval.statistics.sums import FloatArray

Chains: TypeAlias = Mapping[Hashable, Hashable]
"""One coder's chains in one document: of each mention the chain that it is in."""


@dataclass(frozen=True, slots=True)
class ChainAgreement:
    """MASI-weighted alpha over the mentions that all coders of a document marked.

    ``coverage`` is the share of the mentions that anyone marked which are such ``common`` ones, ``None``
    without any.
    """

    alpha: Coefficient
    common: int
    marked: int

    @property
    def coverage(self) -> float | None:
        """``common`` / ``marked``."""
        return self.common / self.marked if self.marked else None


def masi(a: Set[Hashable], b: Set[Hashable]) -> float:
    """MASI similarity of two sets: Jaccard times 1, 2/3, 1/3, 0 for equal, nested, crossing, disjoint
    (Passonneau 2006).

    The distance is 1 - this. Two empty sets are equal.

    >>> masi({1, 2}, {1, 2, 3})
    0.4444444444444444
    """
    return _similarity(len(a & b), len(a), len(b))


def masi_alpha(documents: Sequence[Sequence[Chains | None]]) -> ChainAgreement:
    """Alpha of the chains that coders put the same mentions into (Passonneau 2004).

    ``documents`` holds, for each document, the chains of each coder, ``None`` for a coder who was not
    assigned to it. A unit is a mention that all coders of its document marked; its value is the whole chain
    the coder put it in, cut down to such common mentions; two values differ by 1 - MASI. Names of chains
    carry no meaning, and chains of different documents share nothing. What is not common is left out and
    shows in the coverage: agreement on what a mention is belongs to other measures. A document with fewer
    than two coders is left out whole. Undefined when nothing is
    common, and when no difference is expected, as in a corpus of a single chain.

    >>> ann = {"m1": "x", "m2": "x", "m3": "y", "m4": "y"}
    >>> bob = {"m1": 1, "m2": 1, "m3": 2, "m4": 3, "m5": 3}
    >>> found = masi_alpha([[ann, bob]])
    >>> round(found.alpha.value, 4), found.coverage
    (0.5254, 0.8)
    """
    sums = chain_statistics(documents).sum(axis=0)
    reason = (
        "no difference is expected: there is one chain only"
        if sums[0]
        else "no mention is common to the coders"
    )
    return ChainAgreement(Coefficient.of(float(masi_alpha_of(sums)), reason), int(sums[3]), int(sums[4]))


def chain_statistics(documents: Sequence[Sequence[Chains | None]]) -> FloatArray:
    """What each document adds: ``(documents, 5)``, to be summed for :func:`masi_alpha_of`.

    The columns: values N (common mentions times coders); the differences within mentions, each over m - 1;
    the MASI similarities of all ordered pairs of different values; common mentions; mentions that anyone
    marked.
    """
    rows = [_document([chains for chains in coders if chains is not None]) for coders in documents]
    return np.array(rows, dtype=np.float64).reshape(-1, 5)


def masi_alpha_of(sums: FloatArray) -> FloatArray:
    """MASI-weighted alpha of sums of :func:`chain_statistics`: ``(..., 5)`` to ``(...)``, NaN for
    undefined."""
    n, differing, alike = sums[..., 0], sums[..., 1], sums[..., 2]
    expected = n * (n - 1) - alike
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(expected > 1e-9, 1 - (n - 1) * differing / expected, np.nan)


def _document(coders: Sequence[Chains]) -> tuple[float, float, float, int, int]:
    marked = len(set().union(*coders))
    if len(coders) < 2:
        return 0.0, 0.0, 0.0, 0, 0
    common = sorted(set(coders[0]).intersection(*coders[1:]), key=hash)
    n = len(coders) * len(common)
    # chains of one coder are equal or disjoint; a value is not paired with itself
    alike = float(sum(size * size for c in coders for size in _sizes(c, common).values()) - n)
    differing = 0.0
    for a, b in combinations(coders, 2):
        size_a, size_b = _sizes(a, common), _sizes(b, common)
        for (chain_a, chain_b), shared in Counter((a[m], b[m]) for m in common).items():
            similarity = _similarity(shared, size_a[chain_a], size_b[chain_b])
            alike += 2 * size_a[chain_a] * size_b[chain_b] * similarity
            differing += 2 * shared * (1 - similarity) / (len(coders) - 1)
    return float(n), differing, alike, len(common), marked


def _sizes(chains: Chains, common: Sequence[Hashable]) -> Counter[Hashable]:
    return Counter(chains[m] for m in common)


def _similarity(shared: int, a: int, b: int) -> float:
    if shared == a == b:
        return 1.0
    monotonicity = 0.0 if not shared else 2 / 3 if shared == min(a, b) else 1 / 3
    return monotonicity * shared / (a + b - shared)
