"""The page of an article, read as a file and used in a browser."""

import re
from dataclasses import replace
from html import unescape
from io import StringIO
from pathlib import Path

import pytest
from hostile import harmless
from hypothesis import given, settings
from playwright.sync_api import Page
from rich.console import Console
from running import Quoth
from strategies import documents

from quoth_eval.document import Attribution, Document, Mention, Span
from quoth_eval.errors import InputError
from quoth_eval.pages.facts import Facts
from quoth_eval.pages.show import show_page
from quoth_eval.pages.terminal import print_view
from quoth_eval.serialize import dumps


def _open(tab: Page, folder: Path, document: Document, anchor: str = "") -> None:
    file = folder / "page.html"
    file.write_text(show_page(document), encoding="utf-8")
    tab.goto(f"{file.as_uri()}{anchor}")


def test_a_claim_names_the_entity_behind_a_pronoun(raid: Document) -> None:
    who = {one.words for told in Facts(raid.canonical()).claims for link in told.chain for one in link.who}
    assert "Pavlína Rohlenová" in who
    assert not who & {"she", "She", "he", "it"}


def test_what_is_told_twice_stands_together(raid: Document) -> None:
    facts = Facts(raid.canonical())
    assert sum(len(rows) for _, rows in facts.stories) == len(facts.claims) == len(raid.events or ())
    assert any(len(rows) > 1 for _, rows in facts.stories)


def test_without_text_there_is_nothing_to_show(raid: Document) -> None:
    with pytest.raises(InputError, match="hydrate"):
        show_page(replace(raid, text=None))


def test_layers_that_are_missing_are_named() -> None:
    assert "Not annotated here: mentions, entities, attributions, events" in show_page(Document("d", "Text."))


def test_attributions_in_a_circle_leave_a_page() -> None:
    circle = (
        Attribution("a1", cue=(Span(0, 3),), content=(Span(4, 11),)),
        Attribution("a2", cue=(Span(4, 7),), content=(Span(0, 3), Span(8, 11))),
    )
    assert "circle" in show_page(Document("d", "one two six", attributions=circle, events=()))


@given(documents())
@settings(max_examples=30)
def test_any_document_has_a_page_and_a_view_for_the_terminal(document: Document) -> None:
    page = show_page(document)
    article = page[page.index("<article") : page.index("</article>")]
    lines = [line for line in (document.text or "").split("\n") if line.strip()]
    assert [unescape(re.sub(r"<[^>]*>", "", p)) for p in re.findall(r"<p .*?</p>", article)] == lines
    out = Console(file=StringIO(), width=500)
    print_view(document, out)
    said = out.file.getvalue()  # type: ignore[attr-defined]
    assert re.sub(r"[\[\]]", "", said.split("\n")[0]) == lines[0]


@pytest.mark.browser
def test_clicking_an_entity_lights_all_its_mentions(tab: Page, tmp_path: Path, raid: Document) -> None:
    _open(tab, tmp_path, raid)
    document = raid.canonical()
    keys = Facts(document).keys
    mentions = max(keys.by_entity.values(), key=len)
    tab.locator(f"#{keys.mention[mentions[0].id]}").click()
    lit = tab.eval_on_selector_all(".lit", "found => [...new Set(found.map(e => e.dataset.k))]")
    assert sorted(lit) == sorted(keys.mention[m.id] for m in mentions)
    assert Facts(document).who(mentions[0]).words in tab.locator("#card").inner_text()
    tab.keyboard.press("Escape")
    assert tab.locator(".lit").count() == 0


@pytest.mark.browser
def test_every_claim_leads_to_its_place(tab: Page, tmp_path: Path, raid: Document) -> None:
    _open(tab, tmp_path, raid)
    rows = tab.locator("#claims tr[data-row]")
    assert rows.count() == len(raid.events or ())
    tab.locator("#claims tr[data-row] > td:first-child > a").last.click()
    key = rows.last.get_attribute("data-row")
    assert tab.locator(f"#{key}.on").count() == 1
    tab.wait_for_function(
        "k => { const y = document.getElementById(k).getBoundingClientRect().top; return y > 0 && y < 900 }",
        arg=key,
    )


@pytest.mark.browser
def test_an_attribution_shows_its_source_with_an_arc_and_its_chain(
    tab: Page, tmp_path: Path, raid: Document
) -> None:
    _open(tab, tmp_path, raid, "#a0")
    assert tab.locator(".arcs path.source").count() == 1
    assert tab.locator("#card .chain li").count() >= 2
    assert tab.locator(".m.near").count() >= 1


@pytest.mark.browser
def test_the_keyboard_is_enough(tab: Page, tmp_path: Path, raid: Document) -> None:
    _open(tab, tmp_path, raid)
    tab.locator("#text").focus()
    first = tab.locator("#text [data-k]").first.get_attribute("data-k")
    tab.keyboard.press("ArrowRight")
    assert tab.locator(".on").first.get_attribute("data-k") == first
    tab.keyboard.press("ArrowRight")
    assert tab.locator(".on").first.get_attribute("data-k") != first


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_are_legible_in_light_and_dark(tab: Page, tmp_path: Path, raid: Document, scheme: str) -> None:
    tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of its literals
    _open(tab, tmp_path, raid)
    for selector in ("#text .body, #text p", ".q", "td a", ".soft", ".type"):
        assert _contrast(tab, selector) >= 4.5, selector


@pytest.mark.browser
def test_everything_is_printed(tab: Page, tmp_path: Path, raid: Document) -> None:
    _open(tab, tmp_path, raid)
    tab.emulate_media(media="print")
    assert tab.locator("#card").is_hidden()
    assert tab.locator("#entities table").is_visible()


@pytest.mark.browser
def test_markup_in_any_field_stays_text(tab: Page, tmp_path: Path, evil: Document) -> None:
    _open(tab, tmp_path, evil)
    harmless(tab, scripts=2)
    tab.locator("#text [data-k]").first.hover()
    tab.keyboard.press("Escape")
    for piece in tab.locator("#text [data-k]").all():
        piece.dispatch_event("click")
        harmless(tab, scripts=2)
    assert "49" not in tab.locator("#text").inner_text()


def test_the_command_shows_a_set_a_file_and_says_what_is_wrong(
    quoth: Quoth, tmp_path: Path, raid: Document
) -> None:
    Path("one.jsonl").write_bytes(dumps(raid) + b"\n")
    Path("two.jsonl").write_bytes(dumps(raid) + b"\n" + dumps(replace(raid, id="b")) + b"\n")
    assert quoth.good("show", "one.jsonl").startswith("<!doctype html>")
    assert "Who says" not in quoth.good("show", "b", "two.jsonl", "-o", "deep/page.html")
    assert Path("deep/page.html").read_text(encoding="utf-8").count("<tr data-row") > 50
    assert "who says so" in quoth.good("show", "raid-live", "two.jsonl", "--terminal")
    assert "name one: quoth show ID two.jsonl" in quoth.bad("show", "two.jsonl")
    assert "there is no document c" in quoth.bad("show", "c", "two.jsonl")


def test_a_terminal_gets_no_control_characters(quoth: Quoth) -> None:
    text = "Ann\x1b]0;pwned\x07 said \x9bx"
    document = Document("d", text, mentions=(Mention("m", 0, 3),), attributions=(), events=(), entities=())
    Path("d.jsonl").write_bytes(dumps(document) + b"\n")
    out = quoth.good("show", "d.jsonl", "--terminal")
    assert "\x1b]" not in out and "\x9b" not in out


_CONTRAST = """element => {
  const shade = c => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
    canvas.fillStyle = getComputedStyle(document.body).backgroundColor; canvas.fillRect(0, 0, 1, 1);
    canvas.fillStyle = c; canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map(v => v / 255)
      .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const a = shade(getComputedStyle(element).color);
  const b = shade(getComputedStyle(document.body).backgroundColor);
  return (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
}"""


def _contrast(tab: Page, selector: str) -> float:
    """The contrast of an element's words with the page (WCAG 2)."""
    return float(tab.locator(selector).first.evaluate(_CONTRAST))
