"""Imperfect copies of documents: what another annotator, or a middling system, might have made of them."""

import random
from collections.abc import Iterable
from dataclasses import replace

from quoth_eval.document import Attribution, Document, Mention


def perturbed(documents: Iterable[Document], rate: float, seed: int) -> list[Document]:
    """Copies in which annotations are lost, shortened or called otherwise, each with probability ``rate``."""
    rng = random.Random(seed)  # noqa: S311 - nothing here is secret
    return [_document(d, rate, rng) for d in documents]


def _document(found: Document, rate: float, rng: random.Random) -> Document:
    mentions = [m for m in found.mentions or () if rng.random() >= rate]
    known = {m.id for m in mentions}
    kept = [a for a in found.attributions or () if rng.random() >= rate]
    ids = {a.id for a in kept}
    return replace(
        found,
        mentions=None if found.mentions is None else tuple(_mention(m, rate, rng) for m in mentions),
        attributions=None
        if found.attributions is None
        else tuple(_attribution(a, known, ids, rate, rng) for a in kept),
    )


def _mention(found: Mention, rate: float, rng: random.Random) -> Mention:
    if rng.random() < rate:
        found = replace(found, type="ORG")
    if rng.random() < rate and found.end - found.start > 1:
        found = replace(found, end=found.end - 1)
    return found


def _attribution(
    found: Attribution, mentions: set[str], ids: set[str], rate: float, rng: random.Random
) -> Attribution:
    return replace(
        found,
        sources=tuple(s for s in found.sources if s in mentions),
        addressees=tuple(s for s in found.addressees if s in mentions),
        relays=found.relays if found.relays in ids else None,
        stance="denies" if rng.random() < rate else found.stance,
    )
