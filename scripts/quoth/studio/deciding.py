"""Decisions back from the adjudication project: the gold, and where every annotation of it comes from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from quoth.adjudication.merging import merge
from quoth.adjudication.origins import origins
from quoth.adjudication.records import Record, record_file, record_lines
from quoth.schema import Schema
from quoth.store import annotation_bytes, write_atomic
from quoth.studio.accounts import read_accounts, set_name
from quoth.studio.adjudicating import ANNOTATORS
from quoth.studio.audits import Audit, audit_project
from quoth.studio.client import Client, Json
from quoth.studio.findings import Finding
from quoth.studio.imprint import read_imprint
from quoth.studio.incoming import from_results
from quoth.studio.left_open import left_open
from quoth.studio.notes import Notes
from quoth.studio.projects import STATE_FIELDS, TaskState, Track, Work, begun_by, task_state
from quoth.studio.reading import newest, text_problem
from quoth.studio.rewrites import Rewrites
from quoth_eval.assignment import GOLD
from quoth_eval.corpus import Corpus
from quoth_eval.document import Document
from quoth_eval.errors import InputError


@dataclass
class Decided:
    """What a pull of decisions did, by article. ``open`` ones nobody has decided yet."""

    written: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def record(self) -> dict[str, Any]:
        """The report as a JSON object."""
        return {
            "set": GOLD,
            "written": self.written,
            "changed": self.changed,
            "refused": self.refused,
            "open": self.open,
            "drafts": self.drafts,
            "findings": [f.record() for f in self.findings],
        }

    @property
    def nothing_read(self) -> bool:
        """Whether there was something to read and none of it could be."""
        return bool(self.refused) and not self.written


@dataclass(frozen=True, slots=True)
class _Decision:
    """One article as it was decided: the file of its gold, and the record."""

    gold: bytes
    record: Record


def pull_decisions(client: Client, project: int, corpus: Corpus, schema: Schema, track: Track) -> Decided:
    """Write the decisions of an adjudication project into the gold, each article with its record.

    Nothing is written before the server has given everything. Where several people decided an article, the
    newest decision counts; where they decided differently, that is said.

    Raises:
        InputError: the server fails.
    """
    users, info, report = client.users(), client.project(project), Decided()
    names = {email: name for name, email in read_accounts(corpus.root).items()}
    rewritten = Rewrites(corpus.root, client.url).rewritten
    audit = Audit(rewritten=rewritten, users=users, imprint=read_imprint(info.get("description")))
    report.findings += audit_project(info, schema, f"{client.url}/projects/{project}", adjudication=True)
    tasks = client.tasks(project, [*STATE_FIELDS, "data", "result"])
    drafts = begun_by(client, project)
    found: dict[str, _Decision] = {}
    for task in track(tasks, "fetching decisions", info.get("task_number")):
        state = task_state(task, users, drafts.get(task["id"], ()))
        url, name = client.task_url(project, task["id"]), str(task["data"].get("id"))
        decision = _Reader(url, corpus, schema, names, audit, report).read(name, task, state)
        if decision and name in found:
            message = "ignored: another task has a decision on this article; delete one of the two"
            report.findings.append(Finding("second-task", "error", message, name, url=url))
        elif decision:
            found[name] = decision
    for name, decision in sorted(found.items()):
        _write(corpus, name, decision, report)
    return report


def _write(corpus: Corpus, name: str, decision: _Decision, report: Decided) -> None:
    changed = write_atomic(corpus.set_file(GOLD, name), decision.gold)
    changed |= write_atomic(record_file(corpus.root, name), record_lines(decision.record))
    report.written.append(name)
    report.changed += [name] if changed else []


@dataclass(frozen=True)
class _Reader:
    """Reads one task."""

    url: str
    corpus: Corpus
    schema: Schema
    names: Mapping[str, str]
    audit: Audit
    report: Decided

    def read(self, name: str, task: Json, state: TaskState) -> _Decision | None:
        """The newest decision, unless there is none or it has to be refused."""
        notes = Notes(name, "", self.url)
        notes.findings += self.audit.findings(name, state, self.url)
        if state.drafts:
            self.report.drafts.append(name)
        works = sorted(newest(state), key=lambda w: (w.updated, w.id))
        decision = None
        if not works:
            self.report.open.append(name)
            if record_file(self.corpus.root, name).exists():
                notes.add(
                    "gold-stays", "note", "decided before, but not here or not any more; gold stays as it is"
                )
        else:
            try:
                decision = self._decided(name, task, works, notes)
            except InputError as error:
                notes.add("refused", "error", f"refused: {error}")
                self.report.refused.append(name)
        self.report.findings += notes.findings
        return decision

    def _decided(self, name: str, task: Json, works: list[Work], notes: Notes) -> _Decision:
        """The newest of several decisions.

        Raises:
            InputError: it does not hold together, or what it decides between is not as it was.
        """
        article, views = self._sides(name, task["data"])
        results = {a["id"]: a.get("result") or [] for a in task["annotations"]}
        read = {w.user: from_results(results[w.id], article, self.schema, self.url) for w in works}
        last = works[-1]
        document, found = read[last.user]
        gold = annotation_bytes(self.corpus.article(name), article.text, document)
        others = {self._called(user): d for user, (d, _) in read.items() if user != last.user}
        if differing := [who for who, d in others.items() if merge({who: d, "": document}).disputes]:
            who = ", ".join(differing)
            message = (
                f"{who} decided otherwise than {self._called(last.user)}, whose decision is newer and counts"
            )
            notes.add("decided-twice", "warning", message)
        self.report.findings += [*found, *left_open(results[last.id], document, merge(views), self.url)]
        people = tuple(self._called(w.user) for w in works if self._called(w.user) not in differing)
        return _Decision(gold, Record(name, tuple(views), people, origins(document, views)))

    def _sides(self, name: str, data: Json) -> tuple[Document, dict[str, Document]]:
        """The article and what its annotators say of it.

        Raises:
            InputError: one of them is no longer there, or is about another text.
        """
        article = self.corpus.document(name)
        if article.text is None:
            raise InputError("the text is withheld; run `quoth hydrate` first")
        if problem := text_problem(data, article.text):
            raise InputError(problem)
        annotators: Iterable[Any] = data.get(ANNOTATORS) or ()
        views = {str(n): self.corpus.document(name, str(n)) for n in annotators}
        if len(views) < 2:
            raise InputError("the task does not say between whom it decides; run `quoth adjudicate` again")
        return article, views

    def _called(self, user: str) -> str:
        """An adjudicator's name: no email address goes into the corpus."""
        return self.names.get(user) or set_name(user.partition("@")[0])
