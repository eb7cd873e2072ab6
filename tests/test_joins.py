"""Joins of columns: the same as counting rows one by one, whether they fit into 64 bits or not."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoth_eval.columns import Ints
from quoth_eval.joins import tally

_SMALL = st.integers(-2, 3)
_HUGE = st.sampled_from((-(2**40), 0, 7, 2**40))


def _rows(values: st.SearchStrategy[int]) -> st.SearchStrategy[list[tuple[int, ...]]]:
    return st.lists(st.tuples(values, values, values), max_size=12)


def _columns(rows: list[tuple[int, ...]]) -> list[Ints]:
    return list(np.array(rows, np.int64).reshape(-1, 3).T)


@pytest.mark.parametrize("values", [_SMALL, _HUGE], ids=["packed", "too wide to pack"])
@given(data=st.data())
def test_a_tally_counts_every_distinct_row_in_order(
    data: st.DataObject, values: st.SearchStrategy[int]
) -> None:
    gold, pred = data.draw(_rows(values)), data.draw(_rows(values))
    found = tally(_columns(gold), _columns(pred))
    rows = sorted({*gold, *pred})
    assert list(zip(*(found.column(i).tolist() for i in range(3)), strict=True)) == rows
    assert found.gold.tolist() == [Counter(gold)[r] for r in rows]
    assert found.pred.tolist() == [Counter(pred)[r] for r in rows]
    assert found.common.sum() == (Counter(gold) & Counter(pred)).total()
    assert found.folded.common.sum() == len(set(gold) & set(pred))


@given(_rows(_SMALL), _rows(_SMALL))
def test_the_first_columns_of_a_tally_are_the_tally_of_the_first_columns(
    gold: list[tuple[int, ...]], pred: list[tuple[int, ...]]
) -> None:
    short = tally(_columns(gold), _columns(pred)).first(2)
    alone = tally(_columns(gold)[:2], _columns(pred)[:2])
    assert [short.column(i).tolist() for i in (0, 1)] == [alone.column(i).tolist() for i in (0, 1)]
    assert (short.gold.tolist(), short.pred.tolist()) == (alone.gold.tolist(), alone.pred.tolist())


@given(
    st.lists(st.tuples(st.integers(0, 3), _SMALL, _SMALL)),
    st.lists(st.tuples(st.integers(0, 3), _SMALL, _SMALL)),
)
def test_counts_by_document_add_up(gold: list[tuple[int, ...]], pred: list[tuple[int, ...]]) -> None:
    found = tally(_columns(gold), _columns(pred)).by_document(5)
    for document in range(5):
        mine, others = ([r for r in rows if r[0] == document] for rows in (gold, pred))
        tp = (Counter(mine) & Counter(others)).total()
        assert found[document].tolist() == [tp, len(others) - tp, len(mine) - tp]
