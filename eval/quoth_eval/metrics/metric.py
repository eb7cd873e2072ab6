"""What a metric is, and whether both sides have what it needs."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from quoth_eval.columns import Bools, Ints, Pair, Side
from quoth_eval.metrics.measure import Floats, Measure, Statistics


@dataclass(frozen=True, slots=True)
class Options:
    """What changes the numbers.

    Attributes:
        drop_singletons: leave clusters of one mention out of coreference.
        bio: also compute seqeval's figures over BIO tags.
    """

    drop_singletons: bool = False
    bio: bool = False


@dataclass(frozen=True, slots=True)
class Metric:
    """One score.

    Attributes:
        name: the key its figures stand under; a part of a layer has a dotted name (``events.coref``).
        layer: what ``--layer`` calls it.
        needs: the annotation lists both sides must have, or ``list.field`` where some value is needed.
        statistics: the counts by document.
        tokens: whether it counts tokens, so that those of gold have to be read.
    """

    name: str
    layer: str
    needs: tuple[str, ...]
    statistics: Callable[[Pair, Options], Statistics]
    tokens: bool = False


class Given(Measure):
    """Whether a side has what a metric needs.

    Columns: documents with the list, its items, the values in them, and documents without the list (of
    predictions only where gold is judged).
    """

    columns = ("lists", "items", "values", "without")
    headline = None

    def values(self, sums: Floats) -> dict[str, Floats]:
        """Nothing to show."""
        return {}

    @staticmethod
    def enough(sums: Floats) -> bool:
        """Some document has the list; where there are items, some item has the value."""
        lists, items, values, _ = sums
        return bool(lists > 0 and (values > 0 or items == 0))


def given(pair: Pair, side: Side, need: str, judged: Bools | None = None) -> Floats:
    """The counts of :class:`Given`, shape (documents, 4)."""
    layer, _, name = need.partition(".")
    owners, valued = _values(side, layer, name)
    items = np.bincount(owners, minlength=pair.size)
    values = np.bincount(owners[valued], minlength=pair.size)
    without = side.listed & ~side.given[layer] & (True if judged is None else judged)
    return np.stack([side.given[layer], items, values, without]).T.astype(np.float64)


def annotated(side: Side, needs: tuple[str, ...]) -> bool:
    """Whether a side has any annotation in the layers that a metric needs."""
    rows = {"attributions": side.attributions.document, "events": side.events.document}
    return any(len(rows.get(need.partition(".")[0], side.mentions.document)) for need in needs)


def judged(pair: Pair, needs: tuple[str, ...]) -> Bools:
    """The documents that can be judged: annotated in every layer in gold, or not in gold at all."""
    whole = [pair.gold.given[need.partition(".")[0]] for need in needs]
    return np.asarray(~pair.gold.listed | np.logical_and.reduce(whole))


def _values(side: Side, layer: str, name: str) -> tuple[Ints, Bools]:
    match layer, name:
        case "mentions", "entity":
            return side.mentions.document, side.mentions.entity >= 0
        case "mentions", "kb":
            return side.mentions.document, side.mentions.kb >= 0
        case "events", "cluster":
            return side.events.document, side.events.cluster >= 0
        case _:
            return np.zeros(0, np.int64), np.zeros(0, bool)
