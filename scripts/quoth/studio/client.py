"""A small client for the part of Label Studio's API that Quoth uses, over httpx.

Not the official SDK, for two reasons that were measured. It takes 5 to 12 seconds to import (httpx: 0.2), so
``quoth status`` would spend its time loading. And an export with it carries a copy of the prediction in each
annotation, where the task list, asked for single fields, gives the labels alone. There are a dozen requests;
the tests make every one of them on a real server.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Self
from urllib.parse import urljoin

import httpx
import orjson

from quoth.studio.ahead import ahead
from quoth.studio.conditions import Condition, begun
from quoth.studio.tokens import LegacyToken, PersonalToken
from quoth_eval.errors import InputError

Json = dict[str, Any]

_TRIES = 5
_MORE_TRIES = 8
"""Tries of a request to a server that has answered before: it may be restarting, which takes a minute."""

_PAUSE = 0.5
_PAGE = 50
_TASKS = 200
"""Tasks in a page: each page costs the server a count of the whole project, each task some kilobytes."""

_REMOVED = "Deleted"
"""What the server gives as the email address of everybody who was removed."""

_MAYBE_DONE = "POST"
"""A request that may have been carried out although no answer came; it is not sent a second time."""


_NO_ANSWER = (502, 503, 504)
"""What a proxy says when it knows no more than we do."""


class MaybeDoneError(InputError):
    """No answer came to a request that adds something: whether it was added has to be looked up."""


class Client:
    """A connection to one server. Errors are :class:`~quoth_eval.errors.InputError` and name the address.

    Args:
        url: where the server is, ``http://127.0.0.1:8080``.
        token: a user's access token, legacy (40 hexadecimal digits) or personal (a JWT). It is never shown.
        pause: seconds before the first new try of a request that failed; doubled each time.
        waiting: told what is waited for, before each pause.
    """

    rehearses = False
    """Whether it changes nothing (:class:`quoth.studio.rehearsal.Rehearsal`)."""

    def __init__(
        self,
        url: str,
        token: str,
        pause: float = _PAUSE,
        waiting: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.url = url.rstrip("/")
        self._pause = pause
        self._waiting = waiting
        self._answered = False
        auth = PersonalToken(self.url, token) if token.count(".") == 2 else LegacyToken(token)
        self._http = httpx.Client(
            base_url=self.url, auth=auth, timeout=httpx.Timeout(300, connect=10), trust_env=False
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
        return self._object("GET", "/api/current-user/whoami", "email", "active_organization")

    def users(self) -> dict[int, str]:
        """The email address of every user by their number; without those who were removed."""
        found = self._objects("GET", "/api/users/", "id", "email")
        return {u["id"]: u["email"] for u in found if u["email"] != _REMOVED}

    def invitation(self) -> str:
        """The address at which somebody makes an account; whoever knows it can, so it is never shown."""
        path = str(self._object("GET", "/api/invite", "invite_url")["invite_url"])
        return urljoin(f"{self.url}/", path.lstrip("/"))

    def remove_user(self, user: int) -> None:
        """Close the projects to a user for good; what they labelled stays theirs."""
        organization = self.whoami()["active_organization"]
        self._call("DELETE", f"/api/organizations/{organization}/memberships/{user}/")

    def projects(self) -> Iterator[Json]:
        """Number and title of every project."""
        page = 1
        while True:
            params = {"include": "id,title", "page_size": _PAGE, "page": page}
            found = self._object("GET", "/api/projects/", "results", params=params)
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

    def create_view(self, project: int, data: Json) -> None:
        """Add a tab to a project's list of tasks: ``{"title", "hiddenColumns"?, ...}``."""
        self._call(
            "POST", "/api/dm/views/", params={"project": project}, json={"project": project, "data": data}
        )

    def update_project(self, project: int, settings: Json) -> Json:
        """Change some settings of a project."""
        return self._object("PATCH", f"/api/projects/{project}/", json=settings)

    def tasks(
        self, project: int, include: Sequence[str], where: Sequence[Condition] = (), fields: str = "all"
    ) -> Iterator[Json]:
        """The tasks of a project, each with the fields named, also those of its annotations.

        The next page is fetched while the caller works on this one.

        Args:
            project: its number.
            include: fields; they count at every level: ``["id", "annotations", "result"]`` gives ``id`` and
                ``result`` of each annotation.
            where: only tasks that meet all of these conditions.
            fields: ``task_only`` leaves annotations and predictions out and costs the server half as much.
        """
        with ahead(self._task_pages(project, include, where, fields)) as pages:
            for page in pages:
                yield from page

    def _task_pages(
        self, project: int, include: Sequence[str], where: Sequence[Condition], fields: str
    ) -> Iterator[list[Json]]:
        params: Json = {"project": project, "page_size": _TASKS, "fields": fields}
        params["include"] = ",".join(include)
        if where:
            filters = {"filters": {"conjunction": "and", "items": list(where)}}
            params["query"] = orjson.dumps(filters).decode()
        page, seen, total = 1, 0, 1
        while seen < total:
            found = self._object("GET", "/api/tasks/", "tasks", "total", params={**params, "page": page})
            yield found["tasks"]
            page, seen, total = page + 1, seen + _TASKS, found["total"]

    def begun(self, project: int) -> list[int]:
        """The numbers of the tasks in which somebody has a draft."""
        return [t["id"] for t in self.tasks(project, ["id"], [begun()], fields="task_only")]

    def drafts(self, task: int) -> list[Json]:
        """Everybody's drafts in a task; the task list shows those of the token's user only."""
        return self._objects("GET", f"/api/tasks/{task}/drafts", "user")

    def import_tasks(self, project: int, tasks: Sequence[Json]) -> list[int]:
        """Add tasks to a project; their numbers."""
        params = {"return_task_ids": "true", "commit_to_project": "true"}
        path = f"/api/projects/{project}/import"
        found = self._object("POST", path, "task_ids", params=params, json=list(tasks))
        return [int(i) for i in found["task_ids"]]

    def update_task(self, task: int, data: Json) -> None:
        """Replace the data of a task."""
        self._call("PATCH", f"/api/tasks/{task}/", json={"data": data})

    def predictions(self, task: int) -> list[Json]:
        """The pre-annotations of a task."""
        return self._objects("GET", "/api/predictions/", "id", params={"task": task})

    def create_prediction(self, prediction: Json) -> None:
        """Add a pre-annotation: ``{"task", "model_version", "result"}``."""
        self._call("POST", "/api/predictions/", json=prediction)

    def delete_prediction(self, prediction: int) -> None:
        """Remove a pre-annotation."""
        self._call("DELETE", f"/api/predictions/{prediction}/")

    def create_annotation(self, task: int, annotation: Json) -> Json:
        """Submit labels as the user of the token: ``{"result", "lead_time"?, "was_cancelled"?}``."""
        return self._object("POST", f"/api/tasks/{task}/annotations/", json=annotation)

    def held(self, kind: str, number: int) -> Json:
        """One of the ``annotations``, ``drafts`` or ``predictions`` with its ``result``."""
        return self._object("GET", f"/api/{kind}/{number}/")

    def update_labels(self, kind: str, number: int, result: Sequence[Json]) -> Json:
        """Replace them. Whose they are stays; of a submission the token's user becomes the last editor."""
        return self._object("PATCH", f"/api/{kind}/{number}/", json={"result": list(result)})

    def recount(self, project: int) -> None:
        """Let the server count anew which labels and controls are in use."""
        self._call("POST", f"/api/projects/{project}/summary/reset/")

    def task_url(self, project: int, task: int) -> str:
        """The page where a person sees the task."""
        return f"{self.url}/projects/{project}/data?task={task}"

    def _object(self, method: str, path: str, *needed: str, **request: Any) -> Json:
        """The answer, an object with at least the keys ``needed``."""
        found: Json = self._call(method, path, **request)
        self._expect(found, path, needed)
        return found

    def _objects(self, method: str, path: str, *needed: str, **request: Any) -> list[Json]:
        """The answer, a list of objects with at least the keys ``needed``."""
        found: list[Json] = self._call(method, path, **request)
        if not isinstance(found, list):
            raise InputError(f"{self.url}{path}: expected a list, found {type(found).__name__}")
        for item in found:
            self._expect(item, path, needed)
        return found

    def _expect(self, found: Any, path: str, needed: Sequence[str]) -> None:
        if not isinstance(found, dict):
            raise InputError(f"{self.url}{path}: expected an object, found {type(found).__name__}")
        if missing := [key for key in needed if key not in found]:
            raise InputError(
                f"{self.url}{path}: the answer has no {', '.join(missing)}; is this Label Studio 1.23?"
            )

    def _call(self, method: str, path: str, **request: Any) -> Any:
        """The answer's JSON; a request that may safely be sent again is, with longer and longer pauses."""
        if "json" in request:
            request["content"] = orjson.dumps(request.pop("json"))
            request["headers"] = {"Content-Type": "application/json"}
        for attempt in range(_MORE_TRIES):
            last = attempt >= (_MORE_TRIES if self._answered else _TRIES) - 1
            try:
                answer = self._http.request(method, path, **request)
            except httpx.ConnectError as error:
                trouble = str(error)
                if last:
                    raise InputError(self._absent(error)) from None
            except httpx.HTTPError as error:
                trouble = str(error) or type(error).__name__
                if method == _MAYBE_DONE:
                    raise MaybeDoneError(self._broken(trouble)) from None
                if last:
                    raise InputError(self._broken(trouble)) from None
            else:
                trouble = f"HTTP {answer.status_code}"
                if method == _MAYBE_DONE and answer.status_code in _NO_ANSWER:
                    raise MaybeDoneError(self._refused(answer))
                if answer.status_code < 500 or last or method == _MAYBE_DONE:
                    return self._parse(answer)
            finally:
                self._http.cookies.clear()  # with a session the server would ask for a CSRF token
            self._wait(self._pause * 2**attempt, trouble)
        raise AssertionError

    def _wait(self, seconds: float, trouble: str) -> None:
        self._waiting(f"{self.url}: no answer ({trouble}); trying again in {seconds:g} s")
        time.sleep(seconds)

    def _parse(self, answer: httpx.Response) -> Any:
        if answer.status_code == 401:
            raise InputError(
                f"{self.url}: Label Studio rejects the token; take one that is valid from Account & Settings"
            )
        if answer.is_error:
            raise InputError(self._refused(answer))
        try:
            if answer.is_success:
                self._answered = True
                return orjson.loads(answer.content) if answer.content else {}
        except ValueError:
            pass
        raise InputError(f"{self.url}: answers, but not as Label Studio does; is the address right?")

    def _absent(self, error: httpx.HTTPError) -> str:
        way_out = "start it with `quoth studio`, or check the address"
        return f"{self.url}: no Label Studio answers there ({error}); {way_out}"

    def _broken(self, trouble: str) -> str:
        way_out = "run the command again, it goes on where it stopped"
        return f"{self.url}: the connection broke ({trouble}); {way_out}"

    def _refused(self, answer: httpx.Response) -> str:
        where = str(answer.request.url.copy_with(query=None))
        return f"{answer.request.method} {where}: {_reason(answer)}"


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
