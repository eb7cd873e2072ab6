"""Documents to and from JSON, one document a line; equal documents give equal bytes."""

from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Any

import orjson

from quoth_eval.document import ANNOTATION_LAYERS, Document
from quoth_eval.errors import InputError

if TYPE_CHECKING:
    from pydantic import TypeAdapter, ValidationError


def parse(line: bytes | str, place: str = "") -> Document:
    """The document that one line of JSON holds; unknown keys are ignored.

    Only the form is checked here (types, required fields); :mod:`quoth_eval.integrity` checks the rest.

    Raises:
        InputError: no JSON, or a wrong type; it names ``place``, the document, the annotation and the field.

    >>> parse('{"id": "a", "mentions": [{"id": "m1", "start": 0, "end": 4}]}').mentions
    (Mention(id='m1', start=0, end=4, type=None, level=None, entity=None),)
    """
    from pydantic import ValidationError

    try:
        return _adapter().validate_json(line, strict=True)
    except ValidationError as error:
        raise InputError(_explain(error, line, place)) from None


def record(document: Document) -> dict[str, Any]:
    """The document as the JSON object of the format, in canonical order, without layers not annotated."""
    whole = asdict(document.canonical())
    return {k: v for k, v in whole.items() if not (k in ANNOTATION_LAYERS and v is None)}


def dumps(document: Document) -> bytes:
    """The canonical JSON line of a document, without a line end: UTF-8, no spaces, fixed keys and order."""
    return orjson.dumps(record(document))


def locate(keys: tuple[int | str, ...], whole: Any) -> str:
    """A place inside a document in words: ``mention m3, field start``.

    >>> locate(("mentions", 1, "start"), {"id": "d", "mentions": [{}, {"id": "m9"}]})
    'document d, mention m9, field start'
    """
    words = [f"document {whole['id']}"] if isinstance(whole, Mapping) and "id" in whole else []
    match keys:
        case (str(layer), int(at), *rest) if layer in ANNOTATION_LAYERS:
            words.append(f"{_SINGULAR[layer]} {_name(whole, layer, at)}")
            words += [f"field {_path(rest)}"] if rest else []
        case (_, *_):
            words.append(f"field {_path(keys)}")
    return ", ".join(words)


_SINGULAR = {"mentions": "mention", "entities": "entity", "attributions": "attribution", "events": "event"}


@cache
def _adapter() -> "TypeAdapter[Document]":
    from pydantic import TypeAdapter

    return TypeAdapter(Document)


def _explain(error: "ValidationError", line: bytes | str, place: str) -> str:
    first = error.errors(include_url=False)[0]
    try:
        whole = orjson.loads(line)
    except orjson.JSONDecodeError as broken:
        return _joined(place, f"no valid JSON: {broken}")
    found = "" if first["type"] == "missing" else f", found {_shown(first['input'])}"
    return _joined(place, locate(first["loc"], whole), f"{_expected(first['msg'])}{found}")


def _joined(*parts: str) -> str:
    return ": ".join(p for p in parts if p)


def _expected(message: str) -> str:
    return message.replace("Input should be", "expected").replace("Field required", "missing")


def _shown(value: Any) -> str:
    text = orjson.dumps(value, default=str).decode()
    return text if len(text) <= 40 else f"{text[:37]}..."


def _name(whole: Any, layer: str, at: int) -> str:
    try:
        return str(whole[layer][at]["id"])
    except (KeyError, IndexError, TypeError):
        return f"number {at + 1}"


def _path(keys: Any) -> str:
    return "".join(f"[{k}]" if isinstance(k, int) else f".{k}" for k in keys).lstrip(".")
