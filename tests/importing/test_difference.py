"""Where two texts differ."""

from hypothesis import given
from hypothesis import strategies as st

from quoth.importing.difference import difference, first_difference


@given(st.text("ab\n", max_size=12), st.text("ab\n", max_size=12))
def test_the_first_difference(old: str, new: str) -> None:
    at = first_difference(old, new)
    assert (at is None) == (old == new)
    if at is not None:
        assert old[:at] == new[:at]
        assert old[at : at + 1] != new[at : at + 1]
        assert difference(old, new)
    else:
        assert difference(old, new) == []


def test_long_lines_are_cut_to_their_difference() -> None:
    old = "x" * 300 + "A" + "y" * 300
    shown = difference(old, old.replace("A", "B"), "old.txt", "new.txt")
    assert all(len(line) < 120 for line in shown)
    assert shown[3:5] == ["--- old.txt", "+++ new.txt"]
    assert "xAy" in shown[6]
    assert "xBy" in shown[7]


def test_many_changes_are_a_few_lines() -> None:
    old = "\n".join(str(i) for i in range(100))
    shown = difference(old, old.replace("1", "one"))
    assert len(shown) <= 18
    assert shown[-1] == "…"
