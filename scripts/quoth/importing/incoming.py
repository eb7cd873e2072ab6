"""What the readers of all formats hand over: one article, its text, and perhaps its annotations."""

from dataclasses import dataclass, field, replace
from typing import Any

from quoth.importing import dates
from quoth.importing.paragraphs import Paragraph, paragraphs
from quoth.importing.sections import sections
from quoth.importing.sentences import sentences
from quoth_eval.corpus import Article
from quoth_eval.document import Document, Section
from quoth_eval.integrity import hash_of
from quoth_eval.tokens import tokenize

Given = dict[str, Any]
"""Fields of an article that somebody stated (an option, a record), against those found in the text."""


@dataclass(frozen=True)
class Incoming:
    """One article as it comes in. ``text`` is ``None`` where the corpus that it comes from withheld it."""

    place: str
    article: Article
    text: str | None
    given: Given = field(default_factory=dict)
    annotations: Document | None = None
    notes: tuple[str, ...] = ()


def from_text(place: str, article_id: str, text: str, given: Given, found: Given | None = None) -> Incoming:
    """An article from its normalised text, everything else recognised in it.

    Args:
        place: the file it comes from, for messages.
        article_id: its id.
        text: as :func:`quoth.importing.normalise.normalise` gives it.
        given: what was stated; it wins over what is ``found`` elsewhere (in a page's head), and that over
            what the text shows.
        found: see ``given``.
    """
    layout = sections(paragraphs(text))
    return laid_out(place, article_id, text, layout, {**_shown(text, layout), **(found or {})} | given, given)


def laid_out(
    place: str, article_id: str, text: str, layout: tuple[Section, ...], fields: Given, given: Given
) -> Incoming:
    """An article whose sections are known."""
    article = Article(
        id=article_id,
        **fields,
        text_sha256=hash_of(text),
        sections=layout,
        sentences=sentences(text, layout, fields.get("language")),
    )
    return Incoming(place, with_tokens(article, text), text, given)


def with_tokens(article: Article, text: str | None) -> Article:
    """The article with tokens where its text is withheld, without them elsewhere."""
    if not article.withheld:
        return replace(article, tokens=())
    return article if text is None else replace(article, tokens=tokenize(text))


def _shown(text: str, layout: tuple[Section, ...]) -> Given:
    """What the text itself shows: its headline and its date."""
    words = [(s.kind, Paragraph(s.start, s.end, text[s.start : s.end], 0)) for s in layout]
    title = next((p.text.replace("\n", " ") for kind, p in words if kind == "headline"), None)
    lines = (dates.from_line(p.text) for kind, p in words if kind == "dateline")
    openings = (dates.from_opening(p.text) for kind, p in words if kind in ("lead", "body"))
    published = next((d for d in lines if d), None) or next(openings, None)
    return {"title": title, "published": published, "language": "en"}
