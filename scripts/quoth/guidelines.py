"""What the guidelines take from the scheme, and the examples in them that can be checked.

``python -m quoth.guidelines guidelines/`` renews the label tables in place.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from quoth.schema import Schema, load

_TABLE = re.compile(r"(<!-- table: (?P<name>[a-z ]+) -->\n).*?(<!-- end -->)", re.DOTALL)
_RULE = re.compile(r"^### (?P<id>[A-Z]{3}-\d\d) (?P<title>.+)$", re.MULTILINE)
_RULE_OR_SECTION = re.compile(r"^#{2,3} .+$", re.MULTILINE)
_EXAMPLE = re.compile(r"^```quoth(?P<wrong>-not)?\n(?P<notation>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Example:
    """An example of a rule in Quoth's notation; ``right`` ones must also be valid."""

    rule: str
    notation: str
    right: bool


def rules(text: str) -> dict[str, str]:
    """The rules of a page: id and title.

    >>> rules("### ENT-01 Names first\\n\\nText.")
    {'ENT-01': 'Names first'}
    """
    return {m["id"]: m["title"] for m in _RULE.finditer(text)}


def bodies(text: str) -> dict[str, str]:
    """What the rules of a page say below their titles.

    >>> bodies("### ENT-01 Names first\\n\\nText.\\n\\n## Next")
    {'ENT-01': 'Text.'}
    """
    heads = [*_RULE_OR_SECTION.finditer(text)]
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return {
        found["id"]: text[head.end() : end].strip()
        for head, end in zip(heads, ends, strict=True)
        if (found := _RULE.match(head[0]))
    }


def anchor(title: str) -> str:
    """Where a heading can be linked to, as GitHub names it.

    >>> anchor("ENT-16 A spokesperson's “we” is the body")
    'ent-16-a-spokespersons-we-is-the-body'
    """
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def examples(text: str) -> Iterator[Example]:
    """The examples of a page, each with the rule it stands under."""
    heads = [(m.start(), m["id"]) for m in _RULE.finditer(text)]
    for found in _EXAMPLE.finditer(text):
        above = [rule for start, rule in heads if start < found.start()]
        yield Example(above[-1] if above else "", found["notation"], not found["wrong"])


def renewed(text: str, schema: Schema) -> str:
    """The page with its label tables as the scheme has them."""
    made = tables(schema)
    return _TABLE.sub(lambda m: f"{m[1]}\n{made[m['name']]}\n\n{m[3]}", text)


def tables(schema: Schema) -> dict[str, str]:
    """The tables that a page can ask for, in Markdown, by name."""
    return {
        "mention types": _mention_types(schema),
        "levels": _table(("level", "meaning"), ((v.name, v.gloss) for v in schema.mention.levels)),
        "attribution attributes": _attributes(schema, "attribution"),
        "event attributes": _attributes(schema, "event"),
        "event types": _event_types(schema),
        "hotkeys": _hotkeys(schema),
    }


def _mention_types(schema: Schema) -> str:
    rows = ((t.name, t.gloss, f"`{t.hotkey}`") for t in schema.mention.types)
    return _table(("type", "meaning", "key"), rows)


def _attributes(schema: Schema, kind: str) -> str:
    attributes = schema.attribution.attributes if kind == "attribution" else schema.event.attributes
    rows = (
        (a.name if v is a.values[0] else "", v.name + (" (default)" if v.name == a.default else ""), v.gloss)
        for a in attributes
        for v in a.values
    )
    return _table(("attribute", "value", "meaning"), rows)


def _event_types(schema: Schema) -> str:
    def roles(name: str) -> str:
        own = next(t.roles for t in schema.event.types if t.name == name)
        return "; ".join(f"**{role}** {r.gloss} ({', '.join(r.fillers)})" for role, r in own.items())

    rows = ((t.name, t.gloss, roles(t.name), f"`{t.hotkey}`") for t in schema.event.types)
    return _table(("type", "what happens", "roles and what may fill them", "key"), rows)


def _hotkeys(schema: Schema) -> str:
    spans = schema.attribution
    rows = [
        (f"`{schema.link_hotkey}` (`Alt+R` where it is not set)", "start a link from the selected region"),
        (f"`{spans.cue.hotkey}`", f"cue: {spans.cue.gloss}"),
        (f"`{spans.content.hotkey}`", f"content: {spans.content.gloss}"),
        ("`Esc`", "select nothing"),
    ]
    return _table(("key", "what it does"), rows)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main(folder: Path) -> None:
    """Renew the tables of every page in a folder."""
    for page in sorted(folder.glob("*.md")):
        page.write_text(renewed(page.read_text("utf-8"), load()), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
