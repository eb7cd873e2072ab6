"""The word lists of the tagger, loaded once from the TOML files beside this one."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

Phrases = Mapping[str, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True)
class Cue:
    """A form of an attributing verb."""

    lemma: str
    attitude: str
    stance: str
    shy: bool
    addressed: bool


@dataclass(frozen=True, slots=True)
class Trigger:
    """A form that may trigger an event."""

    type: str
    lemma: str
    verb: bool


@dataclass(frozen=True, slots=True)
class Cues:
    """Verbs by form; phrases as sequences of lower-case words, by their first word."""

    verbs: Mapping[str, Cue]
    before: Phrases
    declined: Phrases
    adverbs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Names:
    """What tells the type of a name: words in it, whole names, titles before it."""

    keywords: Mapping[str, str]
    gazetteer: Mapping[str, str]
    titles: frozenset[str]
    only_before: frozenset[str]


@dataclass(frozen=True, slots=True)
class Function:
    """Closed classes of words."""

    determiners: frozenset[str]
    premodifiers: frozenset[str]
    auxiliaries: frozenset[str]
    adverbs: frozenset[str]
    stop: frozenset[str]
    negations: frozenset[str]
    future: frozenset[str]
    possible: frozenset[str]
    hypothetical: frozenset[str]
    locative: frozenset[str]
    verbs: frozenset[str]
    months: frozenset[str]
    weekdays: frozenset[str]
    dayparts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that the tagger knows; nouns, triggers and pronouns by form."""

    cues: Cues
    names: Names
    function: Function
    nouns: Mapping[str, str]
    triggers: Mapping[str, Trigger]
    pronouns: Mapping[str, str]


@cache
def load() -> Lexicon:
    """The lexicon that ships with Quoth.

    >>> load().cues.verbs["told"].lemma, load().nouns["governors"], load().triggers["fled"].type
    ('tell', 'PER', 'Displace')
    """
    function = _table("function")
    pronouns = function.pop("pronouns")
    return Lexicon(
        _cues(_table("cues")),
        _names(_table("names")),
        Function(**{name: frozenset(words.split()) for name, words in function.items()}),
        {form: kind for kind, words in _table("nouns").items() for w in words.split() for form in _number(w)},
        _triggers(_table("triggers")),
        _by_word(pronouns),
    )


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "words" / f"{name}.toml").read_text(encoding="utf-8"))


def _by_word(groups: Mapping[str, str]) -> dict[str, str]:
    return {word: group for group, words in groups.items() for word in words.split()}


def _cues(table: Mapping[str, Any]) -> Cues:
    verbs: dict[str, Cue] = {}
    stance = {lemma: name for name, lemmas in table["stance"].items() for lemma in lemmas}
    shy, addressed = set(table["kinds"]["shy"]), set(table["kinds"]["addressed"])
    for attitude, lines in table["verbs"].items():
        for lemma, *forms in map(str.split, lines):
            cue = Cue(lemma, attitude, stance.get(lemma, "affirms"), lemma in shy, lemma in addressed)
            verbs.update(dict.fromkeys((lemma, *forms), cue))
    phrases = table["phrases"]
    return Cues(
        verbs, _phrases(phrases["before"]), _phrases(phrases["declined"]), frozenset(phrases["adverbs"])
    )


def _phrases(phrases: Iterable[str]) -> Phrases:
    split = [tuple(p.split()) for p in phrases]
    return {first: tuple(p for p in split if p[0] == first) for first, *_ in split}


def _names(table: Mapping[str, Any]) -> Names:
    titles = table["titles"]
    return Names(
        _by_word(table["keywords"]),
        _by_word(table["gazetteer"]),
        frozenset(titles["words"].split()),
        frozenset(titles["only_before"].split()),
    )


def _triggers(table: Mapping[str, Any]) -> dict[str, Trigger]:
    """A form that is both goes by its verb reading; where two types have one, the first has it."""
    found: dict[str, Trigger] = {}
    for kind, forms in table.items():
        for lemma, *others in map(str.split, forms["verbs"]):
            for form in (lemma, *others):
                found.setdefault(form, Trigger(kind, lemma, True))
        for noun in forms["nouns"].split():
            found.setdefault(noun, Trigger(kind, noun.removesuffix("s"), False))
    return found


def _number(noun: str) -> tuple[str, ...]:
    """A noun and its plural, by rule."""
    if noun.endswith("y") and noun[-2:-1] not in "aeou":
        return noun, f"{noun[:-1]}ies"
    if noun.endswith("man") and len(noun) > 3:
        return noun, f"{noun[:-3]}men"
    return noun, f"{noun}es" if noun.endswith(("s", "ch", "sh", "x")) else f"{noun}s"
