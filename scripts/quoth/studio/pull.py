"""Labels back from Label Studio: every annotator's into a set, checked and repaired on the way."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from quoth.schema import Schema
from quoth.store import write_annotations
from quoth.studio.accounts import set_name
from quoth.studio.client import Client, Json
from quoth.studio.findings import Finding
from quoth.studio.incoming import from_results
from quoth.studio.notes import Notes
from quoth.studio.projects import STATE_FIELDS, TaskState, Track, task_state
from quoth.studio.spool import Spool
from quoth.studio.tasks_book import remember_tasks
from quoth_eval.corpus import Corpus
from quoth_eval.document import Document
from quoth_eval.errors import InputError
from quoth_eval.integrity import hash_of


@dataclass
class Pulled:
    """What a pull did. ``sets`` names for each set the articles written, changed or not."""

    sets: dict[str, list[str]] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)
    unlabelled: int = 0
    findings: list[Finding] = field(default_factory=list)
    addresses: dict[str, str] = field(default_factory=dict)

    def record(self) -> dict[str, Any]:
        """The report as a JSON object."""
        return {
            "sets": self.sets,
            "changed": self.changed,
            "refused": self.refused,
            "skipped": self.skipped,
            "drafts": self.drafts,
            "unlabelled": self.unlabelled,
            "findings": [f.record() for f in self.findings],
        }

    @property
    def nothing_read(self) -> bool:
        """Whether there was something to read and none of it could be."""
        return bool(self.refused) and not self.sets


def pull(
    client: Client,
    project: int,
    corpus: Corpus,
    schema: Schema,
    choose: Callable[[Iterable[TaskState]], Mapping[str, str]],
    track: Track,
) -> Pulled:
    """Write the labels of a project into annotation sets.

    Nothing is written before the server has given everything. Every article's file is written whole or not
    at all. Labels of an article whose text is no longer ours are refused; so are those of an article that the
    corpus does not have.

    Args:
        client: the server.
        project: the number of the project.
        corpus: where the sets go.
        schema: the scheme, for defaults and for what links may mean.
        choose: which users' labels go into which set (email address to name): :func:`choose_sets`.
        track: shows progress.

    Raises:
        InputError: the server fails, or ``choose`` refuses.
    """
    users, report = client.users(), Pulled()
    total = client.project(project).get("task_number")
    with Spool() as spool:
        tasks = track(client.tasks(project, [*STATE_FIELDS, "data", "result"]), "fetching labels", total)
        states = [task_state(task, users) for task in spool.fill(tasks)]
        sets = choose(states)
        for task, state in zip(track(spool, "reading labels", total), states, strict=True):
            report.unlabelled += not state.works
            _Task(client.task_url(project, task["id"]), task, state, corpus, schema, report).read(sets)
    remember_tasks(corpus.root, report.addresses)
    return report


def choose_sets(
    states: Iterable[TaskState], as_name: str | None = None, user: str | None = None
) -> dict[str, str]:
    """Which user's labels go into which set.

    Args:
        states: the tasks.
        as_name: the set for the labels of the one user that there is, or of ``user``.
        user: the only one to take.

    Raises:
        InputError: several users and one name, or no labels by ``user``.
    """
    users = sorted({w.user for s in states for w in s.works})
    if user is not None:
        if user not in users:
            raise InputError(f"no labels by {user}; there are some by {', '.join(users) or 'nobody'}")
        users = [user]
    if as_name is not None:
        if len(users) > 1:
            names = ", ".join(users)
            raise InputError(
                f"--as {as_name} is one set, but {names} have labelled; add --user, or leave it out"
            )
        return dict.fromkeys(users, as_name)
    return _named_sets(users)


def _named_sets(users: Iterable[str]) -> dict[str, str]:
    """Sets named after the users: what stands before the @ or, where that is not unique, all of it."""
    short = {u: set_name(u.partition("@")[0]) for u in users}
    names = list(short.values())
    return {u: s if names.count(s) == 1 else set_name(u) for u, s in short.items()}


@dataclass(frozen=True)
class _Task:
    url: str
    task: Json
    state: TaskState
    corpus: Corpus
    schema: Schema
    report: Pulled

    def read(self, sets: Mapping[str, str]) -> None:
        name = str(self.task["data"].get("id"))
        notes = Notes(name, "", self.url)
        self.report.addresses[name] = self.url
        article = self._article(name, notes)
        self._note_work(name, notes)
        self.report.findings += notes.findings
        if article is not None:
            for user, set_name in sets.items():
                self._write(article, user, set_name)

    def _article(self, name: str, notes: Notes) -> Document | None:
        """The article, unless its labels have to be refused."""
        if not any(not w.skipped for w in self.state.works):
            return None
        try:
            article = self.corpus.document(name)
        except InputError as error:
            notes.add("unknown-article", "error", f"refused: {error}")
        else:
            text = self.task["data"].get("text")
            if article.text is None:
                notes.add("text-missing", "error", "refused: the text is withheld; run `quoth hydrate` first")
            elif not isinstance(text, str) or hash_of(text) != hash_of(article.text):
                notes.add("text-changed", "error", "refused: the task's text is not the article's")
            else:
                return article
        self.report.refused.append(name)
        return None

    def _note_work(self, name: str, notes: Notes) -> None:
        if self.state.works and not self.state.done:
            self.report.skipped.append(name)
            notes.add("skipped", "note", "skipped by " + ", ".join(w.user for w in self.state.works))
        if self.state.drafts:
            self.report.drafts.append(name)
            notes.add("draft", "note", f"work that is not submitted, by {', '.join(self.state.drafts)}")
        for w in self.state.works:
            if w.editor != w.user:
                notes.add(
                    "edited-by-other", "warning", f"the labels of {w.user} were last changed by {w.editor}"
                )

    def _write(self, article: Document, user: str, set_name: str) -> None:
        own = [w for w in self.state.works if w.user == user and not w.skipped]
        if not own:
            return
        results = {a["id"]: a.get("result") or [] for a in self.task["annotations"]}
        newest = max(own, key=lambda w: (w.updated, w.id))
        notes = Notes(article.id, "", self.url)
        if article.id in self.report.sets.get(set_name, []):
            notes.add(
                "second-task", "error", f"ignored: another task has labels of this article for {set_name}"
            )
            self.report.findings += notes.findings
            return
        if len(own) > 1:
            notes.add("two-submissions", "warning", f"{user} submitted {len(own)} times; the newest counts")
        document, found = from_results(results[newest.id], article, self.schema, self.url)
        self.report.findings += notes.findings + found
        if write_annotations(self.corpus, set_name, document):
            self.report.changed.append(f"{set_name}/{article.id}")
        self.report.sets.setdefault(set_name, []).append(article.id)
