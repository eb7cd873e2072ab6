"""Links to tasks in Label Studio: from a file or from beside the corpus, and to nothing but the web."""

import shutil
from pathlib import Path

import orjson
import pytest
from playwright.sync_api import Page
from running import Quoth

from quoth_eval.document import Document, Mention
from quoth_eval.inputs.shards import Shard
from quoth_eval.pages.tasks import is_web_address, task_links
from quoth_eval.serialize import dumps

ADDRESS = "http://127.0.0.1:8080/projects/3/data?task=7&x=\"'><script>1</script>"
DOCUMENT = Document("d1", "Ana met Bo.", mentions=(Mention("m", 0, 3, "PER"),))
CORPUS = Path(__file__).parents[2] / "corpus"


def _tasks(value: object, name: str = "tasks.json") -> str:
    Path(name).write_bytes(orjson.dumps(value))
    return name


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("http://localhost:8080/tasks/1", True),
        ("https://labels.example.org/projects/1/data?task=5", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("http:///nowhere", False),
        ("http://[broken", False),
        ("//example.org/x", False),
        ("http://example.org/\n", False),
        ("http://example.org/a b", False),
        (7, False),
        (None, False),
    ],
)
def test_only_web_addresses_are_linked_to(text: object, good: bool) -> None:
    assert is_web_address(text) is good


def test_beside_the_corpus_only_what_is_sound_is_used(tmp_path: Path) -> None:
    root, kept = tmp_path / "corpus", tmp_path / ".quoth" / "tasks.json"
    sets = [Shard(root, "set", "anna"), Shard(root, "set", "ben"), Shard(tmp_path / "p.jsonl", "jsonl", "p")]
    assert task_links(sets) == {}
    kept.parent.mkdir()
    kept.write_bytes(b"{")
    assert task_links(sets) == {}
    kept.write_bytes(orjson.dumps({"a": "http://localhost/1", "b": "javascript:x", "c": 3}))
    assert task_links(sets) == {"a": "http://localhost/1"}
    assert task_links(sets[2:]) == {}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ([], "expected an object"),
        ({"d1": "javascript:x"}, "document d1: expected an address"),
        ({"d1": 5}, "document d1: expected an address"),
    ],
)
def test_a_file_that_was_named_has_to_be_right(quoth: Quoth, value: object, words: str) -> None:
    Path("gold.jsonl").write_bytes(dumps(DOCUMENT))
    assert words in quoth.bad("report", "gold.jsonl", "gold.jsonl", "--tasks", _tasks(value))


def test_a_file_that_is_not_there_or_no_json(quoth: Quoth) -> None:
    Path("gold.jsonl").write_bytes(dumps(DOCUMENT))
    assert "cannot be read" in quoth.bad("report", "gold.jsonl", "gold.jsonl", "--tasks", "none.json")
    Path("bad.json").write_text("{")
    assert "no valid JSON" in quoth.bad("report", "gold.jsonl", "gold.jsonl", "--tasks", "bad.json")


@pytest.mark.browser
def test_a_document_links_to_its_task(quoth: Quoth, tab: Page) -> None:
    Path("gold.jsonl").write_bytes(dumps(DOCUMENT))
    quoth.good("report", "gold.jsonl", "gold.jsonl", "-o", "r.html", "--tasks", _tasks({"d1": ADDRESS}))
    tab.goto(Path("r.html").resolve().as_uri())
    tab.locator("details.doc > summary").click()
    link = tab.get_by_role("link", name="Open d1 in Label Studio")
    assert link.get_attribute("href") == ADDRESS
    assert tab.locator("script").count() == 1
    tab.keyboard.press("Tab")
    assert link.evaluate("e => e === document.activeElement")


def test_sets_of_a_corpus_bring_their_own(quoth: Quoth) -> None:
    shutil.copytree(CORPUS, "corpus")
    Path(".quoth").mkdir()
    _tasks({"dam-breach-roundup": "http://localhost:8080/t/1"}, ".quoth/tasks.json")
    quoth.good("report", "reader-a", "reader-b", "-o", "r.html", "--bootstrap", "0", "--layer", "entities")
    link = '<a href="http://localhost:8080/t/1" rel="noreferrer">Open dam-breach-roundup'
    assert link in Path("r.html").read_text(encoding="utf-8")
    quoth.good("agree", "reader-a", "reader-b", "--report", "a.html", "--layer", "entities")
    assert link in Path("a.html").read_text(encoding="utf-8")
