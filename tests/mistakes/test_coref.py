"""Kinds of coreference mistakes: each known one gets its name, and the links are those of MUC."""

import pytest
from evaluating import counted, paired

from quoth_eval.document import Document, Event, Mention
from quoth_eval.mistakes.catalogue import every
from quoth_eval.mistakes.verdicts import Verdicts

TEXT = "Ana Lund met Bo. The mayor said she and her aide would not see him again."


def _document(*clusters: str) -> Document:
    """Clusters as words with commas between them, keys in order."""
    found = [(word, f"k{n}") for n, cluster in enumerate(clusters) for word in cluster.split(", ")]
    mentions = tuple(
        Mention(f"m{n}", TEXT.index(word), TEXT.index(word) + len(word), "PER", None, key)
        for n, (word, key) in enumerate(found)
    )
    return Document("d", TEXT, mentions=mentions)


def _coref(gold: Document, pred: Document, score: str = "coref.muc") -> Verdicts:
    return next(v for v in every(paired([gold], [pred])) if v.score == score)


def _kinds(verdicts: Verdicts) -> dict[str, tuple[int, int]]:
    return {name: both for name, both in verdicts.counts().items() if any(both)}


@pytest.mark.parametrize(
    ("gold", "pred", "kinds"),
    [
        # four mentions have three links; two of them are shared
        (
            ["Ana Lund, The mayor, she, her"],
            ["Ana Lund, The mayor, she"],
            {"correct": 2, "missing mention": (1, 0)},
        ),
        (["Ana Lund, she", "Bo, him"], ["Ana Lund, she"], {"correct": 1, "missing entity": (1, 0)}),
        (
            ["Ana Lund, The mayor, she, her"],
            ["Ana Lund, The mayor", "she, her"],
            {"correct": 2, "divided entity": (1, 0)},
        ),
        (["Ana Lund, she"], ["Ana Lund, she, him"], {"correct": 1, "extra mention": (0, 1)}),
        (["Ana Lund, she"], ["Ana Lund, she", "Bo, him"], {"correct": 1, "extra entity": (0, 1)}),
        (
            ["Ana Lund, she", "Bo, him"],
            ["Ana Lund, she, Bo, him"],
            {"correct": 2, "conflated entities": (0, 1)},
        ),
        (["Ana Lund, The mayor, she"], ["Ana Lund, mayor, she"], {"correct": 1, "span error": (1, 1)}),
        # a mention put with the wrong entity costs a link on either side
        (
            ["Ana Lund, she, her", "Bo, him"],
            ["Ana Lund, she", "Bo, him, her"],
            {"correct": 2, "divided entity": (1, 0), "conflated entities": (0, 1)},
        ),
        # an entity of which no span is right: one link, told by another mention than the first
        (["Ana Lund, The mayor"], ["Lund, mayor"], {"span error": (1, 1)}),
        # spans that overlap in clusters that have nothing to do with each other
        (
            ["Ana Lund, The mayor", "Bo, him"],
            ["Bo, him, mayor", "Ana Lund, she"],
            {"correct": 1, "missing mention": (1, 0), "extra mention": (0, 2)},
        ),
        # a cluster of one has no link
        (["Ana Lund", "Bo"], ["Ana Lund, Bo"], {"conflated entities": (0, 1)}),
        (["Ana Lund", "she"], ["Ana Lund"], {}),
    ],
)
def test_kinds(gold: list[str], pred: list[str], kinds: dict[str, int | tuple[int, int]]) -> None:
    expected = {name: (n, n) if isinstance(n, int) else n for name, n in kinds.items()}
    assert _kinds(_coref(_document(*gold), _document(*pred))) == expected
    swapped = {
        "missing mention": "extra mention",
        "missing entity": "extra entity",
        "divided entity": "conflated entities",
    }
    swapped |= {b: a for a, b in swapped.items()}
    mirrored = {swapped.get(name, name): both[::-1] for name, both in expected.items()}
    assert _kinds(_coref(_document(*pred), _document(*gold))) == mirrored


def test_links_are_those_of_muc() -> None:
    gold, pred = (
        _document("Ana Lund, The mayor, she, her", "Bo, him"),
        _document("Ana Lund, The mayor, Bo", "she, her"),
    )
    # gold has 3 + 1 links; shared are Ana Lund-The mayor, she-her; Bo without him: a mention is missing
    assert _kinds(_coref(gold, pred)) == {
        "correct": (2, 2),
        "divided entity": (1, 0),
        "missing mention": (1, 0),
        "conflated entities": (0, 1),
    }
    found = counted([gold], [pred])
    muc = next(m for m in found.statistics if m.name == "coref.muc")
    assert found.total(muc).tolist() == [2, 3, 2, 4]


def test_events_have_links_of_their_own() -> None:
    def told(*keys: str) -> Document:
        words = ("met", "said", "see")
        events = tuple(
            Event(f"v{n}", TEXT.index(w), TEXT.index(w) + len(w), "Meet", cluster=key)
            for n, (w, key) in enumerate(zip(words, keys, strict=True))
        )
        return Document("d", TEXT, mentions=(), events=events)

    verdicts = _coref(told("a", "a", "a"), told("a", "b", "a"), "events.coref.muc")
    assert _kinds(verdicts) == {"correct": (1, 1), "divided entity": (1, 0)}
    assert verdicts.layer == "event coreference"
