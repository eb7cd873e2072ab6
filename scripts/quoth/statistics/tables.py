"""Statistics as tables, for the terminal and for the dataset's card alike."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from quoth.statistics.attributions import Attributions
from quoth.statistics.claims import Claims, Contradiction, Side
from quoth.statistics.collect import Statistics
from quoth.statistics.labels import UNSET, Counts
from quoth.statistics.sizes import Sizes

NOTHING = "–"
AUTHOR = "the article"
_BAR = "\\|"


@dataclass(frozen=True, slots=True)
class Table:
    """A title, a header and rows of cells that are ready to show; from the second column on figures."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: bool = True


def tables(statistics: Statistics) -> list[Table]:
    """The tables in reading order; a part that was not annotated has none."""
    found = [
        _sizes("By split", {**statistics.splits, "all": statistics.sizes}),
        _sizes("By genre", statistics.genres),
        _labels(statistics.labels, statistics.attributions),
        _attributions(statistics.attributions),
        _sources(statistics.attributions),
        _claims(statistics.claims),
        _contradictions(statistics.claims),
    ]
    return [t for t in found if t is not None]


def _sizes(title: str, groups: Mapping[str, Sizes]) -> Table | None:
    """One column a group, so that the table stays narrow."""
    if set(groups) == {UNSET}:
        return None
    rows = [
        (name, *(shown(getattr(size, field)) for size in groups.values())) for name, field in _SIZES.items()
    ]
    return Table(title, ("", *groups), tuple(rows))


_SIZES = {
    "articles": "documents",
    "words": "words",
    "sentences": "sentences",
    "mentions": "mentions",
    "entities": "entities",
    "attributions": "attributions",
    "words per attribution": "words_per_attribution",
    "event mentions": "events",
    "distinct events": "clusters",
}


def _labels(labels: Mapping[str, Counts], found: Attributions | None) -> Table | None:
    every = {**labels, "type of source": {} if found is None else found.source_type}
    rows = tuple((name.replace("_", " "), listed(counts)) for name, counts in every.items() if counts)
    return Table("Labels", ("label", "how often"), rows, figures=False) if rows else None


def _attributions(found: Attributions | None) -> Table | None:
    if found is None or not found.total:
        return None
    counts = {
        "all": found.total,
        "nested in another one's content": found.nested,
        "relayed by another one": found.relayed,
        "nested or relayed": found.nested + found.relayed,
        **{f"chain of {n}": count for n, count in found.depth.items()},
        **{f"source: {_CLASSES[name]}": count for name, count in found.source_class.items()},
        "several sources": found.joint,
        "with an addressee": found.addressed,
        "without a cue": found.without_cue,
        "content in several pieces": found.discontinuous,
    }
    return Table("Attributions", ("attributions", "number", "share"), tuple(_shares(counts, found.total)))


_CLASSES = {"named": "named", "unnamed": "not named", "none": "not expressed"}


def _sources(found: Attributions | None) -> Table | None:
    if found is None or not found.total:
        return None
    rows = tuple(_shares(found.sources, sum(found.sources.values())))
    return Table("Sources", ("source", "number", "share"), rows)


def _claims(found: Claims | None) -> Table | None:
    if found is None or not found.total:
        return None
    counts = {
        "all": found.total,
        "by the article itself": found.author,
        "attributed": found.attributed,
        **{f"chain of {n}": count for n, count in found.depth.items() if n},
    }
    rows = [
        *_shares(counts, found.total),
        ("events with contradicting claims", str(len(found.contradictions)), ""),
    ]
    return Table("Claims", ("claims", "number", "share"), tuple(rows))


def _contradictions(found: Claims | None) -> Table | None:
    if found is None or not found.contradictions:
        return None
    header = ("article", "event", "type", "it happened", "it did not")
    rows = tuple(
        (c.document, c.cluster, c.type or NOTHING, *(_sides(c, side) for side in (True, False)))
        for c in found.contradictions
    )
    return Table("Contradicting claims", header, rows, figures=False)


def _sides(contradiction: Contradiction, holds: bool) -> str:
    """The distinct ones who say so."""
    return "; ".join(dict.fromkeys(_side(s) for s in contradiction.claims if s.holds is holds))


def _side(side: Side) -> str:
    return " > ".join(name or "(not expressed)" for name in side.chain) or AUTHOR


def _shares(counts: Mapping[str, int], total: int) -> Iterator[tuple[str, str, str]]:
    for name, count in counts.items():
        yield name, shown(count), f"{100 * count / total:.1f} %"


def listed(counts: Counts) -> str:
    """Counts on one line.

    >>> listed({"PER": 1200, "ORG": 2})
    'PER 1,200, ORG 2'
    """
    return ", ".join(f"{name} {shown(count)}" for name, count in counts.items())


def shown(value: float | int | None) -> str:
    """A figure: thousands apart, one decimal where there are any.

    >>> shown(14000), shown(30.25), shown(None)
    ('14,000', '30.2', '–')
    """
    if value is None:
        return NOTHING
    return f"{value:,.1f}" if isinstance(value, float) else f"{value:,}"


def markdown(found: Iterable[Table], level: int = 3) -> str:
    """The tables in Markdown, each under a heading.

    >>> print(markdown([Table("T", ("a", "b"), (("x|y", "1"),))]))
    ### T
    <BLANKLINE>
    | a | b |
    |---|--:|
    | x\\|y | 1 |
    """
    return "\n\n".join(f"{'#' * level} {t.title}\n\n{grid(t)}" for t in found)


def grid(table: Table) -> str:
    """One table in Markdown, without its title."""
    rule = "--:" if table.figures else "---"
    lines = [_line(table.header), f"|---|{'|'.join(rule for _ in table.header[1:])}|"]
    return "\n".join(lines + [_line(row) for row in table.rows])


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(' '.join(c.split()).replace('|', _BAR) for c in cells)} |"
