"""How fast a report on many documents is made, how large it is, and how fast it opens.

    python tests/bench/bench_report.py [--scale 1.0]

1,000 articles of about 400 words, labelled and with the labels of a middling system. Opening is measured in
headless Chromium: until the page is drawn, and until a document in it is.
"""

import shutil
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from measuring import say, scale, timed

DOCUMENTS = 1000
_TEXT = """Bridge at Lida shelled, says mayor

Ana Lund told Radio Lida on Monday that raiders had shelled the bridge, and that two people were killed.
“We did not fire on anyone,” a spokesman of the raiders said, according to the Valley Herald.
The army has sent troops to the river. The mayor said the hospital was safe; the governor denied it.
"""


def write(folder: Path, size: int) -> tuple[Path, Path]:
    """Gold, and predictions that differ from it."""
    from quoth.tagger import tag
    from quoth_eval.document import Document
    from quoth_eval.serialize import dumps

    gold = tag(Document("d", "\n".join([_TEXT] * 5)))
    pred = replace(gold, mentions=tuple(replace(m, type="ORG") for m in gold.mentions or ()), events=())
    paths = folder / "gold.jsonl", folder / "pred.jsonl"
    for path, document in zip(paths, (gold, pred), strict=True):
        path.write_bytes(b"".join(dumps(replace(document, id=f"d{n:05}")) + b"\n" for n in range(size)))
    return paths


def made(gold: Path, pred: Path, most: int) -> str:
    """The page."""
    from quoth_eval.inputs.shards import resolve
    from quoth_eval.pages.report.build import Report
    from quoth_eval.pages.report.systems import systems
    from quoth_eval.watching import unwatched

    found = systems(resolve(str(gold)), [("pred", resolve(str(pred)))])
    return Report(found, {}, most=most).html(unwatched)


def opened(file: Path) -> tuple[float, float]:
    """Seconds until the page is drawn, and until its first document is."""
    from playwright.sync_api import sync_playwright

    drawn = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1400, "height": 900})
        start = time.perf_counter()
        tab.goto(file.as_uri())
        tab.evaluate(drawn)
        page = time.perf_counter() - start
        start = time.perf_counter()
        tab.evaluate("document.querySelector('details.doc').open = true")
        tab.wait_for_selector(".pairing")
        tab.evaluate(drawn)
        document = time.perf_counter() - start
        browser.close()
    return page, document


def main() -> None:
    size = max(10, int(DOCUMENTS * scale(__doc__)))
    with tempfile.TemporaryDirectory() as name:
        gold, pred = write(Path(name), size)
        for most in (20, size):
            took, page = timed(lambda most=most: made(gold, pred, most))  # type: ignore[misc]
            file = Path(name) / "report.html"
            file.write_text(page, encoding="utf-8")
            drawn, document = opened(file)
            size_of_page = len(page) / 1e6
            say(f"{size:,} documents, {most:,} shown: made in {took.wall:.1f} s, {size_of_page:.1f} MB")
            say(f"    opens in {drawn:.2f} s (target 2), a document in {document:.2f} s")


if __name__ == "__main__":
    main()
