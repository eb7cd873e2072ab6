"""Annotations as the corpus keeps them: one annotation a line, in canonical order, easy to read in a diff.

A line holds ``kind`` (mention, entity, attribution, event), the fields of the format in their order and,
last, the surface under ``text``: the words of a mention or trigger, and for an attribution those of the cue,
an arrow and those of the content, fragments joined by an ellipsis (``said → two men … had left``). It is
there to be read; the offsets count.

An empty file means that there is nothing to annotate. Where some layers were *not annotated*, a first line
``{"kind": "layers", "annotated": ["mentions", "entities"]}`` lists those that were.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cache
from typing import TYPE_CHECKING, Any

import orjson

from quoth_eval.document import ANNOTATION_LAYERS, Attribution, Document, Entity, Event, Mention, Span
from quoth_eval.errors import InputError

if TYPE_CHECKING:
    from pydantic import TypeAdapter, ValidationError

Annotation = Mention | Entity | Attribution | Event

KINDS: dict[str, tuple[str, type[Annotation]]] = {
    "mention": ("mentions", Mention),
    "entity": ("entities", Entity),
    "attribution": ("attributions", Attribution),
    "event": ("events", Event),
}

_FIELDS = {kind: tuple(f.name for f in fields(cls)) for kind, (_, cls) in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Line:
    """One annotation as it was read: its ``kind``, the surface that the file states, the line number."""

    kind: str
    annotation: Annotation
    surface: str | None
    number: int


@dataclass(frozen=True, slots=True)
class Annotations:
    """What one file holds: its lines in their order and the layers that were annotated."""

    lines: tuple[Line, ...] = ()
    annotated: tuple[str, ...] = field(default=ANNOTATION_LAYERS)

    def onto(self, document: Document) -> Document:
        """The document with these annotations in place of its own."""
        layers: dict[str, Any] = dict.fromkeys(ANNOTATION_LAYERS)
        for kind, (layer, _) in KINDS.items():
            if layer in self.annotated:
                layers[layer] = tuple(x.annotation for x in self.lines if x.kind == kind)
        return replace(document, **layers)


def surface(annotation: Annotation, text: str) -> str | None:
    """The words that a line shows under ``text``; none for an entity.

    >>> words = Attribution("a1", cue=(Span(14, 18),), content=(Span(0, 13), Span(24, 36)))
    >>> surface(words, "“We held on,” said she, “until ten.”")
    'said → “We held on,” … “until ten.”'
    """
    match annotation:
        case Entity():
            return None
        case Attribution():
            return f"{_joined(annotation.cue, text)} → {_joined(annotation.content, text)}".strip()
        case _:
            return annotation.span.of(text)


def format_lines(document: Document) -> bytes:
    """The file of a document's annotations: the same annotations always give the same bytes.

    A document without text (that of a withheld article) gets no surfaces.
    """
    text = document.text
    whole = document.canonical()
    lines = [*_layers_line(whole)]
    for kind, (layer, _) in KINDS.items():
        lines += [_line(kind, item, text) for item in getattr(whole, layer) or ()]
    return b"".join(orjson.dumps(line) + b"\n" for line in lines)


def parse_lines(data: bytes, place: str) -> Annotations:
    """What a file of annotations holds; only its form is checked.

    Raises:
        InputError: a broken line, an unknown kind, a wrong type; it names ``place`` and the line.
    """
    lines = tuple(_parsed(data, place))
    return Annotations(lines, _annotated(data, place))


def _joined(spans: Sequence[Span], text: str) -> str:
    return " … ".join(s.of(text) for s in sorted(spans))


def _layers_line(document: Document) -> Iterator[dict[str, Any]]:
    present = [layer for layer in ANNOTATION_LAYERS if getattr(document, layer) is not None]
    if len(present) < len(ANNOTATION_LAYERS):
        yield {"kind": "layers", "annotated": present}


def _line(kind: str, annotation: Annotation, text: str | None) -> dict[str, Any]:
    words = None if text is None else surface(annotation, text)
    own = {name: getattr(annotation, name) for name in _FIELDS[kind]}
    return {"kind": kind, **own} | ({} if words is None else {"text": words})


def _parsed(data: bytes, place: str) -> Iterator[Line]:
    for number, raw in enumerate(data.split(b"\n"), start=1):
        if raw.strip():
            where = f"{place}:{number}"
            keys = _keys(raw, where)
            if keys["kind"] != "layers":
                yield Line(keys["kind"], _annotation(raw, keys, where), _surface(keys, where), number)


def _keys(raw: bytes, where: str) -> dict[str, Any]:
    try:
        keys = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise InputError(f"{where}: no valid JSON: {error}") from None
    kind = keys.get("kind") if isinstance(keys, dict) else None
    if not isinstance(keys, dict) or kind not in (*KINDS, "layers"):
        raise InputError(f'{where}: expected a JSON object with "kind" one of {", ".join(KINDS)}')
    return keys


def _annotation(raw: bytes, keys: dict[str, Any], where: str) -> Annotation:
    from pydantic import ValidationError

    try:
        return _adapter(keys["kind"]).validate_json(raw, strict=True)
    except ValidationError as error:
        raise InputError(f"{where}: {_explained(error, keys)}") from None


def _explained(error: "ValidationError", keys: dict[str, Any]) -> str:
    first = error.errors(include_url=False)[0]
    path = "".join(f"[{k}]" if isinstance(k, int) else f".{k}" for k in first["loc"]).lstrip(".")
    message = first["msg"].replace("Input should be", "expected").replace("Field required", "missing")
    return f"{keys['kind']} {keys.get('id', '?')}, field {path}: {message}"


def _surface(keys: dict[str, Any], where: str) -> str | None:
    words = keys.get("text")
    if words is None or isinstance(words, str):
        return words
    raise InputError(f"{where}: {keys['kind']} {keys.get('id', '?')}, field text: expected a valid string")


def _annotated(data: bytes, place: str) -> tuple[str, ...]:
    first = data.split(b"\n", 1)[0]
    keys = _keys(first, f"{place}:1") if first.strip() else {}
    if keys.get("kind") != "layers":
        return ANNOTATION_LAYERS
    named = keys.get("annotated")
    if not isinstance(named, list) or any(layer not in ANNOTATION_LAYERS for layer in named):
        raise InputError(f'{place}:1: expected "annotated" to list some of {", ".join(ANNOTATION_LAYERS)}')
    return tuple(layer for layer in ANNOTATION_LAYERS if layer in named)


@cache
def _adapter(kind: str) -> "TypeAdapter[Annotation]":
    from pydantic import TypeAdapter

    return TypeAdapter(KINDS[kind][1])
