"""The inputs that a command was given, by their names on the command line."""

import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Literal

from quoth_eval.corpus import find_corpus
from quoth_eval.errors import InputError
from quoth_eval.inputs.shards import Shard, resolve
from quoth_eval.temporary import temporary


@contextmanager
def shards(
    specs: Sequence[str], corpus: Path | None, temp: Path | None = None
) -> Iterator[list[list[Shard]]]:
    """The shards of each input, for as long as they are read.

    Args:
        specs: as :func:`quoth_eval.inputs.shards.resolve` takes them, or ``-`` for standard input.
        corpus: the corpus folder; the nearest one, if any, when ``None``.
        temp: where what can be read only once is kept meanwhile; the system's temporary folder when ``None``.

    Raises:
        InputError: nothing by such a name, or standard input asked for twice.
    """
    if specs.count("-") > 1:
        raise InputError("standard input can be only one of the inputs; give the others as files")
    folder = corpus or _nearest()
    with ExitStack() as stack:
        yield [
            stack.enter_context(_streamed(spec, temp)) if _streams(spec) else resolve(spec, folder)
            for spec in specs
        ]


def _streams(spec: str) -> bool:
    """Whether an input can be read only once: standard input, a pipe (``<(zcat gold.jsonl.zst)``)."""
    return spec == "-" or Path(spec).is_fifo()


@contextmanager
def _streamed(spec: str, temp: Path | None) -> Iterator[list[Shard]]:
    """A stream kept in a file, as it is hashed and then read; its first bytes say of which kind it is."""
    with temporary(temp) as folder:
        copy = folder / "input"
        with copy.open("wb") as file, _source(spec) as stream:
            shutil.copyfileobj(stream, file)
        yield [Shard(copy, _kind(copy), "standard input" if spec == "-" else spec)]


@contextmanager
def _source(spec: str) -> Iterator[IO[bytes]]:
    if spec == "-":
        yield sys.stdin.buffer
    else:
        with Path(spec).open("rb") as stream:
            yield stream


def _kind(file: Path) -> Literal["jsonl", "parquet"]:
    with file.open("rb") as stream:
        return "parquet" if stream.read(4) == b"PAR1" else "jsonl"


def _nearest() -> Path | None:
    try:
        return find_corpus(Path.cwd())
    except InputError:
        return None
