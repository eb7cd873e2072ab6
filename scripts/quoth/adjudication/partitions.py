"""Groups that annotators made of the same things (coreference): what all of them put together."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

K = TypeVar("K", bound=Hashable)

Groups = Mapping[K, str | None]
"""The group of each thing as one annotator has it; ``None`` for one that is in no group."""


def meet(things: Iterable[K], groups: Sequence[Groups[K]]) -> list[tuple[K, ...]]:
    """The things that all annotators put together, cell by cell, in the order of the things.

    >>> meet("abcd", [{"a": "x", "b": "x", "c": "x", "d": None}, {"a": "1", "b": "1", "c": "2", "d": "2"}])
    [('a', 'b'), ('c',), ('d',)]
    """
    cells: dict[Hashable, list[K]] = {}
    for thing in things:
        cells.setdefault(tuple(_label(thing, own) for own in groups), []).append(thing)
    return [tuple(cell) for cell in cells.values()]


def disputed(cells: Sequence[tuple[K, ...]], groups: Sequence[Groups[K]]) -> list[list[tuple[K, ...]]]:
    """Cells that some annotator puts together and another does not, those that hang together in one list.

    >>> groups = [{"a": "x", "b": "x", "c": "y"}, {"a": "1", "b": "2", "c": "3"}]
    >>> disputed(meet("abc", groups), groups)
    [[('a',), ('b',)]]
    """
    root = list(range(len(cells)))
    first: dict[Hashable, int] = {}
    for n, cell in enumerate(cells):
        for who, own in enumerate(groups):
            other = first.setdefault((who, _label(cell[0], own)), n)
            root[_find(root, n)] = _find(root, other)
    joint: dict[int, list[tuple[K, ...]]] = {}
    for n, cell in enumerate(cells):
        joint.setdefault(_find(root, n), []).append(cell)
    return [found for found in joint.values() if len(found) > 1]


def minor(joint: Sequence[tuple[K, ...]]) -> list[tuple[K, ...]]:
    """All cells but the largest (the first of equals): those whose place is asked for."""
    largest = max(joint, key=len)
    return [cell for cell in joint if cell is not largest]


def together(one: K, other: K, own: Groups[K]) -> bool:
    """Whether an annotator puts two things together."""
    return _label(one, own) == _label(other, own)


def names(cells: Sequence[tuple[K, ...]], groups: Sequence[Groups[K]]) -> dict[K, str | None]:
    """A name of its own for every cell, one that annotators gave, by thing.

    The name that most of them use; the first in the alphabet of equals. The cell that most annotators name
    alike chooses first, then the largest. A cell that somebody gave no group has no name.

    >>> groups = [{"a": "x", "b": "x", "c": "x"}, {"a": "x", "b": "x", "c": "z"}]
    >>> names([("a", "b"), ("c",)], groups)
    {'a': 'x', 'b': 'x', 'c': 'z'}
    """
    wanted = {n: Counter(own[cell[0]] for own in groups) for n, cell in enumerate(cells)}
    order = sorted(wanted, key=lambda n: (-max(wanted[n].values()), -len(cells[n]), n))
    taken: dict[str, int] = {}
    for n in order:
        if None not in wanted[n]:
            given = sorted(wanted[n], key=lambda name: (-wanted[n][name], name))
            taken[_free([str(g) for g in given], taken)] = n
    named = {n: name for name, n in taken.items()}
    return {thing: named.get(n) for n, cell in enumerate(cells) for thing in cell}


def _free(given: Sequence[str], taken: Mapping[str, int]) -> str:
    """The first of the names that is free, else the first with a number."""
    if name := next((g for g in given if g not in taken), None):
        return name
    n = 2
    while f"{given[0]}-{n}" in taken:
        n += 1
    return f"{given[0]}-{n}"


def _label(thing: K, own: Groups[K]) -> Hashable:
    group = own[thing]
    return (None, thing) if group is None else group


def _find(root: list[int], n: int) -> int:
    while root[n] != n:
        n = root[n]
    return n
