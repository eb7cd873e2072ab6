"""Articles from saved web pages: trafilatura finds the story and what the page says about it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from quoth.importing.dates import checked
from quoth.importing.incoming import Given, Incoming, from_text
from quoth.importing.normalise import normalise
from quoth_eval.errors import InputError


def read_html(path: Path, article_id: str, given: Given) -> Incoming:
    """The article of a saved page: headline, paragraphs and subheadings, without menus and comments.

    Raises:
        InputError: trafilatura is not installed, or the page holds no article.
    """
    page = _extracted(path)
    text = normalise("\n\n".join(_parts(page)))
    if not text:
        raise InputError(f"{path}: no article found in this page; save its text as a .txt file instead")
    return from_text(str(path), article_id, text, given, dict(_found(page)))


def _extracted(path: Path) -> Any:
    try:
        from trafilatura import bare_extraction
    except ImportError:
        raise InputError("reading HTML needs trafilatura: pip install 'quoth[html]'") from None
    page = bare_extraction(
        path.read_bytes(), with_metadata=True, include_comments=False, include_tables=False
    )
    if page is None or isinstance(page, dict) or page.body is None:
        raise InputError(f"{path}: no article found in this page; save its text as a .txt file instead")
    return page


def _parts(page: Any) -> Iterator[str]:
    """The headline, unless the story begins with it, and each paragraph or subheading."""
    story = [words for part in page.body.iter("head", "p", "item", "quote") if (words := _words(part))]
    title = _one_line(page.title or "")
    if title and (not story or story[0] != title):
        yield title
    yield from story


def _words(part: Any) -> str:
    """The words of an element, unless they belong to one inside it that is a paragraph itself."""
    if part.find(".//p") is not None or part.find(".//item") is not None:
        return ""
    return _one_line("".join(part.itertext()))


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _found(page: Any) -> Iterator[tuple[str, str]]:
    """What the page's head says; a date that is not ISO 8601 is passed over."""
    fields = {"title": page.title, "publisher": page.sitename, "url": page.url, "language": page.language}
    yield from ((name, value) for name, value in fields.items() if value)
    if page.date:
        try:
            yield "published", checked(page.date)
        except InputError:
            return
