"""Submits a decided version of an article as an adjudicator would, through the API."""

from typing import Any

from quoth.studio.client import Client
from quoth.studio.outgoing import to_results
from quoth.studio.predictions import renumbered
from quoth.studio.projects import require_project
from quoth_eval.document import Document

_FIELDS = ["id", "data", "predictions", "model_version", "result", "annotations"]


def tasks(client: Client, title: str) -> dict[str, dict[str, Any]]:
    """The tasks of a project by article."""
    return {t["data"]["id"]: t for t in client.tasks(require_project(client, title), _FIELDS)}


def submit(client: Client, title: str, decided: Document) -> int:
    """Submit what was decided about an article as the user of the client; the number of the submission."""
    task = tasks(client, title)[decided.id]
    found = client.create_annotation(task["id"], {"result": to_results(renumbered(decided))})
    return int(found["id"])
