"""How much there is: documents, words, annotations, and one attribution in how many words."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from quoth.dataset.items import Item
from quoth_eval.document import Document, Span
from quoth_eval.tokens import tokenize


@dataclass(frozen=True, slots=True)
class Sizes:
    """Counts over some documents; a layer that none of them has annotated is ``None``.

    Attributes:
        words: stretches without white space, as ``wc -w`` counts them.
        clusters: distinct events; one without a cluster key counts by itself.
        words_per_attribution: over the documents whose attributions were annotated.
    """

    documents: int
    withheld: int
    sentences: int
    words: int
    tokens: int
    mentions: int | None
    entities: int | None
    attributions: int | None
    events: int | None
    clusters: int | None
    words_per_attribution: float | None


def sizes(items: Sequence[Item]) -> Sizes:
    """The counts over all the items."""
    documents = [i.document for i in items]
    attributed = [d for d in documents if d.attributions is not None]
    attributions = _total(documents, lambda d: d.attributions)
    return Sizes(
        documents=len(documents),
        withheld=sum(i.withheld or i.document.text is None for i in items),
        sentences=sum(len(d.sentences) for d in documents),
        words=sum(map(words, documents)),
        tokens=sum(len(_tokens(d)) for d in documents),
        mentions=_total(documents, lambda d: d.mentions),
        entities=_total(documents, lambda d: d.entities),
        attributions=attributions,
        events=_total(documents, lambda d: d.events),
        clusters=_total(documents, clusters),
        words_per_attribution=sum(map(words, attributed)) / attributions if attributions else None,
    )


def words(document: Document) -> int:
    """Stretches without white space. They follow from the tokens, so a withheld text has its count too.

    >>> words(Document("a", text="“We won’t,” said she."))
    4
    """
    tokens = _tokens(document)
    return sum(1 for n, t in enumerate(tokens) if n == 0 or t.start > tokens[n - 1].end)


def clusters(document: Document) -> set[str] | None:
    """The distinct events of a document, by cluster key or, without one, by id."""
    if document.events is None:
        return None
    return {f"key {e.cluster}" if e.cluster else f"event {e.id}" for e in document.events}


def _tokens(document: Document) -> Sequence[Span]:
    return document.tokens or tokenize(document.text or "")


def _total(documents: Iterable[Document], layer: Callable[[Document], Iterable[object] | None]) -> int | None:
    found = [list(items) for d in documents if (items := layer(d)) is not None]
    return sum(map(len, found)) if found else None
