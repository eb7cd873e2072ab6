"""Adds projects, tasks and pre-annotations, each exactly once."""

from collections.abc import Collection, Sequence

from quoth.studio.client import Client, Json
from quoth.studio.once import once
from quoth.studio.projects import find_project


def add_project(client: Client, settings: Json) -> int:
    """Make the project with these settings; its number."""
    title = str(settings["title"])
    return once(lambda: int(client.create_project(settings)["id"]), lambda: find_project(client, title))


def add_tasks(client: Client, project: int, tasks: Sequence[Json]) -> dict[str, int]:
    """Make the tasks of articles that have none; their numbers by article.

    The server makes all tasks of a request or none.
    """
    wanted = [str(task["data"]["id"]) for task in tasks]

    def add() -> dict[str, int]:
        return dict(zip(wanted, client.import_tasks(project, tasks), strict=True))

    def look() -> dict[str, int] | None:
        there = client.tasks(project, ["id", "data"], fields="task_only")
        found = {str(t["data"].get("id")): int(t["id"]) for t in there}
        return {i: found[i] for i in wanted} if found.keys() >= set(wanted) else None

    return once(add, look)


def add_prediction(client: Client, prediction: Json, older: Collection[int] = ()) -> None:
    """Add ``{"task", "model_version", "result"}``; ``older`` are the numbers of others in the task."""

    def add() -> bool:
        client.create_prediction(prediction)
        return True

    def look() -> bool | None:
        there = (p for p in client.predictions(prediction["task"]) if p["id"] not in older)
        return True if any(prediction.items() <= p.items() for p in there) else None

    once(add, look)
