"""Noun phrases with a listed head, pronouns, and calendar expressions."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from quoth.tagger.candidates import Candidate
from quoth.tagger.lexicon import Lexicon
from quoth.tagger.page import Page, Run

_LONGEST = 7
_INSTITUTIONS = frozenset({"ORG", "GPE", "MEDIA"})
_CLOCK = re.compile(r"\d{1,2}")


def noun_phrases(page: Page, lexicon: Lexicon, names: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Phrases from the first premodifier to a listed head; none right before a name ("agency Torpress")."""
    starts, ends = {n.first for n in names}, {n.last: n for n in names}
    named = {i for n in names for i in range(n.first, n.last)}
    found = []
    for sentence in page.sentences:
        for head in range(sentence.first, sentence.last):
            kind = lexicon.nouns.get(page.lower[head])
            if kind is None or head in named or not _is_head(page, lexicon, head, sentence, starts):
                continue
            first = _left_edge(page, lexicon, head, sentence.first, ends)
            found.append(Candidate(first, head + 1, kind, "NOM", page.lower[head]))
    return tuple(found)


def pronouns(page: Page, lexicon: Lexicon, names: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Personal and possessive pronouns; "it" has the type of the last institution or place that is named."""
    institutions = sorted(n for n in names if n.type in _INSTITUTIONS)
    starts = [n.first for n in institutions]
    found = []
    for i, word in enumerate(page.lower):
        if word not in lexicon.pronouns or page.words[i] == "US":
            continue
        kind, last = lexicon.pronouns[word], bisect_left(starts, i)
        if word in ("it", "its") and last:
            kind = institutions[last - 1].type
        found.append(Candidate(i, i + 1, kind, "PRO", word))
    return tuple(found)


def times(page: Page, lexicon: Lexicon) -> tuple[Candidate, ...]:
    """Dates, weekdays with their part of the day, clock times."""
    return tuple(
        Candidate(run.first, run.last, "TIME", "NAM", page.lower[run.last - 1])
        for sentence in page.sentences
        for run in _calendar(page, lexicon, sentence)
    )


def _is_head(page: Page, lexicon: Lexicon, head: int, sentence: Run, names: set[int]) -> bool:
    after = head + 1
    if after >= sentence.last or not page.near(head):
        return True
    if after in names or page.lower[after] in lexicon.nouns:
        return False
    return page.words[after][0].isupper() or not _compound(lexicon, page.lower[after])


def _compound(lexicon: Lexicon, word: str) -> bool:
    """Whether a lower-case word after a noun is a noun too: none of the listed others, no inflected verb."""
    known = word in lexicon.triggers or word in lexicon.cues.verbs or word in lexicon.pronouns
    return word.isalpha() and not (known or _closed(lexicon, word) or word.endswith(("ed", "ing", "s", "ly")))


def _closed(lexicon: Lexicon, word: str) -> bool:
    function = lexicon.function
    return (
        word in function.stop
        or word in function.auxiliaries
        or word in function.adverbs
        or word in function.verbs
    )


def _left_edge(page: Page, lexicon: Lexicon, head: int, stop: int, names: dict[int, Candidate]) -> int:
    first = head
    while first > stop and head - first < _LONGEST and page.near(first - 1):
        word = page.lower[first - 1]
        if (name := names.get(first)) is not None:
            first = name.first
        elif page.words[first - 1] == "-" and page.glued(first - 1) and first - 2 >= stop:
            first -= 2
        elif word == "s" and first - 2 > stop and page.words[first - 2] in "’'":
            owner = names.get(first - 2)
            return owner.first if owner else first
        elif _premodifies(lexicon, word, page.lower[first]) or (word == "," and _in_number(page, first - 1)):
            first -= 1
        else:
            break
    return first


def _in_number(page: Page, at: int) -> bool:
    """Whether a comma stands between digits ("200,000")."""
    return at > 0 and page.glued(at - 1) and page.glued(at) and page.lower[at - 1].isdigit()


def _premodifies(lexicon: Lexicon, word: str, after: str) -> bool:
    """A numeral, possessive or quantifier; where none of them is ``after`` it, also a possible adjective."""
    opening = lexicon.function.premodifiers
    if word in opening or word.isdigit():
        return True
    if after in opening or after.isdigit():
        return False
    trigger = lexicon.triggers.get(word)
    verb = trigger is not None and trigger.verb and not word.endswith("ed")
    known = verb or word in lexicon.cues.verbs or word in lexicon.pronouns
    return word.isalpha() and not (known or _closed(lexicon, word))


def _calendar(page: Page, lexicon: Lexicon, sentence: Run) -> Iterator[Run]:
    at = sentence.first
    while at < sentence.last:
        end = _calendar_end(page, lexicon, at, sentence.last)
        if end > at:
            yield Run(at, end)
        at = max(end, at + 1)


def _calendar_end(page: Page, lexicon: Lexicon, at: int, stop: int) -> int:
    """The end of the calendar expression that begins at a token; ``at`` itself if none does."""
    words, function = page.lower[at : min(at + 5, stop)], lexicon.function
    if page.words[at][0].isdigit():
        return at + _after_number(page, lexicon, at, words)
    if not page.words[at][0].isupper():
        return at
    if words[0] in function.weekdays:
        return at + 1 + (len(words) > 1 and words[1] in function.dayparts)
    if words[0] in function.months:
        dated = words[1:2] and _CLOCK.match(words[1])
        return at + _after_month(words) if dated or words[0] not in ("may", "march") else at
    return at


def _after_number(page: Page, lexicon: Lexicon, at: int, words: Sequence[str]) -> int:
    """Tokens of "17 March 2031", "04:20", "2031"."""
    if _CLOCK.fullmatch(words[0]) and len(words) > 1 and words[1] in lexicon.function.months:
        return 2 + (len(words) > 2 and _is_year(words[2]))
    if len(words) > 2 and words[1] == ":" and page.glued(at) and page.glued(at + 1):
        return 3 if _CLOCK.fullmatch(words[0]) and re.fullmatch(r"\d\d", words[2]) else 0
    return int(_is_year(words[0]) and words[0].startswith(("19", "20")))


def _after_month(words: Sequence[str]) -> int:
    """Tokens of "March 19, 2031", "May 19", "May 2031", "March"."""
    if len(words) > 3 and _CLOCK.fullmatch(words[1]) and words[2] == "," and _is_year(words[3]):
        return 4
    return 1 + (len(words) > 1 and (bool(_CLOCK.fullmatch(words[1])) or _is_year(words[1])))


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isascii() and word.isdigit()
