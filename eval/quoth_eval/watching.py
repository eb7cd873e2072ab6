"""Long work that somebody may watch: commands show a bar, libraries and tests do without."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
Watch = Callable[[Iterable[T], str, int], Iterator[T]]
"""Gives the items on, one by one, and shows how far that is: items, what is done, how many there are."""


def unwatched(items: Iterable[T], what: str, total: int) -> Iterator[T]:
    """The items, and nobody is told."""
    return iter(items)
