"""Who gets one article.

In this order: nobody a second article of its story while others have fewer (where that is asked for); pairs
that share nothing yet; whoever has least to do, with those they share least with. The last two never let the
most loaded person get ahead of the least by more than the longest article, unless they were so before.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from quoth.assignment.ledger import Item, Ledger
from quoth.assignment.pairs import Pair


@dataclass(frozen=True, slots=True)
class Choice:
    """What has to be decided: ``open`` places on an article that ``holders`` have already.

    Attributes:
        forced: those who get a place whatever follows, by the rule about stories.
        pool: those from whom the rest are chosen.
    """

    item: Item
    holders: tuple[str, ...]
    forced: tuple[str, ...]
    pool: tuple[str, ...]
    open: int


def choose(
    ledger: Ledger, item: Item, size: int, holders: Collection[str], apart: bool, most: int
) -> list[str]:
    """The people to add to an article until it has ``size``; fewer when there are no more.

    Args:
        ledger: what everybody has.
        item: the article.
        size: how many people it should have.
        holders: those who have it already.
        apart: whether stories are kept apart.
        most: by how many words the most loaded may be ahead of the least: the longest article, or more
            where they are further apart already.
    """
    choice = _choice(ledger, item, size, holders, apart)
    if choice.open <= 0:
        return [*choice.forced]
    return [*choice.forced, *(_strangers(ledger, choice, most) or _least_loaded(ledger, choice, most))]


def _choice(ledger: Ledger, item: Item, size: int, holders: Collection[str], apart: bool) -> Choice:
    free = [n for n in ledger.words if n not in holders]
    left, forced, pool = min(size - len(holders), len(free)), list[str](), list(free)
    if apart:
        pool = []
        for tier in sorted({ledger.of_story(n, item) for n in free}):
            pool = [n for n in free if ledger.of_story(n, item) == tier]
            if len(pool) >= left:
                break
            forced += pool
            left -= len(pool)
    return Choice(item, tuple(holders), tuple(forced), tuple(pool), max(left, 0))


def _strangers(ledger: Ledger, choice: Choice, most: int) -> list[str]:
    """People who meet somebody new on this article; none when that is not possible fairly."""
    there = {*choice.holders, *choice.forced}
    for pair in ledger.strangers():
        new = [n for n in pair if n not in there]
        if not new or len(new) > choice.open or not set(new) <= set(choice.pool):
            continue
        team = _joined(ledger, choice, there, new)
        if ledger.spread(choice.item.words, [*choice.forced, *team]) <= most:
            return team
    return []


def _joined(ledger: Ledger, choice: Choice, there: Collection[str], new: list[str]) -> list[str]:
    """The pair, with whoever else meets most new people on this article."""
    strangers = set(ledger.strangers())
    team = list(new)
    while len(team) < choice.open:
        rest = ledger.by_load([n for n in choice.pool if n not in team])
        team.append(max(rest, key=lambda n: sum(_pair(n, m) in strangers for m in (*there, *team))))
    return team


def _least_loaded(ledger: Ledger, choice: Choice, most: int) -> list[str]:
    """The least loaded, then those who share least with the ones chosen before them."""
    team: list[str] = []
    while len(team) < choice.open:
        there = [*choice.holders, *choice.forced, *team]
        rest = list(_fair(ledger, choice, team, most)) if there else []
        rest = rest or ledger.by_load([n for n in choice.pool if n not in team])[:1]
        team.append(min(rest, key=lambda n: ledger.familiar(n, there)))
    return team


def _fair(ledger: Ledger, choice: Choice, team: list[str], most: int) -> Iterator[str]:
    """Who may come next: with them, and the least loaded in what places remain, nobody gets too far ahead."""
    rest = ledger.by_load([n for n in choice.pool if n not in team])
    for name in rest:
        others = [n for n in rest if n != name][: choice.open - len(team) - 1]
        if ledger.spread(choice.item.words, [*choice.forced, *team, name, *others]) <= most:
            yield name


def _pair(one: str, other: str) -> Pair:
    return min(one, other), max(one, other)
