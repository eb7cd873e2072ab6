"""Gold and predictions must be about the same documents and texts."""

from typing import Any

import pyarrow as pa
import pytest
from examples import TEXT, as_lines, plain

from quoth_eval.errors import DocumentError
from quoth_eval.inputs.arrow import SCHEMA
from quoth_eval.inputs.lines import table
from quoth_eval.integrity import hash_of
from quoth_eval.pairing import pair

HASH, OTHER = hash_of(TEXT), hash_of("else")


def tabled(*documents: dict[str, Any]) -> pa.Table:
    return table(as_lines(documents), SCHEMA)


def bare(name: str = "d1", **fields: Any) -> dict[str, Any]:
    return {"id": name, **fields}


@pytest.mark.parametrize(
    ("gold", "pred"),
    [
        (plain("d1"), plain("d1")),
        (plain("d1"), bare(mentions=[{"id": "m", "start": 0, "end": len(TEXT)}])),
        (plain("d1"), bare(text_sha256=HASH)),
        (bare(text_sha256=HASH), plain("d1")),
        (bare(text_sha256=HASH), bare(text_sha256=HASH)),
        (bare(), bare(mentions=[{"id": "m", "start": 0, "end": 2**31 - 1}])),
        (bare(text_sha256=HASH), bare()),
    ],
)
def test_the_same_text_as_far_as_is_known(gold: dict[str, Any], pred: dict[str, Any]) -> None:
    assert pair(tabled(gold, plain("a")), tabled(plain("z"), pred)).ids == ["a", "d1", "z"]


@pytest.mark.parametrize(
    ("gold", "pred", "words"),
    [
        (plain("d1"), plain("d1", text=TEXT[:-1] + "!"), "at 19 gold has '.', the prediction '!'"),
        (plain("d1"), plain("d1", text=TEXT + " "), "at 20 gold has its end, the prediction ' '"),
        (plain("d1"), bare(text_sha256=OTHER), "their SHA-256 differ"),
        (bare(text_sha256=OTHER), plain("d1"), "their SHA-256 differ"),
        (bare(text_sha256=HASH), bare(text_sha256=OTHER), "their SHA-256 differ"),
    ],
)
def test_another_text_is_refused(gold: dict[str, Any], pred: dict[str, Any], words: str) -> None:
    with pytest.raises(DocumentError, match=words) as error:
        pair(tabled(plain("a"), gold), tabled(pred, plain("z")))
    assert (error.value.side, list(error.value.problems)) == ("pred", ["d1"])


FAR = {"start": 1, "end": 21}
BEYOND = [
    ({"mentions": [{"id": "m", **FAR}]}, "mention m, field end: ends at 21, beyond the text of 20"),
    ({"events": [{"id": "v", **FAR}]}, "event v, field end: ends at 21"),
    ({"attributions": [{"id": "a0"}, {"id": "a", "cue": [FAR]}]}, "attribution a, field cue: ends at 21"),
    (
        {"attributions": [{"id": "a", "content": [{"start": 0, "end": 3}, FAR]}]},
        "attribution a, field content",
    ),
]


@pytest.mark.parametrize(("fields", "words"), BEYOND)
@pytest.mark.parametrize("side", ["gold", "pred"])
def test_a_span_beyond_the_other_sides_text(fields: dict[str, Any], words: str, side: str) -> None:
    known, unknown = tabled(plain("d0"), plain("d1")), tabled(bare("d0"), bare("d1", **fields))
    with pytest.raises(DocumentError, match=words) as error:
        pair(*((unknown, known) if side == "gold" else (known, unknown)))
    assert (error.value.side, list(error.value.problems)) == (side, ["d1"])


@pytest.mark.parametrize("side", ["gold", "pred"])
def test_doubled_documents_are_all_told(side: str) -> None:
    twice, once = tabled(*map(plain, ("a", "b", "a", "c", "c", "c"))), tabled(plain("a"))
    with pytest.raises(DocumentError, match=r"document a: occurs 2 times in .* 1 more document") as error:
        pair(*((twice, once) if side == "gold" else (once, twice)))
    assert error.value.side == side
    assert {name: words[:14] for name, words in error.value.problems.items()} == {
        "a": "occurs 2 times",
        "c": "occurs 3 times",
    }
