"""Disputed places: what annotators have alike is passed over, the rest is shown in its context."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hostile import harmless, hostile
from hypothesis import given
from playwright.sync_api import Page
from running import Quoth
from strategies import documents

from quoth_eval.document import Attribution, Document, Event, Mention, Span
from quoth_eval.errors import InputError
from quoth_eval.pages.disputes import Table, agreement_page, disputed
from quoth_eval.serialize import dumps

TEXT = "Ana told Bo that the bridge fell.\nCy said so too, on Monday."


def _kim(**layers: object) -> Document:
    return replace(Document("d", TEXT, mentions=(), attributions=(), events=()), **layers)  # type: ignore[arg-type]


@given(documents())
def test_an_annotator_agrees_with_themselves(document: Document) -> None:
    assert disputed({"kim": document, "lee": document}).places == ()


@given(documents(), documents())
def test_every_difference_is_shown_once(kim: Document, lee: Document) -> None:
    found = disputed({"kim": kim, "lee": replace(lee, text=kim.text)}, ["entities"])
    sides = [{(m.start, m.end, m.type) for m in d.mentions or ()} for d in (kim, lee)]
    words = [w for p in found.places for v in p.views for w in v.says]
    own = [(m.start, m.end, m.type) for d in (kim, lee) for m in d.mentions or ()]
    assert len(words) == sum(m not in sides[0] & sides[1] for m in own)


def test_overlapping_disputes_are_one_place_with_its_paragraph() -> None:
    kim = _kim(mentions=(Mention("a", 17, 27, "FAC"), Mention("c", 34, 36, "PER")))
    lee = _kim(mentions=(Mention("a", 21, 27, "FAC"), Mention("c", 34, 36, "PER")))
    found = disputed({"kim": kim, "lee": lee})
    assert [(p.layer, p.span) for p in found.places] == [("entities", Span(17, 27))]
    assert [v.says for v in found.places[0].views] == [("FAC the bridge",), ("FAC bridge",)]
    assert "Monday" not in found.places[0].views[0].html


def test_attributes_and_arguments_are_disputes_too() -> None:
    said = Attribution("a", (Span(37, 41),), content=(Span(17, 32),), stance="affirms")
    fell = Event("v", 28, 32, "Damage", "positive")
    kim = _kim(attributions=(said,), events=(fell,))
    lee = _kim(attributions=(replace(said, stance="denies"),), events=(replace(fell, polarity="negative"),))
    assert [p.layer for p in disputed({"kim": kim, "lee": lee}).places] == ["events", "attributions"]


def test_who_was_not_asked_does_not_disagree() -> None:
    kim = _kim(mentions=(Mention("a", 0, 3, "PER"),))
    assert disputed({"kim": kim, "lee": replace(kim, mentions=None)}).places == ()
    silent = disputed({"kim": kim, "lee": _kim()}).places
    assert [v.says for v in silent[0].views] == [("PER Ana",), ()]


@pytest.mark.parametrize(
    "views", [{}, {"kim": Document("d")}, {"kim": _kim(), "lee": Document("d", "Other.")}]
)
def test_texts_must_be_there_and_the_same(views: Mapping[str, Document]) -> None:
    with pytest.raises(InputError):
        disputed(views)


@pytest.mark.browser
def test_markup_in_any_field_stays_text(tab: Page, tmp_path: Path) -> None:
    evil = hostile()
    views = {evil.title or "": evil, "lee": replace(evil, mentions=(), attributions=(), events=())}
    table = Table(evil.title or "", [evil.title or ""] * 2, [(evil.title, 0.5), (evil.title, None)])
    (tmp_path / "a.html").write_text(
        agreement_page(evil.title or "", [table], [views], notes=[evil.title or ""]), encoding="utf-8"
    )
    tab.goto((tmp_path / "a.html").as_uri())
    tab.wait_for_selector(".place-box")
    harmless(tab, scripts=1)


@pytest.mark.browser
def test_places_are_shown_as_each_annotator_sees_them(tab: Page, tmp_path: Path, raid: Document) -> None:
    other = replace(raid, mentions=(raid.mentions or ())[:-3], attributions=None, events=None)
    page = agreement_page("Kim and Lee", [], [{"kim": raid, "lee": other}])
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    tab.goto((tmp_path / "a.html").as_uri())
    boxes = tab.locator(".place-box")
    assert boxes.count() >= 1
    assert boxes.first.locator("dt").all_inner_texts() == ["kim", "lee"]
    assert boxes.first.locator("dd").nth(1).locator(".says").inner_text() == "nothing here"
    assert boxes.first.locator("dd").first.locator(".alone").count() >= 1


def test_the_command_writes_the_page(quoth: Quoth, raid: Document) -> None:
    for name, document in (
        ("kim", raid),
        ("lee", replace(raid, mentions=(raid.mentions or ())[:4], events=())),
    ):
        cut = document if name == "kim" else replace(document, attributions=())
        Path(f"{name}.jsonl").write_bytes(dumps(cut) + b"\n")
    said = quoth.good(
        "agree", "kim.jsonl", "lee.jsonl", "--layer", "entities", "--report", "a.html", "--json"
    )
    assert said.startswith("{")
    page = Path("a.html").read_text(encoding="utf-8")
    assert "Agreement of kim.jsonl, lee.jsonl" in page
    assert "The labels that agree least" in page
    assert " places, kim.jsonl, lee.jsonl" in page
