"""The labelling screen in a real browser: what an annotator does with mouse and keyboard."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = Path("/usr/bin/chromium")
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_PATIENCE = 120_000
_PLACE = """([words, nth]) => {
  const text = document.querySelector('.quoth-text .lsf-htx-richtext');
  const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let node, seen = 0;
  while ((node = walk.nextNode())) {
    for (let at = node.data.indexOf(words); at >= 0; at = node.data.indexOf(words, at + 1)) {
      if (seen++ < nth) continue;
      const range = document.createRange();
      range.setStart(node, at); range.setEnd(node, at + words.length);
      const box = range.getBoundingClientRect();
      return [box.left, box.right, box.top + box.height / 2];
    }
  }
}"""


class Screen:
    """A browser that is logged in to a server."""

    def __init__(self, page: Any, url: str) -> None:
        self.page = page
        self._url = url

    def log_in(self, email: str, password: str) -> None:
        """Log in as a person would."""
        self.page.goto(f"{self._url}/user/login/")
        self.page.fill("input[name=email]", email)
        self.page.fill("input[name=password]", password)
        self.page.click("button[type=submit]")
        self.page.wait_for_url(lambda url: "/user/login" not in url)

    def open_stream(self, project: int) -> None:
        """Start labelling: the instruction shows and is closed, then the first article is there."""
        self.page.goto(f"{self._url}/projects/{project}/data?labeling=1")
        self.page.wait_for_selector(".lsf-htx-richtext", timeout=_PATIENCE)
        self.page.get_by_text("How to label").wait_for()
        self.page.keyboard.press("Escape")
        self.page.get_by_text("How to label").wait_for(state="hidden")
        self._settle()

    def open_task(self, project: int, task: int) -> None:
        """Open an article from the list, with the versions that stand beside it."""
        self.page.goto(f"{self._url}/projects/{project}/data?task={task}")
        self.page.wait_for_selector(".quoth-text .lsf-htx-richtext", timeout=_PATIENCE)
        self.page.wait_for_selector(".quoth-text .htx-highlight", timeout=_PATIENCE)
        self.page.wait_for_timeout(2000)

    def click(self, words: str, nth: int = 0) -> None:
        """Click in the middle of these words."""
        left, right, y = self._place(words, nth)
        self.page.mouse.click((left + right) / 2, y)
        self._settle()

    def draw(self, hotkey: str, words: str, nth: int = 0, to: str | None = None) -> None:
        """Mark these words, or all from them ``to`` others: press the label's key, drag, let go."""
        self.page.keyboard.press("Escape")
        self.page.keyboard.press(hotkey)
        left, right, y = self._place(words, nth)
        last_left, last_right, last_y = (left, right, y) if to is None else self._place(to, 0)
        self.page.mouse.move(left + 1, y)
        self.page.mouse.down()
        self.page.mouse.move((last_left + last_right) / 2, last_y, steps=5)
        self.page.mouse.move(last_right - 0.5, last_y, steps=5)
        self.page.mouse.up()
        self._settle()

    def link(self, anchor: str, target: str, nth: int = 0, key: str = "Alt+r") -> None:
        """Link a cue or trigger to another region: click it, press the key, click the other."""
        arrows = self.page.locator("[class*=relationItem]")
        self.select(anchor)
        before = arrows.count()  # not earlier: a busy machine draws late
        self.page.keyboard.press(key)
        self._settle()
        self.click(target, nth)
        self.page.keyboard.press("Escape")
        self._settle()
        for _ in range(10):
            if arrows.count() == before + 1:
                return
            self._settle()
        raise AssertionError(f"no link from {anchor!r} to {target!r} was drawn")

    def pick(self, role: str) -> None:
        """Give the newest link a label in the Relations panel."""
        self.open_roles()
        self.page.get_by_role("option", name=role, exact=True).click()
        self._settle()

    def open_roles(self) -> None:
        """Open the list of labels for the newest link in the Relations panel."""
        self.page.locator("[id^=regions-relations_1]").first.click()
        self._settle()
        if (order := self.page.get_by_label("Order by oldest")).count():
            order.click()
            self._settle()
        newest = self.page.locator(".lsf-relations__item").first
        newest.hover()
        newest.get_by_label("Show Relation Labels").click()
        self.page.locator(".lsf-relation-meta [data-testid=select-trigger]").first.click()
        self._settle()

    def select(self, words: str, nth: int = 0) -> None:
        """Click a region until it is selected: after drawing, the next click may be swallowed."""
        self.page.keyboard.press("Escape")
        for _ in range(3):
            self.click(words, nth)
            if self.page.locator(".htx-highlight.__active").count():
                return
        raise AssertionError(f"{words!r} cannot be selected")

    def type_key(self, words: str, typed: str, nth: int = 0) -> None:
        """Type the key of a mention."""
        self.select(words, nth)
        self.page.locator(".quoth-panel input[type=text]:visible").fill(typed)
        self.page.keyboard.press("Enter")
        self._settle()

    def submit(self) -> None:
        """Submit the article's labels and wait until the server has them."""
        with self.page.expect_response(
            lambda r: r.request.method == "POST" and "/annotations" in r.url, timeout=_PATIENCE
        ):
            self.page.click("button[name=submit]")

    def _place(self, words: str, nth: int) -> tuple[float, float, float]:
        found = self.page.evaluate(_PLACE, [words, nth])
        assert found, f"{words!r} is not on the screen"
        return tuple(found)  # type: ignore[return-value]

    def _settle(self) -> None:
        self.page.wait_for_timeout(700)


@contextmanager
def browser(url: str, profile: Path) -> Iterator[Screen]:
    """Debian's Chromium without a window, with a fresh profile."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=CHROMIUM,
            headless=True,
            args=_FLAGS,
            viewport={"width": 1400, "height": 900},
        )
        context.set_default_timeout(_PATIENCE)
        try:
            yield Screen(context.pages[0], url)
        finally:
            context.close()
