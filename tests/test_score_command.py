"""``quoth score`` as a person or a CI job runs it."""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from examples import as_lines, invented, jsonl, plain, plains
from running import Quoth

from quoth_eval.metrics.catalogue import METRICS
from quoth_eval.metrics.glosses import FAMILIES, GLOSSES, gloss
from quoth_eval.metrics.metric import Given, Options
from quoth_eval.scoring import fixed_measures

GOLD, PRED = invented(12, seed=3), invented(12, seed=3, noise=0.4)


@pytest.fixture
def files(quoth: Quoth) -> tuple[Path, Path]:
    return jsonl(Path("gold.jsonl"), GOLD), jsonl(Path("pred.jsonl"), PRED)


def result(quoth: Quoth, *arguments: str | Path) -> Any:
    return json.loads(quoth.good("score", *arguments, "--json"))


def test_json_has_every_layer_the_notes_and_a_signature(quoth: Quoth, files: tuple[Path, Path]) -> None:
    found = result(quoth, *files)
    layers = ["entities", "coref", "linking", "attribution", "events", "claims"]
    assert list(found) == ["documents", *layers, "left_out", "notes", "signature"]
    assert set(found["entities"]["strict"]) == {"precision", "recall", "f1", "tp", "fp", "fn"}
    assert found["signature"].startswith("layers:entities+coref+linking+attribution+events+claims|")


def test_workers_and_temp_change_nothing(quoth: Quoth, files: tuple[Path, Path]) -> None:
    Path("scratch").mkdir()
    assert result(quoth, *files, "--workers", "2", "--temp", "scratch") == result(quoth, *files)
    assert list(Path("scratch").iterdir()) == []


def test_the_table_has_every_figure_in_its_place(quoth: Quoth, files: tuple[Path, Path]) -> None:
    found = result(quoth, *files, "--layer", "entities", "--layer", "attribution")
    lines = quoth.good("score", *files, "--layer", "entities", "--layer", "attribution").splitlines()
    assert lines[0] == "documents: gold 12, pred 12, missing 0, extra 0, duplicates 0"
    (header,) = (line for line in lines if line.startswith("entities"))
    (strict,) = (line for line in lines if line.split()[:1] == ["strict"])
    wanted = found["entities"]["strict"]
    cells = [f"{wanted[k]:.4f}" for k in ("precision", "recall", "f1")] + [
        str(wanted[k]) for k in ("tp", "fp", "fn")
    ]
    assert strict.split()[1:] == cells
    for name, cell in zip(header.split()[1:], cells, strict=True):  # right-aligned under their names
        assert strict[: header.index(f" {name}") + len(name) + 1].endswith(cell)
    (stance,) = (line for line in lines if line.split()[:1] == ["stance"])
    assert stance.split()[1:] == [
        f"{found['attribution']['stance']['accuracy']:.4f}",
        str(found["attribution"]["stance"]["n"]),
    ]
    assert lines[-1] == f"signature: {found['signature']}"


def test_the_table_says_what_was_left_out_and_skipped(quoth: Quoth) -> None:
    gold = jsonl(Path("gold.jsonl"), [plain("d0"), plain("d1"), plain("d2", mentions=None), b"oops"])
    pred = jsonl(Path("pred.jsonl"), [plain("d0"), {"id": "d1"}])
    status, out, err = quoth("score", gold, pred, "--lenient")
    assert status == 0
    assert "skipped in gold 1, skipped in pred 0" in out
    assert "left out: events (gold has no events)" in out
    assert "note: 1 of 3 gold documents have no mentions: not judged there" in out
    assert err.startswith("skipped in gold: gold.jsonl:4: no valid JSON: expecting value at column 1")
    assert err.count("\n") == 1


def test_more_reasons_than_anyone_reads_are_counted(quoth: Quoth) -> None:
    broken = jsonl(Path("broken.jsonl"), [b"oops"] * 1_102)
    _, _, err = quoth("score", broken, broken, "--lenient", "--json")
    assert err.count("\n") == 202
    assert "skipped in pred: and 1,002 more documents\n" in err


@pytest.mark.parametrize(
    ("threshold", "words"),
    [
        ("entities.strict.f1=0", ""),
        ("attribution.stance.accuracy=0.01", ""),
        ("entities.strict.tp=1", ""),
        ("entities.per_type.PER.strict.f1=0.01", ""),
        ("entities.strict.f1=1.1", r"quoth: entities.strict.f1 is 0.\d+, below 1.1"),
        ("coref.conll.f1=1", r"quoth: coref.conll.f1 is 0.\d+, below 1"),
        ("attribution.form.accuracy=0.5", "quoth: attribution.form.accuracy is undefined .* not 0.5"),
    ],
)
def test_fail_under(quoth: Quoth, files: tuple[Path, Path], threshold: str, words: str) -> None:
    status, out, err = quoth("score", *files, "--fail-under", threshold, "--json")
    assert status == (1 if words else 0)
    assert re.fullmatch(words, err.strip())
    assert json.loads(out)  # the scores are there all the same


def test_every_score_that_fails_is_told(quoth: Quoth, files: tuple[Path, Path]) -> None:
    tests = [f"--fail-under={name}=2" for name in ("entities.strict.f1", "entities.exact.f1")]
    err = quoth.bad("score", *files, *tests, "--fail-under=entities.strict.f1=0", status=1)
    assert [line.split()[1] for line in err.splitlines()] == ["entities.strict.f1", "entities.exact.f1"]


def test_a_score_that_is_left_out_fails(quoth: Quoth) -> None:
    gold = jsonl(Path("gold.jsonl"), plains(2))
    err = quoth.bad("score", gold, gold, "--fail-under", "events.trigger_cls.f1=0.5", status=1)
    assert err == "quoth: events.trigger_cls.f1 was left out (gold has no events), so it is not 0.5\n"


@pytest.mark.parametrize(
    ("threshold", "words"),
    [
        ("entities.strict.f2=0.5", "no such score; there are entities.exact.f1, entities.exact.fn"),
        ("entities=0.5", "no such score; there are entities.exact.f1"),
        ("nonsense.f1=0.5", "no such score; there are attribution.attitude.accuracy"),
        ("entities.per_type.XYZ.strict.f1=0.5", "no such score; there are .*entities.per_type.PER.strict.f1"),
        ("entities.strict.f1", "expected the name of a score and a number: entities.strict.f1=0.8"),
        ("entities.strict.f1=high", "expected the name of a score and a number"),
        ("entities.strict.f1=nan", "expected the name of a score and a number"),
        ("=0.5", "expected the name of a score and a number"),
    ],
)
def test_a_threshold_that_means_nothing_is_refused(
    quoth: Quoth, files: tuple[Path, Path], threshold: str, words: str
) -> None:
    layer = "attribution" if "nonsense" in threshold else "entities"
    err = quoth.bad("score", *files, "--layer", layer, "--fail-under", threshold)
    assert re.search(words, err)


def rows(quoth: Quoth, ending: str, *arguments: str | Path) -> list[dict[str, Any]]:
    if not ending:
        return [json.loads(line) for line in quoth.good("score", *arguments, "--by", "document").splitlines()]
    path = Path(f"rows{ending}")
    quoth.good("score", *arguments, "--by", "document", "-o", path)
    assert not list(Path.cwd().glob("*unfinished*"))
    if ending == ".parquet":
        found: list[dict[str, Any]] = pq.read_table(path).to_pylist()
        return found
    with path.open(encoding="utf-8") as file:
        if ending == ".csv":
            return [
                {k: v if k == "id" else json.loads(v or "null") for k, v in row.items()}
                for row in csv.DictReader(file)
            ]
        return [json.loads(line) for line in file]


@pytest.mark.parametrize("ending", ["", ".jsonl", ".csv", ".parquet"])
def test_one_row_a_document(quoth: Quoth, files: tuple[Path, Path], ending: str) -> None:
    found = rows(quoth, ending, *files)
    assert [row["id"] for row in found] == sorted(d["id"] for d in GOLD)
    whole = result(quoth, *files)
    for name in ("tp", "fp", "fn"):
        assert sum(row[f"entities.strict.{name}"] for row in found) == whole["entities"]["strict"][name]
        assert sum(row[f"entities.partial.{name}"] for row in found) == whole["entities"]["partial"][name]
    assert any(row["attribution.edge.f1"] is None for row in found)  # nothing to count in that document
    one = Path(found[0]["id"] + ".jsonl")
    (alone_gold, alone_pred) = (
        jsonl(Path(side) / one, [d for d in docs if d["id"] == found[0]["id"]])
        for side, docs in (("g", GOLD), ("p", PRED))
    )
    alone = result(quoth, alone_gold, alone_pred)
    assert found[0]["coref.b3.f1"] == pytest.approx(alone["coref"]["b3"]["f1"])
    assert found[0]["attribution.stance.n"] == alone["attribution"]["stance"]["n"]


def test_the_scores_are_printed_beside_a_file_of_rows(quoth: Quoth, files: tuple[Path, Path]) -> None:
    out = quoth.good("score", *files, "--by", "document", "-o", "rows.csv", "--json")
    assert json.loads(out) == result(quoth, *files)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--by", "type"], "--by type: expected document"),
        (
            ["--by", "document", "-o", "rows.xlsx"],
            "rows.xlsx: expected a name that ends in one of .jsonl, .csv",
        ),
        (["--by", "document", "--json"], "give --output FILE"),
        (["-o", "rows.csv"], "is for the rows of --by document"),
        (["--by", "document", "-o", "gone/rows.csv"], "cannot write gone/rows.csv: there is no folder gone"),
        (["--layer", "names"], "unknown layer 'names'; expected some of entities, coref"),
        (["--temp", "gone", "--workers", "2"], "--temp gone: no folder to write to"),
    ],
)
def test_wrong_use(quoth: Quoth, files: tuple[Path, Path], arguments: list[str], words: str) -> None:
    assert words in quoth.bad("score", *files, *arguments)


def test_a_failed_write_leaves_the_old_rows(
    quoth: Quoth, files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("rows.csv").write_text("old")

    def full(*arguments: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("quoth_eval.by_document._write", full)
    assert "cannot write rows.csv: No space left" in quoth.bad(
        "score", *files, "--by", "document", "-o", "rows.csv"
    )
    assert Path("rows.csv").read_text() == "old"


def test_every_score_is_explained_and_none_that_is_not_there(quoth: Quoth) -> None:
    fixed = {m.name for m in fixed_measures(METRICS, Options(bio=True)) if not isinstance(m, Given)}
    assert {name for name in fixed if gloss(name) is None} == set()
    assert {name for name in GLOSSES if not any(f"{f}.".startswith(f"{name}.") for f in fixed)} == set()
    shown = quoth.good("score", "--help")
    for name, words in {**GLOSSES, **FAMILIES}.items():
        assert any(line.split() == [name, *words.split()] for line in shown.splitlines())


def test_families_of_scores_are_explained(quoth: Quoth, files: tuple[Path, Path]) -> None:
    def headings(figures: Any, path: str = "") -> set[str]:
        inner = {k: v for k, v in figures.items() if isinstance(v, dict)}
        own = {f"{path}{k}" for k in inner if k.startswith(("by_", "per_"))}
        return own.union(
            *(headings(v, f"{path}{k}.") for k, v in inner.items() if k[:3] not in ("by_", "per")), set()
        )

    listed = {".".join(name.split(".")[:2]) for name in FAMILIES}
    assert headings(result(quoth, *files)) == listed


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys; sys.argv = ['quoth', 'score', '--help']\n"
        "from quoth.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(sorted({'numpy', 'pyarrow', 'rich', 'datasets', 'scipy'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"


def test_standard_input_in_a_process_of_its_own(quoth: Quoth, files: tuple[Path, Path]) -> None:
    command = [sys.executable, "-m", "quoth.cli", "score", "-", "pred.jsonl", "--json"]
    done = subprocess.run(command, input=as_lines(GOLD), capture_output=True, check=True)
    expected = result(quoth, *files)
    found = json.loads(done.stdout)
    assert found == expected  # the same bytes, so the same signature as well
    nothing = subprocess.run(command, input=b"", capture_output=True, check=True)
    assert json.loads(nothing.stdout)["documents"]["extra"] == 12
