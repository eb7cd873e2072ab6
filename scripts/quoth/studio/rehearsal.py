"""A client that reads and changes nothing, to show what would happen."""

from collections.abc import Iterator, Sequence

from quoth.studio.client import Client, Json
from quoth.studio.conditions import Condition


class Rehearsal(Client):
    """Answers as the server would to what changes something, without asking it. A new project is number 0."""

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

    def update_project(self, project: int, settings: Json) -> Json:
        """Change no project."""
        return {**settings, "id": project}

    def import_tasks(self, project: int, tasks: Sequence[Json]) -> list[int]:
        """Add no tasks."""
        return [0] * len(tasks)

    def update_task(self, task: int, data: Json) -> None:
        """Change no task."""

    def create_prediction(self, prediction: Json) -> None:
        """Add no pre-annotation."""

    def delete_prediction(self, prediction: int) -> None:
        """Remove no pre-annotation."""

    def update_labels(self, kind: str, number: int, result: Sequence[Json]) -> Json:
        """Change no labels."""
        return {"id": number, "result": list(result)}

    def recount(self, project: int) -> None:
        """Count nothing."""
