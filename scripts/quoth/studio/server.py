"""A Label Studio of our own on the loopback interface, ready to use: started, awaited, stopped."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Self

import httpx

from quoth.studio.client import Client
from quoth.studio.connection import Connection, Credentials, read_credentials, write_credentials
from quoth.studio.lock import FolderLock
from quoth_eval.errors import InputError

HOST = "127.0.0.1"
USER = "annotator@quoth.local"
_PATIENCE = 600
_GRACE = 10


@dataclass(frozen=True, slots=True)
class Postgres:
    """A PostgreSQL database for Label Studio, in the place of an SQLite file in its data folder."""

    host: str
    port: int
    name: str
    user: str
    password: str = ""

    def __repr__(self) -> str:
        """Without the password."""
        return f"Postgres({self.user}@{self.host}:{self.port}/{self.name})"


class LocalStudio:
    """A server that runs while the ``with`` block does.

    >>> with LocalStudio(folder) as studio:  # doctest: +SKIP
    ...     studio.client().whoami()["email"]
    'annotator@quoth.local'

    Args:
        data: its data folder; made when it is not there. A second start on it finds everything again.
        port: the port to use; a free one unless given, the one of the last start if that is free.
        waiting: told the seconds that the server takes to come up, about twice a second.
        database: where it keeps tasks and labels; an SQLite file in the data folder unless given.

    Raises:
        InputError: Label Studio is not installed; another server works on this folder; the port is taken; the
            server does not come up (with the end of its log).
    """

    def __init__(
        self,
        data: Path,
        port: int | None = None,
        waiting: Callable[[float], None] | None = None,
        database: Postgres | None = None,
    ) -> None:
        self.data = data.resolve()
        self._wanted = port
        self._waiting = waiting or (lambda _: None)
        self._database = database
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = FolderLock(self.data)
        self.port = 0

    @property
    def url(self) -> str:
        """The address to open in a browser."""
        return f"http://{HOST}:{self.port}"

    @property
    def log(self) -> Path:
        """What the server prints."""
        return self.data / "server.log"

    @property
    def connection(self) -> Connection:
        """What to record for the other commands."""
        return Connection(self.url, data=str(self.data))

    def client(self) -> Client:
        """A client with the token of the server's first user."""
        return Client(self.url, self.credentials.token)

    def __enter__(self) -> Self:
        if find_spec("label_studio") is None:
            raise InputError('Label Studio is not installed; pip install "quoth[studio]"')
        self.data.mkdir(parents=True, exist_ok=True)
        self.data.chmod(0o700)  # the database holds the tokens of everybody
        self._lock.acquire()
        try:
            self.credentials = self._credentials()
            self.port = self._choose_port()
            self._lock.describe(self.url)
            self._start()
            self._await_health()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End the server and everything it started; safe to call twice."""
        process, self._process = self._process, None
        if process is not None:
            _end(process)
        self._lock.release()

    def wait(self) -> None:
        """Wait until the server ends by itself.

        Raises:
            InputError: it did, with the end of its log.
        """
        if self._process is not None:
            self._process.wait()
            raise InputError(f"Label Studio stopped by itself:\n{self._log_end()}")

    def _credentials(self) -> Credentials:
        found = read_credentials(self.data)
        if found is None:
            found = Credentials(USER, secrets.token_urlsafe(12), secrets.token_hex(20))
            write_credentials(self.data, found)
        return found

    def _choose_port(self) -> int:
        if self._wanted is not None:
            if not _is_free(self._wanted):
                raise InputError(f"port {self._wanted} is taken; choose another with --port, or none at all")
            return self._wanted
        last = self._lock.last_port
        return last if last and _is_free(last) else _free_port()

    def _start(self) -> None:
        command = [sys.executable, "-m", "quoth.studio.child", "start", "--no-browser"]
        command += ["--internal-host", HOST, "--port", str(self.port), "--log-level", "WARNING"]
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and arguments
                command,
                env=self._environment(),
                cwd=self.data,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=self._lock.descriptors,
            )

    def _environment(self) -> dict[str, str]:
        """The caller's environment with all that concerns Label Studio replaced."""
        foreign = ("LABEL_STUDIO_", "DJANGO_", "POSTGRE_")
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(foreign)}
        return (
            inherited
            | self._database_settings()
            | {
                "HOME": str(self.data),
                "PYTHONUNBUFFERED": "1",
                "LABEL_STUDIO_BASE_DATA_DIR": str(self.data),
                "LABEL_STUDIO_USERNAME": self.credentials.email,
                "LABEL_STUDIO_PASSWORD": self.credentials.password,
                "LABEL_STUDIO_USER_TOKEN": self.credentials.token,
                "LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN": "true",
                "LABEL_STUDIO_DISABLE_SIGNUP_WITHOUT_LINK": "true",
                "COLLECT_ANALYTICS": "false",
                "LATEST_VERSION_CHECK": "false",
                "SENTRY_DSN": "",
                "FRONTEND_SENTRY_DSN": "",
                "DEBUG": "false",
            }
        )

    def _database_settings(self) -> dict[str, str]:
        """``label-studio start`` takes SQLite unless told otherwise, whatever the server's own default is."""
        if self._database is None:
            return {}
        return {
            "DJANGO_DB": "default",
            "POSTGRE_HOST": self._database.host,
            "POSTGRE_PORT": str(self._database.port),
            "POSTGRE_NAME": self._database.name,
            "POSTGRE_USER": self._database.user,
            "POSTGRE_PASSWORD": self._database.password,
        }

    def _await_health(self) -> None:
        """Wait until *our* process serves this port and knows our token."""
        began = time.monotonic()
        while not self._healthy():
            if self._process is None or self._process.poll() is not None:
                raise InputError(f"Label Studio did not start:\n{self._log_end()}")
            if time.monotonic() - began > _PATIENCE:
                raise InputError(f"Label Studio is not up after {_PATIENCE} seconds; see {self.log}")
            self._waiting(time.monotonic() - began)
            time.sleep(0.5)
        with self.client() as client:
            client.whoami()

    def _healthy(self) -> bool:
        """Whether our server has bound the port and answers; before, anything there is somebody else's."""
        if f"server at {self.url}" not in self._log_end(2000):
            return False
        with suppress(httpx.HTTPError):
            answer = httpx.get(f"{self.url}/health", timeout=5, trust_env=False)
            return answer.is_success and self._process is not None and self._process.poll() is None
        return False

    def _log_end(self, size: int = 800) -> str:
        try:
            return self.log.read_text(encoding="utf-8", errors="replace")[-size:].strip()
        except OSError:
            return ""


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        with suppress(OSError):
            process.stdin.close()
    _signal(process, signal.SIGTERM)
    try:
        process.wait(_GRACE)
    except subprocess.TimeoutExpired:
        _signal(process, signal.SIGKILL)
        process.wait()


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """To the whole group that the server leads, so that nothing it started is left."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def _is_free(port: int) -> bool:
    """Whether the port can be bound; somebody may listen on all interfaces or on ours only."""
    for host in (HOST, ""):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                return False
    return True


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
