"""The page that opens when labelling starts: how the screen works, and the labels with their meanings."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from quoth.schema import Attribute, Label, Role, Schema

_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_STEPS = (
    "<b>Mention:</b> press the key of its type, drag over the words. Click it, type the key of its entity "
    "(<code>reuters</code>, once also the Wikidata id: <code>reuters Q130879</code>) and choose the level.",
    "<b>Attribution:</b> mark the <i>cue</i> and the <i>content</i>. Click the cue, press Alt+R, click the "
    "source's mention; the same for every part of the content. No second span over a mention.",
    "<b>Without a cue</b> the link to the source starts at the content.",
    "<b>Event:</b> mark the trigger and link it to its mentions in the same way. Then open the Relations "
    "panel (once: sort it by newest), point at the link, press the three dots and pick the role.",
    "Links need a label only for {labelled}: anything else follows from what they join.",
    "Press Esc before you mark the next span: with a region selected a key changes its label.",
    "What you leave open takes the value that stands in brackets.",
)

_DECIDING = (
    "The article opens with what all annotators agree on; the list above it (on a wide screen: beside it) "
    "names every place where they do not, with its paragraph (¶), and what each has.",
    "Open articles from the list, one after the other: then each annotator's whole version stands beside "
    "yours, in the tabs with their names above the article.",
    "Decide mentions first, then what links to them. Choose one annotator's label, or a better one by the "
    "guidelines. What is open and you leave open takes its default.",
    "What all agree on may be wrong, too: change it. Submit when every place of the list is decided.",
)


def guidelines_beside(corpus: Path) -> Path | None:
    """The guidelines that lie beside a corpus folder; ``None`` when there are none."""
    folder = corpus.resolve().parent / "guidelines"
    return folder if folder.is_dir() else None


def instruction(schema: Schema, guidelines: Path | None = None, adjudication: bool = False) -> str:
    """The instruction as HTML, with the opening of each guideline when the folder is there.

    For ``adjudication`` it begins with how one decides between annotators.
    """
    parts = [
        *(("<h3>How to decide</h3>", _list(_DECIDING), "<br>") if adjudication else ()),
        "<h3>How to label</h3>",
        _list(s.format(labelled=_labelled(schema)) for s in _STEPS),
        "<br><h3>Mentions</h3>",
        _list(_label(t) for t in schema.mention.types),
        "<p><b>Level:</b> "
        + "; ".join(f"<b>{escape(v.name)}</b> {escape(v.gloss.rstrip('.'))}" for v in schema.mention.levels),
        "<br><h3>Attributions</h3>",
        *(_attribute(a) for a in schema.attribution.attributes),
        "<br><h3>Events</h3>",
        _events(schema),
        *(_attribute(a) for a in schema.event.attributes),
        *(_openings(guidelines) if guidelines is not None else ()),
    ]
    return "\n".join(parts)


def _labelled(schema: Schema) -> str:
    others = [link.name for link in schema.attribution.links if link.name != "source"]
    return ", ".join(escape(n) for n in (*others, "continues")) + " and the roles of events"


def _list(items: Iterable[str]) -> str:
    """A list without list tags, to which Label Studio gives neither bullets nor room."""
    return "".join(f"<p>• {item}</p>" for item in items)


def _label(label: Label) -> str:
    return f"<b>{escape(label.name)}</b> <code>{escape(label.hotkey)}</code> {escape(label.gloss)}"


def _attribute(attribute: Attribute) -> str:
    values = "; ".join(f"<b>{escape(v.name)}</b> {escape(v.gloss)}" for v in attribute.values)
    default = f" [{escape(attribute.default)}]" if attribute.default else ""
    return f"<p><b>{escape(attribute.name)}</b>{default}: {escape(attribute.gloss)} {values}.</p>"


def _events(schema: Schema) -> str:
    types = _list(f"{_label(t)} <i>{_roles(t.roles)}</i>" for t in schema.event.types)
    return f"{types}<p>Every event also takes {_roles(schema.event.roles)}.</p>"


def _roles(roles: dict[str, Role]) -> str:
    return "; ".join(f"{escape(name)}: {escape(role.gloss)}" for name, role in roles.items())


def _openings(folder: Path) -> Iterator[str]:
    """What each guideline says before its first section; of links, which lead nowhere here, the words."""
    from markdown_it import MarkdownIt

    for file in sorted(folder.glob("*.md")):
        opening = _LINK.sub(r"\1", file.read_text(encoding="utf-8").split("\n## ", 1)[0])
        yield MarkdownIt("commonmark", {"html": False}).render(opening.replace("# ", "### ", 1))
