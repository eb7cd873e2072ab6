"""Pulls that follow one another, and the audits: what changed is fetched, what is odd is named."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from studio.commands import quoth
from studio.valid import every_feature

from quoth.store import write_articles, write_assignments
from quoth.studio.client import Client
from quoth.studio.outgoing import to_results
from quoth.studio.projects import require_project
from quoth_eval.assignment import Assignment
from quoth_eval.corpus import Article, Corpus
from quoth_eval.integrity import hash_of

pytestmark = pytest.mark.studio

RESULT = to_results(every_feature())


def tasks(client: Client, title: str) -> dict[str, int]:
    """The numbers of the tasks by article."""
    found = client.tasks(require_project(client, title), ["id", "data"])
    return {t["data"]["id"]: t["id"] for t in found}


def pull(title: str, *more: str) -> dict[str, Any]:
    """What ``quoth pull`` reports."""
    ran = quoth("pull", "--project", title, "--json", *more)
    assert ran.status == 0, ran.err
    return ran.json


def rules(report: dict[str, Any]) -> list[str]:
    """The findings of a pull but those about the labels of :func:`every_feature`."""
    return sorted(f["rule"] for f in report["findings"] if f["rule"] != "content-alone")


@pytest.fixture
def there(corpus: Corpus, client: Client, title: str) -> dict[str, int]:
    """A project with labels in two of three tasks; the tasks by article."""
    quoth("push", "--project", title)
    there = tasks(client, title)
    client.create_annotation(there["every-feature"], {"result": RESULT})
    client.create_annotation(there["two"], {"result": []})
    return there


def files(corpus: Corpus) -> dict[str, bytes]:
    """Every file of every set."""
    return {str(f.relative_to(corpus.root)): f.read_bytes() for f in corpus.root.glob("annotations/*/*")}


def test_only_what_changed_is_fetched_and_the_report_is_the_whole(
    corpus: Corpus, client: Client, there: dict[str, int], title: str
) -> None:
    first = pull(title)
    assert (first["fetched"], sorted(first["sets"]["annotator"])) == (3, ["every-feature", "two"])
    second = pull(title)
    assert second["fetched"] == 0
    assert second == {**first, "fetched": 0, "changed": []}
    client.create_annotation(there["three"], {"result": []})
    third = pull(title)
    assert (third["fetched"], third["changed"]) == (1, ["annotator/three"])
    assert pull(title, "--all")["fetched"] == 3


@pytest.mark.parametrize("lost", ["gone", "broken"])
def test_what_is_known_from_before_may_be_lost(
    corpus: Corpus, there: dict[str, int], title: str, lost: str
) -> None:
    first = pull(title)
    folder = corpus.root.parent / ".quoth" / "pulls"
    [file] = folder.iterdir()
    shutil.rmtree(folder) if lost == "gone" else file.write_bytes(file.read_bytes()[:-40])
    assert pull(title) == {**first, "changed": []}


def test_files_that_were_changed_or_deleted_are_put_right(
    corpus: Corpus, there: dict[str, int], title: str
) -> None:
    pull(title)
    pulled = files(corpus)
    corpus.set_file("annotator", "every-feature").write_bytes(b"")
    corpus.set_file("annotator", "two").unlink()
    report = pull(title)
    assert (report["fetched"], sorted(report["changed"])) == (2, ["annotator/every-feature", "annotator/two"])
    assert files(corpus) == pulled


def test_since_takes_only_what_is_newer(
    corpus: Corpus, client: Client, there: dict[str, int], title: str
) -> None:
    first = client.tasks(require_project(client, title), ["id", "annotations", "updated_at"])
    last = max(a["updated_at"] for t in first for a in t["annotations"])
    client.create_annotation(there["three"], {"result": []})
    assert sorted(pull(title, "--since", last)["sets"]["annotator"]) == ["three", "two"]
    assert pull(title, "--since", "1h")["fetched"] == 3
    assert pull(title, "--since", "2999-01-01")["sets"] == {}
    refused = quoth("pull", "--project", title, "--since", "yesterday")
    assert refused.status == 2 and "2h, 3d" in refused.err


def test_deleted_tasks_and_labels_that_were_taken_back_are_named_and_stay(
    corpus: Corpus, client: Client, there: dict[str, int], title: str
) -> None:
    pull(title)
    pulled = files(corpus)
    client._call("DELETE", f"/api/tasks/{there['two']}/")
    [annotation] = client._call("GET", f"/api/tasks/{there['every-feature']}/annotations/")
    client._call("DELETE", f"/api/annotations/{annotation['id']}/")
    report = pull(title)
    assert rules(report) == ["labels-gone", "task-gone"]
    assert {f["document"] for f in report["findings"]} == {"every-feature", "two"}
    assert files(corpus) == pulled
    assert quoth("push", "--project", title, "--json").json["added"] == ["two"]
    assert rules(pull(title)) == []


def test_everybodys_drafts_are_named(
    corpus: Corpus, second_user: Client, there: dict[str, int], title: str
) -> None:
    pull(title)
    path = f"/api/tasks/{there['three']}/drafts"
    second_user._call("POST", path, json={"result": [], "lead_time": 1.0})
    report = pull(title)
    assert (report["drafts"], report["fetched"]) == (["three"], 0)
    assert "bo@quoth.local" in next(f["message"] for f in report["findings"] if f["rule"] == "draft")


def test_labels_by_somebody_to_whom_it_was_not_assigned(
    corpus: Corpus, client: Client, second_user: Client
) -> None:
    write_assignments(corpus, [Assignment("two", ("annotator",)), Assignment("every-feature", ("bo",))])
    quoth("push", "--project", "theirs")
    for annotator, article, author in (
        ("annotator", "two", client),
        ("annotator", "two", second_user),
        ("bo", "every-feature", second_user),
    ):
        author.create_annotation(tasks(client, f"theirs · {annotator}")[article], {"result": []})
    report = pull("theirs")
    [found] = [f for f in report["findings"] if f["rule"] == "not-assigned"]
    assert found["document"] == "two" and found["message"].startswith("labels by bo@quoth.local")
    assert found["url"].startswith(client.url)
    assert report["sets"] == {"annotator": ["two"], "bo": ["every-feature"]}


def test_a_screen_that_was_changed_on_the_server(
    corpus: Corpus, client: Client, there: dict[str, int], title: str
) -> None:
    project = require_project(client, title)
    assert rules(pull(title)) == []
    config = client.project(project)["label_config"].replace("<Header", "<Header underline='true'", 1)
    client.update_project(project, {"label_config": config})
    assert rules(pull(title)) == ["config-changed"]
    quoth("push", "--project", title)
    assert rules(pull(title)) == []
    client.update_project(project, {"description": "mine", "label_config": config})
    assert rules(pull(title)) == ["config-changed"]


def test_a_text_that_changed_in_the_corpus_or_on_the_server(
    corpus: Corpus, client: Client, there: dict[str, int], title: str, tmp_path: Path
) -> None:
    pull(title)
    pulled = files(corpus)
    text = "Ana Belo wrote.\n\nNothing else."
    write_articles(corpus.root, [(Article("two", text_sha256=hash_of(text)), text)])
    task = next(t for t in client.tasks(require_project(client, title), ["id", "data"]) if "drones" in str(t))
    client.update_task(task["id"], {**task["data"], "text": task["data"]["text"] + "!"})
    ran = quoth("pull", "--project", title, "--json")
    messages = {f["document"]: f["message"] for f in ran.json["findings"] if f["rule"] == "text-changed"}
    assert "in the corpus was changed after the push" in messages["two"]
    assert "changed in Label Studio after the push" in messages["every-feature"]
    assert (ran.status, files(corpus)) == (1, pulled)
