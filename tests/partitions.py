"""Clusterings as they are written in papers, made into documents; random ones."""

from typing import Any

from evaluating import scored
from hypothesis import strategies as st

from quoth_eval.document import Document, Mention

Partition = list[set[str]]  # clusters of mentions; a mention is a letter


def partition(text: str) -> Partition:
    """The clusters of ``"ab c"``: one a word, its letters the mentions."""
    return [set(word) for word in text.split()]


def document(clusters: Partition, name: str = "d") -> Document:
    """A document whose mentions, one a letter, have these clusters."""
    found = [
        Mention(f"m{letter}", ord(letter), ord(letter) + 1, entity=f"e{key}")
        for key, letters in enumerate(clusters)
        for letter in sorted(letters)
    ]
    return Document(name, mentions=tuple(found))


def coref(gold: Partition, pred: Partition, **options: bool) -> dict[str, Any]:
    """The figures under ``coref``."""
    result: dict[str, Any] = scored([document(gold)], [document(pred)], "coref", **options)["coref"]
    return result


@st.composite
def partitions(draw: st.DrawFn, letters: str = "abcdefgh") -> Partition:
    """Clusters of some of the letters, at least one."""
    chosen = draw(st.lists(st.sampled_from(letters), min_size=1, unique=True))
    keys = draw(st.lists(st.integers(0, 4), min_size=len(chosen), max_size=len(chosen)))
    return [{x for x, k in zip(chosen, keys, strict=True) if k == key} for key in sorted(set(keys))]
