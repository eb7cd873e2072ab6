"""The rows of each configuration: dictionaries with the columns of :mod:`quoth.dataset.configurations`.

They take :func:`~quoth.dataset.items.checked` items, so everything is in canonical order. A column that a row
leaves out is null.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import orjson

from quoth.dataset.items import Item
from quoth.dataset.surfaces import Surfaces
from quoth.dataset.token_rows import token_rows
from quoth_eval.document import Attribution, Mention, Span
from quoth_eval.reporting import Claim, Reporting

Row = dict[str, Any]


def document_rows(item: Item) -> Iterator[Row]:
    """The document in the format, with the derived parent in every attribution."""
    row: Row = orjson.loads(orjson.dumps(item.document))  # ten times as fast as dataclasses.asdict
    row |= {"genre": item.genre, "story": item.story}
    by_id = {a.id: a for a in item.document.attributions or ()}
    for attribution in row["attributions"] or ():
        parent = item.reporting.parent(by_id[attribution["id"]])
        attribution["parent"] = None if parent is None else parent.id
    yield row


def attribution_rows(item: Item) -> Iterator[Row]:
    """One row an attribution, in text order."""
    surfaces = Surfaces(item.reporting)
    for attribution in item.document.attributions or ():
        yield _attribution_row(attribution, surfaces)


def claim_rows(item: Item) -> Iterator[Row]:
    """One row an event, in text order."""
    surfaces = Surfaces(item.reporting)
    for claim in item.reporting.claims():
        yield _claim_row(claim, surfaces)


ROWS: Mapping[str, Callable[[Item], Iterator[Row]]] = {
    "documents": document_rows,
    "tokens": token_rows,
    "attributions": attribution_rows,
    "claims": claim_rows,
}


def source_class(attribution: Attribution, reporting: Reporting) -> str:
    """``named`` where the article names a source, ``unnamed`` where it does not, ``none`` without one."""
    if not attribution.sources:
        return "none"
    return "named" if reporting.named(attribution) else "unnamed"


def _attribution_row(attribution: Attribution, surfaces: Surfaces) -> Row:
    reporting = surfaces.reporting
    parent = reporting.parent(attribution)
    words = {role: surfaces.words(getattr(attribution, role)) for role in ("cue", "content")}
    spans = {f"{role}_spans": _spans(getattr(attribution, role)) for role in ("cue", "content")}
    return {
        "id": attribution.id,
        **words,
        **_mentions("source", attribution.sources, surfaces),
        "source_class": source_class(attribution, reporting),
        **_mentions("addressee", attribution.addressees, surfaces),
        **{name: getattr(attribution, name) for name in ("attitude", "form", "stance", "modality", "relays")},
        "parent": None if parent is None else parent.id,
        **_chain(reporting.chain(attribution), surfaces),
        "quoted": surfaces.each(reporting.quoted_words(attribution)),
        **spans,
        **_article(surfaces),
    }


def _claim_row(claim: Claim, surfaces: Surfaces) -> Row:
    """Where attributions were not annotated nobody knows who says it: chain and author are null."""
    event, known = claim.event, surfaces.document.attributions is not None
    innermost = claim.chain[-1].sources if claim.chain else ()
    return {
        **{n: getattr(event, n) for n in ("id", "type", "polarity", "modality", "cluster", "start", "end")},
        "trigger": surfaces.words([event.span]),
        "stance": claim.stance,
        **(_chain(claim.chain, surfaces) if known else {}),
        "by_author": not claim.chain if known else None,
        "source_entities": _mentions("source", innermost, surfaces)["source_entities"] if known else None,
        "argument_roles": [a.role for a in event.arguments],
        **_mentions("argument", [a.mention for a in event.arguments], surfaces),
        "sentence": surfaces.sentence(event.span),
        **_article(surfaces),
    }


def _mentions(role: str, ids: Sequence[str], surfaces: Surfaces) -> Row:
    """Parallel lists, one value for each mention."""
    by_id = {m.id: m for m in surfaces.document.mentions or ()}
    mentions: list[Mention] = [by_id[i] for i in ids]
    entities = [surfaces.reporting.entity(m) for m in mentions]
    return {
        f"{role}_texts": surfaces.each(m.span for m in mentions),
        f"{role}_mentions": list(ids),
        f"{role}_entities": [m.entity for m in mentions],
        f"{role}_names": [surfaces.name(m) for m in mentions],
        f"{role}_types": [m.type for m in mentions],
        f"{role}_kbs": [None if e is None else e.kb for e in entities],
    }


def _chain(chain: Sequence[Attribution], surfaces: Surfaces) -> Row:
    return {"depth": len(chain), "chain": surfaces.chain(chain), "chain_ids": [a.id for a in chain]}


def _spans(spans: Sequence[Span]) -> list[dict[str, int]]:
    return [asdict(s) for s in spans]


def _article(surfaces: Surfaces) -> Row:
    document = surfaces.document
    return {"document_id": document.id, "publisher": document.publisher, "published": document.published}
