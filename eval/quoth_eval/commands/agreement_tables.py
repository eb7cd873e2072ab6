"""Agreement as tables for a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from quoth_eval.commands.aligning import aligned, interval, number

Tree = Mapping[str, Any]

_UNITS = ("entities", "cues", "contents", "triggers")
_MEASURES = {
    "f1 strict": "f1.strict.pooled",
    "f1 exact": "f1.exact.pooled",
    "f1 type": "f1.type.pooled",
    "f1 token": "f1.token.pooled",
    "token alpha": "token_alpha.value",
    "alpha_u": "alpha_u.value",
    "u": "u_alpha.u",
    "|u|": "u_alpha.binary",
    "cu": "u_alpha.cu",
    "gamma": "gamma.value",
    "gamma cat": "gamma.cat",
}
_BY_LABEL = {
    "f1 strict": "f1.strict.labels",
    "f1 token": "f1.token.labels",
    "alpha_u": "alpha_u.labels",
    "(k)u": "u_alpha.ku",
}
_SHOWN = 10  # rows of what agrees least; the rest is in the JSON


def agreement_tables(result: Tree) -> str:
    """Everything for the terminal: units, labels, relations, pairs, what agrees least, coverage."""
    units = [name for name in _UNITS if name in result]
    compared = [name for name in units if result[name]["f1"]["strict"]["pooled"] is not None]
    parts = [
        _coverage(result),
        _units(result, compared),
        *(
            _labels(name, result[name])
            for name in compared
            if len(result[name]["f1"]["strict"]["labels"]) > 1
        ),
        *(
            _relation(name, result[name])
            for name in ("coref", "linking", "attribution", "events", "claims")
            if name in result
        ),
        _pairs(result, compared),
        *_worst(result["worst"]),
        "\n".join(_left_out(result, units, compared)),
        f"signature: {result['signature']}",
    ]
    return "\n\n".join(part for part in parts if part)


def _coverage(result: Tree) -> str:
    found = result["coverage"]
    rows = [
        (f"  {name}", *(str(of["annotators"][name]) for of in (found, *found["layers"].values())))
        for name in result["annotators"]
    ]
    rows.append(("  compared", *(str(of["compared"]) for of in (found, *found["layers"].values()))))
    return aligned(("documents", "all", *(f"with {name}" for name in found["layers"])), rows)


def _units(result: Tree, names: Sequence[str]) -> str:
    """One row a measure, one column a kind of units."""
    if not names:
        return ""
    rows = [
        (f"  {shown}", *(_cell(result[name], path) for name in names)) for shown, path in _MEASURES.items()
    ]
    return aligned(("units", *names), rows)


def _labels(name: str, figures: Tree) -> str:
    labels = figures["f1"]["strict"]["labels"]
    rows = [
        (f"  {label}", *(number(_at(figures, path).get(label)) for path in _BY_LABEL.values()))
        for label in labels
    ]
    return aligned((f"{name} by label", *_BY_LABEL), rows)


def _relation(name: str, figures: Tree) -> str:
    """F1 (pooled and the mean over documents) and kappas of one layer, as far as they are defined."""
    f1 = [
        (f"  {path or name}", _cell(node, "pooled"), number(node["macro"]))
        for path, node in _nodes(figures, "pooled")
        if node["pooled"] is not None
    ]
    kappas = [
        (f"  {path}", _cell(node, "kappa"), _cell(node, "agreement"), number(node["n"]))
        for path, node in _nodes(figures, "kappa")
        if node["n"]
    ]
    alphas = [
        (f"  {path}", _cell(node, "value"), number(node["coverage"]))
        for path, node in _nodes(figures, "common")
        if node["common"]
    ]
    tables = [
        aligned((name, "f1", "mean over documents"), f1) if f1 else "",
        aligned((name, "kappa", "agreement", "n"), kappas) if kappas else "",
        aligned((name, "alpha", "coverage"), alphas) if alphas else "",
    ]
    return "\n\n".join(table for table in tables if table)


def _nodes(figures: Tree, key: str, path: str = "") -> Iterator[tuple[str, Tree]]:
    """Every node that has a key, with its name; ``f1`` is left out of names."""
    if key in figures:
        yield path, figures
    for name, value in figures.items():
        if isinstance(value, Mapping):
            yield from _nodes(value, key, path if name == "f1" else f"{path}.{name}".lstrip("."))


def _pairs(result: Tree, names: Sequence[str]) -> str:
    """Strict F1 of each pair, where there are several."""
    pairs = result["coverage"]["pairs"]
    if len(pairs) < 2 or not names:
        return ""
    rows = [
        (f"  {pair}", str(documents), *(number(result[n]["f1"]["strict"]["pairs"][pair]) for n in names))
        for pair, documents in pairs.items()
    ]
    return aligned(("pairs: f1 strict", "documents", *names), rows)


def _worst(worst: Tree) -> Iterator[str]:
    """What agrees least."""
    for key, one in (("documents", "document"), ("labels", "label")):
        rows = [
            (f"  {row[one]}", row["units"], number(row["f1"]), str(row["agreed"]), str(row["disagreements"]))
            for row in worst[key][:_SHOWN]
            if row["disagreements"]
        ]
        if rows:
            yield aligned((f"{key} that agree least", "units", "f1 strict", "agreed", "disagreements"), rows)


def _left_out(result: Tree, units: Sequence[str], compared: Sequence[str]) -> Iterator[str]:
    for name in units:
        if name not in compared:
            yield f"left out: {name} ({result[name]['f1']['strict']['reason']})"
    for name in compared:
        for shown, path in _MEASURES.items():
            node, _, last = path.rpartition(".")
            found = _at(result[name], node)
            if found[last] is None:
                why = found["reason"].rpartition(f"{last}: ")[2].partition(";")[0]
                yield f"undefined: {shown} of {name} ({why})"


def _cell(figures: Tree, path: str) -> str:
    """A figure with its interval, if it has one."""
    node, _, name = path.rpartition(".")
    found = _at(figures, node) if node else figures
    if found[name] is None or f"{name}_ci95" not in found:
        return number(found[name])
    return f"{number(found[name])} [{interval(found[f'{name}_ci95'], '.3f').replace(' to ', ', ')}]"


def _at(figures: Tree, path: str) -> Tree:
    for key in path.split("."):
        figures = figures[key]
    return figures
