"""Laws of attribution and claims beyond those of every layer: copies, slices, and what must not matter."""

from dataclasses import replace
from typing import Any

from evaluating import counted, scored
from hypothesis import given
from hypothesis import strategies as st
from plain_attribution import sides
from renaming import renamed
from strategies import Inputs, acyclic, inputs

from quoth_eval.document import Attribution, Document, Span
from quoth_eval.metrics.measure import PRF

_LAYERS = ("mentions", "attributions", "events")
worlds = inputs(most=2, layers=_LAYERS)


def _prf(result: dict[str, Any], path: str = "") -> dict[str, dict[str, float]]:
    """Every figure with precision and recall, by its path."""
    found = {path: result} if "tp" in result else {}
    for name, value in result.items():
        if isinstance(value, dict):
            found |= _prf(value, f"{path}.{name}".strip("."))
    return found


def _distinct(document: Document) -> Document:
    """The document without copies: of attributions with the same tokens, of events with the same trigger."""
    units = {u.whole: u.attribution for u in sides(document, document)[0].units}
    events = {(e.start, e.end, e.type): e for e in document.events or ()}
    return acyclic(replace(document, attributions=tuple(units.values()), events=tuple(events.values())))


@given(worlds, st.data())
def test_duplicates_never_help(both: Inputs, data: st.DataObject) -> None:
    gold, pred = [_distinct(d) for d in both[0]], list(both[1])
    before = _prf(scored(gold, pred, "attribution", "claims"))
    for at, document in enumerate(pred):
        pred[at] = replace(
            document,
            attributions=_some_twice(data, document.attributions or ()),
            events=_some_twice(data, document.events or ()),
        )
    after = _prf(scored(gold, pred, "attribution", "claims"))
    for name, old in before.items():
        if not name.startswith(("attribution.by", "documents")):
            assert after[name]["tp"] == old["tp"], name
            assert after[name]["fp"] >= old["fp"], name


def _some_twice(data: st.DataObject, items: tuple[Any, ...]) -> tuple[Any, ...]:
    chosen = data.draw(st.lists(st.sampled_from(items), max_size=3)) if items else []
    return (*items, *(replace(item, id=f"{item.id}-{n}") for n, item in enumerate(chosen)))


@given(worlds)
def test_slices_add_up_to_the_whole(both: Inputs) -> None:
    found = counted(*both, "attribution").statistics
    for kind in ("by_depth", "by_form"):
        sliced = [m for m in found if m.path[:2] == ("attribution", kind)]
        for path in {m.path[3:] for m in sliced}:
            parts = sum(found[m] for m in sliced if m.path[3:] == path)
            assert (parts == found[PRF(("attribution", *path))]).all(), (kind, path)


@given(worlds)
def test_no_count_is_negative(both: Inputs) -> None:
    for measure, rows in counted(*both, "attribution", "claims").statistics.items():
        assert (rows >= 0).all(), measure


@given(worlds, st.data())
def test_ids_and_keys_of_predictions_mean_nothing(both: Inputs, data: st.DataObject) -> None:
    gold, pred = both
    other = [renamed(d, _upside_down) for d in pred]
    assert scored(gold, pred, "attribution", "claims") == scored(gold, other, "attribution", "claims")


def _upside_down(name: str) -> str:
    """Another name, such that names sort the other way round."""
    return "".join(chr(0x7F - ord(c) + 0x20) for c in name)


@given(worlds, st.data())
def test_how_contents_are_split_means_nothing(both: Inputs, data: st.DataObject) -> None:
    gold, pred = both
    split = [replace(d, attributions=tuple(_split(a, data) for a in d.attributions or ())) for d in pred]
    assert scored(gold, pred, "attribution", "claims") == scored(gold, split, "attribution", "claims")


def _split(found: Attribution, data: st.DataObject) -> Attribution:
    def halves(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        cuts = [(s, data.draw(st.integers(s.start, s.end))) for s in spans]
        both = [p for s, cut in cuts for p in (Span(cut, s.end), Span(s.start, cut))]
        return tuple(s for s in both if s.start < s.end)

    return replace(found, cue=halves(found.cue), content=halves(found.content))
