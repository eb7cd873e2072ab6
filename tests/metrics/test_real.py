"""Entities, coreference and linking on real news with nested mentions; skipped where it is not at hand."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from evaluating import scored

from quoth_eval.document import Document, Entity, Mention
from quoth_eval.serialize import parse

_GUM = Path(__file__).parents[3] / "shared" / "gum-news" / "documents.jsonl"
pytestmark = pytest.mark.skipif(not _GUM.exists(), reason="needs shared/gum-news")

_LAYERS = ("entities", "coref", "linking")


def _gold() -> list[Document]:
    return [parse(line) for line in _GUM.read_bytes().splitlines()]


def _noisy(document: Document, rng: np.random.Generator) -> Document:
    """One mention in ten is missing, a character shorter, of another type, or of another entity."""
    changed = (m for old in document.mentions or () for m in _changed(old, rng))
    return replace(
        document, mentions=tuple(changed), entities=(*(document.entities or ()), Entity("another"))
    )


def _changed(mention: Mention, rng: np.random.Generator) -> list[Mention]:
    ways = [
        [],
        [replace(mention, end=max(mention.end - 1, mention.start + 1))],
        [replace(mention, type="LOC")],
        [replace(mention, entity="another")],
    ]
    draw = int(rng.integers(40))
    return ways[draw] if draw < len(ways) else [mention]


def test_gold_against_itself_is_one_and_doubling_a_prediction_never_helps() -> None:
    gold = _gold()
    pred = [_noisy(d, np.random.default_rng(1)) for d in gold]
    twice = [
        replace(d, mentions=(*(d.mentions or ()), *(replace(m, id=f"{m.id}-copy") for m in d.mentions or ())))
        for d in pred
    ]
    perfect, once, doubled = (scored(gold, p, *_LAYERS) for p in (gold, pred, twice))
    for name in ("strict", "exact", "type", "partial"):
        ours = [result["entities"][name] for result in (perfect, once, doubled)]
        assert ours[0]["f1"] == 1
        assert ours[0]["f1"] > ours[1]["f1"] > ours[2]["f1"]
        assert ours[1]["tp"] == ours[2]["tp"]
    assert perfect["linking"]["f1"] == 1
    assert all(figures["f1"] == 1 for figures in perfect["coref"].values())
    assert doubled["coref"] == once["coref"]
    assert doubled["documents"]["duplicates"] == sum(bool(m.entity) for d in pred for m in d.mentions or ())


def test_every_document_has_the_coreference_scores_of_scorch() -> None:
    from scorch import scores

    peers = {"muc": scores.muc, "b3": scores.b_cubed, "ceafm": scores.ceaf_m, "ceafe": scores.ceaf_e}
    rng = np.random.default_rng(2)
    for gold in _gold():
        pred = _noisy(gold, rng)
        found = scored([gold], [pred], "coref")["coref"]
        clusters = _clusters(gold), _clusters(pred)
        for name, peer in (peers | {"blanc": scores.blanc}).items():
            figures = [found[name][k] for k in ("recall", "precision", "f1")]
            assert figures == pytest.approx(list(peer(*clusters))), (gold.id, name)


def _clusters(document: Document) -> list[set[tuple[int, int]]]:
    """Spans by entity; a span that is there twice stays with the entity that sorts first."""
    owner = {
        m.span: m.entity for m in sorted(document.mentions or (), key=lambda m: m.entity or "", reverse=True)
    }
    keys = {key for key in owner.values() if key is not None}
    return [{(s.start, s.end) for s, key in owner.items() if key == own} for own in sorted(keys)]
