"""A small client for the part of Label Studio's API that Quoth uses, over httpx.

Not the official SDK, for two reasons that were measured. It takes 5 to 12 seconds to import (httpx: 0.2), so
``quoth status`` would spend its time loading. And an export with it carries a copy of the prediction in each
annotation, where the task list, asked for single fields, gives the labels alone. There are a dozen requests;
the tests make every one of them on a real server.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Self

import httpx

from quoth_eval.errors import InputError

Json = dict[str, Any]

_TRIES = 5
_PAUSE = 0.5
_PAGE = 50
_MAYBE_DONE = "POST"
"""A request that may have been carried out although no answer came; it is not sent a second time."""


class Client:
    """A connection to one server. Errors are :class:`~quoth_eval.errors.InputError` and name the address.

    Args:
        url: where the server is, ``http://127.0.0.1:8080``.
        token: a user's access token, legacy (40 hexadecimal digits) or personal (a JWT). It is never shown.
        pause: seconds before the first new try of a request that failed; doubled each time.
    """

    def __init__(self, url: str, token: str, pause: float = _PAUSE) -> None:
        self.url = url.rstrip("/")
        self._pause = pause
        auth = _PersonalToken(self.url, token) if token.count(".") == 2 else _LegacyToken(token)
        self._http = httpx.Client(
            base_url=self.url, auth=auth, timeout=httpx.Timeout(120, connect=10), trust_env=False
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def whoami(self) -> Json:
        """The user whose token this is."""
        return self._object("GET", "/api/current-user/whoami")

    def users(self) -> dict[int, str]:
        """The email address of every user by their number."""
        return {u["id"]: u["email"] for u in self._call("GET", "/api/users/")}

    def projects(self) -> Iterator[Json]:
        """Number and title of every project."""
        page = 1
        while True:
            params = {"include": "id,title", "page_size": _PAGE, "page": page}
            found = self._object("GET", "/api/projects/", params=params)
            yield from found["results"]
            if not found.get("next"):
                return
            page += 1

    def project(self, project: int) -> Json:
        """Everything about a project."""
        return self._object("GET", f"/api/projects/{project}/")

    def create_project(self, settings: Json) -> Json:
        """Make a project."""
        return self._object("POST", "/api/projects/", json=settings)

    def update_project(self, project: int, settings: Json) -> Json:
        """Change some settings of a project."""
        return self._object("PATCH", f"/api/projects/{project}/", json=settings)

    def tasks(self, project: int, include: Sequence[str]) -> Iterator[Json]:
        """The tasks of a project, page by page, each with the fields named, also those of its annotations.

        ``include`` counts at every level: ``["id", "annotations", "result"]`` gives ``id`` and ``result`` of
        each annotation.
        """
        page, seen, total = 1, 0, 1
        while seen < total:
            params: Json = {"project": project, "page": page, "page_size": _PAGE, "fields": "all"}
            found = self._object("GET", "/api/tasks/", params={**params, "include": ",".join(include)})
            yield from found["tasks"]
            page, seen, total = page + 1, seen + _PAGE, found["total"]

    def import_tasks(self, project: int, tasks: Sequence[Json]) -> list[int]:
        """Add tasks to a project; their numbers."""
        params = {"return_task_ids": "true", "commit_to_project": "true"}
        found = self._object("POST", f"/api/projects/{project}/import", params=params, json=list(tasks))
        return [int(i) for i in found["task_ids"]]

    def update_task(self, task: int, data: Json) -> None:
        """Replace the data of a task."""
        self._call("PATCH", f"/api/tasks/{task}/", json={"data": data})

    def create_prediction(self, prediction: Json) -> None:
        """Add a pre-annotation: ``{"task", "model_version", "result"}``."""
        self._call("POST", "/api/predictions/", json=prediction)

    def delete_prediction(self, prediction: int) -> None:
        """Remove a pre-annotation."""
        self._call("DELETE", f"/api/predictions/{prediction}/")

    def create_annotation(self, task: int, annotation: Json) -> Json:
        """Submit labels as the user of the token: ``{"result", "lead_time"?, "was_cancelled"?}``."""
        return self._object("POST", f"/api/tasks/{task}/annotations/", json=annotation)

    def task_url(self, project: int, task: int) -> str:
        """The page where a person sees the task."""
        return f"{self.url}/projects/{project}/data?task={task}"

    def _object(self, method: str, path: str, **request: Any) -> Json:
        found = self._call(method, path, **request)
        if not isinstance(found, dict):
            raise InputError(f"{self.url}{path}: expected an object, found {type(found).__name__}")
        return found

    def _call(self, method: str, path: str, **request: Any) -> Any:
        """The answer's JSON; a request that may safely be sent again is, with longer and longer pauses."""
        for attempt in range(_TRIES):
            last = attempt == _TRIES - 1
            try:
                answer = self._http.request(method, path, **request)
            except httpx.ConnectError as error:
                if last:
                    raise InputError(self._absent(error)) from None
            except httpx.HTTPError as error:
                if last or method == _MAYBE_DONE:
                    raise InputError(self._broken(error)) from None
            else:
                if answer.status_code < 500 or last or method == _MAYBE_DONE:
                    return self._parse(answer)
            finally:
                self._http.cookies.clear()  # with a session the server would ask for a CSRF token
            time.sleep(self._pause * 2**attempt)
        raise AssertionError

    def _parse(self, answer: httpx.Response) -> Any:
        if answer.status_code == 401:
            raise InputError(
                f"{self.url}: Label Studio rejects the token; take one that is valid from Account & Settings"
            )
        if answer.is_error:
            raise InputError(f"{answer.request.method} {answer.request.url}: {_reason(answer)}")
        try:
            if answer.is_success:
                return answer.json() if answer.content else {}
        except ValueError:
            pass
        raise InputError(f"{self.url}: answers, but not as Label Studio does; is the address right?")

    def _absent(self, error: httpx.HTTPError) -> str:
        way_out = "start it with `quoth studio`, or check the address"
        return f"{self.url}: no Label Studio answers there ({error}); {way_out}"

    def _broken(self, error: httpx.HTTPError) -> str:
        what = str(error) or type(error).__name__
        return (
            f"{self.url}: the connection broke ({what}); run the command again, it goes on where it stopped"
        )


def _reason(answer: httpx.Response) -> str:
    """What the server says went wrong, on one line."""
    try:
        found = answer.json()
    except ValueError:
        return f"HTTP {answer.status_code}"
    said = found
    if isinstance(found, Mapping):
        said = found.get("validation_errors") or found.get("detail") or found
    return f"HTTP {answer.status_code}: {' '.join(str(said).split())[:300]}"


class _LegacyToken(httpx.Auth):
    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Any:
        request.headers["Authorization"] = f"Token {self._token}"
        yield request


class _PersonalToken(httpx.Auth):
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
