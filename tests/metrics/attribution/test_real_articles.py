"""Attribution scores on real articles: gold against itself, and noise against the plain implementation."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from evaluating import counted, scored
from plain_attribution import alignment, counts, sides

from quoth_eval.document import Attribution, Document, Span
from quoth_eval.metrics.measure import PRF
from quoth_eval.serialize import parse

_ARTICLES = Path(__file__).parents[4] / "shared" / "gum-news" / "documents.jsonl"


@pytest.fixture(scope="module")
def gold() -> list[Document]:
    if not _ARTICLES.exists():
        pytest.skip("the GUM articles are not there")
    return [parse(line) for line in _ARTICLES.read_bytes().splitlines()]


def test_gold_against_itself(gold: list[Document]) -> None:
    result = scored(gold, gold[::-1], "attribution")["attribution"]
    units = sum(len(d.attributions or ()) for d in gold)
    assert result["unit"] == {"precision": 1, "recall": 1, "f1": 1, "tp": units, "fp": 0, "fn": 0}
    assert result["chain"]["tp"] == units and result["chain"]["f1"] == 1
    assert result["source"]["entity"]["f1"] == result["edge"]["f1"] == result["content"]["token"]["f1"] == 1


def test_noise_counts_as_by_the_definitions(gold: list[Document]) -> None:
    random = Random(5)  # noqa: S311 - noise
    pred = [_noisy(d, random) for d in gold]
    found = counted(gold, pred, "attribution")
    expected: dict[str, Counter[int]] = {}
    for both in zip(gold, pred, strict=True):
        ours, theirs = sides(*both)
        for name, numbers in counts(ours, theirs, alignment(ours.units, theirs.units)).items():
            expected.setdefault(name, Counter()).update(dict(enumerate(numbers)))
    for name, numbers in expected.items():
        total = found.total(PRF(("attribution", *name.split("."))))
        assert total.tolist() == [numbers[i] for i in range(3)], name
    assert 0 < expected["unit"][0] < expected["content.exact"][0]  # there is noise of both kinds


def _noisy(document: Document, random: Random) -> Document:
    mentions = document.mentions or ()
    kept = [a for a in document.attributions or () if random.random() < 0.85]
    names = {a.id for a in kept}
    moved = [_moved(a, names, random.choice(mentions).id, random) for a in kept]
    return replace(document, attributions=tuple(moved))


def _moved(found: Attribution, names: set[str], other: str, random: Random) -> Attribution:
    content = tuple(
        Span(s.start, max(s.start + 1, s.end - 12)) if random.random() < 0.3 else s for s in found.content
    )
    return replace(
        found,
        content=content,
        sources=(other,) if random.random() < 0.3 else found.sources,
        relays=found.relays if found.relays in names else None,
    )
