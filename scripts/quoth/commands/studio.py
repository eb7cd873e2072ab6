"""``quoth studio``: a local Label Studio, or another server to work with."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from quoth.commands.options import CorpusOption, JsonOption, corpus_root, emit_json, say

if TYPE_CHECKING:
    from quoth.studio.server import LocalStudio


def studio(
    corpus: CorpusOption = None,
    data: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Where the server keeps its data.  [default: .quoth/studio beside the corpus]",
            show_default=False,
        ),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help="The port.  [default: a free one]", show_default=False),
    ] = None,
    url: Annotated[
        str | None, typer.Option(metavar="URL", help="Work with the server at this address instead.")
    ] = None,
    token_env: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The environment variable that holds your access token there."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Start a local Label Studio for this corpus.

    It runs until Ctrl-C, listens on this machine only, lets nobody sign up and reports to nobody. The first
    start takes about a minute. With `--url` and `--token-env` no server is started: the other commands then
    use that one.

    Example: `quoth studio` in one terminal, `quoth push` in another

    Example: `quoth studio --url https://labels.example.org --token-env LABELS_TOKEN`
    """
    root = corpus_root(corpus)
    if url is not None or token_env is not None:
        _record_other(root, url, token_env, as_json)
    else:
        _run(root, data, port, as_json)


def _record_other(root: Path, url: str | None, token_env: str | None, as_json: bool) -> None:
    from quoth.studio.connection import Connection, connect, record
    from quoth_eval.errors import InputError

    if url is None or token_env is None:
        raise InputError("--url and --token-env belong together: the address, and where your token is")
    if not url.startswith(("http://", "https://")):
        raise InputError(f"--url {url}: expected http://… or https://…")
    connection = Connection(url.rstrip("/"), token_env=token_env)
    with connect(connection) as client:
        user = client.whoami()["email"]
    record(root, connection)
    if as_json:
        emit_json({"url": connection.url, "user": user})
    else:
        typer.echo(f"{connection.url}, as {user} with the token in ${token_env}")


@contextmanager
def local_studio(root: Path, data: Path | None = None, port: int | None = None) -> Iterator["LocalStudio"]:
    """A server of our own for a corpus while the block runs, recorded for the other commands."""
    from quoth.studio.connection import default_data, record
    from quoth.studio.server import LocalStudio

    signal.signal(signal.SIGTERM, _stop)
    with LocalStudio(data or default_data(root), port, _Waiting()) as server:
        record(root, server.connection)
        yield server


def until_interrupted(server: "LocalStudio") -> None:
    """Leave the server running until Ctrl-C."""
    say("Stop it with Ctrl-C.")
    try:
        server.wait()
    except KeyboardInterrupt:
        say("stopping")


def _run(root: Path, data: Path | None, port: int | None, as_json: bool) -> None:
    from quoth.studio.connection import CREDENTIALS

    with local_studio(root, data, port) as server:
        where = server.data / CREDENTIALS
        if as_json:
            emit_json({"url": server.url, "user": server.credentials.email, "password_file": str(where)})
        else:
            typer.echo(f"Label Studio is up: {server.url}")
            typer.echo(f"Log in as {server.credentials.email}; the password is in {where}")
        until_interrupted(server)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


class _Waiting:
    """A line that shows how long the server takes to come up."""

    def __init__(self) -> None:
        self._said = False

    def __call__(self, seconds: float) -> None:
        """Show the seconds: in place on a terminal, elsewhere only that something is under way."""
        if not self._said:
            say("starting Label Studio (the first time this takes about a minute)")
            self._said = True
        if typer.get_text_stream("stderr").isatty():
            typer.echo(f"\r{seconds:4.0f} s \r", nl=False, err=True)
