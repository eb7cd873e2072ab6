"""Changing the scheme of a project that people label in: what would break, and labels rewritten first."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from quoth.studio.client import Client, Json
from quoth.studio.migration import Migration, parse_migration
from quoth.studio.projects import Track
from quoth.studio.vocabulary import Name, Vocabulary, dropped, used, vocabulary
from quoth_eval.errors import InputError

KINDS = ("annotations", "drafts", "predictions")
_ROUNDS = 5
_FIELDS = ("id", "annotations", "predictions", "result")


@dataclass(frozen=True)
class Holder:
    """Something that holds labels: a submission, a draft or a pre-annotation, and the names that they use."""

    kind: str
    number: int
    names: frozenset[Name]


@dataclass
class Uses:
    """How many submissions, drafts and pre-annotations use each name that goes."""

    counts: dict[Name, Counter[str]] = field(default_factory=dict)

    def add(self, kind: str, name: Name) -> None:
        """Count one more."""
        self.counts.setdefault(name, Counter())[kind] += 1

    def lines(self) -> list[str]:
        """Each name with its counts, in words."""
        return [
            f"{name} (in {', '.join(_counted(n, kind) for kind in KINDS if (n := counts[kind]))})"
            for name, counts in sorted(self.counts.items())
        ]

    def record(self) -> dict[str, Any]:
        """The counts as a JSON object."""
        return {str(name): dict(counts) for name, counts in sorted(self.counts.items())}


def holders(client: Client, project: int, track: Track) -> Iterator[Holder]:
    """Everything in a project that holds labels."""
    total = client.project(project).get("task_number")
    for task in track(client.tasks(project, _FIELDS), "looking at labels", total):
        for kind in ("annotations", "predictions"):
            yield from (_holder(kind, found) for found in task[kind])
    for task in client.begun(project):
        yield from (_holder("drafts", found) for found in client.drafts(task))


def _holder(kind: str, found: Json) -> Holder:
    return Holder(kind, found["id"], frozenset(used(found.get("result") or ())))


def _counted(number: int, kind: str) -> str:
    return f"{number} {kind.removesuffix('s') if number == 1 else kind}"


@dataclass(frozen=True)
class Migrating:
    """A change of scheme in one project.

    Args:
        client: the server; one that only rehearses changes nothing.
        project: the number of the project.
        old: the names of the configuration that the project has.
        new: those of the one that it is to get.
        migration: what becomes of names that go.
        rewritten: told of each submission how it was and how it is after it was rewritten.
    """

    client: Client
    project: int
    old: Vocabulary
    new: Vocabulary
    migration: Migration
    rewritten: Callable[[Json, Json], None]

    def run(self, track: Track) -> Uses:
        """Rewrite the labels that use names that go; what was rewritten.

        A run that broke off can be run again: what was rewritten has no old names any more. People may go on
        labelling meanwhile, so it looks again until it finds nothing.

        Raises:
            InputError: people's labels use names of which nothing is said; nothing was changed then.
        """
        done = Uses()
        gone = dropped(self.old, self.new)
        if not gone:
            return done
        for _ in range(1 if self.client.rehearses else _ROUNDS):
            found = [h for h in holders(self.client, self.project, track) if h.names & gone]
            self._refuse_uncovered(found, gone)
            todo = [h for h in found if any(map(self.migration.covers, h.names & gone))]
            for holder in track(todo, "rewriting labels", len(todo)):
                if not self.client.rehearses:
                    self._rewrite(holder)
                for name in holder.names & gone:
                    done.add(holder.kind, name)
            if not todo:
                break
        if self.migration.controls and done.counts:
            self.client.recount(self.project)
        return done

    def _refuse_uncovered(self, found: list[Holder], gone: set[Name]) -> None:
        """Refuse where people's labels would break; pre-annotations can be pushed anew."""
        broken = Uses()
        for holder in found:
            for name in holder.names & gone:
                if holder.kind != "predictions" and not self._covered(name, holder):
                    broken.add(holder.kind, name)
        if broken.counts:
            raise InputError(
                f"the scheme no longer has {'; '.join(broken.lines())}; nothing was changed.\n"
                "Say what becomes of each with --migrate FROM=TO, or leave it in the scheme"
            )

    def _covered(self, name: Name, holder: Holder) -> bool:
        """Whether a name goes somewhere; of a control that is renamed also all values in use that go."""
        if not self.migration.covers(name):
            return False
        target = self.migration.controls.get(name.control)
        if target is None:
            return True
        values = {n for n in holder.names if n.control == name.control and n.value is not None}
        return all(n.value in self.new[target] or self.migration.covers(n) for n in values)

    def _rewrite(self, holder: Holder) -> None:
        """Rewrite what the server has now, which may be newer than what was looked at."""
        was = self.client.held(holder.kind, holder.number)
        result = self.migration.rewritten(was.get("result") or ())
        now = self.client.update_labels(holder.kind, holder.number, result)
        if holder.kind == "annotations":
            self.rewritten(was, now)


def _untracked(items: Iterable[Any], _what: str, _total: int | None) -> Iterator[Any]:
    return iter(items)


@dataclass(frozen=True)
class SchemeChange:
    """What is to happen where a project has labels of another scheme.

    Args:
        wishes: ``FROM=TO`` each; without any, a change that would break labels is refused.
        rewritten: told of each submission how it was and how it is after it was rewritten.
        track: shows progress.
    """

    wishes: tuple[str, ...] = ()
    rewritten: Callable[[Json, Json], None] = lambda _was, _now: None
    track: Track = _untracked

    def prepare(self, client: Client, project: int, old: str, new: str) -> Uses:
        """Make a project's labels fit for a new configuration; what was rewritten.

        Raises:
            InputError: labels would break and nothing, or something wrong, is said of them.
        """
        names = vocabulary(old), vocabulary(new)
        migration = parse_migration(self.wishes, *names)
        return Migrating(client, project, *names, migration, self.rewritten).run(self.track)


REFUSE = SchemeChange()
