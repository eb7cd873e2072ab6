"""All pairs of annotators, in an order that is fair at every point of it."""

from collections.abc import Sequence

Pair = tuple[str, str]


def pair_order(names: Sequence[str]) -> list[Pair]:
    """Every pair once; in each beginning of the list all names occur equally often, give or take one.

    So when articles are dealt out along the list, the longest first, nobody is ever ahead of anybody by more
    than the longest article (the difference of two people is a sum over falling lengths whose signs take
    turns). An even number of names plays a tournament in rounds (the circle method); an odd number walks
    round closed tours through all names (Walecki's), every second step of a tour first.

    >>> pair_order(["a", "b", "c", "d"])
    [('a', 'd'), ('b', 'c'), ('a', 'c'), ('b', 'd'), ('a', 'b'), ('c', 'd')]
    """
    if len(names) < 2:
        return []
    found = _tours(names) if len(names) % 2 else _rounds(names)
    return [(min(p), max(p)) for p in found]


def _rounds(names: Sequence[str]) -> list[Pair]:
    first, others = names[0], list(names[1:])
    found: list[Pair] = []
    for _ in others:
        row = [first, *others]
        found += [(row[i], row[-1 - i]) for i in range(len(row) // 2)]
        others = others[-1:] + others[:-1]
    return found


def _tours(names: Sequence[str]) -> list[Pair]:
    size = len(names) - 1
    found: list[Pair] = []
    for turn in range(size // 2):
        zigzag = [(turn + (i + 1) // 2 * (1 if i % 2 else -1)) % size for i in range(size)]
        tour = [names[-1], *(names[i] for i in zigzag)]
        steps = [(tour[i], tour[(i + 1) % len(tour)]) for i in range(len(tour))]
        found += [*steps[:-1:2], steps[-1], *steps[1::2]]
    return found
