"""The whole report: what is computed, the page, the tables beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from quoth_eval.pages.rendering import page
from quoth_eval.pages.report import csvs, plots
from quoth_eval.pages.report.figures import Confusions, Layer, Matrix, confusions, layers, matrices
from quoth_eval.pages.report.luck import tests
from quoth_eval.pages.report.scores import Row, by_document, rows
from quoth_eval.pages.report.slicing import Slice, slices
from quoth_eval.pages.report.systems import System
from quoth_eval.pages.report.worst import Compared, Rank, compared, ranked
from quoth_eval.watching import Watch


@dataclass(frozen=True)
class Report:
    """A report on some systems.

    Attributes:
        systems: one or more, against the same gold.
        genres: the genre of documents, by id.
        seen: case-folded surfaces of the training data, if known.
        most: how many documents are shown side by side.
        gold: how gold is called.
        tasks: the addresses of documents' tasks in Label Studio, by id.
    """

    systems: Sequence[System]
    genres: Mapping[str, str]
    seen: frozenset[str] | None = None
    most: int = 20
    gold: str = "gold"
    tasks: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        """The systems' names."""
        return [s.name for s in self.systems]

    @cached_property
    def rows(self) -> list[Row]:
        """The scores."""
        return rows(self.systems)

    @cached_property
    def layers(self) -> list[Layer]:
        """The mistakes."""
        return layers(self.systems)

    @cached_property
    def matrices(self) -> list[Matrix]:
        """The confusion matrices of all systems."""
        return [m for system in self.systems for m in matrices(system)]

    @property
    def by_matrix(self) -> dict[str, list[Matrix]]:
        """The matrices by name, those of the systems side by side."""
        found: dict[str, list[Matrix]] = {}
        for matrix in self.matrices:
            found.setdefault(matrix.name, []).append(matrix)
        return found

    @cached_property
    def confusions(self) -> list[Confusions]:
        """The ids that the systems confuse."""
        return [c for system in self.systems for c in confusions(system)]

    @cached_property
    def slices(self) -> list[tuple[str, Slice]]:
        """The slices of all systems, with the system's name."""
        return [(s.name, x) for s in self.systems for x in slices(s, self.genres, self.seen)]

    @cached_property
    def ranks(self) -> list[Rank]:
        """All documents, the worst first."""
        return ranked(self.systems)

    @property
    def sliced(self) -> dict[str, dict[str, dict[str, list[Slice | None]]]]:
        """Slices by layer, kind and value: one for each system."""
        found: dict[str, dict[str, dict[str, list[Slice | None]]]] = {}
        for name, s in self.slices:
            cells = found.setdefault(s.layer, {}).setdefault(s.by, {})
            cells.setdefault(s.value, [None] * len(self.systems))[self.names.index(name)] = s
        return found

    def html(self, watch: Watch[Rank]) -> str:
        """The page."""
        shown = self.ranks[: self.most]
        return page(
            "report.html",
            report=self,
            plots=self._plots() if plots.available() else None,
            documents=[
                (rank, _fragment(self._compared(rank.id))) for rank in watch(shown, "comparing", len(shown))
            ],
            titles=self._titles(),
            tests=tests(self.systems),
            results=[(s.name, s.result) for s in self.systems],
        )

    def tables(self) -> dict[str, csvs.Table]:
        """The tables beside the page, by the middle part of their file's name."""
        return {
            "scores": csvs.scores_table(self.rows, self.names),
            "errors": csvs.errors_table(self.layers, self.names),
            "slices": csvs.slices_table(self.slices),
            "matrices": csvs.matrices_table(self.matrices, self.confusions),
            "documents": csvs.documents_table(self.ranks, self.names),
        }

    def _plots(self) -> dict[str, object]:
        lead = [row for row in self.rows if row.leads]
        spreads = [
            (row.name, plots.spread([(s.name, by_document(s, row.name)) for s in self.systems], row.name))
            for row in lead
            if len(self.ranks) > 1
        ]
        return {"intervals": plots.intervals(lead, self.names), "spreads": spreads}

    def _titles(self) -> dict[str, str]:
        gold = self.systems[0].gold
        pairs = zip(gold.column("id").to_pylist(), gold.column("title").to_pylist(), strict=True)
        return {name: title for name, title in pairs if title}

    def _compared(self, name: str) -> list[Compared]:
        found = (compared(s, name) for s in self.systems if name in s.places)
        return [c for c in found if c is not None]


def _fragment(found: Sequence[Compared]) -> str:
    """A document as HTML that the page's script puts in place when it is opened."""
    return page("compared.html", found=found)
