"""brat standoff: what maps onto our model comes in, the rest is counted and said."""

from pathlib import Path

import pytest
from running import Quoth

from quoth.importing.brat import parse_standoff
from quoth_eval.corpus import Corpus
from quoth_eval.document import Argument, Span
from quoth_eval.errors import InputError

TEXT = "Ana Lund told Bo that the Oro Front, she said, shelled Eden.\r\nNobody fled, it was said.\r\n"


def bound(name: str, kind: str, *words: str) -> str:
    spans = ";".join(f"{TEXT.index(w)} {TEXT.index(w) + len(w)}" for w in words)
    return f"{name}\t{kind} {spans}\t{' '.join(words)}"


ANN = "\n".join(
    [
        bound("T1", "Person", "Ana Lund"),
        bound("T2", "PER", "Bo"),
        bound("T3", "Organization", "Oro Front"),
        bound("T4", "GPE", "Eden"),
        bound("T5", "Person", "she"),
        bound("T6", "Cue", "told"),
        bound("T7", "Content", "the Oro Front", "shelled Eden"),
        bound("T8", "Strike", "shelled"),
        bound("T9", "Gadget", "Eden"),
        bound("T10", "Content", "Nobody fled"),
        bound("T11", "Person", "Ana", "Bo"),
        "R1\tsource Arg1:T6 Arg2:T1",
        "R2\taddressee Arg1:T6 Arg2:T2",
        "R3\tcontent Arg1:T6 Arg2:T7",
        "R4\tlikes Arg1:T1 Arg2:T2",
        "R5\tsource Arg1:T6 Arg2:T9",
        "E1\tStrike:T8 Agent:T3 Patient:T4 Motive:T1 Place:E1",
        "E2\tParty:T8 Agent:T3",
        "A1\tNegation E1",
        "A2\tattitude T6 Belief",
        "M1\tlevel T1 NAM",
        "A3\tmood T1 bad",
        "*\tEquiv T1 T5",
        "N1\tReference T4 Wikidata:Q7\tEden",
        "N2\tReference T3 Wikipedia:Oro_Front\tOro Front",
        "#1\tAnnotatorNotes T1\thello",
    ]
)


def test_a_pair_of_files(quoth: Quoth, tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_bytes(TEXT.encode())
    (tmp_path / "talk.ann").write_text(ANN)
    status, out, err = quoth("import", "talk.ann", "--set", "br")
    assert status == 0
    assert "1 new, annotations of 1 in set br" in out
    for what in ("type Gadget", "relation likes", "role Motive", "event Party", "attribute mood", "note"):
        assert f"talk: left out 1 × {what}" in err
    for what in ("argument Place that is no mention", "source link to T9", "Person in several fragments"):
        assert f"talk: left out 1 × {what}" in err

    found = Corpus(tmp_path / "corpus").document("talk", "br")
    text = found.text or ""
    mentions = {m.id: m for m in found.mentions or ()}
    assert {m.id: (m.type, m.span.of(text)) for m in mentions.values()} == {
        "T1": ("PER", "Ana Lund"),
        "T2": ("PER", "Bo"),
        "T3": ("ORG", "Oro Front"),
        "T4": ("GPE", "Eden"),
        "T5": ("PER", "she"),
    }
    assert mentions["T1"].entity == mentions["T5"].entity == "e-T1"
    assert mentions["T1"].level == "NAM"
    assert {e.id: (e.name, e.kb) for e in found.entities or ()} == {
        "e-T1": ("Ana Lund", None),
        "e-T3": ("Oro Front", "wikipedia:Oro_Front"),
        "e-T4": ("Eden", "Q7"),
    }
    told, nobody = found.attributions or ()
    assert (told.id, told.sources, told.addressees, told.attitude) == ("T6", ("T1",), ("T2",), "belief")
    assert [s.of(text) for s in told.content] == ["the Oro Front", "shelled Eden"]
    assert (nobody.cue, [s.of(text) for s in nobody.content]) == ((), ["Nobody fled"])
    (event,) = found.events or ()
    assert (event.type, event.polarity, event.span.of(text)) == ("Strike", "negative", "shelled")
    assert event.arguments == (Argument("agent", "T3"), Argument("patient", "T4"))


def test_layers_that_the_file_does_not_have_are_not_annotated(quoth: Quoth, tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text(TEXT)
    (tmp_path / "talk.ann").write_text("T1\tPER 0 8\tAna Lund\n")
    quoth.good("import", "talk.txt", "--set", "br")
    found = Corpus(tmp_path / "corpus").document("talk", "br")
    assert found.mentions is not None
    assert (found.entities, found.attributions, found.events) == (None, None, None)


@pytest.mark.parametrize(
    "line",
    [
        "T1 PER 0 8 Ana",
        "T1\tPER zero 8\tAna",
        "E1\tStrike T8",
        "X1\tPER 0 8\tAna",
        "A1\tNegation",
        "R1\tlikes T1 T2",
    ],
)
def test_a_broken_line_is_named(line: str) -> None:
    with pytest.raises(InputError, match=r"^x\.ann:2: "):
        parse_standoff(f"T1\tPER 0 3\tAna\n{line}", "x.ann")


def test_a_span_outside_the_text_is_named(quoth: Quoth, tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text("Ana")
    (tmp_path / "talk.ann").write_text("T1\tPER 0 8\tAna Lund\n")
    assert "talk.ann: document talk, mention T1, field start" in quoth.bad(
        "import", "talk.txt", "--set", "br"
    )


def test_fragments_are_read() -> None:
    (found,) = parse_standoff("T1\tCue 0 3;8 12\tas told", "x.ann").textbounds
    assert found.spans == (Span(0, 3), Span(8, 12))
