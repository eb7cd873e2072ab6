"""BIO rows: one a sentence; every token of the document is in exactly one row."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from quoth.dataset.items import Item
from quoth_eval import bio
from quoth_eval.document import Document, Span
from quoth_eval.tokens import tokenize


def token_rows(item: Item) -> Iterator[dict[str, Any]]:
    """The sentences of a document with their tags; a layer that was not annotated has none (null).

    A span that runs over the end of a sentence starts anew (``B-``) in the next one.
    """
    document = item.document
    layers = {
        "entity_tags": None if document.mentions is None else bio.mentions(document),
        "cue_tags": None if document.attributions is None else bio.cues(document),
        "trigger_tags": None if document.events is None else bio.triggers(document),
    }
    for sentence, tokens in _by_sentence(document):
        yield {
            "document_id": document.id,
            "sentence": sentence,
            "tokens": None if document.text is None else [t.of(document.text) for t in tokens],
            **{n: None if spans is None else _tags(tokens, spans) for n, spans in layers.items()},
            "token_starts": [t.start for t in tokens],
            "token_ends": [t.end for t in tokens],
        }


def _tags(tokens: Sequence[Span], spans: Sequence[bio.Labelled]) -> list[str]:
    low, high = tokens[0].start, tokens[-1].end
    return bio.encode(tokens, [s for s in spans if s.start < high and low < s.end])


def _by_sentence(document: Document) -> Iterator[tuple[int | None, Sequence[Span]]]:
    """Tokens by the sentence they start in; those between two sentences by themselves, under ``None``."""
    tokens = document.tokens or tokenize(document.text or "")
    starts = [s.start for s in document.sentences]
    for at, group in groupby(tokens, key=lambda t: bisect_right(starts, t.start) - 1):
        inside = [(t, at >= 0 and t.start < document.sentences[at].end) for t in group]
        for within, part in groupby(inside, key=lambda pair: pair[1]):
            yield (at if within else None), [t for t, _ in part]
