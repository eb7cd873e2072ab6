"""Results as tables for a terminal."""

import io
from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

_RATES = ("precision", "recall", "f1")
_COUNTS = ("tp", "fp", "fn")
_ELSEWHERE = ("documents", "left_out")


def score_table(result: Mapping[str, Any]) -> str:
    """The scores of ``quoth score``, one row a measure, then what was left out and the signature."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("score", no_wrap=True)
    for name in (*_RATES, *_COUNTS):
        table.add_column(name, justify="right", no_wrap=True)
    for path, figures in _leaves({k: v for k, v in result.items() if k not in _ELSEWHERE}):
        table.add_row(path, *(_shown(figures.get(k)) for k in (*_RATES, *_COUNTS)))
    return _printed(_documents(result["documents"]), table, *_left_out(result), result["signature"])


def _leaves(result: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, value in result.items():
        if not isinstance(value, Mapping):
            continue
        if "f1" in value:
            yield path + name, value
        if "accuracy" in value:
            yield path + name, {"f1": value["accuracy"], "tp": value["n"]}
        yield from _leaves(value, f"{path}{name}.")


def _documents(counts: Mapping[str, int]) -> str:
    words = ", ".join(f"{name} {n}" for name, n in counts.items())
    return f"documents: {words}\n"


def _left_out(result: Mapping[str, Any]) -> list[str]:
    return [f"left out: {name} ({why})" for name, why in result["left_out"].items()]


def _shown(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.4f}" if isinstance(value, float) else f"{value:,}"


def _printed(*parts: str | Table) -> str:
    """The parts as text; colours only where the output is a terminal, no line broken by its width."""
    out = io.StringIO()
    console = Console(file=out, width=160, soft_wrap=True)
    for part in parts:
        console.print(part, highlight=False, markup=False)
    return out.getvalue()
