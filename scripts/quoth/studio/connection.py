"""Which Label Studio a corpus works with: recorded in ``.quoth/studio.json`` beside the corpus folder.

Never recorded is the token itself. For a server of our own it stands in a file of its data folder that only
the user can read; for another server only the name of the environment variable that holds it is written down.
"""

import os
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson

from quoth.store import write_atomic
from quoth.studio.client import Client
from quoth_eval.errors import InputError

CREDENTIALS = "credentials.json"


@dataclass(frozen=True, slots=True)
class Connection:
    """A server: its address and where its token is, a data folder of ours or an environment variable."""

    url: str
    data: str | None = None
    token_env: str | None = None


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who we are on a server of our own."""

    email: str
    password: str
    token: str

    def __repr__(self) -> str:
        """Only the name: what is printed by accident must not give anything away."""
        return f"Credentials({self.email!r})"


def default_data(corpus: Path) -> Path:
    """The data folder of a corpus's own server, beside the corpus."""
    return corpus.resolve().parent / ".quoth" / "studio"


def record(corpus: Path, connection: Connection) -> Path:
    """Write down the server that this corpus works with; the file."""
    file = _record_file(corpus)
    write_atomic(file.parent / ".gitignore", b"# Servers and secrets of this machine.\n*\n")
    write_atomic(file, orjson.dumps(asdict(connection), option=orjson.OPT_INDENT_2) + b"\n")
    return file


def recorded(corpus: Path) -> Connection:
    """The server that this corpus works with.

    Raises:
        InputError: none was recorded yet.
    """
    file = _record_file(corpus)
    try:
        return Connection(**orjson.loads(file.read_bytes()))
    except FileNotFoundError:
        raise InputError(
            "this corpus has no Label Studio yet; start one with `quoth studio`, "
            "or name one with `quoth studio --url URL --token-env NAME`"
        ) from None
    except (TypeError, ValueError):
        raise InputError(f"{file}: unreadable; run `quoth studio` again") from None


def connect(
    connection: Connection, waiting: Callable[[str], None] = lambda _: None, kind: type[Client] = Client
) -> Client:
    """A client for the recorded server; ``waiting`` is told when it has to wait, and what for.

    Raises:
        InputError: the token is not where it should be.
    """
    return kind(connection.url, _token(connection), waiting=waiting)


def read_credentials(data: Path) -> Credentials | None:
    """The credentials kept in a data folder; ``None`` when it has none yet."""
    try:
        return Credentials(**orjson.loads((data / CREDENTIALS).read_bytes()))
    except FileNotFoundError:
        return None
    except (TypeError, ValueError):
        raise InputError(
            f"{data / CREDENTIALS}: unreadable; restore it, or use another --data folder"
        ) from None


def write_credentials(data: Path, credentials: Credentials) -> None:
    """Keep the credentials where only the user can read them, from the first byte on."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(data / CREDENTIALS, flags, 0o600), "wb") as file:
        file.write(orjson.dumps(asdict(credentials), option=orjson.OPT_INDENT_2) + b"\n")


def _record_file(corpus: Path) -> Path:
    return corpus.resolve().parent / ".quoth" / "studio.json"


def _token(connection: Connection) -> str:
    if connection.token_env:
        return _checked(os.environ.get(connection.token_env, ""), f"${connection.token_env}")
    data = Path(connection.data or "")
    credentials = read_credentials(data)
    if credentials is None:
        raise InputError(f"{data / CREDENTIALS}: missing; start the server again with `quoth studio`")
    return credentials.token


def _checked(token: str, where: str) -> str:
    """The token without white space around it; what cannot stand in a request must not be echoed either."""
    token = token.strip()
    if not token:
        raise InputError(f"{where} is empty; put your Label Studio access token there (Account & Settings)")
    if not re.fullmatch(r"[\x21-\x7e]+", token):
        raise InputError(f"{where} does not hold an access token; it has characters that no token has")
    return token
