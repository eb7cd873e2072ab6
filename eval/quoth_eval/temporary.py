"""Folders that are there only while something is computed."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from quoth_eval.errors import InputError


@contextmanager
def temporary(parent: Path | None = None) -> Iterator[Path]:
    """A new empty folder in ``parent`` (the system's temporary folder when ``None``), gone afterwards.

    Raises:
        InputError: nothing can be made there.
    """
    with ExitStack() as stack:
        try:
            folder = tempfile.TemporaryDirectory(prefix="quoth-", dir=parent, ignore_cleanup_errors=True)
        except OSError as error:
            raise InputError(f"--temp {parent}: no folder to write to: {error.strerror}") from None
        yield Path(stack.enter_context(folder))
