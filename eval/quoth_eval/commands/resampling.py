"""The options that say how to resample, shared by the commands that print intervals."""

from typing import TYPE_CHECKING, Annotated

import typer

from quoth_eval.commands.options import say
from quoth_eval.errors import InputError

if TYPE_CHECKING:
    from quoth_eval.run import Run
    from quoth_eval.statistics.resampling import Resampling

BootstrapOption = Annotated[
    int | None,
    typer.Option(
        "--bootstrap",
        metavar="N",
        min=1,
        help="Add 95% intervals from N resamples of the documents (f1_ci95); 1000 is a good number.",
        show_default=False,
    ),
]
SeedOption = Annotated[int, typer.Option("--seed", metavar="S", min=0, help="Of the random numbers.")]
ClusterOption = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="KEY",
        help="Resample whole groups of documents: those with the same publisher, story, ... in gold.",
        show_default=False,
    ),
]


def resampling(bootstrap: int | None, seed: int, cluster: str | None) -> "Resampling | None":
    """How to resample, if that is asked for.

    Raises:
        InputError: groups to resample, and no resampling.
    """
    if bootstrap is None:
        if cluster is not None:
            raise InputError(f"--cluster {cluster} is for intervals; give --bootstrap N as well")
        return None
    from quoth_eval.statistics.resampling import Resampling

    return Resampling(bootstrap, seed, cluster)


def warn_if_few(run: "Run") -> None:
    """A line on standard error where there are too few documents to trust the intervals of a run."""
    from quoth_eval.intervals import too_few

    if run.resampling and (words := too_few(run.counted.size, run.groups)):
        say(f"warning: {words}")
