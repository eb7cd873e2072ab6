"""Labels back from Label Studio: every annotator's into a set, checked and repaired on the way."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from quoth.schema import Schema
from quoth.studio.accounts import read_accounts, set_name
from quoth.studio.audits import Audit, audit_project
from quoth.studio.client import Client, Json
from quoth.studio.fetching import Fetching, Readings
from quoth.studio.filing import Filing, Pulled
from quoth.studio.findings import Finding
from quoth.studio.imprint import read_imprint
from quoth.studio.projects import TaskState, Track, begun_by
from quoth.studio.pulled_before import Before, Memory
from quoth.studio.reading import Reader, Reading, newest
from quoth.studio.rewrites import Rewrites
from quoth.studio.staging import Staging
from quoth.studio.tasks_book import remember_tasks, task_addresses
from quoth_eval.assignment import GOLD
from quoth_eval.corpus import Corpus
from quoth_eval.errors import InputError
from quoth_eval.integrity import hash_of

Choice = Callable[[Iterable[TaskState]], Mapping[str, str]]
"""Says which users' labels go into which set (email address to name): :func:`choose_sets`."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which labels a pull is asked for.

    Args:
        choose: which users' labels go into which set.
        since: only labels submitted or changed at this time or later, which is written as the server does
            (:func:`quoth.studio.moments.server_time`); the others stay as the corpus has them.
        afresh: fetch everything, also what has not changed since the last pull.
        owner: the email address of the annotator whose project it is; labels of others in it are named.
        assigned: name labels by people to whom the article was not assigned.
    """

    choose: Choice
    since: str | None = None
    afresh: bool = False
    owner: str | None = None
    assigned: bool = True


def pull(
    client: Client,
    project: int,
    corpus: Corpus,
    schema: Schema,
    wanted: Wanted,
    track: Track,
) -> Pulled:
    """Write the labels of a project into annotation sets.

    Nothing is written before the server has given everything, and then files are only moved to their places.
    Every article's file is written whole or not at all. Labels of an article whose text is no longer ours are
    refused; so are those of an article that the corpus does not have. Only tasks that changed since the last
    pull are fetched; the report is the same as if all of them had been.

    Args:
        client: the server.
        project: the number of the project.
        corpus: where the sets go.
        schema: the scheme, for defaults and for what links may mean.
        wanted: which labels.
        track: shows progress.

    Raises:
        InputError: the server fails, or the choice of sets refuses.
    """
    users, info = client.users(), client.project(project)
    memory = Memory(corpus.root, f"{client.url}/projects/{project}", schema)
    before = Before() if wanted.afresh or wanted.since else memory.load()
    report = Pulled()
    with Staging(corpus.root) as staging:
        fetching = Fetching(client, project, users, Reader(corpus, schema, staging), track)
        readings = fetching.since(wanted.since) if wanted.since else fetching.changed(before)
        states = {n: r.state(users) for n, r in readings.items()}
        sets = wanted.choose(list(states.values()))
        old = {n: states[n] for n, r in readings.items() if r is before.readings.get(n)}
        readings |= fetching.numbered(
            [n for n, s in old.items() if not _stands(readings[n], s, sets, corpus)]
        )
        report.fetched = sum(r is not before.readings.get(n) for n, r in readings.items())
        report.findings += audit_project(info, schema, memory.url)
        audit = _audit(client.url, info, corpus, wanted, users)
        filing = Filing(corpus, staging, sets, audit, wanted.since or "", report)
        drafts = begun_by(client, project, readings)
        for n, reading in sorted(readings.items()):
            state = reading.state(users, drafts.get(n, ()))
            filing.file(reading, state, client.task_url(project, n))
        if wanted.since is None:
            report.findings += _lost(memory.url, before, readings, corpus, users)
            memory.save(readings.values())
    remember_tasks(corpus.root, _addresses(client, project, readings, corpus))
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
    """Sets named after the users: what stands before the @ or, if not unique or gold, all of it."""
    short = {u: set_name(u.partition("@")[0]) for u in users}
    names = [GOLD, *short.values()]
    return {u: s if names.count(s) == 1 else set_name(u) for u, s in short.items()}


def _audit(server: str, info: Json, corpus: Corpus, wanted: Wanted, users: Mapping[int, str]) -> Audit:
    names = {email: name for name, email in read_accounts(corpus.root).items()}
    assignments = corpus.assignments if wanted.assigned else {}
    rewritten = Rewrites(corpus.root, server).rewritten
    imprint = read_imprint(info.get("description"))
    return Audit(assignments, names, wanted.owner, rewritten, users, imprint)


def _stands(reading: Reading, state: TaskState, sets: Mapping[str, str], corpus: Corpus) -> bool:
    """Whether the corpus still has what was read from this task the last time, and the same text."""
    if not any(w.user in sets for w in newest(state)):
        return True
    article = corpus.find(reading.document)
    text = corpus.text(article) if article and reading.text else None
    if text is None or hash_of(text) != reading.text:
        return False
    return all(
        _digest(corpus, sets[w.user], reading.document) == reading.labelled[w.id].digest
        for w in newest(state)
        if w.user in sets
    )


def _digest(corpus: Corpus, set_name: str, article: str) -> str | None:
    try:
        return sha256(corpus.set_file(set_name, article).read_bytes()).hexdigest()
    except OSError:
        return None


def _lost(
    url: str, before: Before, readings: Readings, corpus: Corpus, users: Mapping[int, str]
) -> Iterator[Finding]:
    """Tasks that are gone, and submissions that were taken back; the corpus keeps the labels of both."""
    there = {r.document for r in readings.values()}
    known = {name for name, at in task_addresses(corpus.root).items() if at.startswith(f"{url}/")}
    known |= {r.document for r in before.readings.values()}
    for name in sorted(known - there):
        if corpus.find(name):
            message = "its task was deleted; labels that were pulled stay; `quoth push` makes it anew"
            yield Finding("task-gone", "warning", message, name, url=url)
    for n, was in before.readings.items():
        if n in readings:
            now = {w.user for w in newest(readings[n].state(users))}
            for user in sorted({w.user for w in newest(was.state(users))} - now):
                message = f"{user} took the labels back or they were deleted; the set keeps what was pulled"
                yield Finding("labels-gone", "warning", message, was.document, url=url)


def _addresses(client: Client, project: int, readings: Readings, corpus: Corpus) -> dict[str, str]:
    known = (r for r in readings.values() if corpus.find(r.document))
    return {r.document: client.task_url(project, r.number) for r in known}
