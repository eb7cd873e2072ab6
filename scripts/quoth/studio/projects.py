"""Projects by their titles, and what people have done in them so far."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from quoth.studio.client import Client, Json
from quoth.studio.imprint import is_adjudication
from quoth_eval.errors import InputError

Track = Callable[[Iterable[Any], str, int | None], Iterator[Any]]
"""Passes items on while it shows how many of how many there were."""


_LONGEST = 50
"""Characters in a project's title; the server takes no more."""


def annotator_title(base: str, annotator: str) -> str:
    """The title of the project that holds one annotator's tasks.

    Raises:
        InputError: it is longer than the server allows.

    >>> annotator_title("quoth", "ada")
    'quoth · ada'
    """
    title = f"{base} · {annotator}"
    if len(title) > _LONGEST:
        raise InputError(
            f"project {title!r}: Label Studio's titles have at most {_LONGEST} characters; "
            "choose a shorter --project, or a shorter name"
        )
    return title


def find_project(client: Client, title: str) -> int | None:
    """The number of the project with this title; ``None`` when there is none.

    Raises:
        InputError: several have it.
    """
    found = [p["id"] for p in client.projects() if p["title"] == title]
    if len(found) > 1:
        raise InputError(f"{client.url}: {len(found)} projects are called {title!r}; rename all but one")
    return found[0] if found else None


def require_project(client: Client, title: str) -> int:
    """The number of the project with this title.

    Raises:
        InputError: there is none (the message lists those that are), or several.
    """
    found = find_project(client, title)
    if found is None:
        known = ", ".join(repr(p["title"]) for p in client.projects()) or "none"
        raise InputError(f"{client.url}: no project {title!r}; there are {known}; `quoth push` makes it")
    return found


def require_labelling(client: Client, title: str) -> int:
    """The number of the project with this title, in which annotators label.

    Raises:
        InputError: there is none, or decisions are made in it.
    """
    number = require_project(client, title)
    if is_adjudication(client.project(number).get("description")):
        raise InputError(f"{title!r} is an adjudication project; pull it with `quoth pull --adjudicated`")
    return number


def require_adjudication(client: Client, title: str) -> int:
    """The number of the project with this title, in which decisions are made.

    Raises:
        InputError: there is none, or it is another kind of project.
    """
    number = require_project(client, title)
    if not is_adjudication(client.project(number).get("description")):
        raise InputError(f"{title!r} is no adjudication project; `quoth adjudicate` makes one")
    return number


@dataclass(frozen=True, slots=True)
class Work:
    """One person's submission (or skip) in one task."""

    id: int
    user: str
    skipped: bool
    editor: str
    updated: str


@dataclass(frozen=True, slots=True)
class TaskState:
    """What has happened to one task. ``drafts`` are the users with work that they did not submit."""

    id: int
    works: tuple[Work, ...]
    drafts: tuple[str, ...]

    @property
    def done(self) -> bool:
        """Whether somebody has submitted labels."""
        return any(not w.skipped for w in self.works)


STATE_FIELDS = (
    "id",
    "annotations",
    "completed_by",
    "updated_by",
    "updated_at",
    "was_cancelled",
)
"""What a task list has to include for :func:`task_state`."""


def task_states(client: Client, project: int) -> Iterator[TaskState]:
    """The state of every task, without the labels themselves and without drafts."""
    users = client.users()
    return (task_state(task, users) for task in client.tasks(project, STATE_FIELDS))


def task_state(task: Json, users: Mapping[int, str], drafts: Iterable[str] = ()) -> TaskState:
    """The state of one task.

    Args:
        task: as the task list gives it, with at least :data:`STATE_FIELDS`.
        users: email addresses by number.
        drafts: who has work in it that was not submitted, which is asked for apart: :func:`begun_by`.
    """
    return TaskState(task["id"], tuple(_work(a, users) for a in task["annotations"]), tuple(drafts))


def begun_by(client: Client, project: int, among: Container[int] | None = None) -> dict[int, tuple[str, ...]]:
    """Who has work in which task that was not submitted; ``among`` leaves out other tasks.

    The task list shows that of the token's user only, which costs the server a question for every task, and a
    draft does not change its task's time.
    """
    begun = [n for n in client.begun(project) if among is None or n in among]
    return {n: tuple(dict.fromkeys(str(d["user"]) for d in client.drafts(n))) for n in begun}


def _work(annotation: Json, users: Mapping[int, str]) -> Work:
    author, editor = annotation.get("completed_by"), annotation.get("updated_by")
    name = users.get(author, f"user-{author}") if isinstance(author, int) else str(author)
    last = users.get(editor, f"user-{editor}") if isinstance(editor, int) else name
    updated = str(annotation.get("updated_at") or "")
    return Work(annotation["id"], name, bool(annotation.get("was_cancelled")), last, updated)
