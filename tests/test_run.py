"""One run over inputs of any kind and size: however the work is done, the result is the same to the bit."""

import gzip
import multiprocessing
import os
import re
import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pyarrow.parquet as pq
import pytest
from evaluating import counted
from examples import as_lines, dealt, invented, jsonl, plain, plains
from hypothesis import given, settings
from hypothesis import strategies as st

from quoth_eval import execution
from quoth_eval.errors import InputError
from quoth_eval.execution import Resources
from quoth_eval.inputs.arrow import SCHEMA
from quoth_eval.inputs.lines import table
from quoth_eval.inputs.shards import resolve
from quoth_eval.metrics.catalogue import METRICS
from quoth_eval.metrics.metric import Options
from quoth_eval.parallel import Mapper, on
from quoth_eval.run import Run
from quoth_eval.scoring import arranged, fixed_measures, merged
from quoth_eval.serialize import parse

GOLD, PRED = invented(40, seed=1), invented(42, seed=1, noise=0.4)[2:]
IN_PARTS = Resources(at_once=0, part=20_000)


def run(gold: Path, pred: Path, resources: Resources = IN_PARTS, **fields: Any) -> Run:
    return Run(resolve(str(gold)), resolve(str(pred)), resources=resources, **fields)


def printed(found: Run, *hidden: str) -> bytes:
    return orjson.dumps({k: v for k, v in found.result().items() if k not in hidden})


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("files")
    return jsonl(folder / "gold.jsonl", GOLD), jsonl(folder / "pred.jsonl", PRED)


@pytest.fixture(scope="module")
def whole(files: tuple[Path, Path]) -> Run:
    return run(*files, Resources())


def test_the_example_is_worth_testing_with(whole: Run) -> None:
    result = whole.result()
    assert not result["left_out"]
    assert 0.1 < result["entities"]["strict"]["f1"] < 0.9
    assert 0.1 < result["coref"]["b3"]["f1"] < 0.9
    assert result["documents"] | {"duplicates": 0} == {
        "gold": 40, "pred": 40, "missing": 2, "extra": 2, "duplicates": 0,
    }  # fmt: skip


@pytest.mark.parametrize(("shards", "part"), [(1, 3_000), (3, 6_000), (7, 20_000), (2, 10**9)])
def test_parts_and_shards_never_change_a_bit(tmp_path: Path, whole: Run, shards: int, part: int) -> None:
    gold = dealt(GOLD, tmp_path / "gold", shards, seed=shards)
    pred = dealt(PRED, tmp_path / "pred", shards + 1, seed=part)
    found = run(gold, pred, Resources(at_once=0, part=part))
    assert printed(found, "signature") == printed(whole, "signature")


def test_the_same_files_have_the_same_signature_in_parts(files: tuple[Path, Path], whole: Run) -> None:
    assert printed(run(*files)) == printed(whole)


def test_counts_by_document_are_the_same_in_parts(files: tuple[Path, Path], whole: Run) -> None:
    found = run(*files)
    assert list(found.counted.ids) == list(whole.counted.ids) == sorted(whole.counted.ids)
    assert list(found.counted.statistics) == list(whole.counted.statistics)
    for measure, rows in whole.counted.statistics.items():
        assert np.array_equal(found.counted.statistics[measure], rows), measure
    assert printed(found) == printed(whole)


def test_counts_asked_for_first_serve_for_the_result(
    files: tuple[Path, Path], whole: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = run(*files)
    assert found.counted.size == 42
    monkeypatch.setattr(execution, "execute", None)
    assert printed(found) == printed(whole)


def test_two_processes(files: tuple[Path, Path], whole: Run) -> None:
    found = run(*files, replace(IN_PARTS, workers=2))
    assert printed(found) == printed(whole)
    assert found.counted.ids == whole.counted.ids  # and by document, through pickles
    for measure, rows in whole.counted.statistics.items():
        assert np.array_equal(found.counted.statistics[measure], rows), measure


@pytest.mark.parametrize("stage", ["reading", "scoring"])
def test_a_worker_killed_in_the_middle_loses_nothing(tmp_path: Path, whole: Run, stage: str) -> None:
    killed: list[int] = []

    def kill_one(items: Iterable[Any], what: str, total: int) -> Iterator[Any]:
        for item in items:
            if what == stage and not killed:
                (victim, *_) = multiprocessing.active_children()
                os.kill(victim.pid or 0, signal.SIGKILL)
                victim.join()
                killed.append(victim.pid or 0)
            yield item

    gold, pred = dealt(GOLD, tmp_path / "gold", 3), dealt(PRED, tmp_path / "pred", 4)
    found = run(gold, pred, Resources(workers=2, at_once=0, part=8_000, watch=kill_one))
    assert printed(found, "signature") == printed(whole, "signature")
    assert killed


def test_any_executor_will_do(files: tuple[Path, Path], whole: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def threads(workers: int) -> Iterator[Mapper]:
        with on(lambda: ThreadPoolExecutor(workers)) as mapper:
            yield mapper

    monkeypatch.setattr(execution, "processes", threads)
    assert printed(run(*files, replace(IN_PARTS, workers=3))) == printed(whole)


def test_nothing_is_left_behind(files: tuple[Path, Path], tmp_path: Path) -> None:
    run(*files, replace(IN_PARTS, folder=tmp_path)).result()
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(InputError, match="no folder to write to"):
        run(*files, replace(IN_PARTS, folder=tmp_path / "gone")).result()


ORDERS = [Resources(), IN_PARTS, replace(IN_PARTS, workers=2)]


@pytest.mark.parametrize("resources", ORDERS[:2], ids=["at once", "in parts"])
def test_broken_input_is_named_however_it_is_read(tmp_path: Path, resources: Resources) -> None:
    gold = jsonl(tmp_path / "gold.jsonl", plains(5))
    broken = jsonl(tmp_path / "broken.jsonl", [*plains(3), b"oops"])
    with pytest.raises(InputError, match=r"broken.jsonl:4: no valid JSON"):
        run(gold, broken, resources).result()
    other = jsonl(tmp_path / "other.jsonl", [plain("d3", text="Another text of its own.")])
    with pytest.raises(InputError, match=r"other.jsonl:1: document d3: the prediction's text is not gold's"):
        run(gold, other, resources).result()
    jsonl(tmp_path / "both" / "a.jsonl", plains(3))
    jsonl(tmp_path / "both" / "b.jsonl", plains(3, first=2))
    with pytest.raises(InputError, match=r"a.jsonl:3, .*b.jsonl:1: document d2: occurs 2 times in gold"):
        run(tmp_path / "both", gold, resources).result()
    circle = [{"id": "a1", "relays": "a2"}, {"id": "a2", "relays": "a1"}]
    turning = jsonl(tmp_path / "turning.jsonl", [plain("d4", attributions=circle)])
    all_layers = jsonl(tmp_path / "all.jsonl", [plain("d4", attributions=[])])
    with pytest.raises(InputError, match=r"turning.jsonl:1: document d4: .* circle: a1 > a2 > a1"):
        run(all_layers, turning, resources).result()


@pytest.mark.parametrize("resources", ORDERS, ids=["at once", "in parts", "in processes"])
def test_lenient_runs_leave_broken_documents_out_on_both_sides(tmp_path: Path, resources: Resources) -> None:
    circle = [{"id": "a1", "relays": "a2"}, {"id": "a2", "relays": "a1"}]
    gold = [
        *(plain(f"d{n}", attributions=[]) for n in range(6)),
        plain("d6", mentions=[None]),
        *plains(1, 7),
        *plains(1, 7),
    ]
    pred = [
        plain("d0"),
        b'{"id":"d1","mentions":[{"id"',
        plain("d2", text="Another text"),
        plain("d3", attributions=circle),
        plain("d4", mentions=[]),
        b"oops",
        plain("d6"),
        plain("d7"),
        plain("d8"),
    ]
    found = run(jsonl(tmp_path / "g.jsonl", gold), jsonl(tmp_path / "p.jsonl", pred), resources, lenient=True)
    result = found.result()
    assert result["documents"] == {
        "gold": 3, "pred": 3, "missing": 1, "extra": 1, "duplicates": 0, "skipped": {"gold": 2, "pred": 4},
    }  # fmt: skip
    strict = result["entities"]["strict"]
    assert (strict["tp"], strict["fp"], strict["fn"]) == (2, 2, 4)  # d0; d8; d4 and d5
    assert "lenient:yes|skipped:gold=2+pred=4" in result["signature"]
    assert any(note.startswith("6 broken documents were skipped") for note in result["notes"])
    assert any(note.startswith("1 of them had no legible id") for note in result["notes"])
    reasons = "\n".join(found.skipped["pred"].reasons)
    for words in ("p.jsonl:2:", "p.jsonl:6:", "document d2: the prediction's text", "document d3: .* circle"):
        assert re.search(words, reasons)


def test_a_lenient_run_over_sound_documents_says_that_nothing_was_skipped(files: tuple[Path, Path]) -> None:
    result = run(*files, lenient=True).result()
    assert result["documents"]["skipped"] == {"gold": 0, "pred": 0}
    assert "lenient:yes|skipped:gold=0+pred=0" in result["signature"]
    assert result["notes"] == []


@pytest.mark.parametrize("resources", ORDERS[:2], ids=["at once", "in parts"])
@pytest.mark.parametrize(
    ("gold", "pred", "counts"), [([], [], (0, 0, 0)), (plains(2), [], (0, 0, 4)), ([], plains(2), (0, 4, 0))]
)
def test_either_side_may_be_empty(
    tmp_path: Path, resources: Resources, gold: list[Any], pred: list[Any], counts: tuple[int, int, int]
) -> None:
    found = run(jsonl(tmp_path / "g.jsonl", gold), jsonl(tmp_path / "p.jsonl", pred), resources)
    strict = found.result()["entities"]["strict"]
    assert (strict["tp"], strict["fp"], strict["fn"]) == counts
    assert strict["f1"] == (0.0 if any(counts) else None)


def test_lists_that_only_some_documents_have_are_noted(tmp_path: Path) -> None:
    gold = [*plains(3), plain("d3", mentions=None), plain("d4", mentions=[])]
    pred = [plain("d0"), {"id": "d1"}, {"id": "d2", "mentions": None}, *plains(2, 3)]
    result = run(jsonl(tmp_path / "g.jsonl", gold), jsonl(tmp_path / "p.jsonl", pred)).result()
    strict = result["entities"]["strict"]
    assert (strict["tp"], strict["fp"], strict["fn"]) == (2, 2, 4)  # d3 is not judged, d1 and d2 are missed
    assert result["notes"] == [
        "1 of 5 gold documents have no mentions: not judged there",
        "2 of 5 predicted documents have no mentions: all of gold's count as missed there",
    ]


def test_layers_nobody_annotated_are_left_out_with_the_reason(tmp_path: Path) -> None:
    gold = jsonl(tmp_path / "g.jsonl", [plain("d0", events=[])])
    result = run(gold, jsonl(tmp_path / "p.jsonl", plains(1))).result()
    assert result["left_out"]["attribution"] == "gold has no attributions"
    assert result["left_out"]["events"] == "not predicted: no events"
    assert not {"attribution", "events", "claims"} & set(result)


def test_folders_of_every_kind_of_file_are_one_input(tmp_path: Path, whole: Run) -> None:
    mixed = tmp_path / "mixed"
    jsonl(mixed / "a.jsonl", GOLD[:10])
    pq.write_table(table(as_lines(GOLD[10:30]), SCHEMA), mixed / "b.parquet")
    (mixed / "c.jsonl.gz").write_bytes(gzip.compress(as_lines(GOLD[30:])))
    found = run(mixed, jsonl(tmp_path / "pred.jsonl", PRED))
    assert printed(found, "signature") == printed(whole, "signature")


def test_the_order_of_measures_does_not_depend_on_the_documents(whole: Run) -> None:
    measures = list(whole.counted.statistics)
    fixed = fixed_measures(METRICS, Options())
    assert [m for m in measures if m in fixed] == list(fixed)
    assert arranged(reversed(measures), METRICS, Options()) == measures
    names = [".".join(m.path[1:3]) for m in measures if m.path[:2] == ("entities", "per_type")]
    assert names == ["per_type.GPE", "per_type.ORG", "per_type.PER"]


@settings(max_examples=20)
@given(st.permutations(range(6)), st.integers(0, 6))
def test_parts_add_up_to_the_whole_in_any_order(order: list[int], cut: int) -> None:

    gold, pred = (
        [parse(line) for line in as_lines(side[:6]).splitlines()] for side in (GOLD, PRED[:4] + PRED[38:])
    )
    names = sorted({d.id for d in (*gold, *pred)})
    first = {names[i] for i in order[:cut] if i < len(names)}
    parts = [
        counted([d for d in gold if (d.id in first) == here], [d for d in pred if (d.id in first) == here])
        for here in (True, False)
    ]
    together, apart = counted(gold, pred), merged(parts)
    assert list(together.ids) == list(apart.ids)
    for measure, rows in together.statistics.items():
        assert np.array_equal(apart.statistics[measure], rows)
        assert np.array_equal(apart.total(measure), together.total(measure))


def test_an_unknown_layer_is_refused_with_the_known_ones(files: tuple[Path, Path]) -> None:
    with pytest.raises(InputError, match=r"unknown layer 'x'; expected some of entities, coref"):
        run(*files, layers=("x",)).result()
