"""``quoth agree --report``: what agrees least, and every disputed place in its context."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from quoth_eval.document import Document
from quoth_eval.inputs.rows import document
from quoth_eval.pages.disputes import LAYERS, Table, agreement_page
from quoth_eval.watching import Watch, unwatched

UNITS = ("entities", "cues", "contents", "triggers")
MEASURES = {
    "F1 strict": ("f1", "strict", "pooled"),
    "F1 exact": ("f1", "exact", "pooled"),
    "F1 token": ("f1", "token", "pooled"),
    "token alpha": ("token_alpha", "value"),
    "alpha_u": ("alpha_u", "value"),
    "u_alpha": ("u_alpha", "u"),
    "gamma": ("gamma", "value"),
}
_LAYERS_OF = {"entities": "entities", "attribution": "attributions", "events": "events"}
_ROWS = 20  # of what agrees least


def agreement_report(
    result: Mapping[str, Any],
    inputs: Mapping[str, pa.Table],
    layers: Sequence[str] = (),
    most: int = 20,
    watch: Watch[str] = unwatched,
    tasks: Mapping[str, str] | None = None,
) -> str:
    """The page of an agreement run.

    Args:
        result: as :func:`quoth_eval.agreement.report.report` gives it.
        inputs: every annotator's documents, by name.
        layers: as for ``quoth agree``; all when empty.
        most: at most so many documents are shown, those that agree least first.
        watch: shows how far the work is.
        tasks: the addresses of documents' tasks in Label Studio, by id.
    """
    shown = [_LAYERS_OF[name] for name in layers if name in _LAYERS_OF] if layers else list(LAYERS)
    worst = dict.fromkeys(row["document"] for row in result["worst"]["documents"])
    chosen = list(worst)[:most]
    return agreement_page(
        f"Agreement of {', '.join(result['annotators'])}",
        list(_tables(result)),
        _views(watch(chosen, "collecting disputes", len(chosen)), inputs),
        shown,
        notes=result.get("warnings", ()),
        tasks=tasks,
    )


def _tables(result: Mapping[str, Any]) -> Iterator[Table]:
    units = [name for name in UNITS if name in result]
    rows = [[name, *(_at(result[name], path) for path in MEASURES.values())] for name in units]
    yield Table("All annotators", ["units", *MEASURES], rows)
    yield _pairs(result, units)
    for what in ("labels", "documents"):
        key = what.removesuffix("s")
        rows = [
            [row[key], row["units"], row["f1"], row["agreed"], row["disagreements"]]
            for row in result["worst"][what][:_ROWS]
        ]
        yield Table(f"The {what} that agree least", [key, "units", "F1", "agreed", "disputed"], rows)


def _pairs(result: Mapping[str, Any], units: Sequence[str]) -> Table:
    """Strict F1 by pair, the pair that agrees least on the first units first."""
    found = {name: result[name]["f1"]["strict"]["pairs"] for name in units}
    names = dict.fromkeys(pair for pairs in found.values() for pair in pairs)
    rows = [[pair, *(found[name].get(pair) for name in units)] for pair in names]
    rows.sort(key=lambda row: min((v for v in row[1:] if v is not None), default=1.0))
    return Table("Pairs, by strict F1", ["pair", *units], rows)


def _at(tree: Any, path: Sequence[str]) -> Any:
    """What stands under a path, ``None`` for nothing."""
    for key in path:
        tree = tree.get(key) if isinstance(tree, Mapping) else None
    return tree


def _views(names: Iterable[str], inputs: Mapping[str, pa.Table]) -> Iterator[dict[str, Document]]:
    """For each document its annotators' versions; those whose text nobody has are passed over."""
    rows = {who: {i: n for n, i in enumerate(t.column("id").to_pylist())} for who, t in inputs.items()}
    for name in names:
        listed = {who: of[name] for who, of in rows.items() if name in of}
        text = next((t for who, at in listed.items() if (t := inputs[who].column("text")[at].as_py())), None)
        if text is not None and len(listed) > 1:
            yield {who: document(inputs[who], at, text) for who, at in listed.items()}
