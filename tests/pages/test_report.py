"""The report: its numbers are those of the scores, and it opens and reads well."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from hostile import harmless, hostile
from playwright.sync_api import Page
from running import Quoth

from quoth.cli import main
from quoth.tagger import tag
from quoth_eval.document import Document, Entity, Mention
from quoth_eval.serialize import dumps


def _write(name: str, *documents: Document) -> str:
    Path(name).write_bytes(b"".join(dumps(d) + b"\n" for d in documents))
    return name


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, raid: Document) -> Path:
    """A folder with gold and the predictions of two systems, and the report on them."""
    folder = tmp_path_factory.mktemp("report")
    gold = [raid, replace(raid, id="second")]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        _write("gold.jsonl", *gold)
        _write("tagger.jsonl", *(tag(d) for d in gold))
        _write("half.jsonl", tag(gold[0]), replace(raid, id="second", attributions=(), events=()))
        patch.setattr(
            "sys.argv", ["quoth", "report", "gold.jsonl", "tagger.jsonl", "half.jsonl", "-o", "report.html"]
        )
        with pytest.raises(SystemExit) as stop:
            main()
    assert not stop.value.code
    return folder


@pytest.fixture
def folder(made: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same folder, as working directory."""
    monkeypatch.chdir(made)
    return made


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_mistakes_add_up_to_the_scores_beside_them(folder: Path) -> None:
    scores = {(r["score"], r["system"]): r for r in _rows(folder / "report.scores.csv")}
    sums: dict[tuple[str, str], list[int]] = {}
    for row in _rows(folder / "report.errors.csv"):
        both = sums.setdefault((row["adds up to"], row["system"]), [0, 0])
        both[0] += int(row["misses"])
        both[1] += int(row["false alarms"])
    assert len(sums) == 14
    for key, (misses, alarms) in sums.items():
        if key[0].endswith(".muc"):  # counts links, which the scores do not show
            continue
        assert (int(scores[key]["fn"]), int(scores[key]["fp"])) == (misses, alarms), key


def test_slices_of_a_kind_add_up_to_the_whole(folder: Path) -> None:
    scores = {(r["score"], r["system"]): r for r in _rows(folder / "report.scores.csv")}
    lengths = [r for r in _rows(folder / "report.slices.csv") if r["by"] == "length in words"]
    for system in ("tagger", "half"):
        rows = [r for r in lengths if r["system"] == system and r["layer"] == "entities"]
        for count in ("tp", "fp", "fn"):
            assert sum(int(r[count]) for r in rows) == int(scores["entities.strict", system][count])


def test_documents_and_matrices_count_everything_once(folder: Path) -> None:
    cells = [r for r in _rows(folder / "report.matrices.csv") if r["matrix"] == "entities: types"]
    score = next(r for r in _rows(folder / "report.scores.csv") if r["score"] == "entities.strict")
    gold = sum(int(r["count"]) for r in cells if r["system"] == "tagger" and r["gold"] != "(spurious)")
    assert gold == int(score["tp"]) + int(score["fn"])
    assert len(_rows(folder / "report.documents.csv")) == 4


def test_what_is_confused_with_what_in_links(quoth: Quoth) -> None:
    def linked(*ids: str | None) -> Document:
        mentions = tuple(Mention(f"m{n}", n, n + 1, "GPE", None, f"k{n}") for n in range(len(ids)))
        entities = tuple(Entity(f"k{n}", kb=kb) for n, kb in enumerate(ids))
        return Document("d", "a b c d", mentions=mentions, entities=entities)

    _write("gold.jsonl", linked("Q1", "Q2", "Q3", None))
    _write("pred.jsonl", linked("Q1", "Q9", None, "Q8"))
    quoth.good("report", "gold.jsonl", "pred.jsonl", "-o", "r.html", "--layer", "linking")
    cells = [(r["gold"], r["predicted"], r["count"]) for r in _rows(Path("r.matrices.csv"))]
    expected = [("Q1", "Q1", "1"), ("Q2", "Q9", "1"), ("Q3", "no id", "1"), ("no id", "Q8", "1")]
    assert sorted(cells) == expected
    assert "the most frequent of 4 pairs" in Path("r.html").read_text(encoding="utf-8")


def test_documents_of_one_side_only_come_last(quoth: Quoth, raid: Document) -> None:
    _write("gold.jsonl", raid, replace(raid, id="missing"))
    _write("pred.jsonl", replace(raid, id="extra"), raid)
    quoth.good("report", "gold.jsonl", "pred.jsonl", "-o", "r.html", "--bootstrap", "0")
    assert [r["document"] for r in _rows(Path("r.documents.csv"))] == ["raid-live", "extra", "missing"]
    page = Path("r.html").read_text(encoding="utf-8")
    assert page.count("not predicted</b>") == page.count("not in gold</b>") == 1


def test_intervals_hold_the_scores(folder: Path) -> None:
    found = [r for r in _rows(folder / "report.scores.csv") if r["low"]]
    assert found
    assert all(float(r["low"]) <= float(r["f1"] or r["accuracy"]) <= float(r["high"]) for r in found)


def test_seen_and_unseen_surfaces_need_training_data(quoth: Quoth, folder: Path) -> None:
    assert not [r for r in _rows(folder / "report.slices.csv") if r["by"] == "surface"]
    quoth.good("report", "gold.jsonl", "tagger.jsonl", "-o", "r.html", "--train", "gold.jsonl")
    surfaces = {r["slice"] for r in _rows(Path("r.slices.csv")) if r["by"] == "surface" and int(r["fn"])}
    assert surfaces == {"seen"}


def test_only_some_layers_and_documents(quoth: Quoth, folder: Path) -> None:
    quoth.good(
        "report", "gold.jsonl", "tagger.jsonl", "-o", "r.html", "--layer", "events", "--max-documents", "0"
    )
    assert {r["layer"] for r in _rows(Path("r.errors.csv"))} == {"events", "arguments", "event coreference"}
    assert "None are shown" in Path("r.html").read_text(encoding="utf-8")


def test_gold_against_itself_and_against_nothing(quoth: Quoth, raid: Document) -> None:
    _write("gold.jsonl", raid)
    _write("none.jsonl")
    quoth.good("report", "gold.jsonl", "gold.jsonl", "none.jsonl", "-o", "r.html")
    rows = _rows(Path("r.errors.csv"))
    assert not [r for r in rows if r["system"] == "gold" and (int(r["misses"]) or int(r["false alarms"]))]


def test_documents_that_a_side_lacks_or_whose_text_nobody_has(quoth: Quoth, raid: Document) -> None:
    bare = replace(raid, id="bare", text=None, tokens=(), sentences=(), sections=())
    _write("gold.jsonl", raid, replace(raid, id="missing"), bare)
    _write("pred.jsonl", replace(raid, text=None), replace(raid, id="extra"), replace(bare, events=None))
    quoth.good("report", "gold.jsonl", "pred.jsonl", "-o", "r.html")
    page = Path("r.html").read_text(encoding="utf-8")
    assert page.count('<details class="doc"') == 4
    assert "Its text is not here" in page
    found = {r["document"]: r for r in _rows(Path("r.documents.csv"))}
    assert "2 of 3 documents are not predicted" not in page
    assert "1 of 3 documents are not predicted" in page
    assert "1 predicted documents are not in gold" in page
    assert found["missing"]["tp"] == found["extra"]["tp"] == "0"
    assert found["raid-live"]["fp"] == found["raid-live"]["fn"] == "0"


def test_without_matplotlib_there_is_a_page_without_plots(
    quoth: Quoth, raid: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quoth_eval.pages.report.plots.available", lambda: False)
    _write("gold.jsonl", raid)
    quoth.good("report", "gold.jsonl", "gold.jsonl", "-o", "r.html")
    page = Path("r.html").read_text(encoding="utf-8")
    assert "matplotlib is not installed" in page
    assert 'class="plot"' not in page


def test_it_says_what_is_wrong(quoth: Quoth, raid: Document) -> None:
    _write("gold.jsonl", raid)
    _write("tagger.jsonl", raid)
    assert "no such file" in quoth.bad("report", "gold.jsonl", "nothing.jsonl")
    Path("file").touch()
    assert "cannot be written" in quoth.bad("report", "gold.jsonl", "tagger.jsonl", "-o", "file/r.html")


@pytest.mark.browser
def test_a_document_opens_side_by_side_with_its_differences(tab: Page, folder: Path) -> None:
    tab.goto((folder / "report.html").as_uri())
    tab.locator("details.doc > summary").first.click()
    opened = tab.locator("details.doc").first
    assert opened.locator(".pairing").count() == 2
    tops = [e.bounding_box()["y"] for e in opened.locator(".two > .text").all()[:6]]  # type: ignore[index]
    assert tops[::2] == tops[1::2]
    opened.locator(".m.other").first.hover()
    key = opened.locator(".m.other").first.get_attribute("data-k")
    lit = opened.locator(f".pairing:first-child .text .on[data-k='{key}']")
    assert lit.count() == 2


@pytest.mark.browser
def test_systems_are_tested_against_the_first(tab: Page, folder: Path) -> None:
    tab.goto((folder / "report.html").as_uri())
    tab.get_by_text("Is it luck?").click()
    rows = tab.locator("details:has-text('Is it luck?') tbody tr")
    assert rows.filter(has_text="entities.strict").locator("td").first.inner_text() == "half"
    assert rows.filter(has_text="entities.strict").locator("td").nth(1).inner_text().startswith("+")
    assert tab.get_by_text("only 2 documents").is_visible()


@pytest.mark.browser
def test_tables_have_headers_and_captions(tab: Page, folder: Path) -> None:
    tab.goto((folder / "report.html").as_uri())
    assert tab.locator("table:not(:has(caption))").count() == 0
    assert tab.locator("thead th:not([scope])").count() == 0
    assert tab.locator("svg:not([aria-hidden]):not([aria-label])").count() == 0


@pytest.mark.browser
def test_markup_in_any_field_stays_text(quoth: Quoth, tab: Page) -> None:
    evil = hostile()
    _write("gold.jsonl", evil)
    _write(
        "pred.jsonl", replace(evil, mentions=evil.mentions and evil.mentions[:1], attributions=(), events=())
    )
    quoth.good("report", "gold.jsonl", "pred.jsonl", "gold.jsonl", "-o", "r.html")
    tab.goto(Path("r.html").resolve().as_uri())
    for details in tab.locator("details").all():
        details.evaluate("d => { d.open = true }")
    tab.wait_for_selector(".pairing")
    for piece in tab.locator(".text [data-k]").all():
        piece.dispatch_event("click")
    harmless(tab, scripts=1)


@pytest.mark.browser
def test_a_thousand_documents_make_a_small_page_that_opens(quoth: Quoth, tab: Page) -> None:
    text = "Ana Lund told Radio Lida that raiders had shelled the bridge. " * 5
    tagged = tag(Document("d", text))
    many = [replace(tagged, id=f"d{n}") for n in range(1000)]
    _write("gold.jsonl", *many)
    _write("pred.jsonl", *(replace(d, mentions=tagged.mentions, events=()) for d in many))
    quoth.good("report", "gold.jsonl", "pred.jsonl", "-o", "r.html", "--bootstrap", "0")
    assert Path("r.html").stat().st_size < 2_000_000
    tab.goto(Path("r.html").resolve().as_uri())  # bench_report.py says how fast
    assert tab.locator("details.doc").count() == 20
