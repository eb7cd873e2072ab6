"""Two annotators in real browsers, each with the password that was printed and the key that was set."""

from importlib.util import find_spec
from pathlib import Path

import pytest
from studio.commands import quoth
from studio.conftest import require
from studio.screen import CHROMIUM, browser
from studio.test_browser import TEXT, predicted

from quoth.store import write_articles, write_assignments
from quoth.studio.client import Client
from quoth.studio.projects import require_project
from quoth.studio.server import LocalStudio
from quoth_eval.assignment import Assignment
from quoth_eval.corpus import Article, Corpus
from quoth_eval.integrity import hash_of
from quoth_eval.serialize import dumps

pytestmark = [pytest.mark.studio, pytest.mark.browser]


@pytest.fixture
def shared(corpus: Corpus) -> Corpus:
    """One article for both, with its pre-annotation, and one for the second alone."""
    write_articles(corpus.root, [(Article("fire", title="Fire at Vila", text_sha256=hash_of(TEXT)), TEXT)])
    file = corpus.root.parent / "tagger.jsonl"
    file.write_bytes(dumps(predicted()))
    both = [Assignment("fire", ("ida", "jon")), Assignment("two", ("jon",))]
    write_assignments(Corpus(corpus.root), both)
    assert quoth("push", "--project", "blind", "--predictions", str(file)).status == 0
    return Corpus(corpus.root)


def test_each_sees_their_own_articles_and_links_with_r(
    shared: Corpus, server: LocalStudio, client: Client, tmp_path: Path
) -> None:
    require("Chromium", CHROMIUM.exists())
    require("playwright", find_spec("playwright") is not None)
    for name, cue_source in (("ida", "Ana Belo"), ("jon", "Vila")):
        account = quoth("annotators", "add", name, "--json").json
        with browser(server.url, tmp_path / name) as screen:
            screen.log_in(account["email"], account["password"])
            screen.open_stream(require_project(client, f"blind · {name}"))
            assert screen.page.locator("[class*=relationItem]").count() == 1  # the pre-annotation's alone
            if cue_source == "Ana Belo":
                screen.draw("1", cue_source)
            screen.link("said", cue_source, key="r")
            screen.page.screenshot(path=tmp_path / f"{name}.png")
            screen.submit()
            if name == "jon":
                screen.page.get_by_text("Nothing").wait_for()  # the article that is his alone
            else:
                screen.page.locator(".lsf-htx-richtext").wait_for(state="detached")
                assert "Nothing" not in screen.page.inner_text("body")
    found = quoth("status", "--project", "blind", "--json").json
    assert {n: (s["assigned"], s["done"]) for n, s in found["annotators"].items()} == {
        "ida": (1, 1),
        "jon": (2, 1),
    }
    assert found["ready"] == ["fire"] and all(s["minutes"] for s in found["annotators"].values())
    assert quoth("pull", "--project", "blind", "--json").json["sets"] == {"ida": ["fire"], "jon": ["fire"]}
    sources = {}
    for name in ("ida", "jon"):
        document = shared.document("fire", name)
        [said] = document.attributions or ()
        ids = {m.id: m.span.of(TEXT) for m in document.mentions or ()}
        sources[name] = [ids[s] for s in said.sources]
    assert sources == {"ida": ["Ana Belo"], "jon": ["Vila"]}
