"""How far everybody is, drawn on a terminal: once, or again and again."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from quoth_eval.errors import InputError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from quoth.studio.projects import Track
    from quoth.studio.standing import Standings
    from quoth.studio.tallies import Progress

Look = Callable[["Track"], "Standings | Progress"]
"""Looks at the server, showing how it goes on."""

_SHOWN = 8
_BAR = 24
_COLUMNS = ("annotator", "", "done", "skipped", "drafts", "minutes", "last activity")
_FIGURES = _COLUMNS[2:6]


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the table: counts, and how full the bar is; of nothing (``None``) there is no bar."""

    name: str
    done: int
    of: int | None
    skipped: int = 0
    drafts: int = 0
    minutes: float | None = None
    last: str | None = None


def view(found: "Standings | Progress") -> "RenderableType":
    """A bar and the counts for everybody, what can be adjudicated, and what is still to do."""
    from rich import box
    from rich.console import Group
    from rich.progress_bar import ProgressBar
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=box.SIMPLE_HEAD)
    for name in _COLUMNS:
        most = None if name else _BAR  # the bar gives way where the terminal is narrow
        side: Literal["left", "right"] = "right" if name in _FIGURES else "left"
        grid.add_column(name, justify=side, no_wrap=bool(name), max_width=most)
    for row in _rows(found):
        bar = Text("") if row.of is None else ProgressBar(max(row.of, 1), row.done)
        grid.add_row(Text(row.name), bar, *_figures(row))
    return Group(Text(found.project), grid, *map(Text, _remarks(found)))


def watch_progress(look: Look, seconds: float, console: "Console | None" = None) -> None:
    """Draw how far everybody is every so many seconds, until Ctrl-C.

    A look that fails is said below what was seen before, and tried again the next time.
    """
    from rich.console import Console, Group
    from rich.live import Live
    from rich.text import Text

    shown: RenderableType = Text("looking …")
    with suppress(KeyboardInterrupt), Live(shown, console=console or Console(), auto_refresh=False) as live:
        while True:
            try:
                shown = view(look(_silently))
                live.update(Group(shown, Text(f"{_clock()}, every {seconds:g} s; Ctrl-C ends")), refresh=True)
            except InputError as error:
                trouble = Text(f"{_clock()}: {error}; trying again in {seconds:g} s", style="red")
                live.update(Group(shown, trouble), refresh=True)
            time.sleep(seconds)


def _rows(found: "Standings | Progress") -> Iterator[_Row]:
    from quoth.studio.tallies import Progress

    if isinstance(found, Progress):
        for user, t in sorted(found.annotators.items()):
            yield _Row(user, t.done, None, t.skipped, t.drafts, t.minutes, t.last_activity)
        yield _Row("articles", found.done, found.tasks, found.skipped, found.drafts)
        return
    for s in found.annotators:
        counts = len(s.done), len(s.assigned), len(s.skipped), len(s.drafts)
        yield _Row(s.annotator, *counts, s.minutes, s.last_activity)
    if len(found.annotators) > 1:
        skipped, drafts = (sum(len(getattr(s, k)) for s in found.annotators) for k in ("skipped", "drafts"))
        yield _Row("all", found.done, found.assigned, skipped, drafts)


def _figures(row: _Row) -> tuple[str, ...]:
    minutes = "–" if row.minutes is None else f"{row.minutes:.1f}"
    last = "–" if row.last is None else _local(row.last)
    of = "" if row.of is None else f"/{row.of}"
    return f"{row.done}{of}", str(row.skipped), str(row.drafts), minutes, last


def _local(moment: str) -> str:
    """A time of the server in the time zone of this machine, to the minute."""
    return datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M")


def _clock() -> str:
    return datetime.now(UTC).astimezone().strftime("%H:%M:%S")


def _remarks(found: "Standings | Progress") -> Iterator[str]:
    from quoth.studio.tallies import Progress

    if isinstance(found, Progress):
        yield f"{found.open} open  {found.url}"
        return
    ready = found.ready
    more = f" and {len(ready) - _SHOWN} more" if len(ready) > _SHOWN else ""
    yield f"ready for adjudication: {len(ready)}" + (f": {', '.join(ready[:_SHOWN])}{more}" if ready else "")
    for s in found.annotators:
        if s.not_pushed:
            yield f"{s.annotator}: {len(s.not_pushed)} articles are not on the server yet; run `quoth push`"


def give_up(trouble: str) -> None:
    """Instead of waiting for a server: the next look comes anyway, and meanwhile the trouble is shown.

    Raises:
        InputError: always.
    """
    raise InputError(trouble.partition(";")[0])


def _silently(items: Iterable[Any], _what: str, _total: int | None) -> Iterator[Any]:
    return iter(items)
