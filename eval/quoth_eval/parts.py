"""Counting one part of the documents: strictly, or leaving broken documents out of both sides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from quoth_eval.circles import named
from quoth_eval.errors import DocumentError, Side
from quoth_eval.exact import pieces, total
from quoth_eval.inputs.skipped import Skipped
from quoth_eval.metrics.catalogue import chosen
from quoth_eval.metrics.measure import Floats, Measure
from quoth_eval.metrics.metric import Metric, Options
from quoth_eval.partitioning import Sorted, gathered
from quoth_eval.scoring import Counted, count

Sides = dict[Side, pa.Table]
SIDES: tuple[Side, Side] = ("gold", "pred")


@dataclass
class Totals:
    """Counts summed over documents, in pieces that add up exactly however documents are split.

    Attributes:
        size: how many documents were counted.
        sums: for each measure, pieces of shape (4, columns of the measure).
    """

    size: int = 0
    sums: dict[Measure, Floats] = field(default_factory=dict)

    @property
    def statistics(self) -> dict[Measure, Floats]:
        """The measures, as keys."""
        return self.sums

    def total(self, measure: Measure) -> Floats:
        """The counts of a measure summed over documents, rounded once."""
        return total(self.sums[measure])

    def add(self, other: "Totals") -> None:
        """The totals of other documents."""
        self.size += other.size
        for measure, sums in other.sums.items():
            self.sums[measure] = self.sums[measure] + sums if measure in self.sums else sums


@dataclass(frozen=True, slots=True)
class Part:
    """The order to count one part.

    Attributes:
        number: which part.
        sources: the sorted shards of both sides.
        without: ids of broken documents, to be left out on both sides.
        by_document: give counts by document rather than totals.
    """

    number: int
    sources: Sequence[Sorted]
    schema: pa.Schema
    layers: tuple[str, ...]
    options: Options
    lenient: bool
    without: frozenset[str]
    by_document: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was counted, and what was found broken only then, by side."""

    counted: Counted | Totals
    skipped: dict[Side, Skipped]


def count_part(part: Part) -> Outcome:
    """Count one part.

    Raises:
        DocumentError: documents that cannot be scored, unless lenient.
    """
    sides: Sides = {
        side: gathered([s for s in part.sources if s.side == side], part.number, part.schema)
        for side in SIDES
    }
    skipped = {side: Skipped() for side in sides} if part.lenient else None
    counted = carefully(without(sides, part.without), chosen(part.layers), part.options, skipped)
    return Outcome(counted if part.by_document else totals(counted), skipped or {})


def totals(counted: Counted) -> Totals:
    """The sums over the documents."""
    return Totals(counted.size, {m: pieces(rows) for m, rows in counted.statistics.items()})


def carefully(
    sides: Sides, metrics: Sequence[Metric], options: Options, skipped: dict[Side, Skipped] | None
) -> Counted:
    """The counts of documents, of which some may not fit their partner.

    Args:
        sides: the documents of ``gold`` and ``pred``.
        skipped: where such documents are noted, by side; they are left out of both.

    Raises:
        DocumentError: such documents, where ``skipped`` is ``None``.
    """
    while True:
        try:
            with named(sides):
                return count(sides["gold"], sides["pred"], metrics, options)
        except DocumentError as error:
            if skipped is None:
                raise
            for name, problem in error.problems.items():
                skipped[error.side].note(name, f"document {name}: {problem}")
            sides = without(sides, error.problems.keys())


def without(sides: Sides, names: Iterable[str]) -> Sides:
    """Both sides without some documents."""
    gone = pa.array(sorted(names), pa.string())
    if not len(gone):
        return sides
    return {
        side: table.filter(pc.invert(pc.is_in(table.column("id"), gone))) for side, table in sides.items()
    }
