"""A client that reads and changes nothing, to show what would happen."""

from collections.abc import Iterator, Sequence
from typing import Any

from quoth.studio.client import Client, Json
from quoth.studio.conditions import Condition


class Rehearsal(Client):
    """Asks the server only what changes nothing, and answers the rest itself. A new project is number 0."""

    rehearses = True

    def create_project(self, settings: Json) -> Json:
        """Make no project."""
        return {**settings, "id": 0}

    def project(self, project: int) -> Json:
        """Everything about a project; nothing about one that would have been made."""
        return super().project(project) if project else {}

    def tasks(
        self, project: int, include: Sequence[str], where: Sequence[Condition] = (), fields: str = "all"
    ) -> Iterator[Json]:
        """The tasks of a project; none of one that would have been made."""
        yield from super().tasks(project, include, where, fields) if project else ()

    def import_tasks(self, project: int, tasks: Sequence[Json]) -> list[int]:
        """Add no tasks."""
        return [0] * len(tasks)

    def _call(self, method: str, path: str, **request: Any) -> Any:
        return super()._call(method, path, **request) if method == "GET" else {}
