"""Attributions: cues with their source, content and addressee."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quoth.tagger.candidates import Candidate, Candidates
from quoth.tagger.lexicon import Cue, Lexicon
from quoth.tagger.page import Page, Run
from quoth.tagger.subjects import left_subject, right_subject

_OPENING, _CLOSING = "“‘\"'«„", "”’\"'»"
_HEADLINE_TAIL = 6
_LONGEST_SUBJECT = 8
_CONNECTIVES = frozenset({"meanwhile", "however", "but", "and", "yet"})


@dataclass(frozen=True, slots=True)
class Report:
    """One attribution in tokens."""

    cue: Run | None
    source: Candidate | None
    content: tuple[Run, ...]
    addressee: Candidate | None = None
    attitude: str = "assertion"
    stance: str = "affirms"
    modality: str = "asserted"


@dataclass(frozen=True, slots=True)
class _Sight:
    page: Page
    lexicon: Lexicon
    candidates: Candidates


def reports(page: Page, lexicon: Lexicon, candidates: Candidates) -> tuple[Report, ...]:
    """The attributions of a page, sentence by sentence."""
    sight = _Sight(page, lexicon, candidates)
    return tuple(r for sentence in page.sentences for r in _in_sentence(sight, sentence))


def _in_sentence(sight: _Sight, sentence: Run) -> Iterator[Report]:
    headline = _headline(sight, sentence)
    if headline is not None:
        yield headline
    at = sentence.first
    while at < sentence.last:
        report, after = _at(sight, sentence, at)
        if report is not None:
            yield report
        at = max(after, at + 1)


def _at(sight: _Sight, sentence: Run, at: int) -> tuple[Report | None, int]:
    """The attribution whose cue begins at a token, and where the cue ends."""
    cues, word = sight.lexicon.cues, sight.page.lower[at]
    for phrase in cues.declined.get(word, ()):
        if _matches(sight.page, at, sentence.last, phrase):
            source = left_subject(sight.page, sight.lexicon, sight.candidates, at, sentence.first)
            end = at + len(phrase)
            return Report(Run(at, end), source, (), attitude="declined"), end
    for phrase in cues.before.get(word, ()):
        if _matches(sight.page, at, sentence.last, phrase):
            return _phrase(sight, sentence, Run(at, at + len(phrase))), at + len(phrase)
    if word in cues.adverbs:
        content = _trimmed(sight.page, at + 1, _clause_end(sight, at + 1, sentence.last))
        return (Report(Run(at, at + 1), None, content) if content else None), at + 1
    if word in cues.verbs and sight.page.words[at].islower():
        return _verb(sight, sentence, at, cues.verbs[word]), at + 1
    return None, at + 1


def _headline(sight: _Sight, sentence: Run) -> Report | None:
    """ "Raid repelled: governor", in a line that ends without a stop."""
    page = sight.page
    if page.words[sentence.last - 1] in '.!?”"':
        return None
    for colon in range(sentence.last - 2, max(sentence.last - 2 - _HEADLINE_TAIL, sentence.first), -1):
        if page.words[colon] == ":" and not page.glued(colon):
            source = sight.candidates.ending(sentence.last - 1)
            content = _trimmed(page, sentence.first, colon)
            if source is not None and source.first <= colon + 2 and content:
                return Report(None, source, content)
    return None


def _phrase(sight: _Sight, sentence: Run, cue: Run) -> Report | None:
    """ "According to X, ..." and "..., according to X"."""
    page = sight.page
    source = right_subject(sight.candidates, cue.last, sentence.last)
    if cue.first == sentence.first:
        comma = next((i for i in range(cue.last, sentence.last) if page.words[i] == ","), None)
        content = () if comma is None else _trimmed(page, comma + 1, sentence.last)
    else:
        content = _before(sight, cue.first, sentence)
    return Report(cue, source, content) if content and source else None


def _verb(sight: _Sight, sentence: Run, at: int, cue: Cue) -> Report | None:
    page = sight.page
    source = left_subject(page, sight.lexicon, sight.candidates, at, sentence.first)
    last = at + 1
    if (tail := _tail(sight, sentence, at, source)) is not None:
        source, content = tail
        addressee = _addressee(sight, at, cue)
    else:
        start, addressee, marked = _content_start(sight, at, sentence.last, cue)
        if (cue.shy and not marked) or not (source or marked):
            return None
        content = _after(sight, start, sentence.last)
    if not content:
        return None
    before = page.lower[max(at - 3, sentence.first) : at]
    modality = "future" if {"will", "would"} & set(before) else "asserted"
    return Report(Run(at, last), source, content, addressee, cue.attitude, cue.stance, modality)


def _tail(
    sight: _Sight, sentence: Run, at: int, source: Candidate | None
) -> tuple[Candidate | None, tuple[Run, ...]] | None:
    """Source and content of "content, X said" and "content, said X", the content going on after it or not."""
    page = sight.page
    inverted = source is None
    holder = source or right_subject(sight.candidates, at + 1, sentence.last)
    if holder is None:
        return None
    first = at if inverted else _clause_start(sight, holder.first, sentence.first)
    if first <= sentence.first or page.words[first - 1] not in "," + _CLOSING:
        return None
    quoted = page.words[first - 1] in _CLOSING and page.quote_at(first - 1) is not None
    ended = at + 1 >= sentence.last or page.words[at + 1] in ".,;"
    content = _before(sight, first, sentence)
    if not content or not (ended or quoted or inverted):
        return None
    going_on = next((i for i in range(at + 1, sentence.last) if page.words[i] in _OPENING), None)
    further = None if going_on is None else page.quote_at(going_on)
    return holder, (*content, further) if quoted and further else content


def _clause_start(sight: _Sight, first: int, stop: int) -> int:
    """The first token of the subject whose head begins at ``first``: titles and determiners belong to it."""
    page, lexicon = sight.page, sight.lexicon
    verbs = lexicon.function.auxiliaries | lexicon.cues.verbs.keys()
    at = first
    while at > stop and first - at < _LONGEST_SUBJECT and page.words[at - 1] not in ",;:" + _CLOSING:
        at -= 1
        if page.lower[at] in verbs:
            return first
    return at


def _before(sight: _Sight, end: int, sentence: Run) -> tuple[Run, ...]:
    """The content before a reporting clause: the quotation that ends there, whole, or the sentence so far."""
    page = sight.page
    start = sentence.first
    quote = page.quote_at(end - 1) if end > 0 else None
    if quote is not None and quote.last == end and quote.first <= start:
        return (quote,)
    while start < end and (page.lower[start] in _CONNECTIVES or page.words[start] == ","):
        start += 1
    return _trimmed(page, start, end)


def _content_start(sight: _Sight, at: int, stop: int, cue: Cue) -> tuple[int, Candidate | None, bool]:
    """Where the content of a verb begins, its addressee, and whether "that", a colon or a mark opens it."""
    page, addressee = sight.page, _addressee(sight, at, cue)
    start = at + 1 if addressee is None else addressee.last
    for i in range(start, min(start + 9, stop)):
        if page.lower[i] == "that" or page.words[i] == ":":
            return i + 1, addressee, True
        if page.words[i] in _OPENING and page.quote_at(i) is not None:
            return i, addressee, True
        if page.words[i] in ",.;":
            break
    to = start < stop and page.lower[start] == "to" and cue.attitude in ("intention", "directive", "belief")
    return start, addressee, to


def _addressee(sight: _Sight, at: int, cue: Cue) -> Candidate | None:
    found = sight.candidates.beginning(at + 1) if cue.addressed else None
    return found if found is not None and found.type in ("PER", "ORG", "MEDIA") else None


def _after(sight: _Sight, start: int, stop: int) -> tuple[Run, ...]:
    """The content after a cue: a quotation that is all of it, even over sentences, or the clause."""
    page = sight.page
    quote = page.quote_at(start) if start < len(page.words) else None
    if quote is not None and quote.first < start:
        stop = min(stop, quote.last - 1)
    elif quote is not None and (quote.last >= stop or page.words[quote.last] in ".,;"):
        return (quote,)
    return _trimmed(page, start, _clause_end(sight, start, stop))


def _clause_end(sight: _Sight, start: int, stop: int) -> int:
    """Where a reporting tail (", X reported", ", according to X") begins, else the end."""
    page, cues = sight.page, sight.lexicon.cues
    for comma in range(start + 1, stop - 1):
        if page.words[comma] != "," or page.quote_at(comma) not in (None, page.quote_at(start)):
            continue
        if any(_matches(page, comma + 1, stop, p) for p in cues.before.get(page.lower[comma + 1], ())):
            return comma
        subject = sight.candidates.beginning(comma + 1)
        verb = comma + 1 if subject is None else subject.last
        if (
            verb < stop
            and page.lower[verb] in cues.verbs
            and (verb + 1 >= stop or page.words[verb + 1] in ".,")
        ):
            return comma
    return stop


def _trimmed(page: Page, first: int, last: int) -> tuple[Run, ...]:
    run = page.trim(first, last)
    return () if run is None else (run,)


def _matches(page: Page, at: int, stop: int, phrase: Sequence[str]) -> bool:
    return at + len(phrase) <= stop and page.lower[at : at + len(phrase)] == tuple(phrase)
