"""Articles from saved web pages: trafilatura finds the story and what the page says about it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from quoth.importing.dates import checked
from quoth.importing.incoming import Given, Incoming, from_text
from quoth.importing.normalise import normalise
from quoth_eval.errors import InputError

_DATES = (
    "//meta[@property='article:published_time' or @itemprop='datePublished']/@content",
    "//time[@itemprop='datePublished' or @pubdate]/@datetime",
)


def read_html(path: Path, article_id: str, given: Given) -> Incoming:
    """The article of a saved page: headline, paragraphs and subheadings, without menus and comments.

    Raises:
        InputError: trafilatura is not installed, or the page holds no article.
    """
    data = _read(path)
    page = _extracted(data, path)
    text = normalise("\n\n".join(_parts(page)))
    if not text:
        raise InputError(f"{path}: no article found in this page; save its text as a .txt file instead")
    return from_text(str(path), article_id, text, given, dict(_found(page)) | dict(_published(data, page)))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None


def _extracted(data: bytes, path: Path) -> Any:
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
    """What the page's head says."""
    fields = {"title": page.title, "publisher": page.sitename, "url": page.url, "language": page.language}
    yield from ((name, value) for name, value in fields.items() if value)


def _published(data: bytes, page: Any) -> Iterator[tuple[str, str]]:
    """When: what the head says to the minute, else the day that trafilatura makes out."""
    from trafilatura import load_html

    tree = load_html(data)
    stated = [] if tree is None else [value for path in _DATES for value in tree.xpath(path)]
    for value in (*stated, page.date):
        try:
            yield "published", checked(value or "")
        except InputError:
            continue
        return
