"""Annotations that only some annotators have: those that answer to each other are one dispute."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

import numpy as np

from quoth.adjudication.readings import Unit
from quoth_eval.document import Attribution, Event, Mention, Span

T = TypeVar("T", Mention, Attribution, Event)

_LESS = 0.001
"""What the parts beside the main one weigh against it."""

Group = dict[str, list[Unit[T]]]
"""Annotations that answer to each other, by annotator."""


def answering(
    left: Mapping[str, Sequence[Unit[T]]], likeness: Callable[[Unit[T], Unit[T]], float]
) -> list[Group[T]]:
    """The annotations in groups: for each pair of annotators the best one-to-one assignment by likeness.

    What is like nothing else stands alone.
    """
    nodes = [(name, unit) for name, units in left.items() for unit in units]
    of = {name: [n for n, (who, _) in enumerate(nodes) if who == name] for name in left}
    root = list(range(len(nodes)))
    for one, other in combinations(left, 2):
        for a, b in _assigned(of[one], of[other], lambda i, j: likeness(nodes[i][1], nodes[j][1])):
            root[_find(root, b)] = _find(root, a)
    groups: dict[int, Group[T]] = {}
    for n, (name, unit) in enumerate(nodes):
        groups.setdefault(_find(root, n), {}).setdefault(name, []).append(unit)
    return list(groups.values())


def alike_spans(one: Unit[Mention] | Unit[Event], other: Unit[Mention] | Unit[Event]) -> float:
    """How much two mentions or two triggers overlap; the type decides between equals."""
    overlap = f1(one.place, other.place)
    return overlap + _LESS * (one.item.type == other.item.type) if overlap else 0.0


def alike_attributions(one: Unit[Attribution], other: Unit[Attribution]) -> float:
    """How much two attributions overlap, by their cues and their contents."""
    cue, content = f1(one.item.cue, other.item.cue), f1(one.item.content, other.item.content)
    return cue + content + _LESS * (one.links == other.links) if cue or content else 0.0


def f1(one: Iterable[Span], other: Iterable[Span]) -> float:
    """Characters that two sets of spans share, against those that they have.

    >>> f1([Span(0, 4)], [Span(2, 6)])
    0.5
    """
    a, b = ({i for s in spans for i in range(s.start, s.end)} for spans in (one, other))
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _assigned(
    left: Sequence[int], right: Sequence[int], weigh: Callable[[int, int], float]
) -> list[tuple[int, int]]:
    from quoth_eval.metrics.assignment import best

    edges = [(i, j, w) for i in left for j in right if (w := weigh(i, j)) > 0]
    if not edges:
        return []
    a, b, weights = (np.array(column) for column in zip(*edges, strict=True))
    return [(i, j) for (i, j, _), chosen in zip(edges, best(a, b, weights), strict=True) if chosen]


def _find(root: list[int], n: int) -> int:
    while root[n] != n:
        n = root[n]
    return n
