"""Whether one document holds together: ids, references, offsets, hash.

These are the checks without which a document has no clear meaning, so scoring needs them as much as
validation. What the annotation scheme allows is another matter, and not looked at here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from quoth_eval.document import Document, Span
from quoth_eval.errors import InputError

ID_PATTERN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
ID_RULE = "1 to 100 of A-Z a-z 0-9 . _ -, the first a letter or a digit"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: the ``rule`` it breaks, where, and what was expected.

    ``annotation`` is its kind and id (``mention m3``), or ``None`` for the document as a whole. ``spans``
    are the places in the text, as far as they are known.
    """

    rule: str
    document: str
    message: str
    annotation: str | None = None
    field: str | None = None
    spans: tuple[Span, ...] = ()

    def __str__(self) -> str:
        field = f"field {self.field}" if self.field else None
        place = ", ".join(p for p in (f"document {self.document}", self.annotation, field) if p)
        return f"{place}: {self.message}"


def valid_id(name: str) -> bool:
    """Whether ``name`` may be the id of a document or the name of an annotation set.

    >>> valid_id("wire-0001"), valid_id("../x"), valid_id("")
    (True, False, False)
    """
    return ID_PATTERN.fullmatch(name) is not None


def hash_of(text: str) -> str:
    """The SHA-256 of a text in UTF-8, as articles state it: 64 hexadecimal digits in lower case."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def check(document: Document, place: str = "", length: int | None = None) -> Document:
    """The same document, if it holds together.

    Args:
        document: any document, gold or predicted.
        place: where it was read (``pred.jsonl:17``), for the message.
        length: code points of the article where the document itself has no text.

    Raises:
        InputError: the first problem, and how many more there are.

    >>> check(Document("a")).id
    'a'
    """
    found = list(problems(document, length))
    if not found:
        return document
    more = f" (and {len(found) - 1} more problems)" if len(found) > 1 else ""
    raise InputError(f"{place}: {found[0]}{more}" if place else f"{found[0]}{more}")


def problems(document: Document, length: int | None = None) -> Iterator[Problem]:
    """Everything that keeps the document from having one clear meaning, in a fixed order."""
    yield from _bad_document_id(document)
    yield from _hash_mismatch(document)
    yield from _bad_spans(document, length)
    yield from _duplicate_ids(document)
    yield from _dangling(document)


def placed_spans(document: Document) -> Iterator[tuple[str | None, str, Span]]:
    """Every span of the document with the annotation it belongs to (or ``None``) and its field."""
    for field in ("sections", "sentences", "tokens"):
        for n, part in enumerate(getattr(document, field)):
            yield None, f"{field}[{n}]", Span(part.start, part.end)
    for m in document.mentions or ():
        yield f"mention {m.id}", "start", m.span
    for a in document.attributions or ():
        for field, spans in (("cue", a.cue), ("content", a.content)):
            for n, span in enumerate(spans):
                yield f"attribution {a.id}", f"{field}[{n}]", span
    for e in document.events or ():
        yield f"event {e.id}", "start", e.span


def _bad_document_id(document: Document) -> Iterator[Problem]:
    if not valid_id(document.id):
        yield Problem("bad-document-id", document.id, f"expected {ID_RULE}", field="id")


def _hash_mismatch(document: Document) -> Iterator[Problem]:
    if document.text is None or document.text_sha256 is None:
        return
    if (found := hash_of(document.text)) != document.text_sha256:
        message = (
            f"expected {document.text_sha256[:12]}…, the text has {found[:12]}…: it is not the same text"
        )
        yield Problem("hash-mismatch", document.id, message, field="text_sha256")


def _bad_spans(document: Document, length: int | None) -> Iterator[Problem]:
    size = length if document.text is None else len(document.text)
    for annotation, field, span in placed_spans(document):
        if span.end <= span.start:
            message = f"expected start < end, found {span.start} and {span.end}"
            yield Problem("empty-span", document.id, message, annotation, field, (span,))
        if span.start < 0 or (size is not None and span.end > size):
            limit = "" if size is None else f" and end <= {size}, the length of the text"
            message = f"expected start >= 0{limit}, found {span.start} and {span.end}"
            yield Problem("span-outside-text", document.id, message, annotation, field, (span,))


def _duplicate_ids(document: Document) -> Iterator[Problem]:
    layers = (
        ("mention", document.mentions),
        ("entity", document.entities),
        ("attribution", document.attributions),
        ("event", document.events),
    )
    for kind, items in layers:
        seen: set[str] = set()
        for item in items or ():
            if item.id in seen:
                yield Problem(
                    "duplicate-id", document.id, "expected an id of its own", f"{kind} {item.id}", "id"
                )
            seen.add(item.id)


def _dangling(document: Document) -> Iterator[Problem]:
    mentions = {m.id for m in document.mentions or ()}
    for rule, annotation, field, target, known in _references(document, mentions):
        if target not in known:
            what = "attribution" if field == "relays" else "entity" if field == "entity" else "mention"
            message = f"expected the id of {'an' if what != 'mention' else 'a'} {what}, found {target}"
            yield Problem(rule, document.id, message, annotation, field)


def _references(document: Document, mentions: set[str]) -> Iterator[tuple[str, str, str, str, set[str]]]:
    """Every reference: the rule it may break, the annotation, its field, the target, the known targets."""
    if document.entities is not None:
        entities = {e.id for e in document.entities}
        for m in document.mentions or ():
            if m.entity is not None:
                yield "dangling-entity", f"mention {m.id}", "entity", m.entity, entities
    attributions = {a.id for a in document.attributions or ()}
    for a in document.attributions or ():
        place = f"attribution {a.id}"
        yield from (("dangling-source", place, f"sources[{n}]", s, mentions) for n, s in enumerate(a.sources))
        yield from (
            ("dangling-addressee", place, f"addressees[{n}]", s, mentions) for n, s in enumerate(a.addressees)
        )
        if a.relays is not None:
            yield "dangling-relay", place, "relays", a.relays, attributions
    for e in document.events or ():
        for n, argument in enumerate(e.arguments):
            field = f"arguments[{n}].mention"
            yield "dangling-argument", f"event {e.id}", field, argument.mention, mentions
