"""Reading ahead changes when items are made, and nothing else."""

import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoth.studio.ahead import ahead


@given(st.lists(st.integers()))
def test_the_items_are_the_same(items: list[int]) -> None:
    with ahead(items) as found:
        assert list(found) == items


def test_an_error_comes_where_it_was_made() -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise ValueError("no more")

    with ahead(broken()) as found:
        assert next(found) == 1
        with pytest.raises(ValueError, match="no more"):
            next(found)


def test_no_more_than_two_are_made_unasked_and_none_after_the_block() -> None:
    made: list[int] = []

    def counting() -> Iterator[int]:
        for n in range(100):
            made.append(n)
            yield n

    with ahead(counting()) as found:
        assert next(found) == 0
        time.sleep(0.3)
        assert made == [0, 1, 2]
    time.sleep(0.3)
    assert len(made) <= 4
