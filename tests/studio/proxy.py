"""Stands between Quoth and the real server, and lets something go wrong at a chosen request."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal

import httpx

Deed = Literal["pass", "drop", "swallow"]
"""``pass`` the request on; ``drop`` it, unseen by the server; ``swallow`` the answer to one that was done."""


@dataclass
class Proxy:
    """Its address, what it was asked (``"POST /api/…"``), and what it does with each request."""

    url: str = ""
    asked: list[str] = field(default_factory=list)
    decide: Callable[[str, int], Deed] = lambda _request, _count: "pass"

    def nth(self, what: str, number: int, deed: Deed, then: Callable[[], None] = lambda: None) -> None:
        """Do this with the nth request from now that holds ``what``, ``then`` before; pass all others on."""
        past = len(self.asked)

        def decide(request: str, _count: int) -> Deed:
            if what in request and sum(what in r for r in self.asked[past:]) == number:
                then()
                return deed
            return "pass"

        self.decide = decide


@contextmanager
def proxied(server: str) -> Iterator[Proxy]:
    """A proxy for the server at this address."""
    proxy = Proxy()

    class Handler(BaseHTTPRequestHandler):
        def forward(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            proxy.asked.append(f"{self.command} {self.path}")
            deed = proxy.decide(proxy.asked[-1], len(proxy.asked))
            if deed == "drop":
                self.connection.close()
                return
            headers = {k: v for k, v in self.headers.items() if k.lower() not in ("host", "connection")}
            answer = httpx.request(
                self.command, server + self.path, content=body, headers=headers, timeout=60, trust_env=False
            )
            if deed == "swallow":
                self.connection.close()
                return
            self.send_response(answer.status_code)
            self.send_header("Content-Type", answer.headers.get("Content-Type", ""))
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        do_GET = do_POST = do_PATCH = do_DELETE = forward  # noqa: N815 - the base class wants these names

        def log_message(self, *_: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    proxy.url = f"http://127.0.0.1:{http.server_port}"
    threading.Thread(target=http.serve_forever, daemon=True).start()
    try:
        yield proxy
    finally:
        http.shutdown()
        http.server_close()
