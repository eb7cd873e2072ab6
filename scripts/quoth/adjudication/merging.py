"""What several annotators of one article agree on, as a document, and all that they do not, in words.

Mentions come first (the same words and type), then the entities that all make of them, then attributions (the
same cue and content) with the links to agreed mentions, then events (the same trigger and type) with theirs.
Whatever is not the same for all of them is left open in the merged document and listed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from quoth.adjudication.attributions import Attributions
from quoth.adjudication.disputes import Dispute, ordered
from quoth.adjudication.entities import Entities
from quoth.adjudication.events import Events
from quoth.adjudication.readings import readings
from quoth.adjudication.views import Views
from quoth_eval.document import ANNOTATION_LAYERS, Document
from quoth_eval.errors import InputError
from quoth_eval.integrity import check


@dataclass(frozen=True, slots=True)
class Merged:
    """What all annotators have, and where they differ, in text order."""

    document: Document
    disputes: tuple[Dispute, ...]


def merge(views: Mapping[str, Document]) -> Merged:
    """The labels of several annotators of one article, merged.

    Args:
        views: the article as each of them labelled it, by name; in the order in which disputes name them.

    Raises:
        InputError: fewer than two, no text, different texts or layers, or a document that does not hold
            together.

    >>> from quoth_eval.document import Mention
    >>> one = Document("d", "Ann left.", mentions=(Mention("m", 0, 3, "PER", "NAM"),))
    >>> other = Document("d", "Ann left.", mentions=(Mention("x", 0, 3, "PER", "NOM"),))
    >>> found = merge({"kim": one, "lee": other})
    >>> found.document.mentions
    (Mention(id='m1', start=0, end=3, type='PER', level=None, entity=None),)
    >>> [d.line for d in found.disputes]
    ['“Ann” level: kim NAM; lee NOM']
    """
    first = _comparable(views)
    side = Views(readings(views), first.text or "")
    entities = Entities(side)
    attributions, events = Attributions(side, entities.ids), Events(side, entities.ids)
    layers: dict[str, Any] = {
        "mentions": entities.mentions,
        "entities": entities.entities,
        "attributions": attributions.merged,
        "events": events.merged,
    }
    known = {layer: found for layer, found in layers.items() if getattr(first, layer) is not None}
    document = check(replace(first, **known).canonical())
    return Merged(document, ordered(_all(entities, attributions, events)))


def _all(*layers: Entities | Attributions | Events) -> Iterator[Dispute]:
    for layer in layers:
        yield from layer.disputes()


def _comparable(views: Mapping[str, Document]) -> Document:
    if len(views) < 2:
        raise InputError("merging takes the labels of two annotators or more")
    first = next(iter(views.values()))
    for name, document in views.items():
        if document.text is None or document.text != first.text:
            raise InputError(f"{name}: document {document.id} has no text, or another one than the others")
        for layer in ANNOTATION_LAYERS:
            if (getattr(document, layer) is None) != (getattr(first, layer) is None):
                raise InputError(f"{name}: document {document.id}: not all have annotated the {layer}")
        check(document, name)
    return first
