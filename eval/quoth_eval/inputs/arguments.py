"""The inputs that a command was given, by their names on the command line."""

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from quoth_eval.corpus import find_corpus
from quoth_eval.errors import InputError
from quoth_eval.inputs.shards import Shard, resolve

_GZIP = b"\x1f\x8b"


@contextmanager
def shards(specs: Sequence[str], corpus: Path | None) -> Iterator[list[list[Shard]]]:
    """The shards of each input, for as long as they are read.

    Args:
        specs: as :func:`quoth_eval.inputs.shards.resolve` takes them, or ``-`` for standard input.
        corpus: the corpus folder; the nearest one, if any, when ``None``.

    Raises:
        InputError: nothing by such a name, or standard input asked for twice.
    """
    if specs.count("-") > 1:
        raise InputError("standard input can be only one of the inputs; give the others as files")
    folder = corpus or _nearest()
    with ExitStack() as stack:
        yield [
            [stack.enter_context(_standard_input())] if spec == "-" else resolve(spec, folder)
            for spec in specs
        ]


@contextmanager
def _standard_input() -> Iterator[Shard]:
    """JSON lines from standard input, plain or gzipped, kept in a file: they are hashed and then read."""
    with tempfile.TemporaryDirectory(prefix="quoth-") as folder:
        plain = Path(folder) / "input.jsonl"
        with plain.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
        yield Shard(_named_by_kind(plain), "jsonl", "standard input")


def _named_by_kind(plain: Path) -> Path:
    with plain.open("rb") as file:
        gzipped = file.read(2) == _GZIP
    return plain.rename(plain.with_name("input.jsonl.gz")) if gzipped else plain


def _nearest() -> Path | None:
    try:
        return find_corpus(Path.cwd())
    except InputError:
        return None
