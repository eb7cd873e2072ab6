"""A scheme that changes while people label with it: refused, rehearsed, migrated, killed in the middle."""

import signal
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from studio.commands import quoth
from studio.proxy import Proxy, proxied
from studio.valid import every_feature

from quoth.store import write_assignments
from quoth.studio.client import Client, Json
from quoth.studio.connection import Connection, record
from quoth.studio.outgoing import to_results
from quoth.studio.projects import require_project
from quoth.studio.server import LocalStudio
from quoth_eval.assignment import Assignment
from quoth_eval.corpus import Corpus

pytestmark = pytest.mark.studio

MOVES = ("--migrate", "Damage=Harm", "--migrate", "event_polarity=event_sign", "--migrate", "patient=victim")


@pytest.fixture
def new_scheme(tmp_path: Path) -> str:
    """The scheme with another version, an event type, an attribute and a role called otherwise."""
    text = (files("quoth") / "schema.toml").read_text(encoding="utf-8")
    for old, new in (
        ('version = "1.0"', 'version = "2.0"'),
        ('name = "Damage"', 'name = "Harm"'),
        ('name = "polarity"', 'name = "sign"'),
        ("patient", "victim"),
    ):
        assert old in text
        text = text.replace(old, new)
    file = tmp_path / "new.toml"
    file.write_text(text, encoding="utf-8")
    return str(file)


@pytest.fixture
def labelled(corpus: Corpus, client: Client, second_user: Client, title: str) -> int:
    """A project with a submission each by two people, a draft and a pre-annotation; its number."""
    quoth("push", "--project", title)
    project = require_project(client, title)
    result = to_results(every_feature())
    for task in client.tasks(project, ["id", "data"]):
        if task["data"]["id"] == "every-feature":
            second_user.create_annotation(task["id"], {"result": result})
            client.create_annotation(task["id"], {"result": result})
            second_user._call(
                "POST", f"/api/tasks/{task['id']}/drafts", json={"result": result, "lead_time": 1.0}
            )
            client.create_prediction({"task": task["id"], "model_version": "m", "result": result})
    return project


def everything(client: Client, project: int) -> list[list[Json]]:
    """All that holds labels in a project: two submissions, a pre-annotation, a draft."""
    found = []
    for task in client.tasks(project, ["id", "annotations", "predictions", "result"]):
        found += [x["result"] for x in (*task["annotations"], *task["predictions"])]
    return found + [d["result"] for task in client.begun(project) for d in client.drafts(task)]


def is_new(result: list[Json]) -> bool:
    """Whether labels use the new names alone."""
    said = str(result)
    assert len(result) == len(to_results(every_feature()))
    return not any(f"'{old}'" in said for old in ("Damage", "event_polarity", "patient")) and all(
        f"'{new}'" in said for new in ("Harm", "event_sign", "victim")
    )


def test_a_change_that_breaks_labels_is_refused_and_says_what_breaks(
    client: Client, labelled: int, new_scheme: str, title: str
) -> None:
    before = client.project(labelled)["label_config"]
    ran = quoth("push", "--project", title, "--schema", new_scheme)
    assert ran.status == 2 and len(ran.err.splitlines()) <= 2
    for said in ("event:Damage (in 2 annotations, 1 draft)", "event_polarity (in", "relation:patient (in"):
        assert said in ran.err
    assert "--migrate FROM=TO" in ran.err
    some = quoth("push", "--project", title, "--schema", new_scheme, *MOVES[:2])
    assert some.status == 2 and "Damage" not in some.err and "relation:patient" in some.err
    assert client.project(labelled)["label_config"] == before
    assert not any(map(is_new, everything(client, labelled)))


def test_a_change_that_breaks_one_annotators_labels_changes_nobodys_project(
    corpus: Corpus, client: Client, second_user: Client, new_scheme: str
) -> None:
    write_assignments(corpus, [Assignment("every-feature", ("annotator", "bo"))])
    quoth("push", "--project", "either")
    [task] = client.tasks(require_project(client, "either · bo"), ["id"])
    second_user.create_annotation(task["id"], {"result": to_results(every_feature())})
    before = client.project(require_project(client, "either · annotator"))
    refused = quoth("push", "--project", "either", "--schema", new_scheme)
    assert refused.status == 2 and "nothing was changed" in refused.err
    assert client.project(before["id"])["label_config"] == before["label_config"]
    quoth("push", "--project", "either", "--schema", new_scheme, *MOVES)
    assert client.project(before["id"])["label_config"] != before["label_config"]


def test_a_dry_run_counts_and_changes_nothing(
    client: Client, labelled: int, new_scheme: str, title: str
) -> None:
    before = client.project(labelled), everything(client, labelled)
    ran = quoth("push", "--project", title, "--schema", new_scheme, *MOVES, "--dry-run", "--json")
    assert ran.status == 0 and "nothing was changed" in ran.err
    counted = {"annotations": 2, "predictions": 1, "drafts": 1}
    assert ran.json["migrated"]["event:Damage"] == counted
    assert ran.json["project_change"] == "updated"
    assert (client.project(labelled), everything(client, labelled)) == before
    fresh = quoth("push", "--project", f"{title[:40]} new", "--dry-run", "--json").json
    assert (fresh["project_change"], len(fresh["added"])) == ("created", 3)
    assert f"{title[:40]} new" not in [p["title"] for p in client.projects()]


def test_labels_drafts_and_pre_annotations_are_rewritten_and_stay_their_authors(
    corpus: Corpus, client: Client, second_user: Client, labelled: int, new_scheme: str, title: str
) -> None:
    own = next(iter(client.tasks(labelled, ["id", "annotations", "completed_by", "result"])))
    meddled = [a for a in own["annotations"] if a["completed_by"] == client.whoami()["id"]]
    for annotation in meddled:
        second_user.update_labels("annotations", annotation["id"], annotation["result"])
    ran = quoth("push", "--project", title, "--schema", new_scheme, *MOVES, "--json")
    assert ran.status == 0, ran.err
    assert ran.json["migrated"]["event:Damage"] == {"annotations": 2, "predictions": 1, "drafts": 1}
    found = everything(client, labelled)
    assert len(found) == 4 and all(map(is_new, found))
    again = quoth("push", "--project", title, "--schema", new_scheme, *MOVES)
    assert again.status == 0 and again.out.startswith("nothing changed")
    assert "no label is called Damage; nothing to rewrite" in again.err

    pulled = quoth("pull", "--project", title, "--schema", new_scheme, "--json").json
    assert sorted(pulled["sets"]) == ["annotator", "bo"]
    assert pulled["schemes"]["bo"] == {"every-feature": "quoth-news 2.0"}
    rules = [f["rule"] for f in pulled["findings"]]
    assert set(rules) == {"content-alone", "draft", "edited-by-other"}
    [edited] = [f["message"] for f in pulled["findings"] if f["rule"] == "edited-by-other"]
    assert edited == "the labels of annotator@quoth.local were last changed by bo@quoth.local"
    types = {e.type for e in Corpus(corpus.root).document("every-feature", "bo").events or ()}
    assert types == {"Harm", "Displace", None}


def test_labels_of_the_old_scheme_are_named_by_pull(
    corpus: Corpus, client: Client, labelled: int, new_scheme: str, title: str
) -> None:
    rules = {
        f["rule"]
        for f in quoth("pull", "--project", title, "--schema", new_scheme, "--json").json["findings"]
    }
    assert "scheme-changed" in rules
    text = (files("quoth") / "schema.toml").read_text(encoding="utf-8")
    later = Path(new_scheme).with_name("later.toml")
    later.write_text(text.replace('"1.0"', '"1.1"', 1), encoding="utf-8")
    assert quoth("push", "--project", title, "--schema", str(later)).status == 0
    pulled = quoth("pull", "--project", title, "--schema", str(later), "--json").json
    outdated = [f for f in pulled["findings"] if f["rule"] == "scheme-version"]
    assert len(outdated) == 2 and "quoth-news 1.0" in outdated[0]["message"]
    assert pulled["schemes"]["bo"] == {"every-feature": "quoth-news 1.0"}


def test_a_migration_that_is_killed_goes_on_where_it_stopped(
    corpus: Corpus, client: Client, server: LocalStudio, labelled: int, new_scheme: str, title: str
) -> None:
    with proxied(server.url) as proxy:
        record(corpus.root, Connection(proxy.url, data=str(server.data)))
        words = ["push", "--project", title, "--schema", new_scheme, *MOVES, "--corpus", str(corpus.root)]
        _killed_at(proxy, "PATCH /api/", 3, words)
        half = [is_new(r) for r in everything(client, labelled)]
        assert sorted(half) == [False, False, True, True]
        assert client.project(labelled)["label_config"].count("Damage"), "the screen changes last"
        ran = quoth(*words, "--json")
        assert ran.status == 0, ran.err
    assert all(map(is_new, everything(client, labelled)))
    assert "Harm" in client.project(labelled)["label_config"]


def _killed_at(proxy: Proxy, what: str, number: int, words: list[str]) -> None:
    """Run a command that is killed when it makes this request, which the server never sees."""
    command = [sys.executable, "-m", "quoth.cli", *words]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        proxy.nth(what, number, "drop", process.kill)
        _, said = process.communicate(timeout=120)
    proxy.decide = lambda _request, _count: "pass"
    assert process.returncode == -signal.SIGKILL, said
