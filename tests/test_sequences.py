"""Lists as codes, against Python's lists."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from quoth_eval.sequences import Lists, list_codes

written = st.lists(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2**40)), max_size=4), max_size=6)
Written = list[list[tuple[int, int]]]


def table(lists: Written) -> Lists:
    rows = np.array([row for found in lists for row in found], np.int64).reshape(-1, 2)
    return Lists(
        np.concatenate([[0], np.cumsum([len(found) for found in lists])]).astype(np.int64), tuple(rows.T)
    )


@given(written, written)
def test_codes_are_equal_where_lists_are_and_sort_like_them(a: Written, b: Written) -> None:
    found = list_codes(table(a), table(b))
    assert [len(c) for c in found] == [len(a), len(b)]
    codes, lists = np.concatenate(found).tolist(), a + b
    assert all((codes[i] < codes[j]) == (s < t) for i, s in enumerate(lists) for j, t in enumerate(lists))
    assert all((code == 0) == (not each) for code, each in zip(codes, lists, strict=True))
