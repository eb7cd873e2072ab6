"""Two annotators and an adjudicator in real browsers, from the first label to gold."""

from importlib.util import find_spec
from pathlib import Path
from secrets import token_hex

import pytest
from studio.commands import quoth
from studio.conftest import annotated, require
from studio.decisions import tasks
from studio.screen import CHROMIUM, Screen, browser
from studio.test_browser import TEXT, at, predicted

from quoth.store import write_articles
from quoth.studio.client import Client
from quoth.studio.projects import annotator_title, require_project
from quoth.studio.server import LocalStudio
from quoth_eval.corpus import Article, Corpus
from quoth_eval.document import Argument
from quoth_eval.integrity import hash_of
from quoth_eval.serialize import dumps

pytestmark = [pytest.mark.studio, pytest.mark.browser]


class Desk:
    """Where one person sits: an account, a browser of their own."""

    def __init__(self, server: LocalStudio, folder: Path, name: str) -> None:
        email = f"{name}-{token_hex(3)}@quoth.local"
        made = quoth("annotators", "add", name, "--email", email, "--json").json
        self._login = made["email"], made["password"]
        self._browser = browser(server.url, folder / f"profile-{name}")

    def __enter__(self) -> Screen:
        screen = self._browser.__enter__()
        screen.log_in(*self._login)
        return screen

    def __exit__(self, *error: object) -> None:
        self._browser.__exit__(*error)  # type: ignore[arg-type]


def test_from_two_annotators_to_gold(
    corpus: Corpus, server: LocalStudio, client: Client, tmp_path: Path
) -> None:
    require("Chromium", CHROMIUM.exists())
    require("playwright", find_spec("playwright") is not None)
    write_articles(corpus.root, [(Article("fire", title="Fire at Vila", text_sha256=hash_of(TEXT)), TEXT)])
    file = corpus.root.parent / "tagger.jsonl"
    file.write_bytes(dumps(predicted()))
    base = f"both {token_hex(3)}"
    desks = {name: Desk(server, tmp_path, name) for name in ("ada", "ben", "cy")}
    assert quoth("assign", "fire", "--annotators", "ada,ben").status == 0
    assert quoth("push", "--project", base, "--predictions", str(file)).status == 0

    for name, trigger, key in (("ada", "Shift+X", "Q42"), ("ben", "Shift+V", "Q43")):
        with desks[name] as screen:
            screen.open_stream(require_project(client, annotator_title(base, name)))
            screen.draw("1", "Ana Belo")
            screen.link("said", "Ana Belo", key="r")
            screen.type_key("Ana Belo", f"belo {key}")
            screen.draw(trigger, "Fire")
            screen.submit()

    assert quoth("pull", "--project", base, "--json").json["sets"] == {"ada": ["fire"], "ben": ["fire"]}
    assert quoth("agree", "ada", "ben", "--json").json["triggers"]["f1"]["strict"]["pooled"] == 0
    listed = quoth("adjudicate", "ada", "ben", "--list").out
    assert "“Fire” type: ada Damage (positive, asserted); ben Disaster (positive, asserted)" in listed
    assert "“Ana Belo” kb: ada Q42; ben Q43" in listed

    title = f"{base} decided"
    assert quoth("adjudicate", "ada", "ben", "--project", title).status == 0
    with desks["cy"] as screen:
        screen.open_task(require_project(client, title), tasks(client, title)["fire"]["id"])
        shown = screen.page.locator(".quoth-list").inner_text()
        assert "2 places to decide" in shown and "Disaster" in shown
        versions = screen.page.locator("body").inner_text()
        assert "ada" in versions and "ben" in versions and "agreed by all" in versions
        screen.draw("Shift+V", "Fire")
        screen.link("Fire", "Vila", key="r")
        screen.pick("place")
        screen.page.screenshot(path=tmp_path / "adjudication.png")
        screen.submit()

    pulled = quoth("pull", "--adjudicated", "--project", title, "--json").json
    assert (pulled["written"], pulled["refused"]) == (["fire"], [])
    gold = annotated(corpus, "gold", "fire")
    [burning] = gold.events or ()
    assert (burning.span, burning.type) == (at("Fire"), "Disaster")
    [place] = burning.arguments
    assert place == Argument("place", place.mention)
    assert {e.id: e.kb for e in gold.entities or ()} == {"belo": None, "vila": "Q7"}
    [said] = gold.attributions or ()
    assert [m.span for m in gold.mentions or () if m.id in said.sources] == [at("Ana Belo")]
    told = quoth("stats", "--json").json["adjudication"]
    assert told["origins"]["attribution"] == {"unanimous": 1}
    assert told["origins"]["event"] == {"dropped": 1, "new": 1}  # nobody had linked the place
    assert quoth("validate", "gold", "--json").json["errors"] == 0
