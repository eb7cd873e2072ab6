"""BIO tags: what nesting loses, what partial tokens take; tags and spans are two forms of one thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from seqeval.metrics.sequence_labeling import get_entities

from quoth_eval import bio
from quoth_eval.bio import Labelled, decode, encode, flat, over_tokens
from quoth_eval.document import Attribution, Document, Event, Mention, Span
from quoth_eval.tokens import tokenize

TEXT = "The UK Ministry of Defence said anti-Kremlin raiders held it."
TOKENS = tokenize(TEXT)


def at(words: str, label: str) -> Labelled:
    start = TEXT.index(words)
    return Labelled(start, start + len(words), label)


def tagged(*spans: Labelled) -> dict[str, str]:
    """The tokens that have a tag, with it."""
    tags = encode(TOKENS, spans)
    return {t.of(TEXT): tag for t, tag in zip(TOKENS, tags, strict=True) if tag != "O"}


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], {}),
        ([at("it", "PER")], {"it": "B-PER"}),
        ([at("UK", "GPE"), at("UK Ministry", "ORG")], {"UK": "B-ORG", "Ministry": "I-ORG"}),
        ([at("UK", "ORG"), at("UK", "GPE")], {"UK": "B-GPE"}),
        ([at("UK", "GPE"), at("UK", "GPE")], {"UK": "B-GPE"}),
        ([at("The UK", "A"), at("UK Ministry", "B")], {"The": "B-A", "UK": "I-A"}),
        ([at("The", "A"), at("UK", "A")], {"The": "B-A", "UK": "B-A"}),
        ([at("Krem", "GPE")], {"Kremlin": "B-GPE"}),
        ([Labelled(3, 4, "GPE")], {}),  # only the space
        (
            [at("anti-Kremlin", "PER"), at("Kremlin", "GPE")],
            {"anti": "B-PER", "-": "I-PER", "Kremlin": "I-PER"},
        ),
    ],
)
def test_tags(spans: list[Labelled], expected: dict[str, str]) -> None:
    assert tagged(*spans) == expected


def test_nothing_to_tag() -> None:
    assert encode([], [at("UK", "GPE")]) == []
    assert decode([]) == []


def test_tags_that_continue_nothing_start_a_span() -> None:
    assert decode(["I-A", "I-B", "O", "I-B"]) == [
        Labelled(0, 1, "A"),
        Labelled(1, 2, "B"),
        Labelled(3, 4, "B"),
    ]


def test_layers_of_a_document() -> None:
    cue = (Span(0, 3), Span(27, 31))
    document = Document(
        "a",
        TEXT,
        mentions=(Mention("m1", 4, 6, "GPE"), Mention("m2", 0, 3)),
        attributions=(Attribution("a1", cue=cue), Attribution("a2", cue=cue[1:])),
        events=(Event("v1", 53, 57, "Seize"), Event("v2", 53, 57)),
    )
    assert bio.mentions(document) == [Labelled(4, 6, "GPE")]
    assert encode(TOKENS, bio.cues(document))[0] == "B-CUE"
    assert encode(TOKENS, bio.cues(document))[5] == "B-CUE"
    assert bio.triggers(document) == [Labelled(53, 57, "Seize")]
    assert bio.mentions(Document("b")) == bio.cues(Document("b")) == bio.triggers(Document("b")) == []


def test_a_cue_in_two_adjacent_fragments_is_one() -> None:
    document = Document(
        "a", "as quoted by X", attributions=(Attribution("a1", cue=(Span(0, 2), Span(3, 12))),)
    )
    assert bio.cues(document) == [Labelled(0, 12, "CUE")]


spans = st.builds(
    lambda a, b, label: Labelled(min(a, b), max(a, b) + 1, label),
    st.integers(0, len(TEXT)),
    st.integers(0, len(TEXT)),
    st.sampled_from(["A", "B"]),
)


@given(st.lists(spans, max_size=8), st.randoms())
def test_order_and_repetition_never_matter(found: list[Labelled], random: st.DataObject) -> None:
    turned = [*found, *found]
    random.shuffle(turned)  # type: ignore[attr-defined]
    assert encode(TOKENS, turned) == encode(TOKENS, found)


@given(st.lists(spans, max_size=8))
def test_decoding_gives_back_what_was_kept(found: list[Labelled]) -> None:
    tags = encode(TOKENS, found)
    assert decode(tags) == flat(over_tokens(TOKENS, found))
    assert encode([Span(n, n + 1) for n in range(len(tags))], decode(tags)) == tags


@given(st.lists(spans, max_size=8))
def test_seqeval_reads_the_same_spans(found: list[Labelled]) -> None:
    tags = encode(TOKENS, found)
    assert [Labelled(s, e + 1, label) for label, s, e in get_entities(tags)] == decode(tags)


@given(st.lists(spans, max_size=8))
def test_what_is_left_out_overlaps_something_as_long(found: list[Labelled]) -> None:
    placed = over_tokens(TOKENS, found)
    kept = flat(placed)
    for lost in set(placed) - set(kept):
        rivals = [k for k in kept if k.start < lost.end and lost.start < k.end]
        assert max(k.end - k.start for k in rivals) >= lost.end - lost.start


@given(st.lists(spans, max_size=8))
def test_every_tag_is_one_of_the_labels(found: list[Labelled]) -> None:
    assert set(encode(TOKENS, found)) <= set(bio.labels(["A", "B"]))
