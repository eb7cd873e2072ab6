"""Names: runs of capitalised words, with a type voted for by their words and their surroundings."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from quoth.tagger.candidates import Candidate
from quoth.tagger.lexicon import Lexicon
from quoth.tagger.page import Page, Run
from quoth_eval.naming import is_adjective

_LINKS = {"of", "for", "de", "do", "da", "del", "von", "van", "al"}


def names(page: Page, lexicon: Lexicon) -> tuple[Candidate, ...]:
    """The names on a page; every occurrence of a surface has the type that its occurrences vote for."""
    inside = _capitalised_inside(page)
    runs = [run for sentence in page.sentences for run in _runs(page, lexicon, sentence, inside)]
    votes: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for run in runs:
        votes[page.words[run.first : run.last]].update(_votes(page, lexicon, run))
    types = {words: _winner(count) for words, count in votes.items()}
    last_names = {words[-1] for words, kind in types.items() if kind == "PER" and len(words) > 1}
    return tuple(_candidate(page, run, types, last_names) for run in runs)


def _candidate(page: Page, run: Run, types: dict[tuple[str, ...], str], last_names: set[str]) -> Candidate:
    words = page.words[run.first : run.last]
    kind = "PER" if len(words) == 1 and words[0] in last_names else types[words]
    return Candidate(run.first, run.last, kind, "NAM", words[-1].lower())


def _runs(page: Page, lexicon: Lexicon, sentence: Run, inside: frozenset[str]) -> Iterator[Run]:
    at = sentence.first
    while at < sentence.last:
        if not _is_name_word(page, lexicon, at):
            at += 1
            continue
        end = _extend(page, lexicon, at, sentence.last)
        first = _without_opening(page, lexicon, Run(at, end), sentence, inside)
        first = _without_titles(page, lexicon, first, end)
        if first < end:
            yield Run(first, end)
        at = end


def _is_name_word(page: Page, lexicon: Lexicon, at: int) -> bool:
    word, lower = page.words[at], page.lower[at]
    calendar = lower in lexicon.function.months or lower in lexicon.function.weekdays
    return word[0].isupper() and word != "I" and not (calendar and word[0].isupper())


def _extend(page: Page, lexicon: Lexicon, first: int, stop: int) -> int:
    """The end of the run of capitalised words that begins at ``first``, small words inside it included."""
    end = first + 1
    while end < stop and page.near(end - 1):
        if _is_name_word(page, lexicon, end):
            end += 1
        elif (jump := _linked(page, lexicon, first, end, stop)) > end:
            end = jump
        else:
            break
    return end


def _linked(page: Page, lexicon: Lexicon, first: int, at: int, stop: int) -> int:
    """The position after the next capitalised word if a link (of, for the, -) joins it; else ``at``."""
    after = at + 1
    if page.words[at] in "-’'" and page.glued(at - 1) and after < stop and page.glued(at):
        return after + 1 if _is_name_word(page, lexicon, after) else at
    if page.lower[at] not in _LINKS or page.words[at][0].isupper():
        return at
    if page.lower[at] in ("of", "for") and not _has_keyword(page, lexicon, first, min(at + 4, stop)):
        return at
    if after < stop and page.lower[after] == "the":
        after += 1
    return after + 1 if after < stop and _is_name_word(page, lexicon, after) else at


def _has_keyword(page: Page, lexicon: Lexicon, first: int, last: int) -> bool:
    return any(lexicon.names.keywords.get(w) in ("ORG", "FAC") for w in page.lower[first:last])


def _without_opening(page: Page, lexicon: Lexicon, run: Run, sentence: Run, inside: frozenset[str]) -> int:
    """Where a name begins once a word is left out that is capitalised only because a sentence begins."""
    opening = run.first == sentence.first or page.words[run.first - 1] in "“‘\"':—–("
    if not opening:
        return run.first
    if (
        page.lower[run.first] in lexicon.function.stop
        or page.lower[run.first] in lexicon.function.premodifiers
    ):
        return run.first + 1
    alone = run.last == run.first + 1
    known = page.words[run.first] in inside or page.words[run.first] in lexicon.names.gazetteer
    acronym = page.words[run.first].isupper() and len(page.words[run.first]) > 1
    return run.first + (alone and not known and not acronym)


def _without_titles(page: Page, lexicon: Lexicon, first: int, end: int) -> int:
    """Where the person's name begins; a run that is nothing but a title is no name."""
    at = first
    while at < end and page.lower[at] in lexicon.names.titles:
        at += 1
    if at == first or page.lower[at - 1] in lexicon.names.only_before:
        return first
    return at


def _capitalised_inside(page: Page) -> frozenset[str]:
    """The words that are capitalised somewhere inside a sentence, where grammar does not ask for it."""
    openings = {s.first for s in page.sentences}
    return frozenset(
        word
        for i, word in enumerate(page.words)
        if word[0].isupper() and i not in openings and page.words[i - 1] not in "“‘\"':"
    )


def _votes(page: Page, lexicon: Lexicon, run: Run) -> Counter[str]:
    words, lower = page.words[run.first : run.last], page.lower[run.first : run.last]
    before = page.lower[run.first - 1] if run.first else ""
    after = page.lower[run.last] if run.last < len(page.lower) else ""
    if known := lexicon.names.gazetteer.get(" ".join(words)):
        return Counter({known: 100})
    if before in lexicon.names.titles and page.words[run.first - 1][0].isupper():
        return Counter(PER=50)
    for word in reversed(lower):
        if word in lexicon.names.keywords:
            return Counter({lexicon.names.keywords[word]: 20})
    if is_adjective(words[-1]) and len(words) == 1:
        return Counter(GPE=20)
    if len(words) == 1 and words[0].isupper() and len(words[0]) > 1:
        return Counter(ORG=10)
    return _votes_by_context(lexicon, len(words), before, after)


def _votes_by_context(lexicon: Lexicon, length: int, before: str, after: str) -> Counter[str]:
    if before in ("in", "near", "at") or (before in lexicon.function.locative and length == 1):
        return Counter(GPE=4)
    if length > 1:
        return Counter(PER=3)
    if before in lexicon.nouns and lexicon.nouns[before] == "PER":
        return Counter(PER=3)
    if after in lexicon.cues.verbs:
        return Counter(PER=2)
    return Counter(GPE=1)


def _winner(votes: Counter[str]) -> str:
    return min(votes, key=lambda kind: (-votes[kind], kind))
