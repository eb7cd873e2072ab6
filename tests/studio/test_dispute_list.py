"""The list of disputed places and the screen that shows it."""

from html.parser import HTMLParser
from xml.etree.ElementTree import fromstring

import pytest
from studio.valid import SCHEMA, every_feature

from quoth.adjudication.disputes import Dispute
from quoth.adjudication.merging import merge
from quoth.studio.dispute_list import dispute_list
from quoth.studio.labelling import labelling_config
from quoth.studio.lint import lint
from quoth_eval.document import Document, Mention, Span

NASTY = "First <script>alert(1)</script> & more.\n\n\nSecond “line” with <b>tags</b> and the place itself."


class Tags(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def read(page: str) -> Tags:
    found = Tags()
    found.feed(page)
    return found


def nasty(says: str) -> Dispute:
    """A dispute about a word in the second paragraph."""
    at = NASTY.index("tags")
    return Dispute("mention", "entities", (Span(at, at + 4),), "tags", {"<i>ada": says, "ben": "–"})


def test_whatever_the_article_holds_is_escaped() -> None:
    found = read(dispute_list(Document("d", NASTY), [nasty("PER <img src=x>")]))
    assert found.tags == {"p", "ol", "li", "span", "i", "b"}
    assert "PER <img src=x>" in found.text and "<i>ada" in found.text
    assert "with <b>tags</b> and the place" in found.text


def test_a_place_is_told_by_its_paragraph_and_its_words() -> None:
    found = read(dispute_list(Document("d", NASTY), [nasty("PER")])).text
    assert found.startswith("1 place to decide")
    assert "¶2" in found and "ben has nothing" in found
    assert "mention (ENT-02)" in found, "the rule to look up"


def test_nothing_disputed_is_said() -> None:
    whole = every_feature()
    assert "Nothing is disputed" in dispute_list(whole, merge({"a": whole, "b": whole}).disputes)


def test_the_majority_is_marked() -> None:
    def one(level: str) -> Document:
        return Document("d", "Ann", mentions=(Mention("m", 0, 3, "PER", level),))

    found = merge({"a": one("NAM"), "b": one("NAM"), "c": one("NOM")})
    assert dispute_list(one("NAM"), found.disputes).count("quoth-most") == 2


@pytest.mark.parametrize("adjudication", [False, True])
def test_the_screen_is_sound_and_its_style_survives_xml(adjudication: bool) -> None:
    config = labelling_config(SCHEMA, adjudication)
    assert lint(config) == []
    style = next(e.text or "" for e in fromstring(config).iter("Style"))  # noqa: S314 - ours
    assert not set("<>&") & set(style)
    assert ("quoth-list" in style) is adjudication
    assert ("$disputes" in config) is adjudication
