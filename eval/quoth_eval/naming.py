"""The name of an entity: the longest proper name among its mentions that is no nationality adjective."""

import re
from collections.abc import Sequence

from quoth_eval.document import Mention

_PLACES = {"GPE", "LOC"}
_STRONG = re.compile(r"(?:ian|ish|ese|ean)s?$")
_WEAK = re.compile(r"(?:an|i|ic|ch|sh|k|ss|ot|er)s?$")
_IRREGULAR = frozenset({"French", "Dutch", "Welsh", "Greek", "Swiss", "Czech", "Thai", "Afghan", "German"})
_LOOK_ALIKE = frozenset(
    {"Ocean", "Mediterranean", "Caribbean", "Aegean", "Caspian", "Fujian", "Dalian", "Varese", "Parish"}
)


def entity_name(mentions: Sequence[Mention], text: str, kind: str | None) -> str | None:
    """The derived name of an entity of type ``kind``: its longest NAM mention, the earliest of equals.

    Nationality adjectives ("Ukrainian") are mentions of a place but never name it. ``None`` when there are
    only adjectives, or no NAM mention at all.

    >>> text = "Norvian guards left Norvia."
    >>> entity_name([Mention("m1", 0, 7, "GPE", "NAM"), Mention("m2", 20, 26, "GPE", "NAM")], text, "GPE")
    'Norvia'
    """
    ordered = sorted(mentions, key=lambda m: (m.start, m.end))
    names = [m.span.of(text) for m in ordered if m.level == "NAM"]
    if kind in _PLACES:
        names = [n for n in names if not is_adjective(n, names)]
    return max(names, key=len, default=None)


def is_adjective(name: str, others: Sequence[str] = ()) -> bool:
    """Whether a place's name is a nationality adjective or its plural, going by its ending.

    A strong ending (-ian, -ish, -ese, -ean) is enough. A weak one (-an, -i, -ic, ...) needs another name of
    the same place, among ``others``, with the same stem and not longer.

    >>> is_adjective("South Korean"), is_adjective("Israeli"), is_adjective("Israeli", ["Israel"])
    (True, False, True)
    >>> is_adjective("Iran", ["Iranian"]), is_adjective("Caspian")
    (False, False)
    """
    word = name.rpartition(" ")[2]
    if word in _LOOK_ALIKE:
        return False
    if word in _IRREGULAR or _STRONG.search(word):
        return True
    return bool(_WEAK.search(word)) and any(_shares_stem(name, other) for other in others)


def _shares_stem(longer: str, name: str) -> bool:
    """Whether ``longer`` may be ``name`` with an ending: the same but for the last letter or two of it."""
    if len(longer) <= len(name) or _STRONG.search(name):
        return False
    stem = max(3, len(name) - 2)
    return len(name) >= 3 and longer[:stem] == name[:stem]
