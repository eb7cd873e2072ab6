"""One system against gold: its scores, its mistakes and its documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa

from quoth_eval.columns import Pair
from quoth_eval.inputs.reading import tables
from quoth_eval.inputs.shards import Shard
from quoth_eval.metrics.metric import Options
from quoth_eval.mistakes.catalogue import every
from quoth_eval.mistakes.verdicts import Verdicts
from quoth_eval.pages.documents import WIDE
from quoth_eval.pairing import pair
from quoth_eval.run import Run
from quoth_eval.statistics.resampling import Resampling


@dataclass(frozen=True)
class System:
    """Predictions against gold.

    Attributes:
        name: how the page calls it.
        run: the scores.
        gold: all gold documents, one a row.
        pred: all predicted ones.
    """

    name: str
    run: Run
    gold: pa.Table
    pred: pa.Table

    @cached_property
    def pair(self) -> Pair:
        """Both sides as columns."""
        return pair(self.gold, self.pred)

    @cached_property
    def verdicts(self) -> list[Verdicts]:
        """The verdicts of the layers of the run."""
        return list(every(self.pair, self.run.layers))

    @cached_property
    def rows(self) -> tuple[dict[str, int], dict[str, int]]:
        """The row of each document in ``gold`` and in ``pred``, by id."""
        gold, pred = (
            {name: n for n, name in enumerate(t.column("id").to_pylist())} for t in (self.gold, self.pred)
        )
        return gold, pred

    @cached_property
    def places(self) -> dict[str, int]:
        """The position of each document in the columns, by id."""
        return {name: n for n, name in enumerate(self.pair.ids)}

    @cached_property
    def texts(self) -> dict[str, str]:
        """The texts that are known, by document id: gold's, else the prediction's."""
        found: dict[str, str] = {}
        for table in (self.pred, self.gold):
            pairs = zip(table.column("id").to_pylist(), table.column("text").to_pylist(), strict=True)
            found.update((name, text) for name, text in pairs if text is not None)
        return found

    @cached_property
    def result(self) -> dict[str, Any]:
        """What ``quoth score --json`` prints."""
        return self.run.result()


def systems(
    gold: Sequence[Shard],
    preds: Sequence[tuple[str, Sequence[Shard]]],
    layers: tuple[str, ...] = (),
    options: Options | None = None,
    resampling: Resampling | None = None,
) -> list[System]:
    """Every system against the same gold.

    Raises:
        InputError: broken input; it names the place.
    """
    ours = whole(gold)
    out = []
    for name, theirs in preds:
        run = Run(gold, theirs, layers, options or Options(), resampling=resampling)
        out.append(System(name, run, ours, whole(theirs)))
    return out


def whole(shards: Sequence[Shard]) -> pa.Table:
    """All documents of some shards."""
    return pa.concat_tables([WIDE.empty_table(), *(t for shard in shards for t in tables(shard, WIDE))])


def names(specs: Sequence[str]) -> list[str]:
    """Short names of inputs, made different from each other where they are not.

    >>> names(["runs/a/pred.jsonl", "runs/b/pred.jsonl.gz", "gold@test"])
    ['runs/a/pred.jsonl', 'runs/b/pred.jsonl.gz', 'gold@test']
    >>> names(["a.jsonl", "b.jsonl"])
    ['a', 'b']
    """
    short = [_stem(spec) for spec in specs]
    if len(set(short)) == len(short):
        return short
    return [spec if specs.count(spec) == 1 else f"{spec} ({n})" for n, spec in enumerate(specs, start=1)]


def _stem(spec: str) -> str:
    name = Path(spec).name or spec
    for ending in (".gz", ".jsonl", ".parquet"):
        name = name.removesuffix(ending)
    return name or spec
