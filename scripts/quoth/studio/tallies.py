"""How far one project is that everybody works in: over all, and for each person."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from quoth.studio.client import Client, Json
from quoth.studio.own_work import WORK_FIELDS, OwnWork, drafts, typical
from quoth.studio.projects import Track


@dataclass
class Tally:
    """One person's counts; ``drafts`` are articles that they began and neither submitted nor skipped."""

    done: int = 0
    skipped: int = 0
    drafts: int = 0
    times: list[float | None] = field(default_factory=list)
    last_activity: str | None = None

    @property
    def minutes(self) -> float | None:
        """The median time at a submitted article; ``None`` before the first."""
        return typical(self.times)

    def saw(self, moment: str) -> None:
        """Note that something happened at this time."""
        self.last_activity = max(self.last_activity or "", moment)

    def record(self) -> dict[str, Any]:
        """The counts as a JSON object."""
        counts = asdict(self)
        del counts["times"]
        return {**counts, "minutes": self.minutes}


@dataclass
class Progress:
    """How far a project is, in articles: submitted by somebody, skipped and by nobody submitted, begun."""

    project: str
    url: str
    tasks: int = 0
    open: int = 0
    done: int = 0
    skipped: int = 0
    drafts: int = 0
    annotators: dict[str, Tally] = field(default_factory=dict)

    def record(self) -> dict[str, Any]:
        """The counts as a JSON object."""
        people = {user: tally.record() for user, tally in sorted(self.annotators.items())}
        return {**asdict(self), "annotators": people}


def tally(client: Client, project: int, title: str, track: Track) -> Progress:
    """Count what is done, skipped and begun; ``track`` shows progress."""
    counts = Progress(title, f"{client.url}/projects/{project}")
    users = client.users()
    total = client.project(project).get("task_number")
    for task in track(client.tasks(project, WORK_FIELDS), "counting", total):
        _count(task, users, drafts(client, task), counts)
    return counts


def _count(task: Json, users: Mapping[int, str], begun: Mapping[str, str], counts: Progress) -> None:
    own = {n: OwnWork(task, n) for n in dict.fromkeys(a.get("completed_by") for a in task["annotations"])}
    done = any(o.done for o in own.values())
    counts.tasks += 1
    counts.open += not own
    counts.done += done
    counts.skipped += bool(own) and not done
    counts.drafts += bool(begun)
    for number, work in own.items():
        person = counts.annotators.setdefault(users.get(number or 0, f"user-{number}"), Tally())
        person.done += work.done
        person.skipped += work.skipped
        person.times.append(work.minutes)
        for moment in work.moments:
            person.saw(moment)
    worked = {users.get(number or 0) for number in own}
    for user, moment in begun.items():
        person = counts.annotators.setdefault(user, Tally())
        person.drafts += user not in worked
        person.saw(moment)
