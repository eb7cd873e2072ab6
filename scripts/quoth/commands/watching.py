"""How far everybody is, drawn on a terminal: once, or again and again."""

import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from quoth_eval.errors import InputError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from quoth.studio.standing import Observer, Standing, Standings

_SHOWN = 8
_BAR = 24
_COLUMNS = ("annotator", "", "done", "skipped", "drafts", "minutes", "last activity")


def standings_view(standings: "Standings") -> "RenderableType":
    """A bar and the counts for everybody, what can be adjudicated, and what is wrong."""
    from rich import box
    from rich.console import Group
    from rich.progress_bar import ProgressBar
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=box.SIMPLE_HEAD)
    for name in _COLUMNS:
        grid.add_column(name, justify="right" if name in _COLUMNS[2:6] else "left", no_wrap=True)
    for s in standings.annotators:
        bar = ProgressBar(max(len(s.assigned), 1), len(s.done), width=_BAR)
        grid.add_row(Text(s.annotator), bar, *_figures(s))
    total = f"{standings.done} of {standings.assigned} done"
    whole = ProgressBar(max(standings.assigned, 1), standings.done, width=_BAR)
    if len(standings.annotators) > 1:
        grid.add_row(Text("all", style="bold"), whole, str(standings.done) + f"/{standings.assigned}")
    return Group(Text(f"{standings.project}: {total}"), grid, *map(Text, _remarks(standings)))


def watch_standings(observer: "Observer", seconds: float, console: "Console | None" = None) -> None:
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
                shown = standings_view(observer.look(_silently))
                live.update(Group(shown, Text(f"{_clock()}, every {seconds:g} s; Ctrl-C ends")), refresh=True)
            except InputError as error:
                trouble = Text(f"{_clock()}: {error}; trying again in {seconds:g} s", style="red")
                live.update(Group(shown, trouble), refresh=True)
            time.sleep(seconds)


def _figures(s: "Standing") -> tuple[str, ...]:
    minutes = "–" if s.minutes is None else f"{s.minutes:.1f}"
    last = "–" if s.last_activity is None else _local(s.last_activity)
    return f"{len(s.done)}/{len(s.assigned)}", str(len(s.skipped)), str(len(s.drafts)), minutes, last


def _local(moment: str) -> str:
    """A time of the server in the time zone of this machine, to the minute."""
    return datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M")


def _clock() -> str:
    return datetime.now(UTC).astimezone().strftime("%H:%M:%S")


def _remarks(standings: "Standings") -> Iterator[str]:
    ready = standings.ready
    more = f" and {len(ready) - _SHOWN} more" if len(ready) > _SHOWN else ""
    yield f"ready for adjudication: {len(ready)}" + (f": {', '.join(ready[:_SHOWN])}{more}" if ready else "")
    for s in standings.annotators:
        if s.not_pushed:
            yield f"{s.annotator}: {len(s.not_pushed)} articles are not on the server yet; run `quoth push`"


def _silently(items: Iterable[Any], _what: str, _total: int | None) -> Iterator[Any]:
    return iter(items)
