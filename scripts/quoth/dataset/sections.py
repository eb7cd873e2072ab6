"""The generated sections of the card, in Markdown: only what follows from the corpus and the scheme."""

from collections.abc import Sequence

from quoth.dataset.contents import Contents
from quoth.dataset.examples import usage
from quoth.dataset.items import Item
from quoth.dataset.types import Configuration, shown
from quoth.schema import Label, Value
from quoth.statistics.plots import TITLES
from quoth.statistics.tables import Table, grid, listed, markdown, tables

Group = tuple[str, Sequence[Label | Value]]


def sections(contents: Contents) -> dict[str, tuple[str, str]]:
    """For each marker name the title of its section and its Markdown, in reading order."""
    return {
        "usage": ("How to use it", usage(contents.items)),
        "structure": ("Structure", _structure(contents)),
        "labels": ("Labels", _labels(contents)),
        "statistics": ("Statistics", _statistics(contents)),
        "texts": ("Texts", _texts(contents)),
    }


def summary(contents: Contents) -> str:
    """One paragraph on what the dataset is."""
    size, scheme = contents.statistics.sizes, contents.schema
    layers = {
        "mentions of entities": size.mentions,
        "attributions (who says it, with which words, what is said)": size.attributions,
        "events": size.events,
    }
    annotated = _enumerated([f"{count:,} {name}" for name, count in layers.items() if count is not None])
    return (
        f"{size.documents:,} news articles with {size.words:,} words, annotated with {annotated}. The "
        f"annotations are the set `{contents.set_name}`, made with the scheme {scheme.name} {scheme.version}."
    )


def _enumerated(parts: Sequence[str]) -> str:
    *head, last = parts or ["nothing"]
    return f"{', '.join(head)} and {last}" if head else last


def _structure(contents: Contents) -> str:
    splits = list(dict.fromkeys(f.split for f in contents.files))
    rows = tuple(
        (f"`{name}`", *(f"{counts.get(s, 0):,}" for s in splits)) for name, counts in contents.rows().items()
    )
    table = Table("Rows", ("configuration", *splits), rows)
    parts = [_STRUCTURE, grid(table), *map(_configuration, contents.configurations)]
    return "\n\n".join(parts)


_STRUCTURE = """\
Offsets are Unicode code points into the article's text, end exclusive: `text[start:end]` in Python. A list
that is null was not annotated; an empty one says that there is nothing. Articles without a split of their own
are in `train`. A configuration or split without any rows is left out.

In `tokens` nested mentions are flat: the longest wins, the earliest of equals, then the label that sorts
first. A span that covers part of a token takes the whole token, and one that runs into the next sentence
starts anew there.

A claim is an event with the chain of attributions, outermost first, through which the article tells it.
Parents, chains and claims are derived from the annotations."""


def _configuration(configuration: Configuration) -> str:
    rows = tuple((f"`{c.name}`", shown(c.type), c.gloss) for c in configuration.columns)
    table = Table("", ("column", "type", "meaning"), rows, figures=False)
    return f"### `{configuration.name}`: {configuration.row}\n\n{grid(table)}"


def _labels(contents: Contents) -> str:
    """The labels of the scheme with what they mean, for the layers that were annotated."""
    schema, size = contents.schema, contents.statistics.sizes
    layers: list[tuple[int | None, list[Group]]] = [
        (size.mentions, [("Mentions", schema.mention.types), ("Levels of mentions", schema.mention.levels)]),
        (size.attributions, [(f"Attributions: {a.name}", a.values) for a in schema.attribution.attributes]),
        (size.events, [("Events", schema.event.types)]),
        (size.events, [(f"Events: {a.name}", a.values) for a in schema.event.attributes]),
    ]
    groups = [group for count, found in layers if count is not None for group in found]
    return markdown(_glosses(title, labels) for title, labels in groups if labels)


def _glosses(title: str, labels: Sequence[Label | Value]) -> Table:
    rows = tuple((label.name, label.gloss) for label in labels)
    return Table(title, ("label", "meaning"), rows, figures=False)


def _statistics(contents: Contents) -> str:
    images = [f"![{TITLES[name]}](plots/{name}.svg)" for name in contents.plots]
    found = contents.statistics.claims
    note = [_CONTRADICTIONS] if found is not None and found.contradictions else []
    return "\n\n".join([markdown(tables(contents.statistics)), *note, *images])


_CONTRADICTIONS = """\
Claims contradict each other where one source says that an event of an article happened, or will, and another
that it did not: by a negated event, or by a denial of what is worded positively (also of the responsibility
for it). Claims that take no side, as they only ask or are hypothetical, are left out."""


def _texts(contents: Contents) -> str:
    found, items = contents.statistics, contents.items
    days = sorted(i.document.published[:10] for i in items if i.document.published)
    facts = {
        "Languages": listed(found.languages),
        "Publishers": listed(found.publishers),
        "Licences": listed(found.licenses),
        "Published": f"{days[0]} to {days[-1]}" if days else "",
    }
    lines = [f"- {name}: {value}" for name, value in facts.items() if value]
    if found.sizes.withheld:
        lines.append(_withheld([i for i in items if i.withheld or i.document.text is None]))
    return "\n".join(lines)


def _withheld(items: Sequence[Item]) -> str:
    names = ", ".join(i.document.id for i in items)
    if any(i.document.text is not None for i in items):
        return (
            f"- Not to be passed on: {names}. This copy was built with texts that may not be redistributed."
        )
    return (
        f"- Withheld: {names}. The text may not be redistributed; hash, offsets and labels are here, "
        "and `quoth hydrate` puts the text back from your own copy."
    )
