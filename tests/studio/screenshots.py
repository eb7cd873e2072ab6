"""Renew the pictures of ``guidelines/quick-start.md``: an article labelled in the real screen, step by step.

    cd tests && python -m studio.screenshots ../guidelines/images

It needs Chromium and the extras ``studio`` and ``dev``, and takes about two minutes.
"""

import io
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from studio.commands import quoth
from studio.screen import Screen, browser

from quoth.store import write_articles
from quoth.studio.connection import record
from quoth.studio.projects import require_project
from quoth.studio.server import LocalStudio
from quoth_eval.corpus import Corpus
from quoth_eval.document import Document
from quoth_eval.serialize import dumps

CORPUS = Corpus(Path(__file__).parents[2] / "corpus")
ARTICLE, READER = "granary-convoy-agency", "reader-a"
FIRST_OPEN = "The convoy was stopped"
PROJECT = "quick start"
_COLOURS = 256
_WHOLE = (0, 0, 1400, 900)
BOXES = {
    "log-in": (830, 275, 1270, 650),
    "stream": _WHOLE,
    "mention": (40, 353, 1080, 620),
    "link": (40, 340, 812, 500),
    "role": (40, 328, 1400, 690),
    "submit": (0, 853, 1080, 900),
}


def until(document: Document, end: int) -> Document:
    """The annotations of a document that lie before a place: what somebody has labelled so far."""
    mentions = tuple(m for m in document.mentions or () if m.end <= end)
    there = {m.id for m in mentions}
    keys = {m.entity for m in mentions}
    return replace(
        document,
        mentions=mentions,
        entities=tuple(e for e in document.entities or () if e.id in keys),
        attributions=tuple(
            a
            for a in document.attributions or ()
            if all(s.end <= end for s in a.cue + a.content) and there.issuperset(a.sources + a.addressees)
        ),
        events=tuple(
            v
            for v in document.events or ()
            if v.end <= end and there.issuperset(a.mention for a in v.arguments)
        ),
    )


def prepare(server: LocalStudio, root: Path) -> int:
    """A project with the one article, labelled up to the sentence that the pictures show; its id."""
    article = CORPUS.article(ARTICLE)
    text = CORPUS.text(article) or ""
    write_articles(root, [(article, text)])
    record(root, server.connection)
    labels = root.parent / "labels.jsonl"
    labels.write_bytes(dumps(until(CORPUS.document(ARTICLE, READER), text.index(FIRST_OPEN))))
    pushed = quoth("push", "--corpus", str(root), "--project", PROJECT, "--predictions", str(labels))
    assert pushed.status == 0, pushed.err
    with server.client() as client:
        return require_project(client, PROJECT)


def photograph(screen: Screen, folder: Path, name: str) -> Path:
    """Keep the part of the screen that matters as a small PNG."""
    from PIL import Image

    left, top, right, bottom = BOXES[name]
    clip = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    picture = Image.open(io.BytesIO(screen.page.screenshot(clip=clip))).convert("RGB")
    file = folder / f"{name}.png"
    palette = picture.quantize(_COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    palette.save(file, optimize=True)
    return file


def label(screen: Screen) -> None:
    """The sentence of the pictures: its content, mentions and cue; key and level of its source."""
    screen.draw("c", FIRST_OPEN, to="morning")
    screen.draw("7", "convoy", nth=1)
    screen.draw("5", "Süt Pass")
    screen.draw("2", "charity", nth=1)
    screen.draw("q", "according to")
    screen.type_key("charity", "open-granary", nth=1)
    screen.page.get_by_text("NOM", exact=False).first.click()


def take(server: LocalStudio, root: Path, folder: Path) -> list[Path]:
    """Log in, label, link, pick a role and submit, with a picture of every step; the pictures."""
    project = prepare(server, root)
    taken: list[Path] = []
    with browser(server.url, root.parent / "profile") as screen:

        def keep(name: str) -> None:
            taken.append(photograph(screen, folder, name))

        screen.page.goto(f"{server.url}/user/login/")
        keep("log-in")
        screen.log_in(server.credentials.email, server.credentials.password)
        screen.open_stream(project)
        keep("stream")
        label(screen)
        keep("mention")
        screen.link("according to", "charity", nth=1)
        screen.link("according to", "half past ten")
        keep("link")
        screen.draw("Shift+Z", "stopped")
        screen.link("stopped", "convoy", nth=1)
        screen.open_roles()
        keep("role")
        screen.page.get_by_role("option", name="patient", exact=True).click()
        keep("submit")
        screen.submit()
    return taken


def main(folder: Path) -> None:
    """Start a server, take the pictures, stop it."""
    with tempfile.TemporaryDirectory() as made, LocalStudio(Path(made) / "studio") as server:
        take(server, Path(made) / "work" / "corpus", folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
