"""The two kinds of access token that Label Studio knows, as authentication for httpx."""

from typing import Any

import httpx


class LegacyToken(httpx.Auth):
    """The token of 40 hexadecimal digits, sent as it is."""

    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Any:
        request.headers["Authorization"] = f"Token {self._token}"
        yield request


class PersonalToken(httpx.Auth):
    """Personal access tokens are exchanged for access tokens that last some minutes."""

    requires_response_body = True

    def __init__(self, url: str, token: str) -> None:
        self._url, self._token, self._access = url, token, ""

    def auth_flow(self, request: httpx.Request) -> Any:
        if self._access:
            request.headers["Authorization"] = f"Bearer {self._access}"
            answer = yield request
            if answer.status_code != 401:
                return
        answer = yield httpx.Request("POST", f"{self._url}/api/token/refresh/", json={"refresh": self._token})
        if answer.is_error:
            return
        self._access = answer.json()["access"]
        request.headers["Authorization"] = f"Bearer {self._access}"
        yield request
