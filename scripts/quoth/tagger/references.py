"""Which mentions refer to the same entity: by name, last name, acronym, adjective, head noun, pronoun."""

from collections.abc import Mapping, Sequence

from quoth.tagger.candidates import Candidate
from quoth.tagger.page import Page
from quoth_eval.naming import is_adjective

_SINGULAR = frozenset({"he", "she", "him", "her", "his", "i", "me", "my", "it", "its"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})


def entity_keys(page: Page, mentions: Sequence[Candidate]) -> dict[Candidate, str]:
    """The entity of every mention; ``mentions`` in text order. Keys are readable and unique on the page."""
    keys = _names(page, [m for m in mentions if m.level == "NAM"])
    previous: Candidate | None = None
    for mention in mentions:
        if mention.level == "NOM":
            keys[mention] = _apposed(page, mention, previous, keys) or _by_head(page, mention, keys)
        elif mention.level == "PRO":
            keys[mention] = _antecedent(mention, keys) or f"{mention.head}-{mention.first}"
        previous = mention
    return keys


def _names(page: Page, mentions: Sequence[Candidate]) -> dict[Candidate, str]:
    """By surface; the longer names first, so that "Mohib" and "ISW" find whom they are short for."""
    keys: dict[tuple[tuple[str, ...], str], str] = {}
    short: dict[tuple[str, str], str] = {}
    kinds: dict[str, str] = {}
    for words, kind in sorted({(_words(page, m), m.type) for m in mentions}, key=lambda x: (-len(x[0]), x)):
        whole = short.get((words[0], kind)) if len(words) == 1 else None
        key = whole or _place_of(words, kind, mentions, page) or "-".join(words).lower()
        if kinds.setdefault(key, kind) != kind:  # "Post" and "POST" may differ in type
            key = f"{key}.{kind.lower()}"
        keys[words, kind] = key
        short.setdefault((words[-1] if kind == "PER" else _initials(words), kind), key)
    return {m: keys[_words(page, m), m.type] for m in mentions}


def _words(page: Page, mention: Candidate) -> tuple[str, ...]:
    return page.words[mention.first : mention.last]


def _initials(words: Sequence[str]) -> str:
    return "".join(w[0] for w in words if w[0].isupper()) if len(words) > 1 else " ".join(words)


def _place_of(words: tuple[str, ...], kind: str, mentions: Sequence[Candidate], page: Page) -> str | None:
    """The place whose adjective a name is, where the page has both."""
    if kind != "GPE" or len(words) > 1:
        return None
    word = words[0]
    places = sorted({_words(page, m)[0] for m in mentions if m.type == "GPE" and m.last == m.first + 1})
    nouns = (p for p in places if p != word and is_adjective(word, [p]) and not is_adjective(p, [word]))
    return next((p.lower() for p in nouns if word[: max(3, len(p) - 2)] == p[: max(3, len(p) - 2)]), None)


def _apposed(
    page: Page, mention: Candidate, previous: Candidate | None, keys: Mapping[Candidate, str]
) -> str | None:
    """The entity of the name right before: "Kovač, the governor"."""
    if previous is None or previous.level != "NAM" or previous.type != mention.type:
        return None
    between = page.lower[previous.last : mention.first]
    return keys[previous] if between in ((",",), (",", "the"), (",", "a"), (",", "an")) else None


def _by_head(page: Page, mention: Candidate, keys: Mapping[Candidate, str]) -> str:
    """A definite phrase refers to the last one with its head; any other is an entity of its own."""
    before = page.lower[mention.first - 1] if mention.first else ""
    if before in _DEFINITE or page.lower[mention.first] in _DEFINITE:
        for other in reversed(list(keys)):
            if other.level == "NOM" and (other.head, other.type) == (mention.head, mention.type):
                return keys[other]
    return f"{mention.head}-{mention.first}"


def _antecedent(mention: Candidate, keys: Mapping[Candidate, str]) -> str | None:
    """The entity of the last mention of the pronoun's type; a plural pronoun has an entity of its own."""
    if mention.head not in _SINGULAR:
        return None
    before = [c for c in keys if c.type == mention.type and c.first < mention.first]
    return keys[max(before, key=lambda c: c.first)] if before else None
