"""The server of our own: closed to others, alone on its folder, gone when it should be."""

import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import orjson
import pytest
from studio.commands import quoth

from quoth.studio.connection import CREDENTIALS, Credentials
from quoth.studio.server import LocalStudio
from quoth_eval.corpus import Corpus
from quoth_eval.errors import InputError

pytestmark = pytest.mark.studio

_START = 300


def test_it_listens_on_this_machine_only(server: LocalStudio) -> None:
    own = socket.gethostbyname(socket.gethostname())
    for address in {own, "127.0.0.2"} - {"127.0.0.1"}:
        with socket.socket() as probe:
            probe.settimeout(2)
            assert probe.connect_ex((address, server.port)) != 0


def test_nobody_can_sign_up_without_an_invitation(server: LocalStudio) -> None:
    with httpx.Client(base_url=server.url, follow_redirects=True) as http:
        http.get("/user/login/")
        form = {
            "email": "x@y.org",
            "password": "a-long-passw0rd",
            "csrfmiddlewaretoken": http.cookies["csrftoken"],
        }
        http.post("/user/signup/", data=form, headers={"Referer": server.url})
        assert http.get("/api/current-user/whoami").status_code == 401


def test_secrets_are_for_the_user_only(server: LocalStudio) -> None:
    assert stat.S_IMODE((server.data / CREDENTIALS).stat().st_mode) == 0o600
    assert stat.S_IMODE(server.data.stat().st_mode) == 0o700
    token = server.credentials.token
    assert token not in server.log.read_text(encoding="utf-8", errors="replace")
    assert token not in repr(server.credentials)
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        assert token.encode() not in _bytes(process)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def test_a_second_server_on_the_folder_is_refused(server: LocalStudio) -> None:
    with pytest.raises(InputError, match=server.url), LocalStudio(server.data):
        pass


def test_a_port_that_is_taken_is_refused(server: LocalStudio, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=f"port {server.port} is taken"), LocalStudio(tmp_path, server.port):
        pass


def test_a_server_that_does_not_start_shows_the_end_of_its_log(tmp_path: Path) -> None:
    (tmp_path / "label_studio.sqlite3").write_bytes(b"this is no database" * 100)
    with pytest.raises(InputError, match="did not start") as caught, LocalStudio(tmp_path):
        pass
    assert "not a database" in str(caught.value)


def test_credentials_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / CREDENTIALS).write_text("{}")
    with pytest.raises(InputError, match="restore it"), LocalStudio(tmp_path):
        pass


@pytest.fixture
def copy(server: LocalStudio, tmp_path: Path) -> Path:
    """A data folder with a copy of the running server's database, so that it starts fast."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    for name in (CREDENTIALS, ".env"):
        (folder / name).write_bytes((server.data / name).read_bytes())
    with (
        closing(sqlite3.connect(server.data / "label_studio.sqlite3")) as source,
        closing(sqlite3.connect(folder / "label_studio.sqlite3")) as target,
    ):
        source.backup(target)
    return folder


@contextmanager
def running(corpus: Corpus, data: Path) -> Iterator[tuple["subprocess.Popen[str]", dict[str, str]]]:
    """``quoth studio`` as a process of its own, with what it printed when it was up."""
    command = [
        sys.executable,
        "-m",
        "quoth.cli",
        "studio",
        "--corpus",
        str(corpus.root),
        "--data",
        str(data),
        "--json",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        said = ""
        while not said.endswith("}\n") and (line := process.stdout.readline()):
            said += line
        try:
            yield process, orjson.loads(said)
        finally:
            process.kill()


def _gone(url: str) -> bool:
    """Whether nothing answers any more, soon."""
    for _ in range(60):
        try:
            httpx.get(f"{url}/health", timeout=2)
        except httpx.HTTPError:
            return True
        time.sleep(0.5)
    return False


def test_the_command_starts_records_and_stops(corpus: Corpus, copy: Path) -> None:
    with running(corpus, copy) as (process, said):
        assert Credentials(**orjson.loads(Path(said["password_file"]).read_bytes())).email == said["user"]
        assert quoth("status", "--project", "none").err.startswith(said["url"])
        second = subprocess.run(process.args, capture_output=True, text=True, timeout=60, check=False)
        assert (
            second.returncode == 2 and said["url"] in second.stderr and len(second.stderr.splitlines()) <= 2
        )
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        assert _gone(said["url"])
    assert "start it with `quoth studio`" in quoth("status").err
    with running(corpus, copy) as (process, said_again):
        assert said_again["url"] == said["url"]
        process.kill()  # no chance to clean up: the server must notice by itself
        assert _gone(said["url"])


def test_what_is_wrong_with_another_server_is_said(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{probe.getsockname()[1]}"
    monkeypatch.setenv("LABELS_TOKEN", "0" * 40)
    ran = quoth("studio", "--url", nowhere, "--token-env", "LABELS_TOKEN")
    assert ran.status == 2 and nowhere in ran.err and "no Label Studio answers" in ran.err
    assert "belong together" in quoth("studio", "--url", nowhere).err
    assert "expected http" in quoth("studio", "--url", "labels.org", "--token-env", "X").err
    monkeypatch.setenv("LABELS_TOKEN", "two\nlines")
    ran = quoth("studio", "--url", nowhere, "--token-env", "LABELS_TOKEN")
    assert ran.status == 2 and "two" not in ran.err
