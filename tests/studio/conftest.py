"""A real Label Studio, started once for all tests, and a corpus that works with it."""

import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import httpx
import pytest
from studio.valid import every_feature

from quoth.store import write_articles
from quoth.studio.client import Client
from quoth.studio.connection import record
from quoth.studio.server import LocalStudio
from quoth_eval.corpus import Article, Corpus
from quoth_eval.document import Document
from quoth_eval.integrity import hash_of

CHROMIUM = Path("/usr/bin/chromium")


def require(what: str, there: bool) -> None:
    """Skip when something is not installed; where servers are required, fail instead."""
    if not there:
        message = f"{what} is not installed"
        if os.environ.get("QUOTH_REQUIRE_SERVERS") == "1":
            pytest.fail(message)
        pytest.skip(message)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalStudio]:
    """A running server of our own."""
    require("Label Studio", find_spec("label_studio") is not None)
    with LocalStudio(tmp_path_factory.mktemp("studio")) as running:
        yield running


@pytest.fixture
def client(server: LocalStudio) -> Iterator[Client]:
    """A client of the server's first user."""
    with server.client() as found:
        yield found


@pytest.fixture(scope="session")
def second_user(server: LocalStudio) -> Client:
    """Somebody else with an account of their own, by the invitation of the first user."""
    own = {"Authorization": f"Token {server.credentials.token}"}
    invite = httpx.get(f"{server.url}/api/invite", headers=own).json()["invite_url"]
    with httpx.Client(base_url=server.url, follow_redirects=True) as http:
        http.get(invite)
        form = {
            "email": "bo@quoth.local",
            "password": "a-long-passw0rd",
            "csrfmiddlewaretoken": http.cookies["csrftoken"],
        }
        assert http.post(invite, data=form, headers={"Referer": server.url}).is_success
        token = http.get("/api/current-user/token").json()["token"]
    return Client(server.url, token)


@pytest.fixture
def title(request: pytest.FixtureRequest) -> str:
    """A project for each test."""
    return f"p {request.node.name}"[:50]


@pytest.fixture
def corpus(tmp_path: Path, server: LocalStudio, monkeypatch: pytest.MonkeyPatch) -> Corpus:
    """A corpus of three articles, the first of them :func:`every_feature`, that works with the server."""
    root = tmp_path / "corpus"
    texts = {
        "every-feature": every_feature().text or "",
        "two": "Ana Belo spoke.\n\nNothing 😀 else.",
        "three": "A fire.",
    }
    write_articles(
        root, ((Article(i, title=f"The {i}", text_sha256=hash_of(t)), t) for i, t in texts.items())
    )
    record(root, server.connection)
    monkeypatch.chdir(tmp_path)
    return Corpus(root)


def annotated(corpus: Corpus, set_name: str, article: str) -> Document:
    """What a set says of an article."""
    return Corpus(corpus.root).document(article, set_name)
