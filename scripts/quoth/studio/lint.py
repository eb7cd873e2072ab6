"""What is wrong with a labelling configuration; Label Studio itself takes nearly everything in silence."""

from collections import Counter
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, ParseError, fromstring

from quoth_eval.errors import InputError

_KNOWN = {"View", "Style", "Header", "Text", "HyperText", "TextArea", "Labels", "Label"}
_KNOWN |= {"Choices", "Choice", "Relations", "Relation"}
_PARTS = {"Labels": "Label", "Choices": "Choice", "Relations": "Relation"}


def lint(config: str) -> list[str]:
    """The problems of a configuration in words; none for one that works.

    >>> lint('<View><Labels name="a" toName="text"><Label value="X"/><Label value="X"/></Labels></View>')
    ['label X is used 2 times', 'a labels text, which is not there']
    """
    try:
        root = fromstring(config)  # noqa: S314 - made by us, never by others
    except ParseError as error:
        return [f"no valid XML: {error}"]
    return list(_problems(root))


def require_clean(config: str) -> str:
    """The same configuration.

    Raises:
        InputError: it has problems; the first few are named.
    """
    if problems := lint(config):
        raise InputError(f"the labelling screen cannot be made of this scheme: {'; '.join(problems[:5])}")
    return config


def _problems(root: Element) -> Iterator[str]:
    yield from (
        f"unknown tag {tag}" for tag in dict.fromkeys(e.tag for e in root.iter()) if tag not in _KNOWN
    )
    yield from _doubled("control", (n for e in root.iter() if (n := e.get("name"))))
    yield from _doubled("label", (e.get("value", "") for e in root.iter("Label")))
    yield from _doubled("hotkey", (k for e in root.iter() if (k := e.get("hotkey"))))
    yield from _doubled_parts(root)
    yield from _references(root)
    yield from (
        f"a {e.tag} without a value" for tag in _PARTS.values() for e in root.iter(tag) if not e.get("value")
    )


def _doubled(what: str, names: Iterable[str]) -> Iterator[str]:
    yield from (f"{what} {name} is used {n} times" for name, n in Counter(names).items() if n > 1)


def _doubled_parts(root: Element) -> Iterator[str]:
    for holder, part in (("Choices", "Choice"), ("Relations", "Relation")):
        for element in root.iter(holder):
            where = f"{part.lower()} in {element.get('name') or 'the relations'}:"
            yield from _doubled(where, (p.get("value", "") for p in element.iter(part)))


def _references(root: Element) -> Iterator[str]:
    controls = {e.get("name"): e for e in root.iter() if e.get("name")}
    labels = {e.get("value") for e in root.iter("Label")}
    for e in root.iter():
        to, tag, value = e.get("toName"), e.get("whenTagName"), e.get("whenLabelValue")
        name = e.get("name") or e.tag
        if to is not None and (to not in controls or controls[to].get("toName")):
            yield f"{name} labels {to}, which is not there"
        if tag is not None and (tag not in controls or not controls[tag].get("toName")):
            yield f"{name} shows for {tag}, which is no control"
        yield from (
            f"{name} shows for label {v}, which is not there" for v in _split(value) if v not in labels
        )


def _split(value: str | None) -> list[str]:
    return [] if value is None else value.split(",")
