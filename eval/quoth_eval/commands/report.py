"""``quoth report``: a page to look at, with scores, kinds of mistakes and the worst documents."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quoth_eval.commands.options import (
    CorpusOption,
    GoldArgument,
    LayerOption,
    SingletonOption,
    TasksOption,
    progress,
    say,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from quoth_eval.inputs.shards import Shard
    from quoth_eval.pages.report.build import Report
    from quoth_eval.pages.report.systems import System

SystemsArgument = Annotated[
    list[str], typer.Argument(metavar="PRED [PRED...]", help="The predictions of one or several systems.")
]
OutputOption = Annotated[
    Path, typer.Option("-o", "--output", metavar="FILE", help="The page; tables as CSV go beside it.")
]
MostOption = Annotated[
    int,
    typer.Option("--max-documents", metavar="N", min=0, help="Show at most so many documents side by side."),
]
TrainOption = Annotated[
    str | None,
    typer.Option(
        "--train",
        metavar="GOLD",
        help="Training data: scores of seen and unseen surfaces are shown apart.",
        show_default=False,
    ),
]


def report(
    gold: GoldArgument,
    pred: SystemsArgument,
    output: OutputOption = Path("report.html"),
    layer: LayerOption = None,
    max_documents: MostOption = 20,
    train: TrainOption = None,
    bootstrap: Annotated[
        int, typer.Option("--bootstrap", metavar="N", min=0, help="Resamples for intervals; 0 for none.")
    ] = 1000,
    seed: Annotated[int, typer.Option("--seed", metavar="S", min=0, help="Of the random numbers.")] = 0,
    drop_singletons: SingletonOption = False,
    tasks: TasksOption = None,
    corpus: CorpusOption = None,
) -> None:
    """Write a page about what a system gets wrong.

    Scores, confusions, kinds of mistakes, slices, the worst documents. The page is one HTML file that needs
    no network; with `-o report.html` the numbers go to `report.scores.csv`, `report.errors.csv`, and so
    on. Everything is held in memory.

    Example: `quoth report gold.jsonl baseline.jsonl new.jsonl -o report.html`
    """
    from quoth_eval.inputs.arguments import shards
    from quoth_eval.metrics.metric import Options
    from quoth_eval.pages.report.csvs import write_table
    from quoth_eval.pages.report.systems import names, systems
    from quoth_eval.pages.tasks import task_links
    from quoth_eval.pages.writing import write_page
    from quoth_eval.startup import spare_pandas
    from quoth_eval.statistics.resampling import Resampling

    spare_pandas()
    with shards([gold, *pred, *([train] if train else [])], corpus) as (ours, *others):
        theirs = list(zip(names(pred), others, strict=False))
        how = Resampling(bootstrap, seed) if bootstrap else None
        found = systems(ours, theirs, tuple(layer or ()), Options(drop_singletons), how)
        links = task_links([*ours, *(shard for _, of in theirs for shard in of)], tasks)
        made = _report(gold, found, ours, others[len(pred) :], max_documents, links)
        write_page(output, made.html(progress))
        for name, table in made.tables().items():
            write_table(output.with_suffix(f".{name}.csv"), table)
    say(f"{output}, and the numbers in {output.with_suffix('.*.csv').name}")


def _report(
    gold: str,
    found: "Sequence[System]",
    ours: "Sequence[Shard]",
    train: "Sequence[Sequence[Shard]]",
    most: int,
    tasks: "Mapping[str, str]",
) -> "Report":
    from quoth_eval.grouping import metadata
    from quoth_eval.pages.report.build import Report
    from quoth_eval.pages.report.slicing import surfaces
    from quoth_eval.pages.report.systems import whole

    known = metadata(ours, ("genre", "publisher"))
    seen = surfaces(whole(train[0])) if train else None
    return Report(found, {**known["publisher"], **known["genre"]}, seen, most, gold, tasks)
