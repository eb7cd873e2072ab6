"""Articles from JSONL in the project's own document format, with or without annotations."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, TypeVar

import orjson

from quoth.importing.dates import checked
from quoth.importing.incoming import Given, Incoming, from_text, with_tokens
from quoth.importing.normalise import Traced, normalise, trace
from quoth.importing.sentences import sentences
from quoth_eval.corpus import Article
from quoth_eval.document import ANNOTATION_LAYERS, Attribution, Document, Event, Mention, Section, Span
from quoth_eval.errors import InputError
from quoth_eval.integrity import check, hash_of
from quoth_eval.serialize import parse

_STATED = ("title", "publisher", "published", "url", "language", "license")
_OURS = ("withheld", "split", "story", "genre")
_Placed = TypeVar("_Placed", Span, Section, Mention, Event)


def read_records(path: Path, given: Given) -> Iterator[Incoming]:
    """The articles of a JSONL file, one a line.

    A text that is not in the stored form is normalised, and its offsets move along.

    Raises:
        InputError: a broken line, a document that does not hold together, or one with neither text nor
            hash; it names file and line.
    """
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield read_record(line, f"{path}:{number}", given)


def read_record(line: bytes, place: str, given: Given) -> Incoming:
    """One line of such a file."""
    document = check(parse(line, place), place)
    stated = {name: getattr(document, name) for name in _STATED if getattr(document, name) is not None}
    stated |= _own_fields(orjson.loads(line), place) | given
    if "published" in stated:
        stated["published"] = checked(stated["published"])
    if document.text is None:
        return _withheld(document, place, stated)
    return _with_text(_normalised(document), place, stated)


def _own_fields(keys: dict[str, Any], place: str) -> Given:
    """The fields of an article that the document format does not have."""
    for name in _OURS:
        kind = bool if name == "withheld" else str
        if not isinstance(keys.get(name), kind | None):
            raise InputError(f"{place}: document {keys['id']}, field {name}: expected a {kind.__name__}")
    return {name: keys[name] for name in _OURS if keys.get(name) is not None}


def _withheld(document: Document, place: str, stated: Given) -> Incoming:
    if document.text_sha256 is None or not document.tokens:
        message = "has no text; an article needs it, or text_sha256 and tokens where it is withheld"
        raise InputError(f"{place}: document {document.id} {message}")
    layout = {f.name: getattr(document, f.name) for f in fields(Article) if hasattr(document, f.name)}
    article = Article(**{**layout, **stated, "withheld": True})
    return Incoming(place, article, None, {**stated, "withheld": True}, _annotated(document))


def _with_text(document: Document, place: str, stated: Given) -> Incoming:
    text = document.text or ""
    bare = from_text(place, document.id, text, stated)
    article = bare.article
    if document.sections:
        found = document.sentences or sentences(text, document.sections, article.language)
        article = replace(article, sections=document.sections, sentences=found)
    elif document.sentences:
        article = replace(article, sentences=document.sentences)
    notes = _notes(document, with_tokens(replace(article, withheld=True), text))
    article = with_tokens(article, text)
    return replace(bare, article=article, annotations=_annotated(document), notes=notes)


def _notes(document: Document, tokenized: Article) -> tuple[str, ...]:
    if document.tokens and document.tokens != tokenized.tokens:
        return ("its tokens were left out: the corpus has its own rule for them",)
    return ()


def _annotated(document: Document) -> Document | None:
    """The document, if it has any layer of annotations."""
    return document if any(getattr(document, layer) is not None for layer in ANNOTATION_LAYERS) else None


def _normalised(document: Document) -> Document:
    text = document.text or ""
    if normalise(text) == text:
        return document
    traced = trace(text)
    return replace(moved(document, traced), text=traced.text, text_sha256=hash_of(traced.text))


def moved(document: Document, traced: Traced) -> Document:
    """The document with every offset into the text that was given moved to the normalised one."""

    def one(item: _Placed) -> _Placed:
        span = traced.span(item.start, item.end)
        return replace(item, start=span.start, end=span.end)

    def every(items: Sequence[_Placed]) -> tuple[_Placed, ...]:
        return tuple(one(item) for item in items)

    def attribution(item: Attribution) -> Attribution:
        return replace(item, cue=every(item.cue), content=every(item.content))

    return replace(
        document,
        sections=every(document.sections),
        sentences=every(document.sentences),
        tokens=every(document.tokens),
        mentions=None if document.mentions is None else every(document.mentions),
        attributions=None
        if document.attributions is None
        else tuple(attribution(a) for a in document.attributions),
        events=None if document.events is None else every(document.events),
    )
