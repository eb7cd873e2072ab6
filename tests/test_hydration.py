"""Own copies of withheld texts: the right one is recognised, another refused with its difference."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import ROUNDUP
from running import Quoth

from quoth.hydration import where_it_differs
from quoth_eval.corpus import Article, Corpus
from quoth_eval.tokens import tokenize


@pytest.fixture
def root(quoth: Quoth, tmp_path: Path) -> Path:
    """A corpus as others get it: one withheld article without its text."""
    (tmp_path / "eden.txt").write_text(ROUNDUP)
    quoth.good("import", "eden.txt", "--withheld")
    (tmp_path / "eden.txt").unlink()
    (tmp_path / "corpus" / "hydrated" / "eden.txt").unlink()
    (tmp_path / "copies").mkdir()
    return tmp_path / "corpus"


def test_a_copy_is_recognised_whatever_it_is_called(quoth: Quoth, root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copies" / "from the web.txt"
    copy.write_bytes(("\ufeff" + ROUNDUP.replace("\n", " \r\n")).encode())
    (tmp_path / "copies" / "else.txt").write_text("Another article.")
    assert quoth.good("hydrate", "copies") == "1 written, 0 unchanged, 0 refused, 1 unused, 0 missing\n"
    assert Corpus(root, hydrated=True).document("eden").text == ROUNDUP.strip()
    assert Corpus(root).document("eden").text is None
    before = {f: f.read_bytes() for f in root.rglob("*") if f.is_file()}
    assert quoth.good("hydrate", copy) == "0 written, 1 unchanged, 0 refused, 0 unused, 0 missing\n"
    assert {f: f.read_bytes() for f in root.rglob("*") if f.is_file()} == before
    assert "0 errors, 0 warnings" in quoth.good("validate")


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        (
            "Three valley",
            "Four valley",
            "line 6, column 1, after “… end in row 04.05.2031 18:30”: the copy has “Four”",
        ),
        ("Š. Marek", "S Marek", "after “… wait’ “We can wait,” S”: the copy has “Marek”"),
        ("Who", "Why", "all words and marks are where they should be, so it is a letter in some word"),
        ("\nSource: Valley Herald, Oro Wire", "", "it ends too early: 7 words and marks are missing"),
        (
            "Oro Wire",
            "Oro Wire, OTV",
            "line 24, column 32, after “… Source: Valley Herald, Oro Wire”: it should end here",
        ),
    ],
)
def test_another_version_is_refused(
    quoth: Quoth, root: Path, tmp_path: Path, old: str, new: str, place: str
) -> None:
    (tmp_path / "copies" / "eden.txt").write_text(ROUNDUP.replace(old, new))
    err = quoth.bad("hydrate", "copies")
    assert "eden.txt is not the text of eden: " in err
    assert place in err
    assert not (root / "hydrated" / "eden.txt").exists()


def test_a_right_copy_wins_over_a_wrong_one(quoth: Quoth, root: Path, tmp_path: Path) -> None:
    (tmp_path / "copies" / "eden.txt").write_text("Another version.")
    (tmp_path / "copies" / "eden-2.txt").write_text(ROUNDUP)
    assert quoth.good("hydrate", "copies").startswith("1 written")


def test_json(quoth: Quoth, root: Path, tmp_path: Path) -> None:
    (tmp_path / "copies" / "x.txt").write_text("Another article.")
    assert json.loads(quoth.good("hydrate", "copies", "--json")) == {
        "written": [],
        "unchanged": [],
        "refused": [],
        "unused": ["copies/x.txt"],
        "missing": ["eden"],
    }


def test_wrong_use(quoth: Quoth, root: Path, tmp_path: Path) -> None:
    assert "nowhere: no such file or folder" in quoth.bad("hydrate", "nowhere")
    (tmp_path / "copies" / "x.txt").write_bytes(b"\xff")
    assert "x.txt: no UTF-8" in quoth.bad("hydrate", "copies")
    (tmp_path / "other").mkdir()
    assert "no article is withheld" in quoth.bad("hydrate", "copies", "--corpus", tmp_path / "other")


@given(st.text(st.sampled_from("ab .\n"), max_size=20), st.text(st.sampled_from("ab .\n"), max_size=20))
def test_a_difference_is_always_put_into_words(ours: str, theirs: str) -> None:
    assert where_it_differs(Article("a", tokens=tokenize(ours)), theirs)
