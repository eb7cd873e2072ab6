"""Texts of withheld articles, put back from the reader's own copies and never passed on.

A copy is the right one when, normalised as every text is, it has the hash that the article states. What the
corpus may not show, it cannot compare either: where a copy differs is told by the layout that is published,
its paragraphs, sentences and tokens.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from quoth.importing.names import slug
from quoth.importing.normalise import normalise, place_of, read_text
from quoth_eval.corpus import Article, Corpus
from quoth_eval.document import Span
from quoth_eval.errors import InputError
from quoth_eval.integrity import hash_of
from quoth_eval.tokens import tokenize

_CONTEXT = 5


@dataclass(frozen=True)
class Match:
    """A copy that is the text of a withheld article."""

    article: Article
    path: Path
    text: str


@dataclass(frozen=True)
class Refusal:
    """A copy that carries an article's id but not its text, and where it differs."""

    article: Article
    path: Path
    why: str


@dataclass(frozen=True)
class Hydration:
    """What a set of copies is good for."""

    matches: tuple[Match, ...]
    refusals: tuple[Refusal, ...]
    unused: tuple[Path, ...]


def compare(corpus: Corpus, paths: Iterable[Path]) -> Hydration:
    """Which of the copies belongs to which withheld article: by hash, else by a file name that is its id.

    Raises:
        InputError: a copy that cannot be read, or an article without a hash to go by.
    """
    withheld = {a.text_sha256: a for a in corpus.articles() if a.withheld}
    names = {a.id: a for a in withheld.values()}
    matches: dict[str, Match] = {}
    refusals: dict[str, Refusal] = {}
    unused: list[Path] = []
    for path in paths:
        text = _normalised(path)
        named = names.get(slug(path.stem))
        if (article := withheld.get(hash_of(text))) is not None:
            matches[article.id] = Match(article, path, text)
        elif named is not None:
            refusals[named.id] = Refusal(named, path, where_it_differs(named, text))
        else:
            unused.append(path)
    left = tuple(r for i, r in refusals.items() if i not in matches)
    return Hydration(tuple(matches.values()), left, tuple(unused))


def where_it_differs(article: Article, text: str) -> str:
    """The first place where the layout of a copy is not that of the article, in words.

    >>> one = Article("a", tokens=(Span(0, 4), Span(5, 9)))
    >>> where_it_differs(one, "They fled.")
    'line 1, column 10, after “They fled”: it should end here'
    """
    theirs, ours = tokenize(text), article.tokens
    at = next((i for i, pair in enumerate(zip(ours, theirs, strict=False)) if pair[0] != pair[1]), None)
    if at is not None:
        return _disagreement(text, ours[at], theirs[at])
    if len(theirs) > len(ours):
        return f"{_at(text, theirs[len(ours)].start)}: it should end here"
    if len(theirs) < len(ours):
        return f"it ends too early: {len(ours) - len(theirs)} words and marks are missing after its end"
    return f"all words and marks are where they should be, so it is a letter in some word{_lengths(article)}"


def copies(paths: Sequence[Path]) -> list[Path]:
    """The files named, and those in the folders named.

    Raises:
        InputError: a path that is not there.
    """
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise InputError(f"{path}: no such file or folder")
        inside = sorted(f for f in path.rglob("*") if f.is_file() and not f.name.startswith("."))
        found += inside if path.is_dir() else [path]
    return found


def _normalised(path: Path) -> str:
    raw = read_text(path)
    try:
        return normalise(raw)
    except InputError as error:
        raise InputError(f"{path}: {error}") from None


def _disagreement(text: str, ours: Span, theirs: Span) -> str:
    place = _at(text, theirs.start)
    found = f"the copy has “{theirs.of(text)}” at {theirs.start}:{theirs.end}"
    return f"{place}: {found}, the article a word or mark at {ours.start}:{ours.end}"


def _at(text: str, offset: int) -> str:
    """A place in the reader's copy, with the words of the copy that lead up to it."""
    words = text[:offset].split()[-_CONTEXT:]
    before = " ".join(["…"] * (len(text[:offset].split()) > len(words)) + words)
    return f"{place_of(text, offset)}, after “{before}”" if before else place_of(text, offset)


def _lengths(article: Article) -> str:
    return f" (the article has {article.length} characters)" if article.length else ""
