"""Label Studio on PostgreSQL, as a team runs it: the same push and pull."""

from importlib.util import find_spec
from pathlib import Path

import pytest
from studio.commands import quoth
from studio.conftest import require
from studio.postgres import programs, running_postgres
from studio.valid import every_feature

from quoth.store import write_articles
from quoth.studio.connection import record
from quoth.studio.outgoing import to_results
from quoth.studio.projects import require_project
from quoth.studio.server import LocalStudio
from quoth_eval.corpus import Article, Corpus
from quoth_eval.integrity import hash_of

pytestmark = pytest.mark.studio


def test_push_and_pull_on_postgresql(tmp_path: Path) -> None:
    require("PostgreSQL", programs() is not None)
    require("Label Studio", find_spec("label_studio") is not None)
    root = tmp_path / "corpus"
    text = every_feature().text or ""
    write_articles(root, [(Article("every-feature", text_sha256=hash_of(text)), text)])
    with running_postgres() as database:
        assert "password" not in repr(database)
        with LocalStudio(tmp_path / "server", database=database) as server:
            assert not (server.data / "label_studio.sqlite3").exists()
            record(root, server.connection)
            first = quoth("push", "--corpus", str(root), "--json")
            assert first.json["added"] == ["every-feature"]
            assert quoth("push", "--corpus", str(root)).out.startswith("nothing changed")
            with server.client() as client:
                [task] = client.tasks(require_project(client, "quoth"), ["id"])
                made = client.create_annotation(task["id"], {"result": to_results(every_feature())})
                pulled = quoth("pull", "--corpus", str(root), "--as", "ada", "--json").json
                assert (pulled["sets"], pulled["fetched"]) == ({"ada": ["every-feature"]}, 1)
                assert quoth("pull", "--corpus", str(root), "--as", "ada", "--json").json["fetched"] == 0
                client.update_labels("annotations", made["id"], [])
            again = quoth("pull", "--corpus", str(root), "--as", "ada", "--json").json
            assert (again["fetched"], again["changed"]) == (1, ["ada/every-feature"])
    assert Corpus(root).document("every-feature", "ada").mentions == ()
