"""The options that say how to work, shared by the commands that score."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from quoth_eval.commands.options import progress, say

if TYPE_CHECKING:
    from quoth_eval.execution import Resources
    from quoth_eval.run import Run

T = TypeVar("T")

LenientOption = Annotated[
    bool,
    typer.Option(
        "--lenient",
        help="Skip broken documents, on both sides, and say how many; without it the first one is an error.",
    ),
]
WorkersOption = Annotated[
    int, typer.Option("--workers", metavar="N", min=1, help="Processes to use; no number changes a result.")
]
SchedulerOption = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar="ADDRESS",
        help="A Dask scheduler to use instead: tcp://host:8786. Its workers need Quoth, and the inputs and "
        "--temp under the same paths.",
        show_default=False,
    ),
]
TempOption = Annotated[
    Path | None,
    typer.Option(
        "--temp",
        metavar="DIR",
        help="Where large inputs are sorted into parts.  [default: the system's temporary folder]",
        show_default=False,
    ),
]


def resources(workers: int, scheduler: str | None, temp: Path | None) -> "Resources":
    """What the work may use, with a progress bar on a terminal."""
    from quoth_eval.execution import Resources

    return Resources(workers=workers, scheduler=scheduler, folder=temp, watch=_watched)


def say_skipped(run: "Run") -> None:
    """The documents that a lenient run left out, with the reasons, on standard error."""
    for side, skipped in run.skipped.items():
        for reason in skipped.reasons:
            say(f"skipped in {side}: {reason}")
        if more := skipped.count - len(skipped.reasons):
            say(f"skipped in {side}: and {more:,} more documents")


def _watched(items: Iterable[T], what: str, total: int) -> Iterator[T]:
    return progress(items, what, total)
