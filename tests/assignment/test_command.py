"""``quoth assign`` as it is typed."""

from pathlib import Path

import pytest
from studio.commands import quoth

from quoth.store import write_articles
from quoth.studio.accounts import write_accounts
from quoth_eval.corpus import Article, Corpus
from quoth_eval.integrity import hash_of


def add(root: Path, *ids: str) -> None:
    """Articles of different lengths."""
    texts = {i: "word " * (10 + n) for n, i in enumerate(ids)}
    write_articles(root, ((Article(i, text_sha256=hash_of(t), story="raid"), t) for i, t in texts.items()))


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus of six articles."""
    add(tmp_path / "corpus", *(f"w{n}" for n in range(6)))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "corpus"


def test_articles_are_given_out_once_and_new_ones_later(root: Path) -> None:
    asked = ("assign", "--annotators", "ada,ben,cy", "--training", "w0", "--json")
    dry = quoth(*asked, "--dry-run").json
    assert not dry["changed"] and not (root / "assignments.jsonl").exists()
    first = quoth(*asked).json
    assert first == {**dry, "changed": True}
    assert first["strangers"] == [] and len(first["new"]) == 6
    assert {n: p["training"] for n, p in first["annotators"].items()} == {"ada": 1, "ben": 1, "cy": 1}
    written = (root / "assignments.jsonl").read_bytes()
    assert quoth(*asked[:-1]).out.startswith("nothing changed")
    assert (root / "assignments.jsonl").read_bytes() == written

    before = Corpus(root).assignments
    add(root, "w7", "w8")
    later = quoth("assign", "--json").json
    assert (later["new"], later["extended"]) == (["w7", "w8"], [])
    assert {i: a for i, a in Corpus(root).assignments.items() if i in before} == before


def test_portions_stay_as_they_were_unless_asked_otherwise(root: Path) -> None:
    quoth("assign", "--annotators", "ada,ben", "--share", "0.5")
    add(root, "w6", "w7")
    assert quoth("assign", "--json").json["annotators"]["ada"]["shared"] == {"ben": 4}
    assert quoth("assign", "--share", "1", "--json").json["annotators"]["ada"]["shared"] == {"ben": 8}


def test_some_articles_only_and_the_table(root: Path) -> None:
    ran = quoth("assign", "w1", "w2", "--annotators", "ada,ben")
    assert "ada" in ran.out and "ben 2" in ran.out
    assert "4 articles are given to nobody: w0, w3, w4, w5" in ran.err
    assert set(Corpus(root).assignments) == {"w1", "w2"}
    few = quoth("assign", "w1", "w2", "--annotators", "ada,ben,cy,dot")
    assert "no article is shared by ada and cy, ada and dot" in few.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "name them: --annotators"),
        (("--annotators", "ada,gold"), "'gold' is no annotator's name"),
        (("--annotators", "ada,adjudication"), "'adjudication' is no annotator's name"),
        (("--annotators", "ada,Ada"), "twice"),
        (("--annotators", "ada,../ben"), "'../ben' is no annotator's name"),
        (("--annotators", "ada", "--overlap", "2"), "--overlap 2 needs as many"),
        (("--annotators", "ada,ben", "--training", "nope"), "no article nope"),
        (("nope", "--annotators", "ada,ben"), "no article nope"),
    ],
)
def test_what_cannot_be_meant_is_refused(root: Path, arguments: tuple[str, ...], said: str) -> None:
    ran = quoth("assign", *arguments)
    assert ran.status == 2 and said in ran.err
    assert not (root / "assignments.jsonl").exists()


def test_what_cannot_be_read_here_is_not_given_out_unless_asked_for(root: Path) -> None:
    write_articles(root, [(Article("hidden", withheld=True, text_sha256=hash_of("x")), None)])
    ran = quoth("assign", "--annotators", "ada,ben")
    assert "1 articles are withheld and not given out" in ran.err
    assert "hidden" not in Corpus(root).assignments
    assert quoth("assign", "hidden", "--json").json["new"] == ["hidden"]


def test_somebody_who_was_removed_gets_nothing_more(root: Path) -> None:
    quoth("assign", "w1", "w2", "--annotators", "ada,ben,cy")
    write_accounts(root, {"ada": "user-7", "ben": "ben@x.org"})
    later = quoth("assign", "--json").json
    assert later["annotators"]["ada"]["articles"] <= 2 and len(later["new"]) == 4
    assert all("ada" not in Corpus(root).assignments[i].annotators for i in later["new"])
    assert "ada was removed" in quoth("assign", "--annotators", "ada,ben").err
