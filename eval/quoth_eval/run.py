"""One scoring run, from the shards of both sides to the result with its signature."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import pyarrow as pa

from quoth_eval.inputs.arrow import projected
from quoth_eval.inputs.reading import Skipped, tables
from quoth_eval.inputs.shards import Shard
from quoth_eval.metrics.catalogue import chosen, lists_read
from quoth_eval.metrics.metric import Metric, Options
from quoth_eval.results import figures
from quoth_eval.scoring import Counted, count
from quoth_eval.signature import signature


@dataclass(frozen=True)
class Run:
    """What to score and how.

    Attributes:
        gold: the shards of gold.
        pred: the shards of the predictions.
        layers: the layers to score; all that both sides have when empty.
        options: what changes the numbers.
    """

    gold: Sequence[Shard]
    pred: Sequence[Shard]
    layers: tuple[str, ...] = ()
    options: Options = Options()

    @cached_property
    def metrics(self) -> tuple[Metric, ...]:
        """The metrics of the layers.

        Raises:
            InputError: an unknown layer.
        """
        return chosen(self.layers)

    @cached_property
    def counted(self) -> Counted:
        """The counts by document; computed once."""
        schema = projected(lists_read(self.metrics))
        sides = [_whole(shards, schema) for shards in (self.gold, self.pred)]
        return count(sides[0], sides[1], self.metrics, self.options)

    def result(self) -> dict[str, Any]:
        """The figures by name, what was left out and why, and the signature."""
        return {**figures(self.counted, self.metrics), "signature": self.signature()}

    def signature(self) -> str:
        """Version, options and the SHA-256 of both inputs in one line."""
        names = tuple(dict.fromkeys(m.layer for m in self.metrics))
        return signature({"layers": names, **asdict(self.options)}, {"gold": self.gold, "pred": self.pred})


def _whole(shards: Sequence[Shard], schema: pa.Schema, skipped: Skipped | None = None) -> pa.Table:
    parts = [table for shard in shards for table in tables(shard, schema, skipped)]
    return pa.concat_tables([schema.empty_table(), *parts])
