"""What an entity is called."""

import pytest

from quoth_eval.document import Mention
from quoth_eval.naming import entity_name, is_adjective

CASES = [
    ("GPE", ["Ukraine", "Ukrainian"], "Ukraine"),
    ("GPE", ["Ukrainian"], None),
    ("GPE", ["Israeli", "Israel"], "Israel"),
    ("GPE", ["Israeli"], "Israeli"),
    ("GPE", ["Moldovan", "Moldova"], "Moldova"),
    ("GPE", ["Icelandic", "Iceland"], "Iceland"),
    ("GPE", ["Iran", "Iranian"], "Iran"),
    ("GPE", ["French", "France"], "France"),
    ("GPE", ["UK", "Britain", "British"], "Britain"),
    ("LOC", ["Mediterranean"], "Mediterranean"),
    ("LOC", ["Indian Ocean"], "Indian Ocean"),
    ("ORG", ["Guardian", "The Guardian"], "The Guardian"),
    ("PER", ["Damian", "Ian"], "Damian"),
    ("PER", ["Ana", "Bea"], "Ana"),
    ("PER", [], None),
]


@pytest.mark.parametrize(("kind", "names", "expected"), CASES)
def test_the_longest_name_that_is_no_adjective(kind: str, names: list[str], expected: str | None) -> None:
    text = "|".join([*names, "the man"])
    starts = [sum(len(n) + 1 for n in names[:i]) for i in range(len(names) + 1)]
    mentions = [
        Mention(f"m{i}", s, s + len(n), kind, "NAM", "e")
        for i, (s, n) in enumerate(zip(starts, names, strict=False))
    ]
    mentions.append(Mention("last", starts[-1], starts[-1] + 7, kind, "NOM", "e"))
    assert entity_name(mentions, text, kind) == expected
    assert entity_name(mentions[::-1], text, kind) == expected


@pytest.mark.parametrize(
    "adjective", ["Russian", "Polish", "Chinese", "Korean", "North Korean", "Turkish", "Ukrainians", "Swiss"]
)
def test_adjectives(adjective: str) -> None:
    assert is_adjective(adjective)
