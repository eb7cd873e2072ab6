"""What Label Studio does not look after: who did what in whose task, and with which scheme."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from quoth.schema import Schema
from quoth.studio.accounts import set_name
from quoth.studio.client import Json
from quoth.studio.findings import Finding
from quoth.studio.imprint import Imprint, digest, read_imprint
from quoth.studio.labelling import labelling_config
from quoth.studio.notes import Notes
from quoth.studio.projects import TaskState, Work
from quoth.studio.rewrites import Rewritten
from quoth_eval.assignment import Assignment


def scheme_name(schema: Schema) -> str:
    """How a scheme is called where labels are made with it: its name and version."""
    return f"{schema.name} {schema.version}"


def audit_project(project: Json, schema: Schema, url: str, adjudication: bool = False) -> Iterator[Finding]:
    """Whether the labelling screen is the one that push (or adjudicate) made, and of this scheme."""
    wanted, command = labelling_config(schema, adjudication), "adjudicate" if adjudication else "push"
    update = f"`quoth {command}` brings the screen up to date"
    imprint = read_imprint(project.get("description"))
    screen = str(project.get("label_config") or "")
    ours = scheme_name(schema)
    if imprint is None:
        if screen != wanted:
            message = f"the labelling screen is not that of {ours}; `quoth {command}` again"
            yield Finding("config-changed", "warning", message, url=url)
        return
    if imprint.screen is not None and imprint.screen != digest(screen):
        message = f"the labelling screen was changed in Label Studio; `quoth {command}` puts it back"
        yield Finding("config-changed", "warning", message, url=url)
    elif imprint.scheme != ours:
        message = f"labelled with {imprint.scheme}, read with {ours}; {update}"
        yield Finding("scheme-changed", "warning", message, url=url)
    elif screen != wanted:
        message = f"the scheme {ours} was changed since; {update}"
        yield Finding("scheme-changed", "warning", message, url=url)


@dataclass(frozen=True)
class Audit:
    """Looks at one task after the other.

    Args:
        assignments: who labels which article; nobody is named where it is empty.
        names: the annotator's name by email address, where it is known.
        owner: the email address of the annotator whose project this is, if it is one person's.
        rewritten: submissions that a migration of ours changed, when it did, and who had changed them before.
        users: email addresses by number.
        imprint: what push left in the project.
    """

    assignments: Mapping[str, Assignment] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    owner: str | None = None
    rewritten: Mapping[int, Rewritten] = field(default_factory=dict)
    users: Mapping[int, str] = field(default_factory=dict)
    imprint: Imprint | None = None

    def findings(self, document: str, state: TaskState, url: str) -> list[Finding]:
        """What there is to know about who did what in this task."""
        notes = Notes(document, "", url)
        if state.works and not state.done:
            notes.add("skipped", "note", "skipped by " + ", ".join(w.user for w in state.works))
        if state.drafts:
            notes.add("draft", "note", f"work that is not submitted, by {', '.join(state.drafts)}")
        for work in state.works:
            self._note_editor(work, notes)
        submitted = Counter(w.user for w in state.works if not w.skipped)
        for user, n in submitted.items():
            self._note_owner(document, user, notes)
            if n > 1:
                notes.add("two-submissions", "warning", f"{user} submitted {n} times; the newest counts")
        return notes.findings

    def scheme_of(self, work: Work) -> str | None:
        """The scheme that a submission was made with or rewritten to, as far as the project tells."""
        if self.imprint is None:
            return None
        return self.imprint.scheme if self._was_rewritten(work) else self.imprint.scheme_at(work.updated)

    def _was_rewritten(self, work: Work) -> bool:
        """Whether a migration of ours, and nobody since, changed it last."""
        known = self.rewritten.get(work.id)
        return known is not None and known.moment == work.updated

    def _editor(self, work: Work) -> str:
        """The last person who changed it."""
        if not self._was_rewritten(work):
            return work.editor
        before = self.rewritten[work.id].editor
        return work.user if before is None else self.users.get(before, f"user-{before}")

    def _note_editor(self, work: Work, notes: Notes) -> None:
        if (editor := self._editor(work)) != work.user:
            message = f"the labels of {work.user} were last changed by {editor}"
            notes.add("edited-by-other", "warning", message)
        made_with = self.scheme_of(work)
        if self.imprint and made_with != self.imprint.scheme and not work.skipped:
            message = f"{work.user} labelled with {made_with}; the project has {self.imprint.scheme} now"
            notes.add("scheme-version", "warning", message)

    def _note_owner(self, document: str, user: str, notes: Notes) -> None:
        if self.owner is not None and user != self.owner:
            notes.add(
                "not-assigned", "warning", f"labels by {user} in a task of {self.owner}, whose project it is"
            )
            return
        assigned = self.assignments.get(document)
        if assigned is not None and self._name(user) not in {set_name(a) for a in assigned.annotators}:
            others = ", ".join(assigned.annotators) or "nobody"
            notes.add("not-assigned", "warning", f"labels by {user}, but the article is assigned to {others}")

    def _name(self, user: str) -> str:
        return set_name(self.names.get(user) or user.partition("@")[0])
