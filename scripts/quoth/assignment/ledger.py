"""What everybody has been given so far."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations

from quoth.assignment.pairs import Pair, pair_order


@dataclass(frozen=True, slots=True)
class Item:
    """An article to give out. ``words`` is its weight; ``story`` groups articles about the same thing."""

    id: str
    words: int
    story: str | None = None


class Ledger:
    """Words, articles shared by each pair, and articles of each story, for the people who take part.

    Args:
        names: the people, in the order in which pairs of them are formed.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self.words = dict.fromkeys(names, 0)
        self.shared: Counter[Pair] = Counter()
        self._stories: Counter[tuple[str, str]] = Counter()
        self._pairs = pair_order(names)

    def enter(self, item: Item, members: Collection[str], before: Collection[str] = ()) -> None:
        """Give an article to ``members``, of whom those in ``before`` had it already."""
        for name in members:
            if name in self.words and name not in before:
                self.words[name] += item.words
                self._stories[name, item.story or ""] += item.story is not None
        for pair in pairs_of(members):
            self.shared[pair] += not set(pair) <= set(before)

    def strangers(self) -> list[Pair]:
        """The pairs that share no article yet, in their fair order."""
        return [p for p in self._pairs if not self.shared[p]]

    def familiar(self, name: str, members: Collection[str]) -> int:
        """How many articles ``name`` shares with ``members``, all together."""
        return sum(self.shared[min(name, m), max(name, m)] for m in members)

    def of_story(self, name: str, item: Item) -> int:
        """How many articles of an article's story ``name`` has."""
        return self._stories[name, item.story] if item.story is not None else 0

    def spread(self, words: int = 0, members: Collection[str] = ()) -> int:
        """By how much the most loaded is ahead of the least, had ``members`` another ``words`` words."""
        loads = [load + words * (name in members) for name, load in self.words.items()]
        return max(loads) - min(loads)

    def by_load(self, names: Collection[str]) -> list[str]:
        """The names, the least loaded first; equals in the order of the ledger."""
        return sorted((n for n in self.words if n in names), key=self.words.__getitem__)


def pairs_of(members: Collection[str]) -> list[Pair]:
    """The pairs among some people, each in alphabetical order."""
    return list(combinations(sorted(members), 2))
