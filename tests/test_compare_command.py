"""``quoth compare`` and ``quoth score --bootstrap`` on files, as a person runs them."""

import json
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from files import write_corpus, write_lines
from perturbed import perturbed
from running import Quoth

from quoth_eval.document import Document, Mention
from quoth_eval.serialize import parse

GUM = Path(__file__).parents[2] / "shared" / "gum-news" / "documents.jsonl"
TEXT = "Ana saw Bo in Oro."
GOLD = (Mention("m1", 0, 3, "PER"), Mention("m2", 8, 10, "PER"), Mention("m3", 14, 17, "GPE"))
# right ones of three, by document
GOOD = [3, 3, 2, 3, 2, 3]
POOR = [1, 2, 2, 1, 0, 2]


def _system(right: list[int], **more: Any) -> list[Document]:
    """Predictions of which so many are right, and nothing else predicted."""
    return [Document(f"d{i}", TEXT, mentions=GOLD[:n], **more) for i, n in enumerate(right)]


def _f1(right: list[int]) -> float:
    return 2 * sum(right) / (sum(right) + 3 * len(right))


@pytest.fixture
def inputs(tmp_path: Path) -> None:
    write_lines(tmp_path / "gold.jsonl", _system([3] * 6))
    write_lines(tmp_path / "good.jsonl", _system(GOOD))
    write_lines(tmp_path / "poor.jsonl", _system(POOR))


def _compared(quoth: Quoth, *arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(quoth.good("compare", *arguments, "--json"))
    return found


@pytest.mark.usefixtures("inputs")
def test_values_differences_and_p_by_hand(quoth: Quoth) -> None:
    found = _compared(quoth, "gold.jsonl", "poor.jsonl", "good.jsonl", "--layer", "entities")
    assert list(found["measures"]) == ["entities.strict"]
    rows = found["measures"]["entities.strict"]["systems"]
    assert rows["poor.jsonl"]["f1"] == pytest.approx(_f1(POOR))
    assert rows["good.jsonl"]["f1"] == pytest.approx(_f1(GOOD))
    assert rows["good.jsonl"]["difference"] == pytest.approx(_f1(GOOD) - _f1(POOR))
    # all 64 ways of swapping documents: how many differences are as large
    ways = [
        [(b, a) if s else (a, b) for s, a, b in zip(swap, POOR, GOOD, strict=True)]
        for swap in product((0, 1), repeat=6)
    ]
    sides = [[list(side) for side in zip(*way, strict=True)] for way in ways]
    exact = np.mean([abs(_f1(a) - _f1(b)) >= abs(_f1(GOOD) - _f1(POOR)) - 1e-12 for a, b in sides])
    assert rows["good.jsonl"]["p"] == pytest.approx(exact, abs=0.02)
    low, high = rows["good.jsonl"]["difference_ci95"]
    assert 0 < low < rows["good.jsonl"]["difference"] < high
    assert "p" not in rows["poor.jsonl"]


@pytest.mark.usefixtures("inputs")
def test_systems_change_places(quoth: Quoth) -> None:
    one = _compared(quoth, "gold.jsonl", "poor.jsonl", "good.jsonl", "--layer", "entities", "--trials", "500")
    other = _compared(
        quoth, "gold.jsonl", "good.jsonl", "poor.jsonl", "--layer", "entities", "--trials", "500"
    )
    first = one["measures"]["entities.strict"]["systems"]["good.jsonl"]
    second = other["measures"]["entities.strict"]["systems"]["poor.jsonl"]
    assert first["difference"] == -second["difference"]
    assert first["difference_ci95"] == pytest.approx([-x for x in reversed(second["difference_ci95"])])
    assert first["p"] == second["p"]


@pytest.mark.usefixtures("inputs")
def test_a_system_against_itself(quoth: Quoth) -> None:
    found = _compared(quoth, "gold.jsonl", "good.jsonl", "good.jsonl", "--measure", "entities.exact.f1")
    row = found["measures"]["entities.exact"]["systems"]["good.jsonl (2)"]
    assert (row["difference"], row["difference_ci95"], row["p"], row["p_holm"]) == (0, [0, 0], 1, 1)


@pytest.mark.usefixtures("inputs")
def test_holm_over_systems_and_measures(quoth: Quoth) -> None:
    names = ("entities.strict", "entities.per_type.PER.strict")
    arguments = [part for name in names for part in ("--measure", name)]
    found = _compared(quoth, "gold.jsonl", "poor.jsonl", "good.jsonl", "gold.jsonl", *arguments)
    rows = [row for m in found["measures"].values() for row in m["systems"].values() if "p" in row]
    ordered = sorted(rows, key=lambda row: row["p"])
    adjusted = np.minimum(1, np.maximum.accumulate([(len(rows) - i) * r["p"] for i, r in enumerate(ordered)]))
    assert [row["p_holm"] for row in ordered] == pytest.approx(adjusted.tolist())


@pytest.mark.usefixtures("inputs")
def test_the_seed_and_the_signature(quoth: Quoth) -> None:
    arguments = ("gold.jsonl", "poor.jsonl", "good.jsonl", "--trials", "99", "--bootstrap", "99")
    one = quoth.good("compare", *arguments, "--seed", "3")
    assert one == quoth.good("compare", *arguments, "--seed", "3")
    assert "99 resamples, 99 trials, seed 3" in one
    assert "|trials:99|bootstrap:99|seed:3|" in one
    assert one != quoth.good("compare", *arguments, "--seed", "4")


@pytest.mark.usefixtures("inputs")
def test_what_is_not_predicted_is_said(quoth: Quoth, tmp_path: Path) -> None:
    write_lines(tmp_path / "gold.jsonl", _system([3] * 6, events=()))
    write_lines(tmp_path / "good.jsonl", _system(GOOD, events=()))
    found = _compared(quoth, "gold.jsonl", "poor.jsonl", "good.jsonl")
    assert found["left_out"]["attribution.unit"] == "gold has no attributions"
    rows = found["measures"]["events.trigger_cls"]["systems"]
    assert rows["poor.jsonl"] == {"f1": None, "reason": "not predicted: no events"}
    assert rows["good.jsonl"]["p"] is None
    assert rows["good.jsonl"]["reason"] == "not predicted: no events"
    assert "left out: attribution.unit" in quoth.good("compare", "gold.jsonl", "poor.jsonl", "good.jsonl")


@pytest.mark.usefixtures("inputs")
def test_documents_that_only_one_system_has(quoth: Quoth, tmp_path: Path) -> None:
    extra = replace(_system([3])[0], id="extra")
    write_lines(tmp_path / "more.jsonl", [*_system(GOOD), extra])
    write_lines(tmp_path / "less.jsonl", _system(GOOD)[1:])
    found = _compared(quoth, "gold.jsonl", "good.jsonl", "more.jsonl", "less.jsonl", "--layer", "entities")
    rows = found["measures"]["entities.strict"]["systems"]
    assert found["documents"] == 7
    assert rows["more.jsonl"]["f1"] == pytest.approx(2 * 16 / (16 + 18 + 3))
    assert rows["less.jsonl"]["f1"] == pytest.approx(2 * 13 / (13 + 18))


def test_warnings(quoth: Quoth, tmp_path: Path) -> None:
    documents = _system([3] * 30)
    write_lines(tmp_path / "gold.jsonl", documents, publisher="Valley Herald", story="dam")
    write_lines(tmp_path / "a.jsonl", documents)
    arguments = ("gold.jsonl", "a.jsonl", "a.jsonl", "--trials", "9", "--bootstrap", "9")
    _, _, err = quoth("compare", *arguments)
    assert "all documents have one publisher (Valley Herald)" in err
    assert "all documents have one story (dam)" in err
    assert "only 30" not in err
    _, out, err = quoth("compare", *arguments, "--cluster", "story")
    assert "warning: only 1 group of documents" in err
    assert "9 trials, seed 0 of groups by story" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["gold.jsonl", "good.jsonl"], "needs two systems at least"),
        (["gold.jsonl", "good.jsonl", "nobody.jsonl"], "nobody.jsonl: no such file"),
        (
            ["gold.jsonl", "good.jsonl", "poor.jsonl", "--measure", "f"],
            "--measure f: no such measure; there are",
        ),
        (
            ["gold.jsonl", "good.jsonl", "poor.jsonl", "--measure", "entities.per_type.X.strict"],
            "no such measure",
        ),
        (["gold.jsonl", "good.jsonl", "poor.jsonl", "--layer", "f"], "unknown layer 'f'"),
        (["gold.jsonl", "good.jsonl", "poor.jsonl", "--cluster", "story"], "no gold document has a story"),
        (["gold.jsonl", "good.jsonl", "poor.jsonl", "--cluster", "id"], "documents do not share it"),
        (["empty.jsonl", "empty.jsonl", "empty.jsonl"], "no documents to compare"),
    ],
)
@pytest.mark.usefixtures("inputs")
def test_what_is_refused(quoth: Quoth, tmp_path: Path, arguments: list[str], words: str) -> None:
    (tmp_path / "empty.jsonl").touch()
    assert words in quoth.bad("compare", *arguments)


@pytest.mark.usefixtures("inputs")
def test_score_with_intervals(quoth: Quoth) -> None:
    plain = json.loads(quoth.good("score", "gold.jsonl", "poor.jsonl", "--json"))
    arguments = ("score", "gold.jsonl", "poor.jsonl", "--bootstrap", "500", "--seed", "2")
    status, out, err = quoth(*arguments, "--json")
    found = json.loads(out)
    assert status == 0
    assert "warning: only 6 documents" in err
    strict = found["entities"]["strict"]
    low, high = strict.pop("f1_ci95")
    assert low < strict["f1"] < high
    assert strict == plain["entities"]["strict"]
    assert found["entities"]["per_type"]["GPE"]["strict"]["f1_ci95"]
    assert "bootstrap:500|seed:2" in found["signature"]
    # the same resamples, document by document
    rng = np.random.default_rng(2)
    drawn = np.array(POOR)[rng.integers(0, 6, size=(500, 6), dtype=np.uint32).astype(np.int64)]
    values = 2 * drawn.sum(axis=1) / (drawn.sum(axis=1) + 18)
    assert [low, high] == pytest.approx(np.percentile(values, [2.5, 97.5]).tolist())
    assert "95% interval" in quoth.good(*arguments)


@pytest.mark.usefixtures("inputs")
def test_score_resamples_groups(quoth: Quoth, tmp_path: Path) -> None:
    lines = [json.dumps({**json.loads(line), "story": f"s{i // 3}"}) for i, line in
             enumerate((tmp_path / "gold.jsonl").read_text().splitlines())]  # fmt: skip
    (tmp_path / "gold.jsonl").write_text("\n".join(lines), encoding="utf-8")
    arguments = ("score", "gold.jsonl", "poor.jsonl", "--json", "--bootstrap", "300")
    _, out, err = quoth(*arguments, "--cluster", "story")
    stories = {2 * n / (n + 18) for n in (2 * sum(POOR[:3]), sum(POOR), 2 * sum(POOR[3:]))}
    bounds = json.loads(out)["entities"]["strict"]["f1_ci95"]
    assert all(any(bound == pytest.approx(value) for value in stories) for bound in bounds)
    assert "only 2 groups of documents" in err
    assert "no gold document has a publisher" in quoth.bad(*arguments, "--cluster", "publisher")
    assert "give --bootstrap N" in quoth.bad("score", "gold.jsonl", "poor.jsonl", "--cluster", "story")


def test_an_annotation_set_says_what_its_documents_share(quoth: Quoth, tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", {"gold": _system([3] * 6), "ann": _system(POOR)})
    status, out, err = quoth("score", "gold", "ann", "--bootstrap", "9", "--cluster", "publisher", "--json")
    figures = json.loads(out)["entities"]["strict"]
    assert (status, figures["f1_ci95"]) == (0, [figures["f1"], figures["f1"]])
    assert "only 1 group of documents" in err
    _, _, err = quoth("compare", "gold", "ann", "ann", "--trials", "9", "--bootstrap", "9")
    assert "all documents have one publisher (Valley Herald)" in err


def test_score_of_nothing_has_no_intervals(quoth: Quoth, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").touch()
    found = json.loads(quoth.good("score", "empty.jsonl", "empty.jsonl", "--bootstrap", "9", "--json"))
    assert found["entities"]["strict"]["f1_ci95"] == [None, None]


@pytest.mark.skipif(not GUM.exists(), reason="the documents are not here")
def test_real_documents(quoth: Quoth, tmp_path: Path) -> None:
    gold = [parse(line) for line in GUM.read_bytes().splitlines()]
    write_lines(tmp_path / "gold.jsonl", gold)
    for name, rate in (("poor", 0.3), ("good", 0.05)):
        write_lines(tmp_path / f"{name}.jsonl", perturbed(gold, rate, seed=1))
    found = _compared(
        quoth, "gold.jsonl", "poor.jsonl", "good.jsonl", "--trials", "2000", "--bootstrap", "500"
    )
    assert set(found["left_out"]) == {"events.trigger_cls", "events.argument_attached_cls", "claims"}
    for name in ("entities.strict", "coref.conll", "linking", "attribution.unit"):
        row = found["measures"][name]["systems"]["good.jsonl"]
        assert row["difference"] > 0.1, name
        assert row["p_holm"] <= 0.05, name
