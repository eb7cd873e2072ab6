"""Who says it: the candidate to the left or the right of a cue."""

from quoth.tagger.candidates import Candidate, Candidates
from quoth.tagger.lexicon import Lexicon
from quoth.tagger.page import Page

_HOLDERS = frozenset({"PER", "ORG", "MEDIA", "GPE", "DOC"})
_NAMING = frozenset({"ORG", "MEDIA", "PER"})
_INTO = frozenset({"of", "to", "for", "in", "at", "from", "with"})


def left_subject(
    page: Page, lexicon: Lexicon, candidates: Candidates, cue: int, stop: int
) -> Candidate | None:
    """The subject that ends before the cue, over auxiliaries, adverbs and an apposition.

    "X, an adviser to Y, told" and "X, who told": X. "The governor, X, said": X, as links go to the name.
    """
    at = before_auxiliaries(page, lexicon, cue, stop)
    if at > stop and page.lower[at] in ("who", "which"):
        at -= 1 + (page.words[at - 1] == ",")
    elif at >= stop and page.words[at] in ",)":
        return _before_apposition(page, candidates, at, stop)
    if at < stop:
        return None
    found = _holder(candidates.ending(at))
    return _name_within(candidates, found) or _phrase_head(page, candidates, found, stop)


def right_subject(candidates: Candidates, after: int, stop: int) -> Candidate | None:
    """The subject right after the cue ("said the mayor", "according to X"); a name in apposition wins."""
    found = _holder(candidates.beginning(after))
    if found is None or found.last > stop:
        return None
    if found.level == "NOM" and found.last < stop:
        name = candidates.beginning(found.last + (candidates.page.words[found.last] == ","))
        if name is not None and name.level == "NAM" and name.type == found.type:
            return name
    return found


def before_auxiliaries(page: Page, lexicon: Lexicon, cue: int, stop: int) -> int:
    """The last token before the cue that is no auxiliary or adverb; below ``stop`` if there is none."""
    at = cue - 1
    skipped = lexicon.function.auxiliaries | lexicon.function.adverbs
    while at >= stop and page.lower[at] in skipped:
        at -= 1
    return at


def _before_apposition(page: Page, candidates: Candidates, close: int, stop: int) -> Candidate | None:
    opening = close - 1
    mark = "(" if page.words[close] == ")" else ","
    while opening >= stop and page.words[opening] != mark:
        opening -= 1
    if opening <= stop:
        return None
    inside = candidates.beginning(opening + 1)
    if mark == "," and inside is not None and inside.level == "NAM" and inside.last == close:
        return _holder(inside)
    return _phrase_head(page, candidates, _holder(candidates.ending(opening - 1)), stop)


def _name_within(candidates: Candidates, found: Candidate | None) -> Candidate | None:
    """The name in "Reuters news agency": close apposition, where only the name is a mention."""
    if found is None or found.level != "NOM":
        return None
    inside = candidates.between(found.first, found.last)
    return next((c for c in inside if c.level == "NAM" and c.type in _NAMING and c.last < found.last), None)


def _phrase_head(page: Page, candidates: Candidates, found: Candidate | None, stop: int) -> Candidate | None:
    """The head of "an adviser to the president", where the last noun is not the one that speaks."""
    while found is not None:
        at = found.first - 1
        if at > stop and page.lower[at] in ("a", "an", "the"):
            at -= 1
        if at <= stop or page.lower[at] not in _INTO:
            return found
        outer = candidates.ending(at - 1)
        if outer is None or outer.type not in ("PER", "ORG", "MEDIA", "DOC") or outer.first < stop:
            return found
        found = outer
    return None


def _holder(candidate: Candidate | None) -> Candidate | None:
    return candidate if candidate is not None and candidate.type in _HOLDERS else None
