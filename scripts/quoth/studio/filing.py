"""What was read from a project's tasks, brought into annotation sets and into one report."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from quoth.studio.audits import Audit
from quoth.studio.findings import Finding
from quoth.studio.projects import TaskState, Work
from quoth.studio.reading import Labelled, Reading, newest
from quoth.studio.staging import Staging
from quoth_eval.corpus import Corpus


@dataclass
class Pulled:
    """What a pull did. ``sets`` names for each set the articles written, changed or not.

    ``schemes`` tells, for each set and article, the scheme (name and version) that it was labelled with, as
    far as the project knows. ``fetched`` counts the tasks that had to be fetched.
    """

    sets: dict[str, list[str]] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)
    unlabelled: int = 0
    fetched: int = 0
    schemes: dict[str, dict[str, str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def record(self) -> dict[str, Any]:
        """The report as a JSON object."""
        return {
            "sets": self.sets,
            "changed": self.changed,
            "refused": self.refused,
            "skipped": self.skipped,
            "drafts": self.drafts,
            "unlabelled": self.unlabelled,
            "fetched": self.fetched,
            "schemes": self.schemes,
            "findings": [f.record() for f in self.findings],
        }

    @property
    def nothing_read(self) -> bool:
        """Whether there was something to read and none of it could be."""
        return bool(self.refused) and not self.sets


@dataclass(frozen=True)
class Filing:
    """Takes one task after the other.

    Args:
        corpus: where the sets are.
        staging: the files that the labels made.
        sets: which user's labels go into which set.
        audit: looks at who did what.
        since: only submissions of this time or later; all of them when it is empty.
        report: grows.
    """

    corpus: Corpus
    staging: Staging
    sets: Mapping[str, str]
    audit: Audit
    since: str
    report: Pulled
    _taken: set[tuple[str, str]] = field(default_factory=set)

    def file(self, reading: Reading, state: TaskState, url: str) -> None:
        """Put the labels of one task in their places, and what there is to know about it into the report."""
        name, report = reading.document, self.report
        report.unlabelled += not state.works
        if state.works and not state.done:
            report.skipped.append(name)
        if state.drafts:
            report.drafts.append(name)
        report.findings += self.audit.findings(name, state, url)
        if reading.refused is not None:
            report.refused.append(name)
            report.findings.append(reading.refused)
            return
        for work in newest(state):
            if work.user in self.sets and work.updated >= self.since:
                self._take(name, work, reading.labelled[work.id], url)

    def _take(self, name: str, work: Work, labelled: Labelled, url: str) -> None:
        report, set_name = self.report, self.sets[work.user]
        if (set_name, name) in self._taken:
            message = f"ignored: another task has labels of this article for {set_name}"
            report.findings.append(Finding("second-task", "error", message, name, url=url))
            return
        self._taken.add((set_name, name))
        report.findings += labelled.findings
        if labelled.digest is None:
            report.refused.append(name)
            return
        if self.staging.place(work.id, self.corpus.set_file(set_name, name)):
            report.changed.append(f"{set_name}/{name}")
        report.sets.setdefault(set_name, []).append(name)
        if scheme := self.audit.scheme_of(work):
            report.schemes.setdefault(set_name, {})[name] = scheme
