"""How the counting is done: small inputs in one go, large ones part by part, in one process or in many.

The way never changes the result: parts hold whole documents, and counts add up exactly.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow as pa

from quoth_eval.errors import DocumentError, InputError, Side
from quoth_eval.inputs.arrow import numbered
from quoth_eval.inputs.places import places
from quoth_eval.inputs.reading import tables
from quoth_eval.inputs.shards import Shard
from quoth_eval.inputs.skipped import Skipped
from quoth_eval.inputs.weights import weight
from quoth_eval.metrics.catalogue import chosen
from quoth_eval.metrics.metric import Options
from quoth_eval.parallel import Mapper, here, processes
from quoth_eval.partitioning import Sorted, Sorting, sort_out
from quoth_eval.parts import SIDES, Part, Sides, Totals, carefully, count_part, without
from quoth_eval.scoring import Counted, arranged, merged
from quoth_eval.signature import digests
from quoth_eval.temporary import temporary
from quoth_eval.watching import Watch, unwatched


@dataclass(frozen=True, slots=True)
class Resources:
    """What the work may use; none of it changes a result.

    Attributes:
        workers: processes; 1 is this one.
        scheduler: address of a Dask scheduler to use instead (``tcp://host:8786``).
        folder: where large inputs are sorted into parts; the system's temporary folder when ``None``.
        at_once: inputs that together are at most so many bytes (as JSON) are counted in one go here.
        part: about how many bytes of documents a part has otherwise.
        watch: shows how far the work is.
    """

    workers: int = 1
    scheduler: str | None = None
    folder: Path | None = None
    at_once: int = 192 << 20
    part: int = 64 << 20
    watch: Watch = unwatched  # type: ignore[type-arg]  # of whatever is watched

    def mapper(self) -> AbstractContextManager[Mapper]:
        """What runs the tasks."""
        if self.scheduler is not None:
            from quoth_eval.cluster import cluster

            return cluster(self.scheduler)
        return processes(self.workers) if self.workers > 1 else nullcontext(here)

    def parts(self, size: int) -> int:
        """How many parts inputs of so many bytes have; 0 when they are not to be split at all."""
        if self.workers == 1 and self.scheduler is None and size <= self.at_once:
            return 0
        return max(self.workers, -(-size // self.part))


@dataclass(frozen=True, slots=True)
class Request:
    """What to count.

    Attributes:
        inputs: the shards of both sides.
        schema: what is read of a document.
        layers: whose metrics are counted; all when empty.
        lenient: leave broken documents out rather than raise them.
        by_document: keep the counts of each document.
    """

    inputs: Mapping[Side, Sequence[Shard]]
    schema: pa.Schema
    layers: tuple[str, ...]
    options: Options
    lenient: bool
    by_document: bool


@dataclass(frozen=True, slots=True)
class Done:
    """What was counted, what was left out, and the digests of the files, by side."""

    counted: Counted | Totals
    skipped: dict[Side, Skipped] = field(default_factory=dict)
    digests: dict[Side, list[str]] = field(default_factory=dict)


def execute(request: Request, resources: Resources) -> Done:
    """Count what is requested.

    Raises:
        InputError: broken input (unless lenient, and then what cannot be read as a whole); it names the
            places. Or workers that keep dying.
    """
    size = sum(weight(shard) for shards in request.inputs.values() for shard in shards)
    parts = resources.parts(size)
    try:
        done = _split(request, resources, parts) if parts else _at_once(request)
    except DocumentError as error:
        raise _with_places(error, request.inputs[error.side]) from None
    return replace(done, counted=_arranged(done.counted, request))


def _at_once(request: Request) -> Done:
    skipped: dict[Side, Skipped] = {side: Skipped() for side in SIDES}
    noted = skipped if request.lenient else None
    with ThreadPoolExecutor(len(SIDES)) as threads:  # what reads is Arrow's, and lets others run meanwhile
        reading = {
            side: threads.submit(_whole, shards, request.schema, skipped[side] if request.lenient else None)
            for side, shards in request.inputs.items()
        }
        hashing = {side: threads.submit(_digests, shards) for side, shards in request.inputs.items()}
        sides: Sides = {side: found.result() for side, found in reading.items()}
    sides = without(sides, skipped["gold"].ids | skipped["pred"].ids)
    counted = carefully(sides, chosen(request.layers), request.options, noted)
    return Done(counted, skipped, {side: found.result() for side, found in hashing.items()})


def _split(request: Request, resources: Resources, parts: int) -> Done:
    """Sort all shards into parts, then count these."""
    with (
        temporary(resources.folder) as folder,
        resources.mapper() as mapper,
    ):
        sources = _sorted(request, resources, parts, folder, mapper)
        skipped: dict[Side, Skipped] = {side: Skipped() for side in SIDES}
        for source in sources:
            skipped[source.side].add(source.skipped)
        gone = frozenset(skipped["gold"].ids | skipped["pred"].ids)
        orders = [_order(request, n, sources, gone) for n in range(parts)]
        found: list[Counted] = []
        summed = Totals()
        for _, outcome in resources.watch(mapper(count_part, orders), "scoring", parts):
            for side, more in outcome.skipped.items():
                skipped[side].add(more)
            if isinstance(outcome.counted, Totals):
                summed.add(outcome.counted)
            else:
                found.append(outcome.counted)
    hashes = {side: [d for s in sources if s.side == side for d in s.digests] for side in SIDES}
    return Done(merged(found) if request.by_document else summed, skipped, hashes)


def _sorted(request: Request, resources: Resources, parts: int, folder: Path, mapper: Mapper) -> list[Sorted]:
    orders = [
        Sorting(side, shard, request.schema, parts, folder / f"{side}-{n}.arrow", request.lenient)
        for side, shards in request.inputs.items()
        for n, shard in enumerate(shards)
    ]
    done = dict(resources.watch(mapper(sort_out, orders), "reading", len(orders)))
    return [done[n] for n in range(len(orders))]


def _order(request: Request, number: int, sources: list[Sorted], gone: frozenset[str]) -> Part:
    own = [source for source in sources if number in source.parts]
    return Part(
        number=number,
        sources=own,
        schema=request.schema,
        layers=request.layers,
        options=request.options,
        lenient=request.lenient,
        without=gone,
        by_document=request.by_document,
    )


def _whole(shards: Sequence[Shard], schema: pa.Schema, skipped: Skipped | None) -> pa.Table:
    if all(shard.kind == "parquet" for shard in shards):
        schema = numbered(schema)
    parts = [table for shard in shards for table in tables(shard, schema, skipped)]
    return pa.concat_tables([schema.empty_table(), *parts])


def _digests(shards: Sequence[Shard]) -> list[str]:
    return [digest for shard in shards for digest in digests(shard)]


def _arranged(counted: Counted | Totals, request: Request) -> Counted | Totals:
    order = arranged(counted.statistics, chosen(request.layers), request.options)
    if isinstance(counted, Totals):
        return Totals(counted.size, {m: counted.sums[m] for m in order})
    return Counted(counted.ids, {m: counted.statistics[m] for m in order})


def _with_places(error: DocumentError, shards: Sequence[Shard]) -> InputError:
    """The error with the places of its first document."""
    first = next(iter(error.problems))
    found = places(shards, {first})[first]
    return InputError(f"{', '.join(found)}: {error}" if found else str(error))
