"""Where the annotations of the gold come from and whom the adjudicators followed, as tables."""

from collections.abc import Iterator

from quoth.adjudication.records import Summary
from quoth.statistics.tables import NOTHING, Table, shown

_ORIGINS = ("unanimous", "chosen", "new", "dropped")


def adjudication_tables(found: Summary | None) -> Iterator[Table]:
    """The tables; none where nothing was adjudicated.

    >>> from quoth.adjudication.records import Followed
    >>> both = Summary(1, {"mention": {"unanimous": 3, "dropped": 1}}, {"ada": Followed(4, 3, 1)})
    >>> for table in adjudication_tables(both):
    ...     print(table.rows)
    (('mention', '3', '0', '0', '1'),)
    (('ada', '4', '3', '75.0 %', '1'),)
    """
    if found is None:
        return
    rows = tuple(
        (kind, *(shown(counts.get(origin, 0)) for origin in _ORIGINS))
        for kind, counts in found.origins.items()
    )
    yield Table(f"Where gold comes from ({found.articles} articles)", ("", *_ORIGINS), rows)
    people = tuple(
        (
            name,
            shown(f.disputed),
            shown(f.followed),
            NOTHING if f.share is None else f"{100 * f.share:.1f} %",
            shown(f.rejected),
        )
        for name, f in found.annotators.items()
    )
    header = ("annotator", "disputed decisions", "followed", "share", "annotations rejected")
    yield Table("How often annotators were followed", header, people)
