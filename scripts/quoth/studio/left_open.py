"""Attributes that annotators gave differently and the adjudicator left open: they took their defaults."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from quoth.adjudication.merging import Merged
from quoth.adjudication.readings import VALUES
from quoth.studio.controls import ATTRIBUTION, EVENT, LEVEL, MENTION, choice_name
from quoth.studio.findings import Finding
from quoth.studio.incoming import GROUPS
from quoth.studio.regions import Region, parse_items
from quoth_eval.document import Document, Span

_LAYERS = {"entities": MENTION, "attributions": ATTRIBUTION, "events": EVENT}


def left_open(
    items: Sequence[Mapping[str, Any]], gold: Document, merged: Merged, url: str | None
) -> Iterator[Finding]:
    """A warning for every disputed attribute without a choice of its own in the adjudicator's labels.

    Args:
        items: the ``result`` that the gold was read from.
        gold: the gold.
        merged: what the annotators agree on and what they do not.
        url: the task's page.
    """
    text = gold.text or ""
    labels, _ = parse_items(items, text, GROUPS)
    regions = {r.id: r for r in labels.regions}
    placed = _placed(gold)
    for dispute in merged.disputes:
        kind = _LAYERS[dispute.layer]
        if dispute.rule not in VALUES[kind]:
            continue
        for identity, value in placed.get((kind, dispute.spans, dispute.rule), ()):
            region = regions.get(identity)
            if region and _control(kind, dispute.rule) not in region.values:
                message = f"{dispute.rule} is disputed ({dispute.opinions}) and was left open; took {value}"
                yield _finding(message, region, gold, url)


def _control(kind: str, attribute: str) -> str:
    return LEVEL if kind == MENTION else choice_name(kind, attribute)


def _placed(gold: Document) -> dict[tuple[str, tuple[Span, ...], str], list[tuple[str, str | None]]]:
    """Ids and values of the gold's annotations by kind, place and attribute."""
    found: dict[tuple[str, tuple[Span, ...], str], list[tuple[str, str | None]]] = {}
    mentions: list[tuple[str, tuple[Span, ...], Any]] = [(MENTION, (m.span,), m) for m in gold.mentions or ()]
    others = [(ATTRIBUTION, a.cue or a.content, a) for a in gold.attributions or ()]
    events = [(EVENT, (e.span,), e) for e in gold.events or ()]
    for kind, place, item in (*mentions, *others, *events):
        for name in VALUES[kind]:
            found.setdefault((kind, place, name), []).append((item.id, getattr(item, name)))
    return found


def _finding(message: str, region: Region, gold: Document, url: str | None) -> Finding:
    words = region.span.of(gold.text or "")
    return Finding("left-open", "warning", message, gold.id, region.id, region.start, region.end, words, url)
