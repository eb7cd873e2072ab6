"""Sentences: where sentencex errs, and against the twelve news texts of GUM."""

from pathlib import Path

import orjson
import pytest

from quoth.importing.sentences import sentences
from quoth_eval.document import Section

GUM = Path(__file__).parents[3] / "shared" / "gum-news" / "documents.jsonl"


@pytest.mark.parametrize(
    "parts",
    [
        ["Ana left.", "Bo stayed."],
        ["“We left.", "It burned,” she said.", "He stayed."],
        ["She said: “Go.", "Now.”", "They went."],
        ["It fell in May.", "OTV said so."],
        ["He said no.", "OTV left."],
        ["Š. Marek and J. Oro met Dr. Lund at 5 p.m. on Sunday."],
        ["Nobody was there (see Lumen/Š. Marek)."],
        ["The U.S. Army came.", "It rained...", "Really?!", "Yes."],
        ["She wrote: “It is ours 💪”.", "He wept."],
        ["It grew by 3.5 per cent.", "See oro.example for more."],
    ],
)
def test_running_text(parts: list[str]) -> None:
    text = " ".join(parts)
    assert [s.of(text) for s in sentences(text, [Section(0, len(text), "body")])] == parts


def test_a_headline_is_one_sentence_and_a_credit_its_own() -> None:
    text = "Eden burns. Oro does not\nThe quay. Photo: Lumen"
    found = sentences(text, [Section(0, 24, "headline"), Section(25, len(text), "caption")])
    assert [s.of(text) for s in found] == ["Eden burns. Oro does not", "The quay.", "Photo: Lumen"]


def test_another_language() -> None:
    text = "Das war Dr. Lund. Er ging."
    assert len(sentences(text, [Section(0, len(text), "body")], "de-AT")) == 2


@pytest.mark.skipif(not GUM.exists(), reason="the GUM texts are not here")
def test_against_gum() -> None:
    right = ours = theirs = 0
    for line in GUM.read_bytes().splitlines():
        document = orjson.loads(line)
        gold = {(s["start"], s["end"]) for s in document["sentences"]}
        layout = [Section(**s) for s in document["sections"]]
        found = {(s.start, s.end) for s in sentences(document["text"], layout)}
        right, ours, theirs = right + len(gold & found), ours + len(found), theirs + len(gold)
    assert right / ours > 0.93
    assert right / theirs > 0.94
