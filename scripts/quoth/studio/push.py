"""Articles to Label Studio: a project, a task for each article, pre-annotations; idempotent."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from quoth.schema import Schema
from quoth.studio.adding import add_prediction, add_project, add_tasks
from quoth.studio.audits import scheme_name
from quoth.studio.client import Client, Json
from quoth.studio.imprint import Imprint, digest, for_adjudication, is_adjudication, read_imprint
from quoth.studio.instruction import instruction
from quoth.studio.labelling import labelling_config
from quoth.studio.lint import require_clean
from quoth.studio.predictions import PreAnnotation
from quoth.studio.projects import Track, find_project
from quoth.studio.scheme_change import REFUSE, SchemeChange
from quoth.studio.tasks import task_data
from quoth_eval.document import Document
from quoth_eval.errors import InputError

_REWRITTEN = {"expert_instruction"}
"""Settings that the server stores in a form of its own; the description tells whether they are ours."""

_CHUNK_TASKS = 1000
_CHUNK_BYTES = 16 << 20
"""What one request carries at most: each costs the server half a second beside its tasks."""


@dataclass
class Pushed:
    """What a push did: ids of articles by what happened to their tasks and to their pre-annotations.

    ``conflicting`` tasks hold another text than the corpus; they are left alone. ``doubled`` articles have
    more than one task. ``migrated`` counts the submissions, drafts and pre-annotations that were rewritten,
    by the name that went. ``addresses`` are the pages of the tasks, by article.
    """

    project: int = 0
    url: str = ""
    project_change: str = "unchanged"
    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    conflicting: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    predictions_added: list[str] = field(default_factory=list)
    predictions_unchanged: list[str] = field(default_factory=list)
    migrated: dict[str, dict[str, int]] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)

    def record(self) -> dict[str, Any]:
        """The report as a JSON object."""
        found = asdict(self)
        del found["addresses"]
        return found

    @property
    def nothing_changed(self) -> bool:
        """Whether everything was as it should be already."""
        return self.project_change == "unchanged" and not (
            self.added or self.updated or self.predictions_added
        )


def push_project(
    client: Client,
    title: str,
    schema: Schema,
    guidelines: Path | None,
    report: Pushed,
    change: SchemeChange = REFUSE,
) -> int:
    """Make the project, or bring its labelling screen and its instruction up to date; its number.

    Raises:
        InputError: the scheme has lost names that labels use, and ``change`` does not say where they go.
    """
    found = find_project(client, title)
    if found is None:
        settings = project_settings(title, schema, guidelines, {})
        project = add_project(client, settings)
        report.project_change = "created"
    else:
        project, now = found, client.project(found)
        if is_adjudication(now.get("description")):
            raise InputError(f"{title!r} is an adjudication project; `quoth adjudicate` keeps it")
        wanted = project_settings(title, schema, guidelines, now)
        if now["label_config"] != wanted["label_config"]:
            uses = change.prepare(client, project, now["label_config"], wanted["label_config"])
            report.migrated = uses.record()
        if any(now.get(k) != v for k, v in wanted.items() if k not in _REWRITTEN):
            client.update_project(project, wanted)
            report.project_change = "updated"
    report.project, report.url = project, f"{client.url}/projects/{project}"
    return project


def push_tasks(
    client: Client,
    articles: Sequence[Document],
    predictions: Mapping[str, PreAnnotation],
    report: Pushed,
    track: Track,
) -> None:
    """Make the tasks that are missing, renew those whose headings changed, add pre-annotations.

    A push that broke off can be run again: it goes on where it stopped.
    """
    there = _existing(client, report.project, bool(predictions), report)
    data = [task_data(article) for article in articles]
    new = [d for d in data if d["id"] not in there]
    for chunk in track(_chunks(new, predictions), "pushing articles", None):
        added = add_tasks(client, report.project, chunk)
        report.added += added
        report.addresses |= {i: client.task_url(report.project, n) for i, n in added.items()}
    old = [d for d in data if d["id"] in there]
    for wanted in track(old, "comparing", len(old)):
        report.addresses[wanted["id"]] = client.task_url(report.project, there[wanted["id"]]["id"])
        _renew(client, there[wanted["id"]], wanted, predictions.get(wanted["id"]), report)
    report.predictions_added += [d["id"] for d in new if d["id"] in predictions]
    if predictions:
        _show(client, report.project, next(iter(predictions.values())).model)


def project_settings(
    title: str, schema: Schema, guidelines: Path | None, former: Json, adjudication: bool = False
) -> Json:
    """The settings of a project that labels with this scheme or, with ``adjudication``, decides.

    ``former`` are those that it has: the history of its schemes is kept.
    """
    page = instruction(schema, guidelines, adjudication)
    screen = require_clean(labelling_config(schema, adjudication))
    imprint = Imprint(scheme_name(schema), digest(screen), digest(page))
    now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    description = imprint.after(read_imprint(former.get("description")), now).text
    return {
        "title": title,
        "description": for_adjudication(description) if adjudication else description,
        "label_config": screen,
        "expert_instruction": page,
        "show_instruction": True,
        "show_skip_button": True,
        "enable_empty_annotation": True,
        "show_collab_predictions": True,
        "sampling": "Sequential sampling",
    }


def _show(client: Client, project: int, model: str) -> None:
    """Let the label stream open with this model's pre-annotations; it shows those of one model, or none."""
    if client.project(project).get("model_version") != model:
        client.update_project(project, {"model_version": model})


def _existing(client: Client, project: int, predictions: bool, report: Pushed) -> dict[str, Json]:
    found: dict[str, Json] = {}
    more = ["predictions", "model_version", "result"] if predictions else []
    for task in client.tasks(project, ["id", "data", *more]):
        identity = task["data"].get("id")
        if identity in found:
            report.doubled.append(str(identity))
        found.setdefault(str(identity), task)
    return found


def _chunks(data: Sequence[Json], predictions: Mapping[str, PreAnnotation]) -> Iterator[list[Json]]:
    """New tasks in pieces that one request can carry, each with its pre-annotation."""
    chunk: list[Json] = []
    size = 0
    for d in data:
        task: Json = {"data": d}
        if found := predictions.get(d["id"]):
            result = orjson.Fragment(found.json)
            task["predictions"] = [{"model_version": found.model, "result": result}]
        weight = len(orjson.dumps(task))
        if chunk and (len(chunk) >= _CHUNK_TASKS or size + weight > _CHUNK_BYTES):
            yield chunk
            chunk, size = [], 0
        chunk.append(task)
        size += weight
    if chunk:
        yield chunk


def _renew(client: Client, task: Json, wanted: Json, found: PreAnnotation | None, report: Pushed) -> None:
    identity = wanted["id"]
    if task["data"].get("text") != wanted["text"]:
        report.conflicting.append(identity)
        return
    if task["data"] != wanted:
        client.update_task(task["id"], wanted)
        report.updated.append(identity)
    else:
        report.unchanged.append(identity)
    if found is not None:
        _renew_prediction(client, task, found, report)


def _renew_prediction(client: Client, task: Json, found: PreAnnotation, report: Pushed) -> None:
    """Put what the model says now in the place of what it said before."""
    older = [p for p in task["predictions"] if p.get("model_version") == found.model]
    items = found.items
    if len(older) == 1 and older[0]["result"] == items:
        report.predictions_unchanged.append(found.document)
        return
    wanted = {"task": task["id"], "model_version": found.model, "result": items}
    add_prediction(client, wanted, [p["id"] for p in older])
    report.predictions_added.append(found.document)
    for prediction in older:
        client.delete_prediction(prediction["id"])
