"""Everything that ``quoth agree`` reports."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from quoth_eval.agreement.figures import Tree, resolved
from quoth_eval.agreement.pairs import Couple, couples
from quoth_eval.agreement.panel import Panel, panel
from quoth_eval.agreement.relations import attribution, coreference, happenings, links, statements
from quoth_eval.agreement.spans import Agreement, agreement
from quoth_eval.agreement.units import KINDS
from quoth_eval.errors import InputError
from quoth_eval.intervals import too_few
from quoth_eval.metrics.catalogue import chosen
from quoth_eval.metrics.measure import PRF, Floats
from quoth_eval.statistics.resampling import Resampling
from quoth_eval.watching import Watch, unwatched

_KINDS_OF = {"entities": ("entities",), "attribution": ("cues", "contents"), "events": ("triggers",)}
_RELATIONS: dict[str, Callable[[Panel, Sequence[Couple]], Tree]] = {
    "attribution": attribution,
    "events": happenings,
    "coref": coreference,
    "linking": links,
    "claims": statements,
}
_LISTS = ("mentions", "attributions", "events")


def report(
    inputs: Mapping[str, pa.Table],
    layers: Sequence[str],
    how: Resampling | None,
    seed: int,
    watch: Watch[str] = unwatched,
) -> dict[str, Any]:
    """Agreement between annotators, by their names: nested figures, coverage, what agrees least.

    Documents that only one annotator has are not compared, nor are layers that only one has annotated.

    Args:
        inputs: every annotator's documents.
        layers: which to report; all when empty.
        how: of the intervals; none are given without.
        seed: of gamma's sampling.
        watch: shows how far the work is.

    Raises:
        InputError: an unknown layer, fewer annotators than two, nothing that two have in common, different
            texts of one document, a broken document.
    """
    metrics = chosen(layers)
    named = tuple(dict.fromkeys(m.layer for m in metrics))
    if len(inputs) < 2:
        raise InputError("agreement needs two annotators at least: quoth agree A B [C...]")
    found = panel(inputs)
    _refuse_strangers(found)
    pairs = couples(found)
    kinds = {k.name: k for k in KINDS if any(k.name in _KINDS_OF.get(layer, ()) for layer in named)}
    steps = [*kinds, *(layer for layer in named if layer in _RELATIONS)]
    units: dict[str, Agreement] = {}
    relations: dict[str, Tree] = {}
    for step in watch(steps, "measuring", len(steps)):
        if step in kinds:
            units[step] = agreement(found, pairs, kinds[step], seed)
        else:
            relations[step] = _RELATIONS[step](found, pairs)
    tree = {**{name: unit.figures for name, unit in units.items()}, **relations}
    return {
        "annotators": list(found.names),
        "coverage": _coverage(found, pairs),
        **resolved(tree, how),
        "worst": {"documents": list(_documents(found, units)), "labels": list(_labels(units))},
        "warnings": list(_warnings(found, how)),
    }


def _refuse_strangers(found: Panel) -> None:
    if not (found.listed.sum(axis=1) >= 2).any():
        first = [
            f"{n} has {found.ids[int(np.argmax(c))]}"
            for n, c in zip(found.names, found.listed.T, strict=True)
            if c.any()
        ]
        raise InputError(
            f"no document is in two of the inputs, so nothing can be compared ({', '.join(first)}, ...)"
        )


def _coverage(found: Panel, pairs: Sequence[Couple]) -> dict[str, Any]:
    """How many documents there are, for whom, and how many are compared: in all and layer by layer."""
    whole = _counted(found, pairs, found.listed)
    layers = {name: _counted(found, pairs, found.given(name)) for name in _LISTS}
    return {"documents": len(found.ids), **whole, "layers": layers}


def _counted(found: Panel, pairs: Sequence[Couple], given: Any) -> dict[str, Any]:
    readers = given.sum(axis=1)
    return {
        "compared": int((readers >= 2).sum()),
        "alone": int((readers == 1).sum()),
        "annotators": {name: int(n) for name, n in zip(found.names, given.sum(axis=0), strict=True)},
        "pairs": {couple.name: int(couple.among(given).sum()) for couple in pairs},
    }


def _documents(found: Panel, units: Mapping[str, Agreement]) -> Iterator[dict[str, Any]]:
    """The documents by strict F1 of each kind of units, worst first; of equals those with more errors."""
    rows = [
        {"document": found.ids[d], "units": name, **_row(counts)}
        for name, unit in units.items()
        for d, counts in enumerate(unit.documents)
        if counts.any()
    ]
    yield from sorted(rows, key=lambda r: (r["f1"], -r["disagreements"], r["document"], r["units"]))


def _labels(units: Mapping[str, Agreement]) -> Iterator[dict[str, Any]]:
    """The labels likewise."""
    rows = [
        {"label": label, "units": name, **_row(counts)}
        for name, unit in units.items()
        for label, counts in unit.labels.items()
        if counts.any()
    ]
    yield from sorted(rows, key=lambda r: (r["f1"], -r["disagreements"], r["label"], r["units"]))


def _row(counts: Floats) -> dict[str, Any]:
    """Strict F1, units that two annotators share, and units that one of two has alone."""
    f1 = float(PRF(("f1",)).values(counts)["f1"])
    return {"f1": f1, "agreed": int(counts[0]), "disagreements": int(counts[1] + counts[2])}


def _warnings(found: Panel, how: Resampling | None) -> Iterator[str]:
    compared = int((found.listed.sum(axis=1) >= 2).sum())
    if how is not None and (words := too_few(compared)):
        yield words
    if alone := int((found.listed.sum(axis=1) == 1).sum()):
        yield f"{alone} of {len(found.ids)} documents have one annotator only and are not compared"
