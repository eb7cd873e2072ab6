"""``quoth score``: how good predictions are."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quoth_eval.commands.options import (
    CorpusOption,
    GoldArgument,
    JsonOption,
    LayerOption,
    SingletonOption,
    emit_json,
    say,
)
from quoth_eval.commands.resampling import (
    BootstrapOption,
    ClusterOption,
    SeedOption,
    resampling,
    warn_if_few,
)
from quoth_eval.commands.running import (
    LenientOption,
    SchedulerOption,
    TempOption,
    WorkersOption,
    resources,
    say_skipped,
)
from quoth_eval.errors import InputError
from quoth_eval.metrics.glosses import listed

if TYPE_CHECKING:
    from quoth_eval.run import Run
    from quoth_eval.thresholds import Threshold

EPILOG = f"""\b
Scores (figures are 0..1: precision, recall and f1 with the counts tp, fp and fn, or accuracy and n):
{listed()}

\b
Exit status: 0 done; 1 a score below --fail-under; 2 wrong use or bad input.
"""

PredArgument = Annotated[
    str, typer.Argument(metavar="PRED", help="The predictions, in any of the same forms.")
]
FailOption = Annotated[
    list[str] | None,
    typer.Option(
        "--fail-under",
        metavar="SCORE=VALUE",
        help="Exit with 1 where a score is below: entities.strict.f1=0.8; repeatable.",
        show_default=False,
    ),
]
ByOption = Annotated[
    str | None,
    typer.Option("--by", metavar="document", help="One row of figures a document.", show_default=False),
]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Where the rows of --by go: .jsonl, .csv or .parquet.  [default: standard output]",
        show_default=False,
    ),
]


def score(
    gold: GoldArgument,
    pred: PredArgument,
    layer: LayerOption = None,
    bio: Annotated[bool, typer.Option("--bio", help="Also what seqeval prints for BIO tags.")] = False,
    drop_singletons: SingletonOption = False,
    lenient: LenientOption = False,
    fail_under: FailOption = None,
    by: ByOption = None,
    output: OutputOption = None,
    bootstrap: BootstrapOption = None,
    seed: SeedOption = 0,
    cluster: ClusterOption = None,
    workers: WorkersOption = 1,
    scheduler: SchedulerOption = None,
    temp: TempOption = None,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Score predictions against gold.

    Example: quoth score gold.jsonl predictions.jsonl --layer entities --json
    """
    from quoth_eval.inputs.arguments import shards
    from quoth_eval.metrics.metric import Options
    from quoth_eval.run import Run
    from quoth_eval.startup import spare_pandas
    from quoth_eval.thresholds import parsed

    spare_pandas()
    _refuse_combination(by, output, as_json)
    thresholds = [parsed(text) for text in fail_under or ()]
    with shards([gold, pred], corpus, temp) as (ours, theirs):
        run = Run(
            ours,
            theirs,
            tuple(layer or ()),
            Options(drop_singletons, bio),
            lenient=lenient,
            resources=resources(workers, scheduler, temp),
            resampling=resampling(bootstrap, seed, cluster),
        )
        _refuse_unknown(run, thresholds)
        if by:
            _write_rows(run, output)
        result = run.result()
        warn_if_few(run)
    say_skipped(run)
    if not by or output:
        _show(result, as_json)
    _judge(result, thresholds)


def _refuse_combination(by: str | None, output: Path | None, as_json: bool) -> None:
    if by not in (None, "document"):
        raise InputError(f"--by {by}: expected document")
    if output is not None:
        from quoth_eval.by_document import refuse_target

        if by is None:
            raise InputError(f"--output {output} is for the rows of --by document; the scores are printed")
        refuse_target(output)
    elif by and as_json:
        raise InputError("--by document prints its rows; give --output FILE for them to have --json as well")


def _refuse_unknown(run: "Run", thresholds: "Sequence[Threshold]") -> None:
    """Names are looked at before the work, which may take long."""
    from quoth_eval.scoring import fixed_measures
    from quoth_eval.thresholds import refuse_unknown

    refuse_unknown(thresholds, fixed_measures(run.metrics, run.options))


def _write_rows(run: "Run", output: Path | None) -> None:
    from quoth_eval.by_document import lines, table, write

    found = table(run.counted, run.metrics)
    if output is not None:
        write(found, output)
        return
    for line in lines(found):
        typer.echo(line, nl=False)


def _show(result: dict[str, Any], as_json: bool) -> None:
    if as_json:
        emit_json(result)
        return
    from quoth_eval.commands.rendering import score_table

    typer.echo(score_table(result), nl=False)


def _judge(result: dict[str, Any], thresholds: "Sequence[Threshold]") -> None:
    from quoth_eval.thresholds import shortfalls

    if failed := shortfalls(result, thresholds):
        for words in failed:
            say(f"quoth: {words}")
        raise typer.Exit(1)
