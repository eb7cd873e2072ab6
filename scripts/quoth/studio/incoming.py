"""Regions and relations as a document's annotations; the inverse of :mod:`quoth.studio.outgoing`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from quoth.schema import Attribute, Schema
from quoth.studio.attributions import attributions
from quoth.studio.controls import ATTRIBUTION, CLUSTER, EVENT, MENTION, UNTYPED, choice_name
from quoth.studio.edges import tidy_edges
from quoth.studio.findings import Finding
from quoth.studio.linking import Link, links
from quoth.studio.mentions import mentions
from quoth.studio.notes import Notes
from quoth.studio.regions import Region, parse_items
from quoth_eval.document import Argument, Document, Event

GROUPS = (MENTION, ATTRIBUTION, EVENT)


def from_results(
    items: Sequence[Mapping[str, Any]], article: Document, schema: Schema, url: str | None = None
) -> tuple[Document, list[Finding]]:
    """The article with the annotations of one ``result`` list, and what was broken, repaired or assumed.

    Args:
        items: the ``result`` of an annotation or of a prediction.
        article: the document to annotate; its own layers, if any, are replaced. It must have a text.
        schema: the scheme, for defaults and for what links may mean.
        url: the task's page, for the findings.

    Raises:
        ValueError: the article has no text.
    """
    if article.text is None:
        raise ValueError(f"document {article.id} has no text")
    notes = Notes(article.id, article.text, url)
    labels, broken = parse_items(items, article.text, GROUPS)
    notes.take(broken)
    regions = tidy_edges(labels.regions, notes)
    _note_unknown_labels(regions, schema, notes)
    joined = links(labels.relations, {r.id: r for r in regions}, schema, notes)
    found, entities = mentions(regions, notes)
    document = replace(
        article,
        mentions=found,
        entities=entities,
        attributions=attributions(
            [r for r in regions if r.control == ATTRIBUTION],
            [x for x in joined if x.source.control == ATTRIBUTION],
            schema,
            notes,
        ),
        events=tuple(_event(r, joined, schema, notes) for r in regions if r.control == EVENT),
    )
    return document.canonical(), notes.findings


def _event(region: Region, joined: Iterable[Link], schema: Schema, notes: Notes) -> Event:
    own = {Argument(x.name, x.target.id) for x in joined if x.source.id == region.id}
    chosen = {a.name: _chosen(a, region) for a in schema.event.attributes}
    kind = None if region.label == UNTYPED[EVENT] else region.label
    return Event(
        id=region.id,
        start=region.start,
        end=region.end,
        type=kind,
        polarity=chosen.get("polarity"),
        modality=chosen.get("modality"),
        cluster="-".join(region.values.get(CLUSTER, "").split()) or None,
        arguments=tuple(own),
    )


def _chosen(attribute: Attribute, region: Region) -> str | None:
    return region.values.get(choice_name(EVENT, attribute.name)) or attribute.default


def _note_unknown_labels(regions: Iterable[Region], schema: Schema, notes: Notes) -> None:
    known = {
        MENTION: {UNTYPED[MENTION], *(t.name for t in schema.mention.types)},
        EVENT: {UNTYPED[EVENT], *(t.name for t in schema.event.types)},
        ATTRIBUTION: {"cue", "content"},
    }
    for r in regions:
        if r.label not in known[r.control]:
            notes.add("unknown-label", "error", f"label {r.label} is none of the scheme's; kept", r)
