"""What goes wrong between Quoth and a live server: kills, cuts, tokens that end, labels that cannot be."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from studio.commands import quoth
from studio.proxy import Deed, Proxy, proxied
from studio.valid import every_feature

from quoth.store import write_assignments
from quoth.studio import once
from quoth.studio.client import Client
from quoth.studio.connection import Connection, record
from quoth.studio.outgoing import to_results
from quoth.studio.projects import require_project
from quoth.studio.server import LocalStudio
from quoth_eval.assignment import Assignment
from quoth_eval.corpus import Corpus
from quoth_eval.document import Span
from quoth_eval.serialize import dumps

pytestmark = pytest.mark.studio

ALL = ["every-feature", "three", "two"]


@pytest.fixture
def proxy(corpus: Corpus, server: LocalStudio) -> Iterator[Proxy]:
    """Between the corpus and its server."""
    with proxied(server.url) as found:
        record(corpus.root, Connection(found.url, data=str(server.data)))
        yield found


def killed_at(proxy: Proxy, what: str, number: int, *words: str) -> None:
    """Run a command that is killed at its nth request of this kind, which the server still carries out."""
    command = [sys.executable, "-m", "quoth.cli", *words]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        proxy.nth(what, number, "swallow", process.kill)
        _, said = process.communicate(timeout=120)
    proxy.decide = lambda _request, _count: "pass"
    assert process.returncode == -signal.SIGKILL, said


def articles(client: Client, title: str) -> list[str]:
    """The article of each task."""
    found = client.tasks(require_project(client, title), ["id", "data"])
    return sorted(t["data"]["id"] for t in found)


def submit(client: Client, title: str) -> None:
    """Labels in every task."""
    for task in client.tasks(require_project(client, title), ["id", "data"]):
        result = to_results(every_feature()) if task["data"]["id"] == "every-feature" else []
        client.create_annotation(task["id"], {"result": result})


@pytest.mark.parametrize("at", ["POST /api/projects/ ", "/import", "GET /api/tasks/"])
def test_a_push_that_is_killed_is_run_again(
    corpus: Corpus, client: Client, proxy: Proxy, at: str, title: str
) -> None:
    file = corpus.root.parent / "tagger.jsonl"
    file.write_bytes(dumps(every_feature()) + b"\n")
    words = ("push", "--project", title, "--predictions", str(file))
    killed_at(proxy, at.strip(), 1, *words)
    again = quoth(*words)
    assert again.status == 0, again.err
    assert articles(client, title) == ALL
    [project] = [p["id"] for p in client.projects() if p["title"] == title]
    found = client.tasks(project, ["id", "predictions", "model_version"])
    assert [len(t["predictions"]) for t in found].count(1) == 1
    assert quoth(*words).out.startswith("nothing changed")


@pytest.mark.parametrize("what", ["POST /api/projects/", "/import", "POST /api/predictions/"])
@pytest.mark.parametrize("deed", ["drop", "swallow"])
def test_what_may_have_been_done_is_looked_up_and_never_done_twice(
    corpus: Corpus, client: Client, proxy: Proxy, what: str, deed: Deed, request: pytest.FixtureRequest
) -> None:
    title = f"once {what[:18]} {deed}"
    if "predictions" in what:
        quoth("push", "--project", title)
    file = corpus.root.parent / "tagger.jsonl"
    file.write_bytes(dumps(every_feature()) + b"\n")
    proxy.nth(what, 1, deed)
    request.getfixturevalue("monkeypatch").setattr(once, "PATIENCE", (0.1, 0.1))
    ran = quoth("push", "--project", title, "--predictions", str(file))
    assert ran.status == 0, ran.err
    assert articles(client, title) == ALL
    [project] = [p["id"] for p in client.projects() if p["title"] == title]
    found = client.tasks(project, ["id", "predictions", "model_version"])
    assert sorted(len(t["predictions"]) for t in found) == [0, 0, 1]


def test_a_pull_that_is_killed_leaves_the_set_as_it_was(
    corpus: Corpus, client: Client, proxy: Proxy, title: str
) -> None:
    quoth("push", "--project", title)
    corpus.set_file("annotator", "two").parent.mkdir(parents=True)
    corpus.set_file("annotator", "two").write_bytes(b"before")
    submit(client, title)
    killed_at(proxy, "fields=all", 1, "pull", "--project", title)
    assert [f.name for f in corpus.root.glob("annotations/*/*")] == ["two.jsonl"]
    assert corpus.set_file("annotator", "two").read_bytes() == b"before"
    for left in (corpus.root.parent / ".quoth").glob("pulling-*"):
        os.utime(left, (0, 0))
    assert quoth("pull", "--project", title, "--json").json["changed"] == [
        f"annotator/{name}" for name in ("every-feature", "three", "two")
    ]
    assert not list((corpus.root.parent / ".quoth").glob("pulling-*")), "nothing is left lying about"


def test_a_pull_killed_between_two_annotators_leaves_every_set_whole(
    corpus: Corpus, client: Client, second_user: Client, proxy: Proxy
) -> None:
    write_assignments(corpus, [Assignment(i, ("annotator", "bo")) for i in ALL])
    quoth("push", "--project", "killed")
    for title, author in (("killed · annotator", client), ("killed · bo", second_user)):
        submit(author, title)
    before = corpus.set_file("bo", "two")
    before.parent.mkdir(parents=True)
    before.write_bytes(b"before")
    killed_at(proxy, "fields=all", 2, "pull", "--project", "killed")
    there = sorted(
        str(f.relative_to(corpus.root / "annotations")) for f in corpus.root.glob("annotations/*/*")
    )
    assert there == [*(f"annotator/{name}.jsonl" for name in ALL), "bo/two.jsonl"]
    assert before.read_bytes() == b"before"
    again = quoth("pull", "--project", "killed", "--json").json
    assert again["changed"] == [f"bo/{name}" for name in ALL]
    assert again["fetched"] == len(ALL), "the first annotator's are known"


def test_a_server_that_goes_away_is_waited_for_and_then_reported(
    corpus: Corpus, client: Client, proxy: Proxy, title: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quoth.studio.client.time.sleep", lambda _: None)
    quoth("push", "--project", title)
    submit(client, title)
    proxy.nth("fields=all", 1, "drop")
    once = quoth("pull", "--project", title)
    assert once.status == 0 and "trying again in 0.5 s" in once.err
    proxy.decide = lambda request, _count: "drop" if "api/tasks" in request else "pass"
    before = {f: f.read_bytes() for f in corpus.root.glob("annotations/*/*")}
    gone = quoth("pull", "--project", title, "--all")
    assert gone.status == 2 and "run the command again" in gone.err and len(gone.err.splitlines()) <= 2
    assert {f: f.read_bytes() for f in corpus.root.glob("annotations/*/*")} == before


def test_a_token_that_was_revoked(
    corpus: Corpus, server: LocalStudio, second_user: Client, title: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pat = second_user._call("POST", "/api/token/")["token"]
    monkeypatch.setenv("LABELS_TOKEN", pat)
    record(corpus.root, Connection(server.url, token_env="LABELS_TOKEN"))  # noqa: S106 - a name, no token
    assert quoth("push", "--project", title).status == 0
    second_user._call("POST", "/api/token/blacklist/", json={"refresh": pat})
    for command in ("push", "pull", "status"):
        ran = quoth(command, "--project", title)
        assert ran.status == 2 and "rejects the token" in ran.err and pat not in ran.err + ran.out


def test_an_article_pushed_twice_and_a_task_deleted_by_an_annotator(
    corpus: Corpus, client: Client, second_user: Client, title: str
) -> None:
    quoth("push", "--project", title)
    assert quoth("push", "two", "--project", title).out.startswith("nothing changed")
    task = next(
        t["id"] for t in client.tasks(require_project(client, title), ["id", "data"]) if "A fire" in str(t)
    )
    second_user._call("DELETE", f"/api/tasks/{task}/")
    report = quoth("pull", "--project", title, "--json").json
    assert [(f["rule"], f["document"]) for f in report["findings"]] == [("task-gone", "three")]
    assert quoth("push", "--project", title, "--json").json["added"] == ["three"]
    assert articles(client, title) == ALL


def test_a_link_without_a_label_half_a_word_and_anothers_work(
    corpus: Corpus, client: Client, second_user: Client, title: str
) -> None:
    quoth("push", "--project", title)
    result = to_results(every_feature())
    text = every_feature().text or ""
    links = [{k: v for k, v in i.items() if k != "labels"} if i.get("from_id") == "v1" else i for i in result]
    half = {**next(i for i in links if i.get("id") == "m4"), "id": "half"}
    half["value"] = {**half["value"], "start": half["value"]["start"] + 6, "end": half["value"]["end"] - 2}
    task = next(
        t["id"] for t in client.tasks(require_project(client, title), ["id", "data"]) if "drones" in str(t)
    )
    made = client.create_annotation(task, {"result": result})
    second_user.update_labels("annotations", made["id"], [*links, half])
    report = quoth("pull", "--project", title, "--json").json
    rules = [f["rule"] for f in report["findings"]]
    assert rules.count("link-without-role") == 2 and "half-word" in rules and "edited-by-other" in rules
    pulled = Corpus(corpus.root).document("every-feature", "annotator")
    assert [e.arguments for e in pulled.events or () if e.id == "v1"] == [()]
    kept = next(m for m in pulled.mentions or () if m.id == "half")
    assert Span(kept.start, kept.end).of(text) == "ra"
