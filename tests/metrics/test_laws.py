"""The laws that every score keeps, layer by layer, on random documents."""

from collections.abc import Iterator
from typing import Any

import pytest
from evaluating import counted, scored
from hypothesis import given
from hypothesis import strategies as st
from strategies import Inputs, inputs, shuffled

from quoth_eval.metrics.measure import RATES
from quoth_eval.scoring import merged

_LISTS = {  # what each layer is made of
    "entities": ("mentions",),
    "coref": ("mentions",),
    "linking": ("mentions", "entities"),
    "attribution": ("mentions", "attributions"),
    "events": ("mentions", "events"),
    "claims": ("mentions", "attributions", "events"),
}
_ASYMMETRIC = (
    *("blanc", "conll"),  # blanc goes by gold's link classes; conll has no precision and recall
    *("entity", "chain", "claims"),  # sources are looked up among gold's mentions
    *("by_depth", "by_form"),  # gold decides what is in which slice
)

layers = pytest.mark.parametrize("layer", _LISTS)


def _inputs(layer: str) -> st.SearchStrategy[Inputs]:
    return inputs(layers=_LISTS[layer])


def _figures(
    result: dict[str, Any], path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], float | None]]:
    """Every figure of a result with its place."""
    for name, value in result.items():
        if isinstance(value, dict):
            yield from _figures(value, (*path, name))
        elif not isinstance(value, str | list):
            yield (*path, name), value


@layers
@given(data=st.data())
def test_gold_against_itself_is_exactly_one(layer: str, data: st.DataObject) -> None:
    gold, _ = data.draw(_inputs(layer))
    for path, value in _figures(scored(gold, gold, layer)):
        assert path[-1] not in RATES or value in {1.0, None}, path
        assert path[-1] not in {"fp", "fn"} or value == 0, path


@layers
@given(data=st.data())
def test_every_figure_is_a_share_or_a_count(layer: str, data: st.DataObject) -> None:
    for path, value in _figures(scored(*data.draw(_inputs(layer)), layer)):
        assert value is None or 0 <= value <= (1 if path[-1] in RATES else value), path


@layers
@given(data=st.data())
def test_order_never_matters(layer: str, data: st.DataObject) -> None:
    both = data.draw(_inputs(layer))
    turned = [data.draw(st.permutations([shuffled(data.draw, d) for d in side])) for side in both]
    assert scored(*both, layer) == scored(*turned, layer)


@layers
@given(data=st.data())
def test_swapping_sides_swaps_precision_and_recall(layer: str, data: st.DataObject) -> None:
    gold, pred = data.draw(_inputs(layer))
    there, back = scored(gold, pred, layer), scored(pred, gold, layer)
    if there["left_out"] or back["left_out"]:
        return
    swapped = dict(_figures(back))
    other = {
        "precision": "recall",
        "recall": "precision",
        "fp": "fn",
        "fn": "fp",
        "gold": "pred",
        "pred": "gold",
    }
    other |= {"missing": "extra", "extra": "missing"}
    for path, value in _figures(there):
        if not set(path) & set(_ASYMMETRIC):
            assert swapped[(*path[:-1], other.get(path[-1], path[-1]))] == pytest.approx(value), path


@layers
@given(data=st.data(), cut=st.integers(0, 3))
def test_shards_add_up_to_the_whole(layer: str, data: st.DataObject, cut: int) -> None:
    both = data.draw(_inputs(layer))
    names = ["d1", "d2", "d3"]
    parts = [[[d for d in side if d.id in some] for side in both] for some in (names[:cut], names[cut:])]
    whole, pieces = counted(*both, layer), merged([counted(*part, layer) for part in parts])
    assert pieces.ids == whole.ids
    for measure in pieces.statistics.keys() | whole.statistics.keys():
        assert (pieces.statistics[measure] == whole.statistics[measure]).all(), measure
