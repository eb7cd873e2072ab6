"""Results as a table."""

from typing import Any

from quoth_eval.commands.rendering import score_table

PRF = {"precision": 0.5, "recall": None, "f1": 0.25, "tp": 1.5, "fp": 1_000, "fn": 0}


def table(**layers: Any) -> list[str]:
    documents = {"gold": 1_234, "pred": 2}
    whole = {"documents": documents, **layers, "left_out": {}, "notes": [], "signature": "x"}
    return score_table(whole).splitlines()


def test_numbers_stand_under_their_names() -> None:
    assert table(entities={"strict": PRF, "exact": {"f1": 1.0}}) == [
        "documents: gold 1,234, pred 2",
        "",
        "entities  precision  recall      f1      tp     fp  fn",
        "  strict     0.5000       -  0.2500  1.5000  1,000   0",
        "  exact                      1.0000",
        "",
        "signature: x",
    ]


def test_a_layer_that_is_a_score_itself_and_accuracies() -> None:
    lines = table(claims={**PRF, "gold_events": PRF}, events={"polarity": {"accuracy": 0.5, "n": 2}})
    assert [line.split()[0] for line in lines if line.startswith("  ")] == [
        "claims",
        "gold_events",
        "polarity",
    ]
    assert "events      accuracy  n" in lines
    assert "  polarity    0.5000  2" in lines


def test_intervals_have_a_column_where_there_are_any() -> None:
    figures = {
        "strict": {**PRF, "f1_ci95": [0.125, 0.5]},
        "exact": {**PRF, "f1_ci95": [None, None]},
        "type": PRF,
    }
    header, strict, exact, kind = table(entities=figures)[2:6]
    assert header.endswith("  fn      95% interval")
    assert strict.endswith("   0  0.1250 to 0.5000")
    assert exact.endswith("   0            - to -")
    assert kind.endswith("   0")


def test_breakdowns_show_f1_slice_by_slice() -> None:
    slices = {"0": {"unit": PRF, "cue": {"exact": PRF}}, "10": {"unit": {"f1": None}}}
    assert table(attribution={"by_depth": slices})[2:5] == [
        "attribution by depth: f1    unit  cue.exact",
        "  0                       0.2500     0.2500",
        "  10                           -",
    ]
