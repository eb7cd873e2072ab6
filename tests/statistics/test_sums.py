import numpy as np
import pytest

from quoth_eval.errors import InputError
from quoth_eval.statistics.sums import group_sums, rows_per_chunk, sufficient


@pytest.mark.parametrize(
    ("matrix", "message"),
    [
        ([1, 2], r"shape \(documents, k\)"),
        (np.empty((0, 2)), "one document or more"),
        ([[1.0, np.nan]], "finite"),
    ],
)
def test_refuses(matrix: object, message: str) -> None:
    with pytest.raises(InputError, match=message):
        sufficient(matrix)  # type: ignore[arg-type]


def test_groups_add_up_in_sorted_order() -> None:
    rows = sufficient([[1, 10], [2, 20], [4, 40]])
    assert group_sums(rows, ["x", "a", "x"]).tolist() == [[2, 20], [5, 50]]
    assert group_sums(rows, None) is rows


def test_refuses_another_number_of_groups() -> None:
    with pytest.raises(InputError, match="1 documents but groups"):
        group_sums(np.ones((1, 1)), ["a", "b"])


@pytest.mark.parametrize(("columns", "memory", "rows"), [(10, 800, 10), (10, 8, 1), (0, 16, 2)])
def test_rows_per_chunk(columns: int, memory: int, rows: int) -> None:
    assert rows_per_chunk(columns, memory) == rows
