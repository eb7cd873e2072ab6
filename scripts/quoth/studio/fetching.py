"""Fetches the tasks of a project for a pull: all of them, or those that changed since the last one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from quoth.studio.client import Client, Json
from quoth.studio.conditions import Condition, changed_since, numbered
from quoth.studio.projects import STATE_FIELDS, Track, task_state
from quoth.studio.pulled_before import Before
from quoth.studio.reading import Reader, Reading

_FIELDS = (*STATE_FIELDS, "data", "result")
_AT_ONCE = 200
"""Tasks that are asked for by their numbers in one request; they have to fit into its address."""

Readings = dict[int, Reading]


@dataclass(frozen=True)
class Fetching:
    """Asks for tasks and reads each as it arrives, while the server makes the next.

    Args:
        client: the server.
        project: the number of the project.
        users: email addresses by number.
        reader: reads them.
        track: shows progress.
    """

    client: Client
    project: int
    users: Mapping[int, str]
    reader: Reader
    track: Track

    def since(self, moment: str) -> Readings:
        """The tasks in which something changed at this time or later."""
        return self._fetched([changed_since(moment)], None)

    def everything(self) -> Readings:
        """All tasks."""
        total = self._total()
        return self._completed(self._fetched([], total), total)

    def changed(self, before: Before) -> Readings:
        """All tasks, of which only those are fetched that are not known, as they are now, from before."""
        since = before.since
        if since is None:
            return self.everything()
        listed = self.client.tasks(
            self.project, ["id", "updated_at"], [changed_since(since)], fields="task_only"
        )
        known = before.readings
        new = [t["id"] for t in listed if t["id"] not in known or known[t["id"]].updated != t["updated_at"]]
        return self._completed({**known, **self.numbered(new)}, self._total())

    def numbered(self, numbers: Sequence[int]) -> Readings:
        """The tasks with these numbers, those that there are."""
        chunks = (numbers[at : at + _AT_ONCE] for at in range(0, len(numbers), _AT_ONCE))
        wanted = (numbered(list(chunk)) for chunk in chunks)
        tasks = (task for one in wanted for task in self.client.tasks(self.project, _FIELDS, [one]))
        return self._read(tasks, len(numbers)) if numbers else {}

    def _fetched(self, where: Sequence[Condition], total: int | None) -> Readings:
        return self._read(self.client.tasks(self.project, _FIELDS, where), total)

    def _completed(self, readings: Readings, total: int) -> Readings:
        """Without tasks that were deleted, with those that slipped from one page to another meanwhile."""
        if len(readings) == total:
            return readings
        there = {t["id"] for t in self.client.tasks(self.project, ["id"], fields="task_only")}
        kept = {n: r for n, r in readings.items() if n in there}
        return {**kept, **self.numbered(sorted(there - kept.keys()))}

    def _read(self, tasks: Iterable[Json], total: int | None) -> Readings:
        return {r.number: r for r in self._readings(self.track(tasks, "fetching labels", total))}

    def _readings(self, tasks: Iterable[Json]) -> Iterator[Reading]:
        for task in tasks:
            url = self.client.task_url(self.project, task["id"])
            yield self.reader.read(task, task_state(task, self.users), url)

    def _total(self) -> int:
        return int(self.client.project(self.project)["task_number"])
