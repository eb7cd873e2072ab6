"""Files that a pull has made but not yet put in their places: everything is there before anything changes."""

import shutil
import tempfile
import time
from pathlib import Path
from typing import Self

from quoth.store import write_atomic
from quoth_eval.errors import InputError

_PREFIX = "pulling-"
_ABANDONED = 3600
"""Seconds without a new file after which a folder is not that of another pull at work."""


class Staging:
    """A folder of files that wait; it goes when the ``with`` block is left, one that a kill left goes later.

    It lies beside the corpus, where moving a file into the corpus is one step that a crash cannot halve.

    Raises:
        InputError: it cannot be made.
    """

    def __init__(self, corpus: Path) -> None:
        self._home = corpus.resolve().parent / ".quoth"

    def __enter__(self) -> Self:
        try:
            self._home.mkdir(parents=True, exist_ok=True)
            for left in self._home.glob(f"{_PREFIX}*"):
                if time.time() - left.stat().st_mtime > _ABANDONED:
                    shutil.rmtree(left, ignore_errors=True)
            self._folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=self._home))
        except OSError as error:
            raise InputError(f"cannot write in {self._home}: {error.strerror}") from None
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def put(self, number: int, data: bytes) -> None:
        """Keep the content of a file until it is wanted.

        Raises:
            InputError: it cannot be written.
        """
        write_atomic(self._folder / str(number), data)

    def place(self, number: int, target: Path) -> bool:
        """Move a file to its place; whether anything changed there. Nothing waits for what stands already.

        Raises:
            InputError: it cannot be written.
        """
        staged = self._folder / str(number)
        if not staged.exists():
            return False
        data = staged.read_bytes()
        try:
            if target.exists() and target.read_bytes() == data:
                return False
            target.parent.mkdir(parents=True, exist_ok=True)
            staged.replace(target)
        except OSError:  # another file system, most likely
            return write_atomic(target, data)
        return True
