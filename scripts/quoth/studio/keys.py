"""What an annotator types on a mention: the key of its entity, once also its knowledge-base id and name."""

import re
from dataclasses import dataclass

from quoth_eval.errors import InputError

_KB = r"(?:Q[1-9][0-9]*|[A-Za-z][A-Za-z0-9_-]*:\S+)"
_TYPED = re.compile(rf'(?P<key>[^\s"]+(?:\s+[^\s"]+)*?)(?:\s+(?P<kb>{_KB}))?(?:\s+"(?P<name>[^"]*)")?')


@dataclass(frozen=True, slots=True)
class Key:
    """An entity's key, with its knowledge-base id and its name where they were typed.

    ``named`` tells a name that was not typed from one typed as empty (the entity has none).
    """

    key: str
    kb: str | None = None
    name: str | None = None
    named: bool = False


def parse_key(typed: str) -> Key | None:
    """What ``KEY [KB] ["NAME"]`` says; ``None`` when it is not of that form.

    Words of a key are joined by hyphens. In a name ``&quot;`` is a quotation mark and ``&amp;`` is ``&``.

    >>> parse_key('reuters Q130879 "Reuters"')
    Key(key='reuters', kb='Q130879', name='Reuters', named=True)
    >>> parse_key("old harbour").key
    'old-harbour'
    """
    found = _TYPED.fullmatch(typed.strip())
    if not found:
        return None
    name = found["name"]
    return Key(
        "-".join(found["key"].split()), found["kb"], _unescape(name) if name else None, name is not None
    )


def format_key(key: Key) -> str:
    """The text for :func:`parse_key`.

    Raises:
        InputError: the key or the id holds white space or a quotation mark, so that it cannot be told apart.

    >>> format_key(Key("un", "Q1065", "United Nations", True))
    'un Q1065 "United Nations"'
    """
    words = [key.key]
    if key.kb is not None:
        words.append(key.kb)
    if key.named:
        words.append(f'"{_escape(key.name or "")}"')
    typed = " ".join(words)
    if parse_key(typed) != key:
        raise InputError(f"entity {key.key!r} (kb {key.kb!r}): keys are one word, ids are Q123 or prefix:id")
    return typed


def slug(surface: str) -> str:
    """A key for a surface: lower case, every run of other characters than letters and digits a hyphen.

    >>> slug("The Herald’s"), slug("—")
    ('the-herald-s', 'x')
    """
    return re.sub(r"[\W_]+", "-", surface.casefold()).strip("-") or "x"


def _escape(name: str) -> str:
    return name.replace("&", "&amp;").replace('"', "&quot;")


def _unescape(name: str) -> str:
    return name.replace("&quot;", '"').replace("&amp;", "&")
