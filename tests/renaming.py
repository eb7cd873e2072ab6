"""The same labels under other ids and keys."""

from collections.abc import Callable
from dataclasses import replace

from quoth_eval.document import Argument, Attribution, Document, Event, Mention

Names = Callable[[str], str]


def renamed(document: Document, of: Names) -> Document:
    """The document with every id, entity and cluster named by ``of``; absent layers stay absent."""
    return replace(
        document,
        mentions=document.mentions and tuple(_mention(m, of) for m in document.mentions),
        entities=document.entities and tuple(replace(e, id=of(e.id)) for e in document.entities),
        attributions=document.attributions and tuple(_attribution(a, of) for a in document.attributions),
        events=document.events and tuple(_event(e, of) for e in document.events),
    )


def _mention(m: Mention, of: Names) -> Mention:
    return replace(m, id=of(m.id), entity=m.entity and of(m.entity))


def _attribution(a: Attribution, of: Names) -> Attribution:
    return replace(
        a,
        id=of(a.id),
        sources=tuple(map(of, a.sources)),
        addressees=tuple(map(of, a.addressees)),
        relays=a.relays and of(a.relays),
    )


def _event(e: Event, of: Names) -> Event:
    arguments = tuple(Argument(x.role, of(x.mention)) for x in e.arguments)
    return replace(e, id=of(e.id), cluster=e.cluster and of(e.cluster), arguments=arguments)
