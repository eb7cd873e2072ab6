"""One task of Label Studio read: every person's labels as a file, and what is wrong with them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from quoth.schema import Schema
from quoth.store import annotation_bytes
from quoth.studio.client import Json
from quoth.studio.findings import Finding
from quoth.studio.incoming import from_results
from quoth.studio.notes import Notes
from quoth.studio.projects import TaskState, Work, task_state
from quoth.studio.staging import Staging
from quoth_eval.corpus import Article, Corpus
from quoth_eval.document import Document
from quoth_eval.errors import InputError
from quoth_eval.integrity import hash_of


@dataclass(frozen=True, slots=True)
class Labelled:
    """One submission: a digest of the file that it makes, if it makes one, and what was found."""

    digest: str | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A task without its text and labels, with what became of them.

    ``task`` is what the server says of it (who did what and when), ``text`` a digest of the article's text
    that the labels were read with, ``refused`` why none of them can be taken, ``labelled`` the newest
    submission of each person by its number.
    """

    document: str
    task: Json
    text: str | None
    refused: Finding | None
    labelled: Mapping[int, Labelled]

    @property
    def number(self) -> int:
        """The number of the task."""
        return int(self.task["id"])

    @property
    def updated(self) -> str:
        """When the task or anything done in it last changed, as the server writes times."""
        return str(self.task.get("updated_at") or "")

    def state(self, users: Mapping[int, str], drafts: Iterable[str] = ()) -> TaskState:
        """What people did in it; ``users`` are email addresses by number, ``drafts`` those with drafts."""
        return task_state(self.task, users, drafts)

    def record(self) -> dict[str, Any]:
        """The reading as a JSON object; :func:`parse_reading` is the inverse."""
        return asdict(self) | {"labelled": {str(k): asdict(v) for k, v in self.labelled.items()}}


def parse_reading(record: Mapping[str, Any]) -> Reading:
    """A reading from its JSON object.

    Raises:
        KeyError, TypeError, ValueError: it is none.
    """
    refused = record["refused"]
    return Reading(
        str(record["document"]),
        dict(record["task"]),
        record["text"],
        Finding(**refused) if refused else None,
        {
            int(k): Labelled(v["digest"], tuple(Finding(**f) for f in v["findings"]))
            for k, v in record["labelled"].items()
        },
    )


def newest(state: TaskState) -> Iterator[Work]:
    """The submission of each person that counts: the last one that is no skip."""
    last: dict[str, Work] = {}
    for work in sorted(state.works, key=lambda w: (w.updated, w.id)):
        if not work.skipped:
            last[work.user] = work
    yield from last.values()


@dataclass(frozen=True)
class Reader:
    """Reads tasks; the files that their labels make wait in ``staging`` under the numbers of submissions."""

    corpus: Corpus
    schema: Schema
    staging: Staging

    def read(self, task: Json, state: TaskState, url: str) -> Reading:
        """One task, as the task list gives it with data and results."""
        data = task["data"]
        slim = {k: v for k, v in task.items() if k != "data"}
        slim["annotations"] = [{k: v for k, v in a.items() if k != "result"} for a in task["annotations"]]
        name = str(data.get("id"))
        works = list(newest(state))
        if not works:
            return Reading(name, slim, None, None, {})
        notes = Notes(name, "", url)
        found = self._article(name, data, notes)
        if found is None:
            return Reading(name, slim, None, notes.findings[0], {})
        results = {a["id"]: a.get("result") or [] for a in task["annotations"]}
        labelled = {w.id: self._labelled(w.id, results[w.id], *found, url) for w in works}
        return Reading(name, slim, hash_of(found[1]), None, labelled)

    def _labelled(self, number: int, result: list[Json], article: Article, text: str, url: str) -> Labelled:
        """Convert one submission. Tokens and sentences of the article are not needed and take their time."""
        bare = Document(article.id, text, sections=article.sections)
        document, findings = from_results(result, bare, self.schema, url)
        try:
            data = annotation_bytes(article, text, document)
        except InputError as error:
            broken = Finding("not-sound", "error", f"refused: {error}", article.id, url=url)
            return Labelled(None, (*findings, broken))
        self.staging.put(number, data)
        return Labelled(sha256(data).hexdigest(), tuple(findings))

    def _article(self, name: str, data: Json, notes: Notes) -> tuple[Article, str] | None:
        """The article and its text, unless labels of this task have to be refused."""
        try:
            article = self.corpus.article(name)
            text = self.corpus.text(article)
        except InputError as error:
            notes.add("unknown-article", "error", f"refused: {error}")
            return None
        if text is None:
            notes.add("text-missing", "error", "refused: the text is withheld; run `quoth hydrate` first")
        elif problem := text_problem(data, text):
            notes.add("text-changed", "error", f"refused: {problem}")
        else:
            return article, text
        return None


def text_problem(data: Json, text: str) -> str | None:
    """Why a task's labels do not belong to this text; ``None`` when they do.

    >>> text_problem({"text": "A fire."}, "A fire.") is None
    True
    """
    shown = data.get("text")
    if isinstance(shown, str) and shown == text:
        return None
    pushed = data.get("text_sha256")
    if pushed == hash_of(text):
        return "the task's text was changed in Label Studio after the push; put the article's text back"
    if isinstance(shown, str) and pushed == hash_of(shown):
        return (
            "the article's text in the corpus was changed after the push; the labels are those of the old one"
        )
    return "the task's text is not the article's"
