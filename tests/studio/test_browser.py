"""An annotator in a real browser: mark a name behind an emoji, link a cue to it, submit; then pull."""

from importlib.util import find_spec
from pathlib import Path

import pytest
from studio.commands import quoth
from studio.conftest import require
from studio.screen import CHROMIUM, browser

from quoth.store import write_articles
from quoth.studio.client import Client
from quoth.studio.projects import require_project
from quoth.studio.server import LocalStudio
from quoth_eval.corpus import Article, Corpus
from quoth_eval.document import Argument, Attribution, Document, Entity, Mention, Span
from quoth_eval.integrity import hash_of
from quoth_eval.serialize import dumps

pytestmark = [pytest.mark.studio, pytest.mark.browser]

TEXT = (
    "🚒👩🏽‍🚒 Fire at Vila: mayor\n\nThe “Lada” burned out, Ana Belo said on Monday, and 😀 nobody was hurt."
)


def at(words: str) -> Span:
    """Where the words stand."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


def predicted() -> Document:
    """What the task opens with: a cue with its content and a place, but no source."""
    vila = at("Vila")
    return Document(
        "fire",
        mentions=(Mention("m1", vila.start, vila.end, "GPE", "NAM", "vila"),),
        entities=(Entity("vila", "GPE", "Vila", "Q7"),),
        attributions=(
            Attribution(
                "a1",
                (at("said"),),
                (),
                (at("The “Lada” burned out"),),
                (),
                None,
                "belief",
                "mixed",
                "affirms",
                "asserted",
            ),
        ),
        events=(),
    )


@pytest.fixture
def fire(corpus: Corpus) -> Corpus:
    """The corpus with the article, pushed with its pre-annotation."""
    write_articles(corpus.root, [(Article("fire", title="Fire at Vila", text_sha256=hash_of(TEXT)), TEXT)])
    file = corpus.root.parent / "tagger.jsonl"
    file.write_bytes(dumps(predicted()))
    assert quoth("push", "fire", "--project", "browser", "--predictions", str(file)).status == 0
    return Corpus(corpus.root)


def test_what_is_done_with_the_mouse_is_what_pull_writes(
    fire: Corpus, server: LocalStudio, client: Client, tmp_path: Path
) -> None:
    require("Chromium", CHROMIUM.exists())
    require("playwright", find_spec("playwright") is not None)
    with browser(server.url, tmp_path / "profile") as screen:
        screen.log_in(server.credentials.email, server.credentials.password)
        screen.open_stream(require_project(client, "browser"))
        screen.draw("1", "Ana Belo")
        screen.link("said", "Ana Belo")
        screen.draw("Shift+X", "Fire")
        screen.link("Fire", "Vila")
        screen.pick("place")
        screen.type_key("Ana Belo", "belo Q42")
        screen.page.screenshot(path=tmp_path / "labelling.png")
        screen.submit()

    report = quoth("pull", "--project", "browser", "--as", "ada", "--json").json
    pulled = fire.document("fire", "ada")
    [name] = [m for m in pulled.mentions or () if m.type == "PER"]
    assert (name.span, name.level, name.entity) == (at("Ana Belo"), "NAM", "belo")
    before = predicted()
    assert pulled.mentions == (*(before.mentions or ()), name)
    assert pulled.entities == (Entity("belo", "PER", "Ana Belo", "Q42"), *(before.entities or ()))
    [said] = before.attributions or ()
    from dataclasses import replace

    assert pulled.attributions == (replace(said, sources=(name.id,)),)
    [burning] = pulled.events or ()
    assert (burning.span, burning.type, burning.arguments) == (
        at("Fire"),
        "Damage",
        (Argument("place", "m1"),),
    )
    assert [f["rule"] for f in report["findings"]] == ["level-guessed"]
