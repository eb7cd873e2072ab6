"""The baseline that learns by heart: what it learns, what it says, and that no text breaks it."""

from dataclasses import replace

import pytest
from hypothesis import given
from strategies import documents

from quoth.baselines.by_heart import Labeller
from quoth.baselines.lexicon import Cue, Name, Trigger, learn
from quoth.notation import read
from quoth_eval.document import Document
from quoth_eval.errors import InputError
from quoth_eval.integrity import check


def learned(notation: str) -> Labeller:
    return Labeller(learn([read(notation)]))


def labelled(labeller: Labeller, text: str) -> Document:
    return labeller(Document("d", text))


KNOWN = """
= Ana Lund said that Raiders shelled Lida, Bo told OTV.
m Ana Lund : PER NAM ana
m Raiders : ORG NOM raiders
m Lida : GPE NAM lida
m Bo : PER NAM bo
m OTV : MEDIA NAM otv
a said : source=Ana Lund; content=Raiders ... Lida
a told : source=Bo; to=OTV; content=Ana ... Lida
e shelled : Strike raid; agent=Raiders; polarity=negative
"""


def test_what_is_learned() -> None:
    lexicon = learn([read(KNOWN)])
    assert lexicon.names["Ana", "Lund"] == Name("PER", "NAM")
    assert lexicon.cues == {
        ("said",): Cue(False, "assertion", "affirms", "asserted"),
        ("told",): Cue(True, "assertion", "affirms", "asserted"),
    }
    assert lexicon.triggers == {("shelled",): Trigger("Strike", "negative", "asserted")}
    assert lexicon.sources == {"PER"}


def test_what_is_mostly_unlabelled_is_not_learned() -> None:
    lexicon = learn([read("= May came. In May, in May she left.\nm May~2 : TIME NAM may")])
    assert lexicon.names == {}
    lexicon = learn(
        [read("= May came. In May she left. In May.\nm May~2 : TIME NAM may\nm May~3 : TIME NAM may")]
    )
    assert lexicon.names == {("May",): Name("TIME", "NAM")}


def test_nothing_is_learned_from_a_withheld_text() -> None:
    assert learn([replace(read(KNOWN), text=None)]).names == {}


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Bo said Raiders shelled Lida.", "Bo", "Raiders shelled Lida"),
        ("Lida is quiet, Bo told OTV on Monday.", "Bo", "Lida is quiet"),
        ("“Lida is quiet,” told Bo.", "Bo", "“Lida is quiet,”"),
        ("It said nothing happened.", None, "nothing happened"),
    ],
)
def test_attributions(text: str, source: str | None, content: str) -> None:
    document = labelled(learned(KNOWN), text)
    (attribution,) = document.attributions or ()
    names = {m.id: m.span.of(text) for m in document.mentions or ()}
    assert [names[i] for i in attribution.sources] == ([source] if source else [])
    assert [s.of(text) for s in attribution.content] == [content]


def test_a_cue_without_anything_to_say_is_no_attribution() -> None:
    assert labelled(learned(KNOWN), "Bo said.").attributions == ()


def test_mentions_and_events() -> None:
    document = labelled(learned(KNOWN), "Raiders shelled Lida, and SHELLED Lida again; lida burnt.")
    text = document.text or ""
    assert [(m.span.of(text), m.type, m.entity) for m in document.mentions or ()] == [
        ("Raiders", "ORG", "ORG raiders"),
        ("Lida", "GPE", "GPE lida"),
        ("Lida", "GPE", "GPE lida"),
    ]
    assert [(e.span.of(text), e.type, e.cluster, e.arguments) for e in document.events or ()] == [
        ("shelled", "Strike", "Strike shelled", ()),
        ("SHELLED", "Strike", "Strike shelled", ()),
    ]


def test_without_a_text_there_is_nothing_to_label() -> None:
    with pytest.raises(InputError, match="d: there is no text to label"):
        learned(KNOWN)(Document("d"))


@given(documents(), documents())
def test_what_it_says_holds_together_whatever_it_learned(train: Document, document: Document) -> None:
    labeller = Labeller(learn([train]))
    found = labeller(document)
    check(found)
    assert found == labeller(replace(document, mentions=None, attributions=None, events=None, entities=None))
