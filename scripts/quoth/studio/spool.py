"""A project's tasks on disk while a pull reads them: everything is there before anything is written."""

import tempfile
from collections.abc import Iterable, Iterator
from typing import IO, Self

import orjson

from quoth.studio.client import Json


class Spool:
    """Tasks in a temporary file, so that memory stays small and a server that goes away changes nothing."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile(prefix="quoth-pull-")  # noqa: SIM115 - closed on exit

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def fill(self, tasks: Iterable[Json]) -> Iterator[Json]:
        """Keep the tasks as they pass."""
        for task in tasks:
            self._file.write(orjson.dumps(task) + b"\n")
            yield task

    def __iter__(self) -> Iterator[Json]:
        self._file.seek(0)
        return (orjson.loads(line) for line in self._file)
