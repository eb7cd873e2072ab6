"""The figures in the corpus's card are what its commands print now."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson
import pytest
from running import Quoth

from quoth.dataset.measured import Baseline, Round
from quoth.dataset.measured_sections import AGREEMENT, SCORES
from quoth.dataset.prose import read

ROOT = Path(__file__).parents[1]
MEASURED = read(ROOT / "corpus/README.md").measured


def shown(result: dict[str, Any], paths: Iterable[str]) -> dict[str, Any]:
    """What the card shows of a result: figures and the bounds of their intervals, by their paths."""
    found: dict[str, Any] = {}
    for path in paths:
        *nodes, name = path.split(".")
        node = result
        for key in nodes:
            node = node[key]
        low, high = node.get(f"{name}_ci95", (None, None))
        found |= {path: node[name], f"{path} low": low, f"{path} high": high}
    return found


def assert_repeated(quoth: Quoth, found: Round | Baseline, paths: Iterable[str]) -> None:
    command = found.command.partition(" > ")[0].split()[1:]
    again = orjson.loads(quoth.good(*command, "--corpus", ROOT / "corpus"))
    message = f"corpus/{found.file} is out of date; repeat: {found.command}"
    assert shown(again, paths) == pytest.approx(shown(dict(found.result), paths), abs=1e-9), message


@pytest.mark.parametrize("found", MEASURED.agreement, ids=lambda r: r.file)
def test_agreement_is_up_to_date(quoth: Quoth, found: Round) -> None:
    assert_repeated(quoth, found, AGREEMENT.values())


@pytest.mark.parametrize("found", MEASURED.baselines, ids=lambda b: b.file)
def test_baselines_are_up_to_date(quoth: Quoth, found: Baseline) -> None:
    quoth.good("build", "--out", "dataset", "--corpus", ROOT / "corpus")
    assert_repeated(quoth, found, SCORES.values())
