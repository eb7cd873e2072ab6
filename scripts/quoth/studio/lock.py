"""One server on a data folder: a lock that the server process inherits, so that both end together."""

import os
from pathlib import Path

import orjson

from quoth_eval.errors import InputError


class FolderLock:
    """The file ``lock`` in a data folder; it also says which address the last server had."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "lock"
        self._handle: int | None = None

    @property
    def descriptors(self) -> tuple[int, ...]:
        """What the server process must inherit."""
        return () if self._handle is None else (self._handle,)

    @property
    def last_port(self) -> int | None:
        """The port of the last server here, if there was one."""
        _, _, port = self._last_url().rpartition(":")
        return int(port) if port.isdigit() else None

    def acquire(self) -> None:
        """Take the lock.

        Raises:
            InputError: a server works on this folder; the message says where it answers.
        """
        import fcntl

        handle = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            raise InputError(
                f"a Label Studio works on {self._file.parent} already, at {self._last_url() or '…'}; "
                "use that one, or another folder with --data"
            ) from None
        self._handle = handle

    def describe(self, url: str) -> None:
        """Write down where the server answers."""
        self._file.write_bytes(orjson.dumps({"url": url, "pid": os.getpid()}) + b"\n")

    def release(self) -> None:
        """Give the lock back; what was written down stays for the next start."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _last_url(self) -> str:
        try:
            return str(orjson.loads(self._file.read_bytes())["url"])
        except (OSError, ValueError, KeyError, TypeError):
            return ""
