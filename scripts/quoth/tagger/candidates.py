"""What may become a mention: names, noun phrases, pronouns, times."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from quoth.tagger.page import Page


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """A run of tokens with a type and a level; ``head`` is its last word in lower case."""

    first: int
    last: int
    type: str
    level: str
    head: str


@dataclass(frozen=True)
class Candidates:
    """The candidates of a page, found by where they begin and end."""

    page: Page
    all: tuple[Candidate, ...]

    def ending(self, token: int) -> Candidate | None:
        """The longest candidate whose last token is ``token``."""
        return min(self._ending.get(token + 1, ()), key=lambda c: c.first, default=None)

    def beginning(self, token: int) -> Candidate | None:
        """The longest candidate whose first token is ``token``, a determiner before it skipped."""
        if token < len(self.page.lower) and self.page.lower[token] in ("a", "an", "the"):
            token += 1
        return max(self._beginning.get(token, ()), key=lambda c: c.last, default=None)

    def between(self, first: int, last: int) -> list[Candidate]:
        """The candidates that lie in a run of tokens, in text order."""
        return [c for i in range(first, last) for c in self._beginning.get(i, ()) if c.last <= last]

    @cached_property
    def _ending(self) -> dict[int, list[Candidate]]:
        return _grouped(self.all, "last")

    @cached_property
    def _beginning(self) -> dict[int, list[Candidate]]:
        return _grouped(self.all, "first")


def _grouped(candidates: Iterable[Candidate], end: str) -> dict[int, list[Candidate]]:
    groups: dict[int, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        groups[getattr(candidate, end)].append(candidate)
    return groups
