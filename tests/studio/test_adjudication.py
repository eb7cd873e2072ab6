"""Adjudication on the real server: disagreements out, decisions back, and nothing decided is ever lost."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from studio.commands import quoth
from studio.conftest import annotated
from studio.decisions import submit, tasks
from studio.valid import every_feature

from quoth.adjudication.merging import merge
from quoth.store import write_annotations
from quoth.studio.adjudicating import AGREED
from quoth.studio.client import Client
from quoth.studio.outgoing import to_results
from quoth.studio.predictions import renumbered
from quoth.studio.projects import require_project
from quoth.studio.server import LocalStudio
from quoth_eval.corpus import Corpus
from quoth_eval.document import Document

pytestmark = pytest.mark.studio

WHOLE = every_feature()
Signing = Callable[[str], Client]


def otherwise() -> Document:
    """What another annotator has: another type, another attitude, one event less."""
    return replace(
        WHOLE,
        attributions=tuple(
            replace(a, attitude="knowledge") if a.id == "a3" else a for a in WHOLE.attributions or ()
        ),
        events=tuple(replace(e, type="Strike") if e.id == "v1" else e for e in (WHOLE.events or ())[:2]),
    )


@pytest.fixture
def title(request: pytest.FixtureRequest) -> str:
    """A project for each test."""
    return f"a {request.node.name}"[:50]


@pytest.fixture
def labelled(corpus: Corpus) -> Corpus:
    """Two annotators who agree in most things; one of them has labelled a second article."""
    write_annotations(corpus, "ada", WHOLE)
    write_annotations(corpus, "ben", otherwise())
    write_annotations(corpus, "ada", Document("two", mentions=(), entities=(), attributions=(), events=()))
    return Corpus(corpus.root)


@pytest.fixture
def second(server: LocalStudio, corpus: Corpus, client: Client) -> Client:
    """Somebody else with an account and a token of their own."""
    from secrets import token_hex

    import httpx

    name = f"zoe-{token_hex(3)}"
    made = quoth("annotators", "add", name, "--email", f"{name}@quoth.local", "--json").json
    with httpx.Client(base_url=server.url, follow_redirects=True, trust_env=False) as http:
        http.get("/user/login/")
        form = {"email": made["email"], "password": made["password"]}
        form["csrfmiddlewaretoken"] = http.cookies["csrftoken"]
        http.post("/user/login/", data=form, headers={"Referer": server.url})
        token = http.get("/api/current-user/token").json()["token"]
    return Client(server.url, token)


def rules(report: dict[str, Any]) -> list[str]:
    return sorted(f["rule"] for f in report["findings"])


def test_disagreements_go_out_and_decisions_become_gold(labelled: Corpus, client: Client, title: str) -> None:
    made = quoth("adjudicate", "ada", "ben", "--project", title, "--json").json
    assert (made["project_change"], made["added"]) == ("created", ["every-feature"])
    assert made["waiting"] == {"two": "not labelled by ben"}
    [task] = tasks(client, title).values()
    versions = {p["model_version"]: p["result"] for p in task["predictions"]}
    assert list(task["data"]["annotators"]) == ["ada", "ben"]
    assert versions == {
        AGREED: to_results(renumbered(merge({"ada": WHOLE, "ben": otherwise()}).document)),
        "ada": to_results(renumbered(WHOLE)),
        "ben": to_results(renumbered(otherwise())),
    }
    assert client.project(require_project(client, title))["model_version"] == AGREED
    assert "3 places to decide" in task["data"]["disputes"]
    again = quoth("adjudicate", "ada", "ben", "--project", title, "--json").json
    assert (again["project_change"], again["unchanged"]) == ("unchanged", ["every-feature"])

    assert quoth("pull", "--adjudicated", "--project", title, "--json").json["open"] == ["every-feature"]
    submit(client, title, WHOLE)
    pulled = quoth("pull", "--adjudicated", "--project", title, "--json").json
    assert (pulled["written"], pulled["changed"]) == (["every-feature"], ["every-feature"])
    gold = annotated(labelled, "gold", "every-feature")
    assert merge({"gold": gold, "ada": annotated(labelled, "ada", "every-feature")}).disputes == ()
    assert quoth("pull", "--adjudicated", "--project", title, "--json").json["changed"] == []

    told = quoth("stats", "--json").json["adjudication"]
    assert (told["articles"], told["origins"]["event"]) == (1, {"chosen": 2, "dropped": 1, "unanimous": 1})
    assert {n: p["followed"] for n, p in told["annotators"].items()} == {"ada": 4, "ben": 0}
    record = (labelled.root / "adjudication" / "every-feature.jsonl").read_text()
    assert '"adjudicators":["annotator"]' in record and "@" not in record
    assert sorted(Corpus(labelled.root).sets()) == ["ada", "ben", "gold"]


def test_what_was_decided_is_never_overwritten(labelled: Corpus, client: Client, title: str) -> None:
    quoth("adjudicate", "ada", "ben", "--project", title)
    write_annotations(labelled, "ben", WHOLE)
    changed = quoth("adjudicate", "ada", "ben", "--project", title, "--json").json
    assert changed["updated"] == ["every-feature"]
    [task] = tasks(client, title).values()
    assert "Nothing is disputed" in task["data"]["disputes"]
    assert sorted(p["model_version"] for p in task["predictions"]) == ["ada", AGREED, "ben"]

    client._call("POST", f"/api/tasks/{task['id']}/drafts", json={"result": [], "lead_time": 1.0})
    write_annotations(labelled, "ben", otherwise())
    kept = quoth("adjudicate", "ada", "ben", "--project", title)
    assert kept.status == 1
    assert "left alone" in kept.err
    assert tasks(client, title)["every-feature"]["data"] == task["data"]
    pulled = quoth("pull", "--adjudicated", "--project", title, "--json").json
    assert (pulled["drafts"], rules(pulled)) == (["every-feature"], ["draft"])


def test_an_attribute_left_open_is_named(labelled: Corpus, client: Client, title: str) -> None:
    quoth("adjudicate", "ada", "ben", "--project", title)
    submit(client, title, merge({"ada": WHOLE, "ben": otherwise()}).document)
    [finding] = [
        f
        for f in quoth("pull", "--adjudicated", "--project", title, "--json").json["findings"]
        if f["rule"] == "left-open"
    ]
    assert finding["surface"] == "saw"
    assert "attitude is disputed (ada perception; ben knowledge)" in finding["message"]


def test_of_two_decisions_the_newest_counts_and_that_is_said(
    labelled: Corpus, client: Client, second: Client, title: str
) -> None:
    quoth("adjudicate", "ada", "ben", "--project", title)
    submit(client, title, otherwise())
    submit(second, title, WHOLE)
    pulled = quoth("pull", "--adjudicated", "--project", title, "--json").json
    assert "decided-twice" in rules(pulled)
    gold = annotated(labelled, "gold", "every-feature")
    assert len(gold.events or ()) == 3
    submit(client, title, WHOLE)
    assert "decided-twice" not in rules(quoth("pull", "--adjudicated", "--project", title, "--json").json)
    head = (labelled.root / "adjudication" / "every-feature.jsonl").read_text().splitlines()[0]
    assert '"annotator"' in head and '"zoe-' in head


def test_projects_of_one_kind_are_not_taken_for_the_other(
    labelled: Corpus, client: Client, title: str
) -> None:
    quoth("push", "two", "--project", title)
    assert "of another kind" in quoth("adjudicate", "ada", "ben", "--project", title).err
    assert "no adjudication project" in quoth("pull", "--adjudicated", "--project", title).err
    other = f"{title} b"[-50:]
    quoth("adjudicate", "ada", "ben", "--project", other)
    assert "--adjudicated" in quoth("pull", "--project", other).err
    assert "`quoth adjudicate` keeps it" in quoth("push", "two", "--project", other).err
    assert "leave out --as" in quoth("pull", "--adjudicated", "--as", "x", "--project", other).err


def test_decisions_between_sets_that_are_gone_are_refused(
    labelled: Corpus, client: Client, title: str
) -> None:
    quoth("adjudicate", "ada", "ben", "--project", title)
    submit(client, title, WHOLE)
    labelled.set_file("ben", "every-feature").unlink()
    refused = quoth("pull", "--adjudicated", "--project", title)
    assert refused.status == 1
    assert "refused: every-feature" in refused.err
    assert not (labelled.root / "annotations" / "gold").exists()
