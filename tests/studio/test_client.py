"""What the client does when a server is slow, broken, or none of ours; over real sockets."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import orjson
import pytest

from quoth.studio.client import Client, MaybeDoneError
from quoth_eval.errors import InputError

Answer = tuple[int, bytes] | None
"""Status and body, or nothing at all: the connection is cut."""


class Server:
    """A server that gives the answers it was told to, one after the other, and keeps what it was asked."""

    def __init__(self, url: str, asked: list[tuple[str, str, str]], answers: list[Answer]) -> None:
        self.url, self.asked, self.answers = url, asked, answers

    def client(self, token: str = "t" * 40) -> Client:
        """A client that does not wait long."""
        return Client(self.url, token, pause=0.001)


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    """Starts servers."""
    running: list[ThreadingHTTPServer] = []

    def start(*answers: Answer) -> Server:
        told, asked = list(answers), []

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                size = int(self.headers.get("Content-Length") or 0)
                self.rfile.read(size)
                asked.append((self.command, self.path, self.headers.get("Authorization", "")))
                found = told.pop(0) if len(told) > 1 else told[0]
                if found is None:
                    self.connection.close()
                    return
                self.send_response(found[0])
                self.send_header("Content-Length", str(len(found[1])))
                self.end_headers()
                self.wfile.write(found[1])

            do_GET = do_POST = do_PATCH = answer  # noqa: N815 - the base class wants these names

            def log_message(self, *_: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        running.append(server)
        return Server(f"http://127.0.0.1:{server.server_port}", asked, told)

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


ME = {"email": "a@b.c", "active_organization": 1}
OK = (200, orjson.dumps(ME))


@pytest.mark.parametrize("trouble", [(503, b""), (500, b"x"), None])
def test_a_question_is_asked_again_until_it_is_answered(
    serve: Callable[..., Server], trouble: Answer
) -> None:
    server = serve(trouble, trouble, OK)
    assert server.client().whoami() == ME
    assert len(server.asked) == 3


def test_after_five_tries_it_gives_up(serve: Callable[..., Server]) -> None:
    server = serve((503, b""))
    with pytest.raises(InputError, match=f"{server.url}.*HTTP 503"):
        server.client().whoami()
    assert len(server.asked) == 5


@pytest.mark.parametrize("trouble", [(502, b""), None])
def test_what_may_have_been_done_is_not_done_twice(serve: Callable[..., Server], trouble: Answer) -> None:
    server = serve(trouble)
    with pytest.raises(MaybeDoneError, match=r"502|run the command again"):
        server.client().import_tasks(1, [{"data": {}}])
    assert len(server.asked) == 1


BAD = [
    ((401, b"{}"), "rejects the token"),
    ((404, b'{"detail": "No Project"}'), "HTTP 404: No Project"),
    ((400, b'{"validation_errors": {"label_config": ["bad"]}}'), "label_config"),
    ((403, b"<html>"), "HTTP 403"),
    ((200, b"<html>hello</html>"), "is the address right"),
    ((302, b""), "is the address right"),
    ((200, b"[]"), "expected an object"),
]


@pytest.mark.parametrize(("answer", "said"), BAD)
def test_each_refusal_says_what_to_do(serve: Callable[..., Server], answer: Answer, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        serve(answer).client("secret" * 7).whoami()
    assert "secret" not in str(caught.value)
    assert len(str(caught.value).splitlines()) <= 2


def test_a_personal_token_is_exchanged_and_renewed(serve: Callable[..., Server]) -> None:
    server = serve(
        (200, orjson.dumps({"access": "one"})), OK, (401, b"{}"), (200, orjson.dumps({"access": "two"})), OK
    )
    client = server.client("head.body.sign")
    assert client.whoami() and client.whoami()
    assert [(path, sign) for _, path, sign in server.asked] == [
        ("/api/token/refresh/", ""),
        ("/api/current-user/whoami", "Bearer one"),
        ("/api/current-user/whoami", "Bearer one"),
        ("/api/token/refresh/", ""),
        ("/api/current-user/whoami", "Bearer two"),
    ]


def test_a_personal_token_that_is_no_longer_valid(serve: Callable[..., Server]) -> None:
    with pytest.raises(InputError, match="rejects the token"):
        serve((401, b"{}")).client("head.body.sign").whoami()


def test_a_server_that_answered_before_is_waited_for_longer_and_that_is_said(
    serve: Callable[..., Server],
) -> None:
    server, said = serve(OK, *[(503, b"")] * 6, OK), []
    with Client(server.url, "t" * 40, pause=0.001, waiting=said.append) as client:
        assert client.whoami() == client.whoami()
    assert len(server.asked) == 8
    assert [line.rpartition(" in ")[2] for line in said[:3]] == ["0.001 s", "0.002 s", "0.004 s"]
    assert all(line.startswith(f"{server.url}: no answer (HTTP 503); trying again") for line in said)


def test_tasks_come_page_by_page(serve: Callable[..., Server]) -> None:
    pages = [{"total": 300, "tasks": [{"id": n}]} for n in (1, 2)]
    server = serve(*[(200, orjson.dumps(p)) for p in pages])
    with server.client() as client:
        assert [t["id"] for t in client.tasks(7, ["id"])] == [1, 2]
    assert [("page=1" in p, "page=2" in p) for _, p, _ in server.asked] == [(True, False), (False, True)]


@pytest.mark.parametrize(
    ("ask", "answer", "message"),
    [
        (Client.users, {"detail": "hm"}, "/api/users/: expected a list, found dict"),
        (Client.users, [{"id": 1}], "/api/users/: the answer has no email; is this Label Studio 1.23?"),
        (Client.users, [7], "/api/users/: expected an object, found int"),
        (lambda c: list(c.projects()), {"count": 0}, "/api/projects/: the answer has no results;"),
        (lambda c: list(c.tasks(1, ["id"])), {"tasks": []}, "/api/tasks/: the answer has no total;"),
        (lambda c: c.import_tasks(1, []), {}, "/api/projects/1/import: the answer has no task_ids;"),
    ],
)
def test_an_answer_of_another_shape_is_named(
    serve: Callable[..., Server], ask: Callable[[Client], object], answer: object, message: str
) -> None:
    server = serve((200, orjson.dumps(answer)))
    with server.client() as client, pytest.raises(InputError) as refused:
        ask(client)
    assert f"{server.url}{message}" in str(refused.value)
