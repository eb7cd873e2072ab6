"""Documents of any shards sorted into parts by their ids, through files: what is in one part is small.

A document is in the part that its id hashes to, whatever shard it came from, so gold and predictions meet
however they are sharded, and so do two documents with one id. Each shard is written into one Arrow file, a
record batch for each part that a chunk of it has something for.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from quoth_eval.errors import InputError, Side
from quoth_eval.inputs.reading import tables
from quoth_eval.inputs.shards import Shard
from quoth_eval.inputs.skipped import Skipped
from quoth_eval.inputs.soundness import in_one_piece
from quoth_eval.signature import digests


@dataclass(frozen=True, slots=True)
class Sorting:
    """The order to sort one shard into parts.

    Attributes:
        side: whose shard it is.
        shard: what to read.
        schema: the columns to keep.
        parts: how many there are.
        file: where the documents go; its folder exists.
        lenient: note broken documents rather than raise them.
    """

    side: Side
    shard: Shard
    schema: pa.Schema
    parts: int
    file: Path
    lenient: bool = False


@dataclass(frozen=True, slots=True)
class Sorted:
    """One shard, sorted into parts.

    Attributes:
        side: whose shard it was.
        file: where its documents are.
        parts: the part of each record batch in the file.
        skipped: what a lenient reading left out.
        digests: SHA-256 of the shard's files.
    """

    side: Side
    file: Path
    parts: tuple[int, ...]
    skipped: Skipped
    digests: tuple[str, ...]


def part_of(ids: pa.ChunkedArray, parts: int) -> npt.NDArray[np.int64]:
    """The part of each document, by a hash (FNV-1a) of its id: the same on every machine, in every version.

    >>> part_of(pa.chunked_array([["a", "b", "a"]]), 8).tolist()
    [0, 1, 0]
    """
    array = in_one_piece(ids)
    _, offsets, data = array.buffers()
    bounds = np.frombuffer(offsets, np.int32)[array.offset : array.offset + len(array) + 1].astype(np.int64)
    letters = np.frombuffer(data or b"\0", np.uint8)
    starts, lengths = bounds[:-1], np.diff(bounds)
    hashes = np.full(len(array), 0xCBF29CE484222325, np.uint64)
    for at in range(int(lengths.max(initial=0))):  # ids have at most 100 letters
        alive = np.flatnonzero(lengths > at)
        hashes[alive] = (hashes[alive] ^ letters[starts[alive] + at]) * np.uint64(0x100000001B3)
    return np.asarray((hashes ^ (hashes >> np.uint64(32))) % np.uint64(parts), np.int64)


def sort_out(order: Sorting) -> Sorted:
    """Read a shard and write its documents sorted into parts; run twice, it does the same again.

    Raises:
        InputError: a broken document (unless lenient), or the temporary folder cannot be written to.
    """
    skipped = Skipped()
    parts: list[int] = []
    read = tables(order.shard, order.schema, skipped if order.lenient else None)
    unfinished = order.file.with_name(f"{order.file.name}.{os.getpid()}")
    try:
        with pa.OSFile(str(unfinished), "wb") as sink, pa.ipc.new_file(sink, order.schema) as writer:
            for table in read:
                for part, documents in _split(table, order.parts):
                    writer.write_batch(documents)
                    parts.append(part)
        unfinished.replace(order.file)
    except OSError as error:
        raise InputError(f"cannot write to {order.file.parent}: {error}; name another with --temp") from None
    return Sorted(order.side, order.file, tuple(parts), skipped, tuple(digests(order.shard)))


def gathered(sources: Sequence[Sorted], part: int, schema: pa.Schema) -> pa.Table:
    """The documents of one part from all shards of one side, in the order of the shards."""
    batches = [batch for source in sources for batch in _of_part(source, part)]
    return pa.Table.from_batches(batches, schema=schema)


def _split(table: pa.Table, parts: int) -> Iterator[tuple[int, pa.RecordBatch]]:
    """The documents of each part that has any, as one batch."""
    own = part_of(table.column("id"), parts)
    order = np.argsort(own, kind="stable")
    present, starts = np.unique(own[order], return_index=True)
    for part, rows in zip(present, np.split(order, starts[1:]), strict=True):
        chosen = table.take(pa.array(rows)).combine_chunks()
        yield from ((int(part), batch) for batch in chosen.to_batches())


def _of_part(source: Sorted, part: int) -> Iterator[pa.RecordBatch]:
    wanted = [at for at, own in enumerate(source.parts) if own == part]
    if wanted:
        with pa.OSFile(str(source.file)) as file, pa.ipc.open_file(file) as reader:
            yield from (reader.get_batch(at) for at in wanted)
