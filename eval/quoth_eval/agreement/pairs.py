"""Pairs of annotators, each as gold and predictions, so that the scores can be used for agreement."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations

import numpy as np

from quoth_eval.agreement.figures import ByName, Figure, Tree, macro, mean_of, pooled
from quoth_eval.agreement.panel import Panel
from quoth_eval.columns import Bools, Pair
from quoth_eval.errors import InputError
from quoth_eval.intervals import headline
from quoth_eval.metrics.measure import Floats, Measure, Statistics
from quoth_eval.nesting import CycleError
from quoth_eval.pairing import pair
from quoth_eval.statistics.resampling import Estimate

Counting = Callable[[Pair], Statistics]


@dataclass(frozen=True, slots=True, eq=False)
class Couple:
    """Two annotators.

    Attributes:
        names: of both, sorted.
        places: their positions among the annotators of the panel.
        both: the first one as gold, the second one as predictions, over all documents of the panel.
    """

    names: tuple[str, str]
    places: tuple[int, int]
    both: Pair

    @property
    def name(self) -> str:
        """How a report calls the pair."""
        return " ~ ".join(self.names)

    @property
    def swapped(self) -> Pair:
        """The second one as gold."""
        return replace(self.both, gold=self.both.pred, pred=self.both.gold, _derived={})

    def among(self, given: Bools) -> Bools:
        """The documents that both annotated, of ``given`` ``(documents, annotators)``."""
        return np.asarray(given[:, self.places[0]] & given[:, self.places[1]])


def couples(found: Panel) -> list[Couple]:
    """Every pair of annotators."""
    return [
        Couple((found.names[i], found.names[j]), (i, j), pair(found.tables[i], found.tables[j]))
        for i, j in combinations(range(len(found.names)), 2)
    ]


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """The pairs of annotators, and where they can be compared in some respect.

    Attributes:
        pairs: of annotators.
        given: ``(documents, annotators)``, who annotated what is compared.
        missing: why a figure is undefined, where that is no mystery.
    """

    pairs: Sequence[Couple]
    given: Bools
    missing: str

    @property
    def reason(self) -> str:
        """Why a figure of all pairs has no value, if it has none."""
        return "neither annotator marked any" if self.any else self.missing

    @property
    def any(self) -> bool:
        """Whether there is a document in which two annotators can be compared."""
        return any(couple.among(self.given).any() for couple in self.pairs)

    def counts(self, counting: Counting, *, both_ways: bool = False) -> dict[str, dict[Measure, Floats]]:
        """The counts by document of each pair, by its name; 0 where the two cannot be compared.

        With ``both_ways`` those of the swapped pair are added. For counted matches F1 is then the mean of
        both directions, since both have the same denominator.
        """
        out: dict[str, dict[Measure, Floats]] = {}
        for couple in self.pairs:
            mask = couple.among(self.given)[:, None]
            with _named(couple):
                found = {m: rows * mask for m, rows in counting(couple.both).items()}
            if both_ways:
                with _named(couple, swapped=True):
                    other = counting(couple.swapped)
                found = {m: rows + other[m] * mask for m, rows in found.items() if m in other}
            out[couple.name] = found
        return out

    def estimates(self, measure: Measure, counted: Mapping[str, Statistics]) -> dict[str, Estimate]:
        """The headline of one measure for each pair; a label that a pair does not use counts 0 there."""
        size = (len(self.given), len(measure.columns))
        rows = {name: found.get(measure) for name, found in counted.items()}
        return {
            name: Estimate(np.zeros(size) if r is None else r, partial(headline, measure), self.reason)
            for name, r in rows.items()
        }


def summed(estimates: Mapping[str, Estimate]) -> Tree:
    """``pooled`` (counts of all pairs and documents added up), ``macro`` (the mean over documents) and
    ``pairs``."""
    whole = pooled(list(estimates.values()))
    return {"pooled": Figure.of(whole), "macro": Figure.of(macro(whole)), "pairs": by_pair(estimates)}


def averaged(estimates: Mapping[str, Estimate]) -> Tree:
    """The same for figures that are no function of counts added up over pairs: means over the pairs.

    The counts of coreference scores have a direction. Added up over pairs they would depend on who comes
    first; each pair's own F1 does not.
    """
    whole = mean_of(list(estimates.values()))
    return {"pooled": Figure.of(whole), "macro": Figure.of(macro(whole)), "pairs": by_pair(estimates)}


def by_pair(estimates: Mapping[str, Estimate]) -> ByName:
    """The figure of each pair."""
    return ByName({name: Figure.of(estimate) for name, estimate in estimates.items()})


@contextmanager
def _named(couple: Couple, *, swapped: bool = False) -> Iterator[None]:
    """Attributions in a circle are told with the annotator's name rather than the side."""
    try:
        yield
    except CycleError as error:
        place, _, what = str(error).partition(", ")
        name = couple.names[(place == "gold") == swapped]
        raise InputError(f"{name}: {what}") from None
