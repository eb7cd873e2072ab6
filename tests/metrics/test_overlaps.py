"""Overlaps by sweeps: the pairs that a look at all of them finds."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from quoth_eval.metrics.overlaps import Spans, blocks, sweep

Rows = list[tuple[int, int, int]]
_rows = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 8), st.integers(1, 6)), max_size=12).map(sorted)


def _spans(rows: Rows) -> Spans:
    document, start, length = np.array(rows, np.int64).reshape(-1, 3).T
    return Spans(document, start, start + length)


@given(_rows, _rows)
def test_every_overlap_is_found_once_in_order(gold: Rows, pred: Rows) -> None:
    found = sweep(_spans(gold), _spans(pred))
    left, right = found.pairs()
    expected = [
        (i, j)
        for i, (d, start, length) in enumerate(gold)
        for j, (e, other, size) in enumerate(pred)
        if d == e and start < other + size and other < start + length
    ]
    assert list(zip(left.tolist(), right.tolist(), strict=True)) == expected
    by_document = np.bincount(_spans(gold).document[left], minlength=3)
    assert found.by_document(3).tolist() == by_document.tolist()


@given(st.lists(st.integers(0, 9), min_size=1), st.integers(1, 12))
def test_blocks_cover_all_documents_in_order_and_stay_small(sizes: list[int], limit: int) -> None:
    found = list(blocks(np.array(sizes), limit))
    assert [i for b in found for i in range(b.start, b.stop)] == list(range(len(sizes)))
    assert all(sum(sizes[b]) < 2 * limit or b.stop - b.start == 1 for b in found)


def test_spans_that_do_not_overlap_cost_nothing() -> None:
    start = np.arange(200_000) * 2
    apart, shifted = (Spans(np.zeros_like(start), s, s + 1) for s in (start, start + 1))
    assert len(sweep(apart, shifted).pairs()[0]) == 0
