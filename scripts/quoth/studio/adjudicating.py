"""The adjudication project: every article opens with what annotators agree on, their versions beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from quoth.adjudication.merging import Merged
from quoth.schema import Schema
from quoth.studio.adding import add_prediction, add_project, add_tasks
from quoth.studio.client import Client, Json
from quoth.studio.controls import DISPUTES
from quoth.studio.dispute_list import dispute_list
from quoth.studio.imprint import is_adjudication
from quoth.studio.predictions import pre_annotation
from quoth.studio.projects import (
    STATE_FIELDS,
    TaskState,
    begun_by,
    find_project,
    task_state,
)
from quoth.studio.push import project_settings
from quoth.studio.scheme_change import REFUSE, SchemeChange
from quoth.studio.tasks import refuse_unstorable, task_data
from quoth_eval.document import Document
from quoth_eval.errors import InputError

AGREED = "agreed by all"
"""What the merged version is called; no set can be, since sets' names have no spaces."""

ANNOTATORS = "annotators"
"""The field of a task with the names of the sets that are decided between."""

_HIDDEN = [
    *("id", "inner_id", "created_at", "updated_at", "completed_at", "updated_by", "avg_lead_time"),
    *("annotations_results", "annotations_ids", "cancelled_annotations", "file_upload", "storage_filename"),
    *("predictions_score", "predictions_results", "predictions_model_versions", "total_predictions"),
    *("data.text", "data.text_sha256", f"data.{DISPUTES}"),
]
_BESIDE = ["annotators", "draft_exists", "data.about", "data.title", f"data.{ANNOTATORS}"]
_TAB = {
    "title": "To decide",
    "hiddenColumns": {
        "explore": [f"tasks:{c}" for c in _HIDDEN],
        "labeling": [f"tasks:{c}" for c in (*_HIDDEN, *_BESIDE)],
    },
}
"""The list of articles, without what nobody wants to read there; beside an open article only their names."""

_AT_ONCE = 10
_UNSTORED = {"expert_instruction"}  # the server keeps it in a form of its own


@dataclass(frozen=True, slots=True)
class Case:
    """One article for the adjudicator."""

    article: Document
    views: Mapping[str, Document]
    merged: Merged

    def task(self, schema: Schema) -> Json:
        """The task with its versions: the agreed one, then each annotator's.

        Raises:
            InputError: labels that the scheme does not have, or that Label Studio cannot hold.
        """
        listed = dispute_list(self.article, self.merged.disputes)
        data = {**task_data(self.article), DISPUTES: listed, ANNOTATORS: list(self.views)}
        refuse_unstorable(self.article.id, data)
        versions = {AGREED: self.merged.document, **self.views}
        found = (pre_annotation(name, d, self.article, schema, name) for name, d in versions.items())
        predictions = [{"model_version": p.model, "result": list(p.items)} for p in found]
        return {"data": data, "predictions": predictions}


@dataclass
class Adjudicating:
    """What became of the tasks, by article. ``decided`` ones had changed, but work in them is kept.

    ``migrated`` is as in :class:`quoth.studio.push.Pushed`.
    """

    project: int = 0
    url: str = ""
    project_change: str = "unchanged"
    migrated: dict[str, dict[str, int]] = field(default_factory=dict)
    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    decided: list[str] = field(default_factory=list)

    def record(self) -> dict[str, Any]:
        """The report as a JSON object."""
        return asdict(self)


def push_cases(
    client: Client,
    title: str,
    cases: Sequence[Case],
    schema: Schema,
    guidelines: Path | None,
    change: SchemeChange = REFUSE,
) -> Adjudicating:
    """Make the project and its tasks, or bring them up to date; doing it again changes nothing.

    A task in which somebody has worked is left as it is, also when annotators' labels have changed since.

    Raises:
        InputError: the title is that of another kind of project, or labels that the scheme does not have; or
            decisions use names that it has lost, and ``change`` does not say where they go.
    """
    track = change.track
    tasks = {c.article.id: c.task(schema) for c in track(cases, "merging", len(cases))}
    report = Adjudicating()
    _project(client, title, schema, guidelines, report, change)
    there = _existing(client, report.project)
    new = [task for name, task in tasks.items() if name not in there]
    chunks = [new[at : at + _AT_ONCE] for at in range(0, len(new), _AT_ONCE)]
    for chunk in track(chunks, "adding articles", len(chunks)):
        report.added += add_tasks(client, report.project, chunk)
    old = [name for name in tasks if name in there]
    for name in track(old, "comparing", len(old)):
        getattr(report, _renewed(client, *there[name], tasks[name])).append(name)
    if client.project(report.project).get("model_version") != AGREED:  # only once there are predictions
        client.update_project(report.project, {"model_version": AGREED})
    return report


def _project(
    client: Client,
    title: str,
    schema: Schema,
    guidelines: Path | None,
    report: Adjudicating,
    change: SchemeChange,
) -> None:
    found = find_project(client, title)
    now: Json = {} if found is None else client.project(found)
    if found is not None and not is_adjudication(now.get("description")):
        raise InputError(f"{title!r} is a project of another kind; choose another --project")
    wanted = project_settings(title, schema, guidelines, now, adjudication=True)
    if found is None:
        found, report.project_change = add_project(client, wanted), "created"
        client.create_view(found, _TAB)
    elif now["label_config"] != wanted["label_config"]:
        uses = change.prepare(client, found, now["label_config"], wanted["label_config"])
        report.migrated = uses.record()
    if now and any(now.get(k) != v for k, v in wanted.items() if k not in _UNSTORED):
        client.update_project(found, wanted)
        report.project_change = "updated"
    report.project, report.url = found, f"{client.url}/projects/{found}"


def _existing(client: Client, project: int) -> dict[str, tuple[Json, TaskState]]:
    """The tasks of a project with their state, by article."""
    fields = [*STATE_FIELDS, "data", "predictions", "model_version", "result"]
    users, drafts = client.users(), begun_by(client, project)
    found: dict[str, tuple[Json, TaskState]] = {}
    for task in client.tasks(project, fields):
        state = task_state(task, users, drafts.get(task["id"], ()))
        found.setdefault(str(task["data"].get("id")), (task, state))
    return found


def _renewed(client: Client, task: Json, state: TaskState, wanted: Json) -> str:
    """What became of a task: unchanged, updated, or decided already."""
    older = task["predictions"]
    versions = {p["model_version"]: p["result"] for p in older}
    new = {p["model_version"]: p["result"] for p in wanted["predictions"]}
    if task["data"] == wanted["data"] and versions == new and len(older) == len(new):
        return "unchanged"
    if state.works or state.drafts:
        return "decided"
    client.update_task(task["id"], wanted["data"])
    for prediction in wanted["predictions"]:
        add_prediction(client, {"task": task["id"], **prediction}, [p["id"] for p in older])
    for prediction in older:
        client.delete_prediction(prediction["id"])
    return "updated"
