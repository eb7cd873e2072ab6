"""A PostgreSQL server of its own for a test, on the loopback interface, gone afterwards."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from quoth.studio.server import Postgres

_USER, _PASSWORD = "labels", "a password of this test alone"
_PROGRAMS = ("initdb", "pg_ctl", "createdb")
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def programs() -> Path | None:
    """The folder of PostgreSQL's server programs, the newest; Debian does not put them on the path."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda f: int(f.parts[-2]), reverse=True)
    elsewhere = shutil.which("pg_ctl")
    folders = [*debian, *([Path(elsewhere).resolve().parent] if elsewhere else [])]
    return next((f for f in folders if all((f / name).exists() for name in _PROGRAMS)), None)


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """An empty database on a server that asks for a password.

    It lies in no folder of pytest's: those are closed to the account that PostgreSQL runs as where pytest is
    run by root.
    """
    binaries = programs()
    assert binaries
    with tempfile.TemporaryDirectory(prefix="quoth-postgres-") as name:
        folder = Path(name)
        data, secret = folder / "data", folder / "password"
        secret.write_text(_PASSWORD)
        if account := _account():
            for path in (folder, secret):
                shutil.chown(path, account)
        _run(
            binaries / "initdb",
            "-D",
            data,
            "-U",
            _USER,
            f"--pwfile={secret}",
            "-A",
            "scram-sha-256",
            "-E",
            "UTF8",
        )
        port = _free_port()
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder}"
        options += "".join(f" -c {setting}" for setting in _FAST)
        _run(binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        try:
            words = (binaries / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", _USER, "labels")
            _run(*words, env={"PGPASSWORD": _PASSWORD})
            yield Postgres("127.0.0.1", port, "labels", _USER, _PASSWORD)
        finally:
            _run(binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _account() -> str | None:
    """PostgreSQL refuses to run as root; its package brings an account."""
    if os.geteuid() != 0:
        return None
    return next((n for n in ("postgres", "nobody") if n in {u.pw_name for u in pwd.getpwall()}), None)


def _run(*words: str | Path, env: Mapping[str, str] | None = None) -> None:
    done = subprocess.run(
        [str(w) for w in words],
        user=_account(),
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd="/",
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
