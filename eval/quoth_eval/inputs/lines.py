"""JSON lines into Arrow tables, whole chunks at once by Arrow's own parser.

Arrow's parser takes more than we do, so :func:`table` refuses here what it would pass: two objects on one
line or one on two, text that is no UTF-8, and a leading ``null`` (on which it crashes). It does not say where
it failed; :mod:`quoth_eval.inputs.sifting` finds out.
"""

import gzip
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.json as pj

from quoth_eval.errors import InputError
from quoth_eval.inputs.shards import Shard

CHUNK = 32 << 20  # bytes of JSON that are parsed at once
GZIP = b"\x1f\x8b"
_MARK = b"\xef\xbb\xbf"  # some editors put it before UTF-8; it means nothing
_LIMIT = 2**31 - 1  # bytes; beyond it Arrow's offsets overflow


def chunks(shard: Shard) -> Iterator[tuple[int, bytes]]:
    """Pieces of whole lines, each with the number of its first line (from 1).

    Raises:
        InputError: the file cannot be read, or is a damaged or cut-off gzip.
    """
    line, rest = 1, b""
    with _opened(shard) as file:
        while block := _read(file, shard):
            end = block.rfind(b"\n")
            if end < 0:
                rest += block
                continue
            head = b"".join((rest, memoryview(block)[:end]))
            yield line, head.removeprefix(_MARK) if line == 1 else head
            line += head.count(b"\n") + 1
            rest = block[end + 1 :]
    if rest.strip():
        yield line, rest.removeprefix(_MARK) if line == 1 else rest


def table(chunk: bytes, schema: pa.Schema) -> pa.Table:
    """The documents of a chunk, one a line, with the columns of ``schema``; unknown keys are ignored.

    A value that is null counts as one that is not there.

    Raises:
        pa.ArrowInvalid: something does not parse or is not one object a line; Arrow does not say where.
    """
    if not chunk or chunk.isspace():
        return schema.empty_table()
    _refuse_before_parsing(chunk)
    read = pj.ReadOptions(block_size=len(chunk) + 1)
    parse = pj.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore")
    found = pj.read_json(pa.BufferReader(chunk), read_options=read, parse_options=parse).select(schema.names)
    if found.num_rows != sum(1 for _ in lines(chunk, 1)):
        raise pa.ArrowInvalid("as many objects as lines are expected")
    return found


def lines(chunk: bytes, first: int) -> Iterator[tuple[int, bytes]]:
    """The lines of a chunk that hold anything, with their numbers."""
    return ((n, line) for n, line in enumerate(chunk.split(b"\n"), first) if line and not line.isspace())


def identifier(line: bytes) -> str | None:
    """The document id on a line, if it can be made out."""
    try:
        found = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    name = found.get("id") if isinstance(found, dict) else None
    return name if isinstance(name, str) else None


def _refuse_before_parsing(chunk: bytes) -> None:
    """What Arrow crashes on or reads in silence."""
    if len(chunk) >= _LIMIT:
        raise pa.ArrowInvalid("a line of two gigabytes or more")
    if not re.match(rb"\s*\{", chunk):
        raise pa.ArrowInvalid("an object is expected")
    if not chunk.isascii():
        ends = pa.py_buffer(np.array([0, len(chunk)], np.int32))
        pa.StringArray.from_buffers(1, ends, pa.py_buffer(chunk)).validate(full=True)


def packed(path: Path) -> bool:
    """Whether a file is gzipped, by its name or its first bytes."""
    with path.open("rb") as file:
        return path.name.endswith(".gz") or file.read(2) == GZIP


@contextmanager
def _opened(shard: Shard) -> Iterator[IO[bytes]]:
    try:
        with shard.path.open("rb") as raw:
            if not packed(shard.path):
                yield raw
            elif not raw.peek(1):
                raise InputError(f"{shard.name}: the file is empty, not even a gzip of nothing")
            else:
                with gzip.open(raw) as file:
                    yield file  # type: ignore[misc]  # a GzipFile reads bytes like any other
    except OSError as error:
        raise InputError(f"cannot read {shard.name}: {error.strerror or error}") from None


def _read(file: IO[bytes], shard: Shard) -> bytes:
    try:
        return file.read(CHUNK)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{shard.name}: cannot read on, the file is damaged or cut short: {error}") from None
