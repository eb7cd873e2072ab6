"""Writing a corpus folder. A file is either as it was or as it should be, never something in between."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from quoth_eval.annotation_lines import format_lines
from quoth_eval.assignment import Assignment, assignment_lines, parse_assignments
from quoth_eval.corpus import Article, Corpus, article_line
from quoth_eval.document import ANNOTATION_LAYERS, Document
from quoth_eval.errors import InputError
from quoth_eval.integrity import ID_RULE, check, valid_id


def write_atomic(path: Path, data: bytes, mode: int = 0o666) -> bool:
    """Write a file through a temporary one beside it that takes its place; whether anything changed.

    A file that has these bytes already is left alone. A crash leaves the old file. ``mode`` are the rights of
    a new file, less what the user's mask holds back.
    """
    try:
        if path.exists() and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data, mode)
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror}") from None
    return True


def write_articles(root: Path, items: Iterable[tuple[Article, str | None]]) -> bool:
    """Add articles to the corpus or replace those with their ids; whether anything changed.

    The texts are written first, the list of articles once, after them. The text of a withheld article goes
    where only the reader's own copies are; it may be ``None``.

    Raises:
        InputError: an id that cannot be a file name or differs from another only in case.
    """
    known = {a.id: a for a in Corpus(root).articles()}
    taken = {i.lower(): i for i in known}
    changed = False
    for article, text in items:
        _refuse_bad_id(article.id, taken)
        known[article.id] = article
        changed |= _write_text(root, article, text)
    lines = b"".join(article_line(known[i]) for i in sorted(known))
    return write_atomic(root / "articles.jsonl", lines) or changed


def write_annotations(corpus: Corpus, set_name: str, document: Document) -> bool:
    """Write what a set says of one article (every layer that is not ``None``); whether anything changed.

    The surface strings are slices of the corpus's own text; those of a withheld article stay out.

    Raises:
        InputError: an unknown article, a bad name, or a document that does not hold together.
    """
    file = corpus.set_file(set_name, document.id)
    article = corpus.article(document.id)
    return write_atomic(file, annotation_bytes(article, corpus.text(article), document))


def annotation_bytes(article: Article, text: str | None, document: Document) -> bytes:
    """What the file of an article's annotations would hold: those of ``document``, surfaces from ``text``.

    Raises:
        InputError: the document does not hold together.
    """
    layers = {layer: getattr(document, layer) for layer in ANNOTATION_LAYERS}
    whole = Document(article.id, None if article.withheld else text, **layers)
    return format_lines(check(whole, length=article.length))


def write_assignments(corpus: Corpus, assignments: Iterable[Assignment]) -> bool:
    """Write who labels which article, in place of what was written before; whether anything changed.

    Raises:
        InputError: what could not be read again: an unknown or doubled article, a bad name.
    """
    data = assignment_lines(assignments)
    parse_assignments(data, str(corpus.assignments_file), {a.id for a in corpus.articles()})
    return write_atomic(corpus.assignments_file, data)


def write_hydrated(root: Path, article: Article, text: str) -> bool:
    """Keep the reader's own copy of a withheld text where git does not look; whether anything changed."""
    write_atomic(root / "hydrated" / ".gitignore", b"# Texts that may not be passed on.\n*\n")
    return write_atomic(Corpus(root).text_file(article), text.encode())


def _write_text(root: Path, article: Article, text: str | None) -> bool:
    if article.withheld:
        (root / "text" / f"{article.id}.txt").unlink(missing_ok=True)
        return text is not None and write_hydrated(root, article, text)
    if text is None:
        raise InputError(f"article {article.id} has no text; import it with --withheld, or with its text")
    return write_atomic(Corpus(root).text_file(article), text.encode())


def _refuse_bad_id(article_id: str, taken: dict[str, str]) -> None:
    if not valid_id(article_id):
        raise InputError(f"{article_id!r} cannot be an article's id: expected {ID_RULE}")
    other = taken.setdefault(article_id.lower(), article_id)
    if other != article_id:
        raise InputError(f"article {article_id}: the id differs from {other} only in case; choose another")


def _replace(path: Path, data: bytes, mode: int) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _permit(name, mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _permit(name: str, mode: int) -> None:
    """Give the file the rights that an ordinary new one would have, which ``mkstemp`` holds back."""
    mask = os.umask(0)
    os.umask(mask)
    Path(name).chmod(mode & ~mask)
