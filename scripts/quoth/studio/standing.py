"""How far each annotator is with what was assigned to them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from quoth.studio.accounts import account_of, user_number
from quoth.studio.client import Client, Json
from quoth.studio.own_work import WORK_FIELDS, OwnWork, drafts, typical
from quoth.studio.projects import Track, annotator_title
from quoth_eval.assignment import Assignment


@dataclass(frozen=True, slots=True)
class Standing:
    """One annotator's articles by what they have done with them, training articles included.

    Attributes:
        done: submitted.
        skipped: skipped, and not submitted.
        drafts: begun, and neither submitted nor skipped.
        not_pushed: assigned, but not on the server yet.
        minutes: the median time at a submitted article; ``None`` before the first.
        last_activity: the latest submission, skip or draft: ISO 8601, UTC.
    """

    annotator: str
    url: str | None
    assigned: tuple[str, ...]
    done: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    drafts: tuple[str, ...] = ()
    not_pushed: tuple[str, ...] = ()
    minutes: float | None = None
    last_activity: str | None = None

    def record(self) -> dict[str, Any]:
        """The counts as a JSON object."""
        counts = ("assigned", "done", "skipped", "drafts", "not_pushed")
        return {k: len(v) if k in counts else v for k, v in asdict(self).items() if k != "annotator"}


@dataclass(frozen=True, slots=True)
class Standings:
    """How far everybody is; ``ready`` articles were submitted by all who have them, training left out."""

    project: str
    annotators: tuple[Standing, ...]
    ready: tuple[str, ...]

    @property
    def assigned(self) -> int:
        """Every article times the people who have it."""
        return sum(len(s.assigned) for s in self.annotators)

    @property
    def done(self) -> int:
        """Submissions of assigned articles."""
        return sum(len(s.done) for s in self.annotators)

    def record(self) -> dict[str, Any]:
        """The counts as a JSON object."""
        return {
            "project": self.project,
            "assigned": self.assigned,
            "done": self.done,
            "annotators": {s.annotator: s.record() for s in self.annotators},
            "ready": list(self.ready),
        }


@dataclass
class Observer:
    """Looks at the annotators' projects, again and again if need be.

    Which article a task is about is asked once: it never changes, and the texts weigh the most.

    Args:
        client: the server.
        base: the title that the annotators' projects have in common.
        assignments: who has which article.
        accounts: the annotators' email addresses, as far as they are kept.
    """

    client: Client
    base: str
    assignments: Mapping[str, Assignment]
    accounts: Mapping[str, str]
    _seen: set[int] = field(default_factory=set)
    _articles: dict[int, str] = field(default_factory=dict)

    def look(self, track: Track) -> Standings:
        """How far everybody is now; ``track`` shows progress."""
        users = self.client.users()
        projects = {p["title"]: int(p["id"]) for p in self.client.projects()}
        names = sorted({n for a in self.assignments.values() for n in a.annotators})
        found = tuple(
            self._standing(n, projects.get(annotator_title(self.base, n)), users)
            for n in track(names, "counting", len(names))
        )
        return Standings(self.base, found, tuple(ready(self.assignments, found)))

    def _standing(self, name: str, project: int | None, users: Mapping[int, str]) -> Standing:
        assigned = tuple(i for i, a in self.assignments.items() if name in a.annotators)
        if project is None:
            return Standing(name, None, assigned, not_pushed=assigned)
        email = account_of(name, self.accounts, users.values())
        number = None if email is None else user_number(email, users)
        tasks = self._tasks(project)
        own = {i: OwnWork(tasks[i], number) for i in assigned if i in tasks}
        begun = {i: drafts(self.client, o.task).get(email or "") for i, o in own.items()}
        moments = [m for o in own.values() for m in o.moments] + [m for m in begun.values() if m]
        return Standing(
            annotator=name,
            url=f"{self.client.url}/projects/{project}",
            assigned=assigned,
            done=tuple(i for i, o in own.items() if o.done),
            skipped=tuple(i for i, o in own.items() if o.skipped),
            drafts=tuple(i for i, m in begun.items() if m and not own[i].works),
            not_pushed=tuple(i for i in assigned if i not in tasks),
            minutes=typical([o.minutes for o in own.values()]),
            last_activity=max(moments, default=None),
        )

    def _tasks(self, project: int) -> dict[str, Json]:
        """The tasks of a project by article."""
        tasks = list(self.client.tasks(project, WORK_FIELDS)) if project in self._seen else []
        if not tasks or any(t["id"] not in self._articles for t in tasks):
            tasks = []
            for task in self.client.tasks(project, (*WORK_FIELDS, "data")):
                self._articles[task["id"]] = str(task.pop("data").get("id"))
                tasks.append(task)
            self._seen.add(project)
        return {self._articles[t["id"]]: t for t in reversed(tasks)}


def ready(assignments: Mapping[str, Assignment], standings: Sequence[Standing]) -> Iterator[str]:
    """The articles that several people have and all of them have submitted, training articles left out."""
    done = {s.annotator: set(s.done) for s in standings}
    for i, line in assignments.items():
        if len(line.annotators) > 1 and not line.training and all(i in done[n] for n in line.annotators):
            yield i
