"""JSON lines into Arrow tables: whole chunks by Arrow's own parser, one by one only to find what is wrong."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

import orjson
import pyarrow as pa
import pyarrow.json as pj

from quoth_eval.errors import InputError
from quoth_eval.inputs.shards import Shard

CHUNK = 32 << 20  # bytes of JSON that are parsed at once


def chunks(shard: Shard) -> Iterator[tuple[int, bytes]]:
    """Pieces of whole lines, each with the number of its first line (from 1).

    Raises:
        InputError: the file cannot be read, or is a damaged or cut-off gzip.
    """
    line, rest = 1, b""
    with _opened(shard) as file:
        while block := _read(file, shard):
            head, newline, tail = (rest + block).rpartition(b"\n")
            if newline:
                yield line, head
                line += head.count(b"\n") + 1
            rest = tail
    if rest.strip():
        yield line, rest


def table(chunk: bytes, schema: pa.Schema) -> pa.Table:
    """The documents of a chunk, with the columns of ``schema``; unknown keys are ignored.

    Raises:
        pa.ArrowInvalid: something does not parse; Arrow does not say where.
    """
    if not chunk.strip():
        return schema.empty_table()
    read = pj.ReadOptions(block_size=len(chunk) + 1)
    parse = pj.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore")
    return pj.read_json(pa.BufferReader(chunk), read_options=read, parse_options=parse).select(schema.names)


def lines(chunk: bytes, first: int) -> Iterator[tuple[int, bytes]]:
    """The lines of a chunk that hold anything, with their numbers."""
    return ((n, line) for n, line in enumerate(chunk.split(b"\n"), first) if line.strip())


def identifier(line: bytes) -> str | None:
    """The document id on a line, if it can be made out."""
    try:
        found = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    return found.get("id") if isinstance(found, dict) else None


@contextmanager
def _opened(shard: Shard) -> Iterator[IO[bytes]]:
    try:
        opened = shard.path.open("rb")
    except OSError as error:
        raise InputError(f"cannot read {shard.path}: {error.strerror}") from None
    with opened as raw, gzip.open(raw) if shard.path.name.endswith(".gz") else raw as file:
        yield file  # type: ignore[misc]  # a GzipFile reads bytes like any other


def _read(file: IO[bytes], shard: Shard) -> bytes:
    try:
        return file.read(CHUNK)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{shard.name}: cannot read on, the file is damaged or cut short: {error}") from None
