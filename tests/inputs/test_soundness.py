"""The fast check and the one that names the place must agree on every document, whole or broken."""

from dataclasses import replace
from typing import Any, TypeVar

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import TEXT, documents

from quoth_eval.document import Document
from quoth_eval.inputs import lines
from quoth_eval.inputs.arrow import SCHEMA
from quoth_eval.inputs.blame import fault
from quoth_eval.inputs.sifting import quick
from quoth_eval.integrity import hash_of
from quoth_eval.serialize import dumps

T = TypeVar("T")

NUMBERS = (-1, 0, 1, 5, len(TEXT), len(TEXT) + 1, 2**31, 2**63, 2**64, 1.5, True)
STRINGS = ("", "m1", "m2", "m9", "a1", "a2", "../x", "é")
LISTS = ([], [None], ["m1", "m1"], [{"start": 1, "end": 2}], [{"start": 2, "end": 1}])
VALUES: list[Any] = [None, *NUMBERS, *STRINGS, *LISTS, {}, {"start": 1, "end": 2}]


def containers(value: Any) -> list[Any]:
    """Every object and list inside a value, itself included."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    own = [value] if isinstance(value, dict | list) and value else []
    return own + [c for v in inner for c in containers(v)]


@st.composite
def mangled(draw: st.DrawFn) -> bytes:
    """A document with up to three values in it changed, anywhere; it may still be whole."""
    text = draw(st.sampled_from((TEXT, None)))
    document: Document = draw(documents(text=text))
    if draw(st.booleans()):
        document = replace(document, text_sha256=hash_of(draw(st.sampled_from((TEXT, "else")))))
    whole = orjson.loads(dumps(document))
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.sampled_from(containers(whole)))
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        place[draw(st.sampled_from(keys))] = draw(st.sampled_from(VALUES))
    try:
        return orjson.dumps(whole)
    except TypeError:  # a number beyond 64 bits
        return repr(whole).replace("None", "null").replace("'", '"').replace("True", "true").encode()


@settings(max_examples=150)
@given(mangled())
def test_the_fast_check_and_the_slow_one_agree(line: bytes) -> None:
    broken = quick(lambda: lines.table(line, SCHEMA)) is None
    _, reason = fault(line, "x", SCHEMA)
    assert broken == (not reason.endswith("no document of the format")), reason


@given(st.lists(mangled(), max_size=5))
def test_documents_are_sound_together_if_each_is_alone(found: list[bytes]) -> None:
    alone = all(quick(lambda line=line: lines.table(line, SCHEMA)) is not None for line in found)
    assert (quick(lambda: lines.table(b"\n".join(found), SCHEMA)) is not None) == alone


def test_a_hash_in_upper_case_is_another_hash() -> None:
    line = orjson.dumps({"id": "a", "text": "é", "text_sha256": hash_of("é").upper()})
    assert quick(lambda: lines.table(line, SCHEMA)) is None
    assert "text_sha256" in fault(line, "x", SCHEMA)[1]
