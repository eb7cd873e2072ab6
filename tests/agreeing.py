"""Agreement of documents in memory, the way the command computes it, for tests."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from evaluating import as_table

from quoth_eval.agreement.report import report
from quoth_eval.document import Document
from quoth_eval.statistics.resampling import Resampling


def agreed(
    inputs: Mapping[str, Iterable[Document]], *layers: str, how: Resampling | None = None, seed: int = 0
) -> dict[str, Any]:
    """What ``quoth agree --json`` prints, without the signature."""
    return report({name: as_table(list(found)) for name, found in inputs.items()}, layers, how, seed)


FIGURES = ("pooled", "macro", "value", "u", "binary", "cu", "cat", "kappa", "agreement")


def figures(tree: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, float | None]]:
    """Every figure of a report under its whole name, also those by label and by pair."""
    for name, value in tree.items():
        if isinstance(value, Mapping) and name in ("pairs", "labels", "ku"):
            yield from ((f"{path}{name}.{k}", v) for k, v in value.items())
        elif isinstance(value, Mapping) and name not in ("coverage", "label_coverage", "worst"):
            yield from figures(value, f"{path}{name}.")
        elif name in FIGURES:
            yield f"{path}{name}", value
