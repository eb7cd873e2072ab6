"""What can be learned by heart: which words of labelled articles are names, cues and triggers."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from quoth.tagger.page import Page, Run, page
from quoth_eval.document import Attribution, Document, Span

Gram = tuple[str, ...]
Label = TypeVar("Label", bound=tuple[object, ...])


class Name(NamedTuple):
    """A mention of this type and level."""

    type: str | None
    level: str | None


class Cue(NamedTuple):
    """A cue; ``before`` is whether the content stands before it."""

    before: bool
    attitude: str | None
    stance: str | None
    modality: str | None


class Trigger(NamedTuple):
    """A trigger of this type of event."""

    type: str | None
    polarity: str | None
    modality: str | None


@dataclass(frozen=True)
class Lexicon:
    """The words that were labelled more often than not, each with its most frequent label.

    Names are as they are written, cues and triggers in lower case. ``sources`` are the types of mentions that
    were a source.
    """

    names: Mapping[Gram, Name]
    cues: Mapping[Gram, Cue]
    triggers: Mapping[Gram, Trigger]
    sources: frozenset[str | None]


def learn(documents: Iterable[Document]) -> Lexicon:
    """The lexicon of labelled documents; those without a text teach nothing."""
    read = [(page(d), d) for d in documents if d.text is not None]
    written, lower = [p.words for p, _ in read], [p.lower for p, _ in read]
    return Lexicon(
        _kept((pair for p, d in read for pair in _names(p, d)), written),
        _kept((pair for p, d in read for pair in _cues(p, d)), lower),
        _kept((pair for p, d in read for pair in _triggers(p, d)), lower),
        frozenset(kind for _, d in read for kind in _source_types(d)),
    )


def run_of(sheet: Page, span: Span) -> Run:
    """The tokens that a span touches."""
    first = bisect_right(sheet.tokens, span.start, key=lambda t: t.end)
    return Run(first, bisect_left(sheet.tokens, span.end, key=lambda t: t.start))


def _names(sheet: Page, document: Document) -> Iterator[tuple[Gram, Name]]:
    for m in document.mentions or ():
        yield _gram(sheet.words, run_of(sheet, m.span)), Name(m.type, m.level)


def _cues(sheet: Page, document: Document) -> Iterator[tuple[Gram, Cue]]:
    for a in document.attributions or ():
        if len(a.cue) == 1 and a.content:
            yield (
                _gram(sheet.lower, run_of(sheet, a.cue[0])),
                Cue(_content_first(a), a.attitude, a.stance, a.modality),
            )


def _content_first(attribution: Attribution) -> bool:
    return min(attribution.content) < attribution.cue[0]


def _triggers(sheet: Page, document: Document) -> Iterator[tuple[Gram, Trigger]]:
    for e in document.events or ():
        yield _gram(sheet.lower, run_of(sheet, e.span)), Trigger(e.type, e.polarity, e.modality)


def _source_types(document: Document) -> set[str | None]:
    types = {m.id: m.type for m in document.mentions or ()}
    return {types[i] for a in document.attributions or () for i in a.sources}


def _gram(words: Sequence[str], run: Run) -> Gram:
    return tuple(words[run.first : run.last])


def _kept(labelled: Iterable[tuple[Gram, Label]], texts: Sequence[Sequence[str]]) -> dict[Gram, Label]:
    """The words that have a label in most of their occurrences; of equal labels the one that sorts first."""
    labels: dict[Gram, Counter[Label]] = defaultdict(Counter)
    for gram, label in labelled:
        labels[gram][label] += 1
    seen = _occurrences(texts, labels.keys())
    return {
        gram: min(found, key=lambda label: (-found[label], str(label)))
        for gram, found in sorted(labels.items())
        if gram and 2 * found.total() > seen[gram]
    }


def _occurrences(texts: Sequence[Sequence[str]], grams: Iterable[Gram]) -> Counter[Gram]:
    wanted = set(grams)
    return Counter(
        gram
        for words in texts
        for size in sorted({len(g) for g in wanted})
        for at in range(len(words) - size + 1)
        if (gram := tuple(words[at : at + size])) in wanted
    )
