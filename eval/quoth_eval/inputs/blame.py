"""What is wrong with one broken document: in words, with the annotation and the field."""

import json
import re
from typing import Any

import orjson
import pyarrow as pa

from quoth_eval.errors import InputError
from quoth_eval.inputs.rows import without_nulls
from quoth_eval.integrity import check
from quoth_eval.serialize import parse

FARTHEST = 2**31 - 1
"""Where an offset must end at the latest when the text is not known."""

_FIRST_ID = re.compile(rb'\s*\{\s*"id"\s*:\s*"([A-Za-z0-9._-]{1,100})"')
_HUGE = 2**63 - 1


def fault(line: bytes, place: str, schema: pa.Schema) -> tuple[str | None, str]:
    """The id of a broken document, if it can be made out, and what is wrong with it.

    Args:
        line: the document as JSON; only the keys of ``schema`` are looked at, and null is as good as absent.
        place: where it stands (``pred.jsonl:17``), for the message.
        schema: what is read of a document.

    >>> from quoth_eval.inputs.arrow import SCHEMA
    >>> fault(b'{"id": "a", "mentions": [{"id": "m1", "start": "4", "end": 9}]}', "x.jsonl:2", SCHEMA)
    ('a', 'x.jsonl:2: document a, mention m1, field start: expected a valid integer, found "4"')
    """
    twice: list[str] = []
    try:
        whole = _object(line, place, twice)
        name = whole["id"] if isinstance(whole.get("id"), str) else None
    except InputError as error:
        first = _FIRST_ID.match(line)
        return (first[1].decode() if first else None), str(error)
    known = {k: v for k, v in whole.items() if k in schema.names}
    return name, f"{_broken(without_nulls(known), place) or _unexplained(place, name, twice)}"


def _object(line: bytes, place: str, twice: list[str]) -> dict[str, Any]:
    """The line as an object; keys that an object has twice are added to ``twice``."""

    def collected(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            twice.extend([key] if key in found else [])
            found[key] = value
        return found

    try:
        whole = json.loads(line.decode("utf-8"), object_pairs_hook=collected, parse_int=_int)
    except UnicodeDecodeError as error:
        raise InputError(f"{place}: not UTF-8 at byte {error.start + 1} of the line") from None
    except json.JSONDecodeError as error:
        raise InputError(f"{place}: no valid JSON: {_syntax(error)}") from None
    except RecursionError:
        raise InputError(f"{place}: nested too deeply to be a document") from None
    if not isinstance(whole, dict):
        found = line.decode("utf-8", "replace").strip()[:40]
        raise InputError(f"{place}: expected a JSON object, one document on a line, found {found}")
    return whole


def _syntax(error: json.JSONDecodeError) -> str:
    if error.msg == "Extra data":
        return f"expected one document on a line, found more from column {error.colno} on"
    return f"{error.msg[0].lower()}{error.msg[1:]} at column {error.colno} (each document is one line)"


def _int(digits: str) -> int:
    """A number as far as 64 bits hold it; one beyond is refused as an offset, and means nothing elsewhere."""
    return max(-_HUGE, min(_HUGE, int(digits[:25])))


def _broken(known: dict[str, Any], place: str) -> str | None:
    """What keeps an object from being a document that holds together, if anything does."""
    try:
        document = parse(orjson.dumps(known), place)
        check(document, place, length=FARTHEST if document.text is None else None)
    except InputError as error:
        return str(error)
    except TypeError:  # orjson's word for a string that is no Unicode
        return f"{place}: half of a surrogate pair in a string"
    return None


def _unexplained(place: str, name: str | None, twice: list[str]) -> str:
    what = f"the key {twice[0]!r} is given twice" if twice else "no document of the format"
    return f"{place}: document {name}: {what}"
