"""Events: triggers from the lexicon, arguments by side, preposition and type."""

from collections.abc import Iterator
from dataclasses import dataclass

from quoth import schema
from quoth.tagger.candidates import Candidate, Candidates
from quoth.tagger.lexicon import Lexicon, Trigger
from quoth.tagger.page import Page, Run

_REACH = 12
_PASSIVE = frozenset({"was", "were", "been", "being", "be", "is", "are"})
_PREPOSITIONS = {
    "in": ("place",),
    "near": ("place",),
    "at": ("place",),
    "by": ("agent",),
    "against": ("patient", "opponent"),
    "from": ("origin",),
    "to": ("destination", "recipient"),
    "into": ("destination",),
    "of": ("patient", "agent"),
    "on": ("patient", "destination", "place"),
    "with": ("opponent", "instrument", "agent"),
    "between": ("agent",),
}
_DETERMINERS = frozenset({"a", "an", "the"})


@dataclass(frozen=True, slots=True)
class Happening:
    """One event in tokens: its trigger and who fills which role."""

    token: int
    trigger: Trigger
    polarity: str
    modality: str
    arguments: tuple[tuple[str, Candidate], ...]


def happenings(page: Page, lexicon: Lexicon, candidates: Candidates) -> tuple[Happening, ...]:
    """The events of a page; no trigger inside a name."""
    named = {i for c in candidates.all if c.level == "NAM" for i in range(c.first, c.last)}
    return tuple(
        _happening(page, lexicon, candidates, sentence, at)
        for sentence in page.sentences
        for at in range(sentence.first, sentence.last)
        if page.lower[at] in lexicon.triggers
        and at not in named
        and not _is_modifier(page, lexicon, at, sentence)
    )


def _is_modifier(page: Page, lexicon: Lexicon, at: int, sentence: Run) -> bool:
    """A noun right before a noun that heads a mention ("war bloggers", "trial judge")."""
    after = at + 1
    return (
        not lexicon.triggers[page.lower[at]].verb
        and after < sentence.last
        and page.lower[after] in lexicon.nouns
    )


def _happening(page: Page, lexicon: Lexicon, candidates: Candidates, sentence: Run, at: int) -> Happening:
    trigger = lexicon.triggers[page.lower[at]]
    arguments: dict[str, Candidate] = {}
    for role, candidate in _fillers(page, candidates, sentence, at, trigger):
        if role not in arguments and candidate not in arguments.values():
            arguments[role] = candidate
    before = frozenset(page.lower[max(at - 5, sentence.first) : at])
    function = lexicon.function
    return Happening(
        at,
        trigger,
        "negative" if before & function.negations else "positive",
        _modality(lexicon, before),
        tuple(sorted(arguments.items())),
    )


def _modality(lexicon: Lexicon, before: frozenset[str]) -> str:
    for name in ("possible", "future", "hypothetical"):
        if before & getattr(lexicon.function, name):
            return name
    return "asserted"


def _fillers(
    page: Page, candidates: Candidates, sentence: Run, at: int, trigger: Trigger
) -> Iterator[tuple[str, Candidate]]:
    """Roles with fillers that the schema allows, the surest first."""
    takes = {role: frozenset(r.fillers) for role, r in schema.load().roles_of(trigger.type).items()}
    right = candidates.between(at + 1, min(at + 1 + _REACH, sentence.last))
    left = candidates.between(max(at - _REACH, sentence.first), at)
    if not trigger.verb:
        left = [c for c in left if c.last == at]
    for candidate in right:
        yield from (
            (role, candidate) for role in _by_preposition(page, candidate) if _fits(takes, role, candidate)
        )
    for role, side in _sides(page, trigger, left[::-1], right, sentence.first, at):
        nearest = next((c for c in side if _fits(takes, role, c) and not _by_preposition(page, c)), None)
        if nearest is not None:
            yield role, nearest
    time = next((c for c in right + left[::-1] if c.type == "TIME"), None)
    if time is not None:
        yield "time", time


def _sides(
    page: Page, trigger: Trigger, left: list[Candidate], right: list[Candidate], start: int, at: int
) -> list[tuple[str, list[Candidate]]]:
    """Where a role is looked for when no preposition tells it: by voice, beside a noun on its left."""
    if not trigger.verb:
        return [("agent", left), ("patient", left)]
    if _PASSIVE & set(page.lower[max(at - 3, start) : at]):
        return [("patient", left)]
    return [("agent", left), ("patient", right)]


def _by_preposition(page: Page, candidate: Candidate) -> tuple[str, ...]:
    at = candidate.first - 1
    if at >= 0 and page.lower[at] in _DETERMINERS:
        at -= 1
    return _PREPOSITIONS.get(page.lower[at], ()) if at >= 0 else ()


def _fits(takes: dict[str, frozenset[str]], role: str, candidate: Candidate) -> bool:
    return candidate.type in takes.get(role, ())
