"""Push, submit, status, pull on the real server: a document with every feature comes back as it was."""

from typing import Any

import pytest
from studio.commands import quoth
from studio.valid import every_feature

from quoth.studio.client import Client
from quoth.studio.outgoing import to_results
from quoth.studio.projects import require_project
from quoth.studio.server import LocalStudio
from quoth_eval.corpus import Corpus
from quoth_eval.document import ANNOTATION_LAYERS, Document
from quoth_eval.serialize import dumps

pytestmark = pytest.mark.studio


def tasks(client: Client, title: str) -> dict[str, Any]:
    """The tasks of a project by article."""
    project = require_project(client, title)
    return {
        t["data"]["id"]: t
        for t in client.tasks(project, ["id", "data", "predictions", "model_version", "result"])
    }


def labels(corpus: Corpus, set_name: str, article: str) -> Document:
    """What a set says of an article, without the article."""
    found = Corpus(corpus.root).document(article, set_name)
    bare = Document(article, found.text)
    from dataclasses import replace

    return replace(bare, **{layer: getattr(found, layer) for layer in ANNOTATION_LAYERS})


def test_a_document_with_every_feature_comes_back_byte_for_byte(
    corpus: Corpus, client: Client, title: str
) -> None:
    first = quoth("push", "--project", title, "--json").json
    assert (first["project_change"], len(first["added"])) == ("created", 3)
    again = quoth("push", "--project", title)
    assert again.out.startswith("nothing changed")
    assert len(tasks(client, title)) == 3

    task = tasks(client, title)["every-feature"]["id"]
    client.create_annotation(task, {"result": to_results(every_feature()), "lead_time": 61.5})
    counts = quoth("status", "--project", title, "--json").json
    assert (counts["tasks"], counts["done"], counts["open"]) == (3, 1, 2)
    person = counts["annotators"].pop("annotator@quoth.local")
    assert not counts["annotators"] and person.pop("last_activity") > "2026"
    assert person == {"done": 1, "skipped": 0, "drafts": 0, "minutes": 1.0}

    pulled = quoth("pull", "--project", title, "--as", "ada", "--json").json
    assert pulled["sets"] == {"ada": ["every-feature"]}
    assert [f["rule"] for f in pulled["findings"]] == ["content-alone"]
    assert dumps(labels(corpus, "ada", "every-feature")) == dumps(every_feature())
    assert quoth("pull", "--project", title, "--as", "ada", "--json").json["changed"] == []


def test_skips_and_drafts_are_counted_and_named(corpus: Corpus, client: Client, title: str) -> None:
    quoth("push", "--project", title)
    there = tasks(client, title)
    client.create_annotation(there["two"]["id"], {"result": [], "was_cancelled": True})
    client._call("POST", f"/api/tasks/{there['three']['id']}/drafts", json={"result": [], "lead_time": 1.0})
    counts = quoth("status", "--project", title, "--json").json
    assert (counts["done"], counts["skipped"], counts["drafts"], counts["open"]) == (0, 1, 1, 2)
    pulled = quoth("pull", "--project", title, "--json")
    assert pulled.status == 0
    assert (pulled.json["skipped"], pulled.json["drafts"], pulled.json["sets"]) == (["two"], ["three"], {})
    assert not (corpus.root / "annotations").exists()


def test_an_article_without_anything_to_label_is_an_empty_file(
    corpus: Corpus, client: Client, title: str
) -> None:
    quoth("push", "three", "--project", title)
    client.create_annotation(tasks(client, title)["three"]["id"], {"result": []})
    assert quoth("pull", "--project", title, "--as", "ada").status == 0
    assert corpus.set_file("ada", "three").read_bytes() == b""


def test_a_task_with_another_text_is_refused_and_never_overwritten(
    corpus: Corpus, client: Client, title: str
) -> None:
    quoth("push", "--project", title)
    task = tasks(client, title)["three"]
    client.update_task(task["id"], {**task["data"], "text": "A flood."})
    client.create_annotation(task["id"], {"result": []})
    pulled = quoth("pull", "--project", title, "--as", "ada")
    assert pulled.status == 1
    assert "text-changed" in pulled.err and "refused: three" in pulled.err
    pushed = quoth("push", "--project", title)
    assert pushed.status == 1
    assert "three: the task holds another text" in pushed.err
    assert tasks(client, title)["three"]["data"]["text"] == "A flood."


def test_a_task_that_is_none_of_ours_is_refused(corpus: Corpus, client: Client, title: str) -> None:
    quoth("push", "two", "--project", title)
    project = require_project(client, title)
    [foreign] = client.import_tasks(
        project, [{"data": {"id": "foreign", "title": "", "about": "", "text": "x"}}]
    )
    client.create_annotation(foreign, {"result": []})
    client.create_annotation(tasks(client, title)["two"]["id"], {"result": []})
    pulled = quoth("pull", "--project", title, "--as", "ada", "--json")
    assert pulled.status == 0
    assert (pulled.json["refused"], pulled.json["sets"]) == (["foreign"], {"ada": ["two"]})


def test_headings_are_renewed_and_doubled_tasks_named(corpus: Corpus, client: Client, title: str) -> None:
    quoth("push", "--project", title)
    task = tasks(client, title)["three"]
    client.update_task(task["id"], {**task["data"], "title": "Old"})
    client.import_tasks(require_project(client, title), [{"data": task["data"]}])
    report = quoth("push", "--project", title, "--json").json
    assert (report["updated"], report["doubled"]) == (["three"], ["three"])
    for found in client.tasks(require_project(client, title), ["id", "data"]):
        if found["data"]["id"] == "three":
            client.create_annotation(found["id"], {"result": []})
    pulled = quoth("pull", "--project", title, "--as", "ada", "--json").json
    assert [f["rule"] for f in pulled["findings"]] == ["second-task"]


def test_pre_annotations_are_checked_numbered_and_replaced(
    corpus: Corpus, client: Client, title: str
) -> None:
    file = corpus.root.parent / "tagger.jsonl"
    file.write_bytes(dumps(every_feature()) + b"\n")
    first = quoth("push", "--project", title, "--predictions", str(file), "--json").json
    assert first["predictions_added"] == ["every-feature"]
    assert quoth("push", "--project", title, "--predictions", str(file)).out.startswith("nothing changed")

    file.write_text(
        '{"id": "every-feature", "mentions": [{"id": "7", "start": 24, "end": 32, "type": "PER"}]}\n'
    )
    second = quoth("push", "--project", title, "--predictions", str(file), "--json").json
    assert second["predictions_added"] == ["every-feature"]
    [prediction] = tasks(client, title)["every-feature"]["predictions"]
    assert prediction["model_version"] == "tagger"
    assert [i["id"] for i in prediction["result"]] == ["m1", "m1"]


BAD = [
    ('{"id": "other"}\n{"id": "three"}\n{"id": "three"}', "a second time"),
    ('{"id": "three", "mentions": [{"id": "m1", "start": 0, "end": 99}]}', "length of the text"),
    ('{"id": "three", "mentions": [{"id": "m1", "start": 0, "end": 1, "type": "CITY"}]}', "type CITY"),
    ('{"id": "three", "mentions": [], "text": "A flood."}', "another text"),
    ('{"id": "three", "attributions": [{"id": "a1", "relays": "a9"}]}', "a9"),
]


@pytest.mark.parametrize(("line", "said"), BAD)
def test_bad_predictions_are_refused_before_anything_is_sent(
    corpus: Corpus, client: Client, title: str, line: str, said: str
) -> None:
    file = corpus.root.parent / "bad.jsonl"
    file.write_text(line + "\n")
    ran = quoth("push", "--project", title, "--predictions", str(file))
    assert ran.status == 2
    assert said in ran.err and "bad.jsonl:" in ran.err
    assert title not in [p["title"] for p in client.projects()]


def test_each_annotator_has_a_set(corpus: Corpus, client: Client, second_user: Client, title: str) -> None:
    quoth("push", "--project", title)
    task = tasks(client, title)["every-feature"]["id"]
    client.create_annotation(task, {"result": to_results(every_feature())})
    second_user.create_annotation(task, {"result": []})
    refused = quoth("pull", "--project", title, "--as", "gold")
    assert refused.status == 2 and "bo@quoth.local" in refused.err
    assert quoth("pull", "--project", title, "--json").json["sets"] == {
        "annotator": ["every-feature"],
        "bo": ["every-feature"],
    }
    one = quoth("pull", "--project", title, "--as", "gold", "--user", "bo@quoth.local", "--json").json
    assert one["sets"] == {"gold": ["every-feature"]}
    assert quoth("pull", "--project", title, "--user", "nobody@x.y").status == 2


def test_work_changed_by_somebody_else_and_submitted_twice_is_named(
    corpus: Corpus, client: Client, second_user: Client, title: str
) -> None:
    quoth("push", "--project", title)
    task = tasks(client, title)["two"]["id"]
    client.create_annotation(task, {"result": []})
    newest = client.create_annotation(task, {"result": []})
    second_user._call("PATCH", f"/api/annotations/{newest['id']}/", json={"result": []})
    rules = [f["rule"] for f in quoth("pull", "--project", title, "--json").json["findings"]]
    assert sorted(rules) == ["edited-by-other", "two-submissions"]


def test_a_personal_access_token_opens_the_server_too(
    corpus: Corpus, client: Client, server: LocalStudio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LABELS_TOKEN", client._call("POST", "/api/token/")["token"])
    ran = quoth("studio", "--url", server.url, "--token-env", "LABELS_TOKEN", "--json")
    assert ran.json == {"url": server.url, "user": server.credentials.email}
    assert quoth("push", "two", "--project", "personal").status == 0
    assert quoth("status", "--project", "personal", "--json").json["tasks"] == 1


def test_wrong_ways_to_ask_say_what_to_do(
    corpus: Corpus, server: LocalStudio, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "`quoth push` makes it" in quoth("pull", "--project", "no such").err
    assert "no article nope" in quoth("push", "nope").err
    monkeypatch.setenv("LABELS_TOKEN", "0" * 40)
    rejected = quoth("studio", "--url", server.url, "--token-env", "LABELS_TOKEN")
    assert rejected.status == 2 and "rejects the token" in rejected.err
    monkeypatch.setenv("LABELS_TOKEN", server.credentials.token)
    assert quoth("studio", "--url", server.url + "/", "--token-env", "LABELS_TOKEN").status == 0
    written = (corpus.root.parent / ".quoth" / "studio.json").read_text()
    assert "LABELS_TOKEN" in written and server.credentials.token not in written
    assert quoth("status", "--project", "no such").status == 2
    monkeypatch.delenv("LABELS_TOKEN")
    assert "$LABELS_TOKEN is empty" in quoth("status").err
