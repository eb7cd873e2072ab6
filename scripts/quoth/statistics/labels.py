"""How often each label occurs, by layer: types, levels, attributes, roles."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from quoth.dataset.items import Item
from quoth_eval.document import Document

Counts = dict[str, int]
UNSET = "(none)"


def label_counts(items: Sequence[Item]) -> dict[str, Counts]:
    """For each kind of label how often each occurs, the most frequent first; kinds not annotated are empty.

    An annotation without the label counts under ``(none)``.
    """
    return {name: _counted(read, items) for name, read in KINDS.items()}


def ordered(counter: Counter[str]) -> Counts:
    """The counts, most frequent first, equals by name.

    >>> ordered(Counter("abb"))
    {'b': 2, 'a': 1}
    """
    return dict(sorted(counter.items(), key=lambda pair: (-pair[1], pair[0])))


def _counted(read: Callable[[Document], Iterator[str | None]], items: Sequence[Item]) -> Counts:
    return ordered(Counter(label or UNSET for i in items for label in read(i.document)))


def _of(layer: str, field: str) -> Callable[[Document], Iterator[str | None]]:
    return lambda document: (getattr(x, field) for x in getattr(document, layer) or ())


def _roles(document: Document) -> Iterator[str]:
    return (a.role for e in document.events or () for a in e.arguments)


KINDS: dict[str, Callable[[Document], Iterator[str | None]]] = {
    "mention_type": _of("mentions", "type"),
    "mention_level": _of("mentions", "level"),
    "entity_type": _of("entities", "type"),
    "attitude": _of("attributions", "attitude"),
    "form": _of("attributions", "form"),
    "stance": _of("attributions", "stance"),
    "attribution_modality": _of("attributions", "modality"),
    "event_type": _of("events", "type"),
    "polarity": _of("events", "polarity"),
    "event_modality": _of("events", "modality"),
    "role": _roles,
}
