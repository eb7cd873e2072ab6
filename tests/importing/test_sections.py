"""Paragraphs and what they are: an invented article, the seed article, front matter of many kinds."""

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import ROUNDUP

from quoth.importing.normalise import normalise, read_text
from quoth.importing.paragraphs import paragraphs
from quoth.importing.sections import sections
from quoth.importing.sentences import sentences
from quoth_eval.document import Span

SEED = sorted((Path(__file__).parents[3] / "shared" / "seed").glob("*.txt"))
STORY = "The dam at Eden was closed on Sunday, the water office said in a statement."


def kinds(text: str) -> list[str]:
    return [s.kind for s in sections(paragraphs(normalise(text)))]


def test_an_article_with_everything() -> None:
    assert kinds(ROUNDUP) == [
        *("kicker", "headline", "dateline", "lead", "caption", "caption", "body", "body"),
        *("subheading", "body", "subheading", "body", "byline", "sources"),
    ]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Dam closed at Eden, say officials", "headline"),
        ("Dam closed at Eden, say officials\n\nBy Ana Oro\n4 May 2031", "headline byline dateline"),
        (
            "Valley Herald\n\nDam closed at Eden, say officials\n\nAna Oro\nMay 4, 2031",
            "kicker headline byline dateline",
        ),
        ("OTV | English page\nDam closed at Eden, say officials\n4.5.2031", "kicker headline dateline"),
        (
            "Dam closed at Eden, say officials\n\nOro Wire live\n4 May 2031\nAll times local",
            "headline kicker dateline kicker",
        ),
        ("Herald\n4 May 2031\n\nWho closed the dam at Eden?", "kicker dateline headline"),
        (
            "Herald\n\nWhy Eden would rather be dry\n\nAna Oro, water correspondent\n4 May 2031",
            "kicker headline byline dateline",
        ),
    ],
)
def test_front_matter(head: str, expected: str) -> None:
    assert kinds(f"{head}\n\n{STORY}\n\n{STORY}") == [*expected.split(), "lead", "body"]


def test_a_lead_may_stand_before_the_date() -> None:
    assert kinds(f"Dam closed at Eden, say officials\n\n{STORY}\n\n4 May 2031\n\n{STORY}") == [
        *("headline", "lead", "dateline", "body"),
    ]


def test_a_live_blog_has_no_lead() -> None:
    head = "Dam closed at Eden: live report\n4 May 2031"
    text = f"{head}\n\n22:10 Gate shut\n\n{STORY}\n\n21.05 Where is the key?\n{STORY}"
    assert kinds(text) == ["headline", "dateline", "subheading", "body", "subheading", "body"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("‘We can wait’", "subheading"),
        ("1. “The dam was closed.”", "subheading"),
        ("Two men left.", "body"),
        ("“It is ours,” she wrote, “and it stays ours 💪”", "body"),
        ("The list reads:", "body"),
        ("- a bucket", "body"),
        ("Photo by Ana Oro/Lumen", "caption"),
        ("© Lumen 2031", "caption"),
        ("The quay on Sunday. Image: Lumen.", "caption"),
        ("(ab)", "byline"),
        ("Reporting by Ana Oro; editing by Bo Lund", "byline"),
        ("Sources: Oro Wire, OTV", "sources"),
    ],
)
def test_lines_in_the_story(line: str, expected: str) -> None:
    assert kinds(f"Dam closed at Eden, say officials\n\n{STORY}\n\n{line}\n\n{STORY}")[2] == expected


def test_a_text_without_headline_is_all_body() -> None:
    assert kinds(f"{STORY}\n\n{STORY}") == ["body", "body"]


def test_wrapped_lines_are_one_paragraph() -> None:
    wrapped = (
        "The dam at Eden was closed on Sunday, the office\nsaid in a note that was handed out at the gate.\n"
        "Nobody knew who had ordered it.\n\nBo left early."
    )
    assert [p.text.count("\n") for p in paragraphs(wrapped)] == [2, 0]


@given(st.text(st.sampled_from("aB .?!:“”\n/(1)|é🎁\xa0\u2009"), max_size=200).map(normalise))
def test_sections_and_sentences_cover_all_words_in_order(text: str) -> None:
    found = sections(paragraphs(text))
    spans = [Span(s.start, s.end) for s in found]
    assert spans == sorted(spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    inside = sentences(text, found)
    assert list(inside) == sorted(inside)
    assert all(0 <= s.start < s.end <= len(text) and s.of(text) == s.of(text).strip() for s in inside)
    assert all(any(p.start <= s.start and s.end <= p.end for p in spans) for s in inside)
    words = [i for i, c in enumerate(text) if not c.isspace()]
    assert all(any(s.start <= i < s.end for s in inside) for i in words)


@pytest.mark.parametrize("path", SEED)
def test_the_seed_article(path: Path) -> None:
    text = normalise(read_text(path))
    found = sections(paragraphs(text))
    order = [s.kind for s in found]
    assert order[:6] == ["kicker", "headline", "dateline", "lead", "caption", "caption"]
    assert order[-2:] == ["byline", "sources"]
    assert Counter(order)["subheading"] == 5
    assert len(sentences(text, found)) == 46
