"""Adjudication on the real server: disagreements out, decisions back, and nothing decided is ever lost."""

from dataclasses import replace
from importlib.resources import files
from pathlib import Path
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
from quoth_eval.corpus import Corpus
from quoth_eval.document import Document

pytestmark = pytest.mark.studio

WHOLE = every_feature()


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


def test_a_dry_run_of_an_adjudication_changes_nothing(labelled: Corpus, client: Client, title: str) -> None:
    fresh = quoth("adjudicate", "ada", "ben", "--project", title, "--dry-run")
    assert fresh.status == 0 and "nothing was changed" in fresh.err and "projects/0" not in fresh.out
    assert title not in [p["title"] for p in client.projects()]

    quoth("adjudicate", "ada", "ben", "--project", title)
    before = tasks(client, title)
    write_annotations(labelled, "ben", WHOLE)
    report = quoth("adjudicate", "ada", "ben", "--project", title, "--dry-run", "--json").json
    assert (report["project_change"], report["updated"]) == ("unchanged", ["every-feature"])
    assert tasks(client, title) == before


def test_a_decision_that_is_taken_back_leaves_gold_and_is_told(
    labelled: Corpus, client: Client, title: str
) -> None:
    quoth("adjudicate", "ada", "ben", "--project", title)
    submit(client, title, WHOLE)
    quoth("pull", "--adjudicated", "--project", title)
    gold = annotated(labelled, "gold", "every-feature")
    [decision] = tasks(client, title)["every-feature"]["annotations"]
    client._call("DELETE", f"/api/annotations/{decision['id']}/")
    report = quoth("pull", "--adjudicated", "--project", title, "--json").json
    assert (report["open"], report["written"], rules(report)) == (["every-feature"], [], ["gold-stays"])
    assert annotated(labelled, "gold", "every-feature") == gold


def test_what_was_decided_is_never_overwritten(
    labelled: Corpus, client: Client, second_user: Client, title: str
) -> None:
    quoth("adjudicate", "ada", "ben", "--project", title)
    write_annotations(labelled, "ben", WHOLE)
    changed = quoth("adjudicate", "ada", "ben", "--project", title, "--json").json
    assert changed["updated"] == ["every-feature"]
    [task] = tasks(client, title).values()
    assert "Nothing is disputed" in task["data"]["disputes"]
    assert sorted(p["model_version"] for p in task["predictions"]) == ["ada", AGREED, "ben"]

    second_user._call("POST", f"/api/tasks/{task['id']}/drafts", json={"result": [], "lead_time": 1.0})
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
    labelled: Corpus, client: Client, second_user: Client, title: str
) -> None:
    quoth("adjudicate", "ada", "ben", "--project", title)
    submit(client, title, otherwise())
    submit(second_user, title, WHOLE)
    pulled = quoth("pull", "--adjudicated", "--project", title, "--json").json
    assert "decided-twice" in rules(pulled)
    gold = annotated(labelled, "gold", "every-feature")
    assert len(gold.events or ()) == 3
    submit(client, title, WHOLE)
    assert "decided-twice" not in rules(quoth("pull", "--adjudicated", "--project", title, "--json").json)
    head = (labelled.root / "adjudication" / "every-feature.jsonl").read_text().splitlines()[0]
    assert '"annotator"' in head and '"bo"' in head


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


def test_a_decision_that_somebody_else_changed_is_named(
    labelled: Corpus, client: Client, second_user: Client, title: str
) -> None:
    quoth("adjudicate", "ada", "ben", "--project", title)
    number = submit(client, title, otherwise())
    second_user.update_labels("annotations", number, to_results(renumbered(WHOLE)))
    pulled = quoth("pull", "--adjudicated", "--project", title, "--json").json
    assert [f["message"] for f in pulled["findings"] if f["rule"] == "edited-by-other"] == [
        "the labels of annotator@quoth.local were last changed by bo@quoth.local"
    ]


def test_of_two_tasks_for_one_article_the_second_is_named_and_left(
    labelled: Corpus, client: Client, title: str
) -> None:
    quoth("adjudicate", "ada", "ben", "--project", title)
    [task] = tasks(client, title).values()
    submit(client, title, WHOLE)
    client.import_tasks(require_project(client, title), [{"data": task["data"]}])
    submit(client, title, otherwise())
    pulled = quoth("pull", "--adjudicated", "--project", title, "--json").json
    assert pulled["written"] == ["every-feature"] and "second-task" in rules(pulled)
    assert len(annotated(labelled, "gold", "every-feature").events or ()) == 3


def test_a_renewal_that_was_killed_leaves_no_version_twice(
    labelled: Corpus, client: Client, title: str
) -> None:
    quoth("adjudicate", "ada", "ben", "--project", title)
    [task] = tasks(client, title).values()
    for p in task["predictions"][:2]:
        client.create_prediction({k: p[k] for k in ("model_version", "result")} | {"task": task["id"]})
    again = quoth("adjudicate", "ada", "ben", "--project", title, "--json").json
    assert again["updated"] == ["every-feature"]
    [task] = tasks(client, title).values()
    assert sorted(p["model_version"] for p in task["predictions"]) == ["ada", AGREED, "ben"]


def test_a_scheme_that_has_lost_what_decisions_use_is_refused_unless_it_is_said_what_becomes_of_it(
    labelled: Corpus, client: Client, tmp_path: Path, title: str
) -> None:
    quoth("adjudicate", "ada", "ben", "--project", title)
    submit(client, title, WHOLE)
    text = (files("quoth") / "schema.toml").read_text(encoding="utf-8").replace("patient", "victim")
    (tmp_path / "new.toml").write_text(text, encoding="utf-8")
    for name in ("ada", "ben"):
        file = labelled.set_file(name, "every-feature")
        file.write_bytes(file.read_bytes().replace(b'"patient"', b'"victim"'))
    again = ("adjudicate", "ada", "ben", "--project", title, "--schema", str(tmp_path / "new.toml"))
    refused = quoth(*again)
    assert refused.status == 2 and "relation:patient (in 1 annotation)" in refused.err
    moved = quoth(*again, "--migrate", "patient=victim", "--json").json
    assert moved["migrated"]["relation:patient"]["annotations"] == 1
    pulled = quoth("pull", "--adjudicated", "--project", title, *again[-2:], "--json").json
    assert "edited-by-other" not in rules(pulled)
    assert b'"victim"' in labelled.set_file("gold", "every-feature").read_bytes()
