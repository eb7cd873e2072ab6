"""Gamma, and gamma-cat: agreement on units and labels at once, by the best alignment, against shuffled
annotations."""

from dataclasses import dataclass

import numpy as np

from quoth_eval.agreement.alignment import Alignment, best_alignment
from quoth_eval.agreement.coefficient import Coefficient, chance_corrected
from quoth_eval.agreement.continuum import BoolArray, Continuum
from quoth_eval.agreement.dissimilarity import Dissimilarity
from quoth_eval.agreement.shuffle import shuffled
from quoth_eval.errors import InputError
from quoth_eval.statistics.sums import FloatArray

Z95 = 1.959963984540054
BATCH_UNITS = 200_000
"""Units of the shuffled continua that are aligned at a time."""


@dataclass(frozen=True, slots=True, eq=False)
class Gamma:
    """Gamma with everything that it was computed from.

    Attributes:
        value: gamma, at most 1.
        low, high: the Monte-Carlo interval of the value at 95 %: how far another seed might move it. It
            speaks of the sampling of chance, not of the documents.
        cat: gamma-cat, agreement on labels where units are aligned.
        observed, expected: the disorders; ``None`` without units.
        samples: how many shuffled continua there were.
        precise: whether they were enough for the precision asked for.
        seed: of the random numbers.
        documents: ``(D, 4)``, sufficient statistics for :func:`gamma_of`: cost and mean number of units of
            the coders, observed and in the mean over samples. Documents with fewer than two coders have
            zeros.
        pairs: ``(D, 4)``, the same for :func:`gamma_cat_of`: differing labels and weight of aligned pairs.
    """

    value: Coefficient
    low: float | None
    high: float | None
    cat: Coefficient
    observed: float | None
    expected: float | None
    samples: int
    precise: bool
    seed: int
    documents: FloatArray
    pairs: FloatArray


@dataclass(frozen=True, slots=True)
class Sampling:
    """How much chance to sample: until the mean is known to ``precision`` at 95 %, within these numbers of
    samples."""

    precision: float = 0.02
    least: int = 30
    most: int = 10_000

    def __post_init__(self) -> None:
        if not (self.precision > 0 and 2 <= self.least <= self.most):
            raise InputError("gamma needs a precision above 0 and at least two samples")


def gamma(
    continuum: Continuum,
    *,
    seed: int,
    dissimilarity: Dissimilarity | None = None,
    sampling: Sampling | None = None,
) -> Gamma:
    """Gamma (Mathet, Widlöcher and Métivier 2015) and gamma-cat (Mathet 2017) of a continuum.

    Gamma is 1 - observed / expected disorder. The disorder of an alignment is the sum of its unitary
    alignments' over the mean number of units of a coder; observed is that of the best alignment, expected the
    mean over best alignments of shuffled continua (:func:`~quoth_eval.agreement.shuffle.shuffled`), at least
    30 and until the mean is known to 2 %. Gamma-cat is 1 - observed / expected too, of the mean d_cat over
    pairs of aligned units, a pair weighing max(0, 1 - d_pos) / (units in its unitary alignment - 1). Units of
    one coder may overlap and nest freely.

    Documents are aligned and shuffled one by one, and their disorders added up; n is each document's own
    number of coders, and documents with fewer than two are left out. The order of coders never matters; the
    same seed gives the same numbers. Undefined without units, and when chance leaves no disorder, as for a
    unit that fills its document of one character; gamma-cat also where there is one label only.

    Raises:
        InputError: too many ways to align many coders' units.

    >>> from quoth_eval.agreement.continuum import Unit
    >>> marked = {"ann": [Unit(0, 9, "A"), Unit(20, 24, "B")], "bob": [Unit(0, 9, "A"), Unit(20, 25, "B")]}
    >>> found = gamma(Continuum.of(marked, length=40), seed=1)
    >>> round(found.observed, 6), 0.98 < found.low <= found.value.value <= found.high <= 1
    (0.006173, True)
    """
    dissimilarity, sampling = dissimilarity or Dissimilarity(), sampling or Sampling()
    usable = _canonical(continuum.pairable())
    paired = continuum.readers >= 2
    if not len(usable.start):
        nothing = Coefficient(None, "no units" if len(usable.lengths) else "no document has two coders")
        none = np.zeros((len(paired), 4))
        return Gamma(nothing, None, None, nothing, None, None, 0, True, seed, none, none)
    actual = _measure(usable, 1, dissimilarity)
    chance = _sample(usable, dissimilarity, sampling, np.random.default_rng(seed))
    return _compare(actual, chance, sampling.precision, seed, paired)


def gamma_of(sums: FloatArray) -> FloatArray:
    """Gamma of sums of :attr:`Gamma.documents`: ``(..., 4)`` to ``(...)``, NaN for undefined.

    For intervals by the bootstrap over documents. The expected disorder is the quotient of mean cost and mean
    number of units instead of a mean of quotients, so the value for all documents may differ a little from
    :func:`gamma`'s.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = sums[..., 2] / sums[..., 3]
        return np.where(expected > 0, 1 - sums[..., 0] / sums[..., 1] / expected, np.nan)


def gamma_cat_of(sums: FloatArray) -> FloatArray:
    """Gamma-cat of sums of :attr:`Gamma.pairs`: ``(..., 4)`` to ``(...)``, NaN for undefined.

    As for :func:`gamma_of`, the expected disorder is a quotient of means.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = sums[..., 2] / sums[..., 3]
        return np.where(expected > 0, 1 - sums[..., 0] / sums[..., 1] / expected, np.nan)


@dataclass(frozen=True, slots=True, eq=False)
class _Measured:
    """Of ``S`` continua: ``(S, D, 2)`` cost and mean number of units; ``(S, D, 2)`` gamma-cat's disorder and
    weight."""

    statistics: FloatArray
    labels: FloatArray

    @property
    def disorder(self) -> FloatArray:
        total = self.statistics.sum(axis=1)
        return np.asarray(total[:, 0] / total[:, 1])


def _compare(actual: _Measured, chance: _Measured, precision: float, seed: int, paired: BoolArray) -> Gamma:
    """Gamma of what was measured in the ``paired`` documents."""
    observed, expected = float(actual.disorder[0]), float(chance.disorder.mean())
    spread = Z95 * float(chance.disorder.std(ddof=1)) / len(chance.disorder) ** 0.5
    reason = "no disorder is expected by chance"
    return Gamma(
        value=chance_corrected(observed, expected, reason),
        low=chance_corrected(observed, expected - spread, reason).value,
        high=chance_corrected(observed, expected + spread, reason).value,
        cat=_cat(actual, chance),
        observed=observed,
        expected=expected,
        samples=len(chance.disorder),
        precise=spread <= precision * expected,
        seed=seed,
        documents=_by_document(actual.statistics, chance.statistics, paired),
        pairs=_by_document(actual.labels, chance.labels, paired),
    )


def _by_document(actual: FloatArray, chance: FloatArray, paired: BoolArray) -> FloatArray:
    """What was observed and the mean of the samples, beside each other; zeros for the other documents."""
    rows = np.zeros((len(paired), 4))
    rows[paired] = np.concatenate([actual[0], chance.mean(axis=0)], axis=1)
    return rows


def _measure(c: Continuum, samples: int, dissimilarity: Dissimilarity) -> _Measured:
    """Measure ``samples`` continua that are given as one, their documents one after the other."""
    found = best_alignment(c, dissimilarity)
    mean_units = np.bincount(c.document, minlength=len(c.lengths)) / c.readers
    statistics = np.stack([found.cost, mean_units], axis=1).reshape(samples, -1, 2)
    return _Measured(statistics, _label_disorder(c, found, samples, dissimilarity))


def _label_disorder(c: Continuum, found: Alignment, samples: int, dissimilarity: Dissimilarity) -> FloatArray:
    apart = dissimilarity.positional(c, found.first, found.second) / dissimilarity.empty
    weight = np.maximum(0.0, 1 - apart) / (found.size - 1)
    differing = dissimilarity.categorical(c, found.first, found.second) / dissimilarity.empty
    document, size = c.document[found.first], len(c.lengths)
    columns = [np.bincount(document, weights=w, minlength=size) for w in (weight * differing, weight)]
    return np.asarray(np.stack(columns, axis=1).reshape(samples, -1, 2), dtype=np.float64)


def _sample(
    c: Continuum, dissimilarity: Dissimilarity, sampling: Sampling, rng: np.random.Generator
) -> _Measured:
    batch = max(1, BATCH_UNITS // len(c.start))
    parts: list[_Measured] = []
    done, wanted = 0, sampling.least
    while done < wanted:
        size = min(batch, wanted - done)
        measured = _measure(shuffled(c, size, rng), size, dissimilarity)
        # a sample that drew only coders without units has no disorder: it is drawn again
        some = measured.statistics[:, :, 1].sum(axis=1) > 0
        parts.append(_Measured(measured.statistics[some], measured.labels[some]))
        done += int(some.sum())
        if done >= wanted:
            disorder = np.concatenate([p.disorder for p in parts])
            wanted = min(sampling.most, max(wanted, _enough(disorder, sampling.precision)))
    return _Measured(np.concatenate([p.statistics for p in parts]), np.concatenate([p.labels for p in parts]))


def _enough(disorder: FloatArray, precision: float) -> int:
    """How many samples give the mean to ``precision`` at 95 %, going by their variation so far."""
    mean = float(disorder.mean())
    return int(np.ceil((Z95 * float(disorder.std(ddof=1)) / (mean * precision)) ** 2)) if mean else 0


def _cat(actual: _Measured, chance: _Measured) -> Coefficient:
    disorder, weight = actual.labels[0].sum(axis=0)
    if not weight:
        return Coefficient(None, "no units are aligned with an overlap")
    totals = chance.labels.sum(axis=1)
    sampled = totals[totals[:, 1] > 0]
    expected = float((sampled[:, 0] / sampled[:, 1]).mean()) if len(sampled) else 0.0
    return chance_corrected(
        float(disorder / weight), expected, "no disagreement on labels is expected by chance"
    )


def _canonical(c: Continuum) -> Continuum:
    """The coders in an order that depends on nothing but what they marked."""

    def marked(name: str) -> tuple[bytes, ...]:
        mine = c.coder == c.coders.index(name)
        columns = (
            c.assigned[:, c.coders.index(name)],
            c.document[mine],
            c.start[mine],
            c.end[mine],
            c.label[mine],
        )
        return tuple(column.tobytes() for column in columns)

    return c.between(sorted(c.coders, key=marked))
