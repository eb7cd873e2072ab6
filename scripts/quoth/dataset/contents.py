"""All that a dataset holds, made in memory: nothing is written here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from quoth.dataset.configurations import configurations
from quoth.dataset.items import Item, checked
from quoth.dataset.tables import File, files_of
from quoth.dataset.types import Configuration
from quoth.schema import Schema
from quoth.statistics.collect import Statistics, collect


@dataclass(frozen=True)
class Contents:
    """The Parquet files, with what they were made from.

    Attributes:
        items: the articles, :func:`~quoth.dataset.items.checked`.
        schema: the scheme that the tags come from.
        configurations: those that have any rows, the default one first.
        files: one for each configuration and split with rows.
        set_name: the annotation set.
        plots: what is in it as SVG, by name; none where they were not asked for.
    """

    items: Sequence[Item]
    schema: Schema
    configurations: Sequence[Configuration]
    files: Sequence[File]
    set_name: str
    plots: Mapping[str, bytes] = field(default_factory=dict)

    @cached_property
    def statistics(self) -> Statistics:
        """What is in it."""
        return collect(self.items)

    def rows(self) -> dict[str, dict[str, int]]:
        """The number of rows by configuration and split."""
        names = [c.name for c in self.configurations]
        return {n: {f.split: f.rows for f in self.files if f.configuration == n} for n in names}


def contents_of(items: Iterable[Item], schema: Schema, set_name: str = "gold") -> Contents:
    """Make every table.

    Raises:
        InputError: a document that does not hold together, or a label that the scheme does not have.
    """
    sound = checked(items)
    made = [(configuration, files_of(configuration, sound)) for configuration in configurations(schema)]
    filled = [configuration for configuration, files in made if files]
    return Contents(sound, schema, filled, [f for _, files in made for f in files], set_name)
