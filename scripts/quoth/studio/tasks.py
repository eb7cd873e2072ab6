"""An article as the data of a task."""

import re
from typing import Any

import orjson

from quoth_eval.corpus import Corpus
from quoth_eval.document import Document
from quoth_eval.errors import InputError
from quoth_eval.integrity import hash_of

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def article_to_label(corpus: Corpus, article_id: str) -> Document:
    """An article as labelling needs it: without tokens and sentences, which take most of the time to read.

    Raises:
        InputError: there is no such article, or its text is missing.
    """
    article = corpus.article(article_id)
    return Document(
        article.id,
        corpus.text(article),
        title=article.title,
        publisher=article.publisher,
        published=article.published,
        sections=article.sections,
    )


def task_data(document: Document) -> dict[str, Any]:
    """What a task shows of an article and what pull finds it again by.

    Raises:
        InputError: the article has no text here (it is withheld), or characters that no server stores.
    """
    if document.text is None:
        raise InputError(
            f"article {document.id} is withheld and its text is not here; run `quoth hydrate` first"
        )
    data = {
        "id": document.id,
        "title": document.title or document.id,
        "about": " · ".join(x for x in (document.publisher, _readable(document.published)) if x),
        "text": document.text,
        "text_sha256": hash_of(document.text),
    }
    refuse_unstorable(document.id, data)
    return data


def _readable(published: str | None) -> str | None:
    """The date, and the time where it was given.

    >>> _readable("2031-03-17T21:40:00+01:00"), _readable("2031-03-17")
    ('2031-03-17 21:40', '2031-03-17')
    """
    return None if published is None else published[:16].replace("T", " ")


def refuse_unstorable(document: str, value: Any) -> None:
    """Refuse NUL and lone surrogates anywhere in a value: one of them makes a whole project unreadable.

    Raises:
        InputError: there is one; it names the document and the field.
    """
    if _storable(value):
        return
    for path, text in _strings(value):
        if found := _UNSTORABLE.search(text):
            code = f"U+{ord(found[0]):04X} at {found.start()}"
            raise InputError(
                f"document {document}, {path}: {code} cannot be stored; remove it and import again"
            )


def _storable(value: Any) -> bool:
    """Whether a value surely can be stored, which its JSON tells a hundred times faster than its strings."""
    try:
        return b"\\u0000" not in orjson.dumps(value)
    except orjson.JSONEncodeError:
        return False


def _strings(value: Any, path: str = "") -> list[tuple[str, str]]:
    if isinstance(value, str):
        return [(path or "text", value)]
    if isinstance(value, dict):
        return [s for k, v in value.items() for s in _strings(v, f"{path}.{k}".lstrip("."))]
    if isinstance(value, list):
        return [s for n, v in enumerate(value) for s in _strings(v, f"{path}[{n}]")]
    return []
