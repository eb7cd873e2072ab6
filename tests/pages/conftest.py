"""A headless browser for pages, and documents to put on them."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile import hostile
from playwright.sync_api import Browser, Page, sync_playwright

from quoth.demo.walk import shipped_labels
from quoth_eval.document import Document

_ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
_ARTICLES = Path(__file__).parents[2] / "scripts" / "quoth" / "demo" / "articles"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium; without one the test is skipped, unless servers are required.

    Closed after each module: Playwright keeps an event loop running that no other can be started beside.
    """
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None and os.environ.get("QUOTH_REQUIRE_SERVERS") != "1":
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=_ARGUMENTS.split())
        yield browser
        browser.close()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """An empty tab of its own without network; whatever goes wrong in it fails the test."""
    context = browser.new_context(offline=True, viewport={"width": 1400, "height": 900})
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: wrong.append(request.url) if "://" in request.url[5:] else None)
    yield page
    context.close()
    assert not [w for w in wrong if not w.startswith("file:")]


@pytest.fixture(scope="session")
def raid() -> Document:
    """A demo article with its labels."""
    text = (_ARTICLES / "raid-live.txt").read_text(encoding="utf-8").removesuffix("\n")
    return shipped_labels(Document("raid-live", text, title="Raid"))


@pytest.fixture(scope="session")
def evil() -> Document:
    """A document with live markup in every field."""
    return hostile()
