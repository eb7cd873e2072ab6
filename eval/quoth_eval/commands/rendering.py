"""Results as tables for a terminal: plain text, aligned, one block a layer."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

_RATES = ("precision", "recall", "f1")
_COUNTS = ("tp", "fp", "fn")
_ACCURACY = ("accuracy", "n")
_ELSEWHERE = ("documents", "left_out", "notes", "signature")
_HEADLINES = ("f1", "accuracy")

Figures = Mapping[str, Any]
Row = Sequence[str]


def score_table(result: Mapping[str, Any]) -> str:
    """The scores of ``quoth score``: blocks by layer, then what was left out, notes and the signature."""
    layers = {k: v for k, v in result.items() if k not in _ELSEWHERE}
    blocks = [block for name, figures in layers.items() for block in _blocks(name, figures)]
    parts = [_documents(result["documents"]), *blocks, _remarks(result), f"signature: {result['signature']}"]
    return "\n\n".join(part for part in parts if part) + "\n"


def _blocks(layer: str, figures: Figures) -> Iterator[str]:
    """The tables of one layer: its scores, its accuracies, and one for each thing it is broken down by."""
    leaves = list(_leaves(figures, layer))
    intervals = any(f"{h}_ci95" in values for _, values in leaves for h in _HEADLINES)
    for columns, headline in ((_RATES + _COUNTS, "f1"), (_ACCURACY, "accuracy")):
        shown = [(name, values) for name, values in leaves if headline in values]
        if shown:
            header = (*columns, *(("95% interval",) if intervals else ()))
            yield _aligned((layer, *header), (_row(n, v, columns, headline, intervals) for n, v in shown))
    for key, slices in figures.items():
        if isinstance(slices, Mapping) and key.startswith("by_"):
            yield _slices(f"{layer} {key.replace('_', ' ')}", slices)


def _leaves(figures: Figures, layer: str, path: str = "") -> Iterator[tuple[str, Figures]]:
    """The scores with their names within the layer; breakdowns (``by_...``) are shown elsewhere."""
    if any(h in figures for h in _HEADLINES):
        yield path or layer, figures
    for name, value in figures.items():
        if isinstance(value, Mapping) and not name.startswith("by_"):
            yield from _leaves(value, layer, f"{path}.{name}" if path else name)


def _row(name: str, values: Figures, columns: Sequence[str], headline: str, intervals: bool) -> Row:
    cells = [_shown(values[c]) if c in values else "" for c in columns]
    return (f"  {name}", *cells, *([_interval(values.get(f"{headline}_ci95"))] if intervals else []))


def _slices(title: str, slices: Figures) -> str:
    """The F1 of several scores, one row a slice."""
    names = dict.fromkeys(n for s in slices.values() for n, _ in _leaves(s, ""))
    rows = []
    for label, scores in slices.items():
        found = dict(_leaves(scores, ""))
        rows.append((f"  {label}", *(_shown(found[n].get("f1")) if n in found else "" for n in names)))
    return _aligned((f"{title}: f1", *names), rows)


def _documents(counts: Mapping[str, Any]) -> str:
    skipped = counts.get("skipped", {})
    words = [f"{name} {n:,}" for name, n in counts.items() if name != "skipped"]
    words += [f"skipped in {side} {n:,}" for side, n in skipped.items()]
    return f"documents: {', '.join(words)}"


def _remarks(result: Mapping[str, Any]) -> str:
    left_out = [f"left out: {name} ({why})" for name, why in result["left_out"].items()]
    return "\n".join(left_out + [f"note: {words}" for words in result.get("notes", ())])


def _shown(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:,}" if isinstance(value, int) else f"{value:,.4f}"


def _interval(bounds: Sequence[float | None] | None) -> str:
    return "" if bounds is None else f"{_shown(bounds[0])} to {_shown(bounds[1])}"


def _aligned(header: Row, rows: Iterable[Row]) -> str:
    """Columns under their names: the first to the left, the others to the right."""
    table = [header, *rows]
    widths = [max(len(row[i]) for row in table) for i in range(len(header))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    )
