"""``quoth compare``: which system is better, and is it luck."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

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
from quoth_eval.commands.resampling import ClusterOption, SeedOption
from quoth_eval.commands.running import SchedulerOption, TempOption, WorkersOption, resources

EPILOG = """\b
Compared by, unless --measure names others: entities.strict, coref.conll, linking,
attribution.unit, attribution.content.token, events.trigger_cls,
events.argument_attached_cls, claims.

\b
Intervals are bootstrap percentiles over documents; p is that of paired approximate
randomisation, two-sided, against the first system; p (Holm) is corrected for all
systems and measures in the table.
"""

SystemsArgument = Annotated[
    list[str],
    typer.Argument(metavar="A B [C...]", help="The systems' predictions; A is what the others are held to."),
]
MeasureOption = Annotated[
    list[str] | None,
    typer.Option(
        "--measure",
        metavar="NAME",
        help="Compare by this score instead, as quoth score names it: attribution.cue.exact; repeatable.",
        show_default=False,
    ),
]
BootstrapOption = Annotated[
    int, typer.Option("--bootstrap", metavar="N", min=1, help="Resamples for the intervals.")
]
TrialsOption = Annotated[int, typer.Option("--trials", metavar="N", min=1, help="Trials of each test.")]


def compare(
    gold: GoldArgument,
    systems: SystemsArgument,
    layer: LayerOption = None,
    measure: MeasureOption = None,
    drop_singletons: SingletonOption = False,
    bootstrap: BootstrapOption = 10_000,
    trials: TrialsOption = 10_000,
    seed: SeedOption = 0,
    cluster: ClusterOption = None,
    workers: WorkersOption = 1,
    scheduler: SchedulerOption = None,
    temp: TempOption = None,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Compare systems with the first one.

    Differences, intervals and tests.

    Example: quoth compare gold.jsonl baseline.jsonl new.jsonl --layer entities
    """
    from quoth_eval.comparison import Comparison
    from quoth_eval.errors import InputError
    from quoth_eval.inputs.arguments import shards
    from quoth_eval.metrics.metric import Options
    from quoth_eval.startup import spare_pandas
    from quoth_eval.statistics.resampling import Resampling

    if len(systems) < 2:
        raise InputError("quoth compare needs two systems at least: quoth compare GOLD A B [C...]")
    spare_pandas()
    with shards([gold, *systems], corpus) as (ours, *theirs):
        result = Comparison(
            ours,
            dict(zip(distinct(systems), theirs, strict=True)),
            tuple(layer or ()),
            tuple(measure or ()),
            Options(drop_singletons),
            Resampling(bootstrap, seed, cluster),
            trials,
            resources(workers, scheduler, temp),
        ).result()
    for words in result["warnings"]:
        say(f"warning: {words}")
    if as_json:
        emit_json(result)
    else:
        typer.echo(comparison_table(result))


def distinct(names: Sequence[str]) -> list[str]:
    """The names, told apart where one occurs again.

    >>> distinct(["a", "b", "a"])
    ['a', 'b', 'a (2)']
    """
    out: list[str] = []
    for at, name in enumerate(names):
        again = names[:at].count(name)
        out.append(f"{name} ({again + 1})" if again else name)
    return out


def comparison_table(result: Mapping[str, Any]) -> str:
    """The comparison in one table, with what was left out and the signature."""
    from quoth_eval.commands.aligning import aligned

    header = ("", "value", "95% interval", "difference", "95% interval", "p", "p (Holm)")
    rows = [row for name, found in result["measures"].items() for row in _rows(name, found)]
    left_out = [f"left out: {name} ({why})" for name, why in result["left_out"].items()]
    how = f"{result['bootstrap']:,} resamples, {result['trials']:,} trials, seed {result['seed']}"
    drawn = f" of groups by {result['cluster']}" if result["cluster"] else ""
    parts = [
        f"documents: {result['documents']:,}; differences to {result['baseline']}; {how}{drawn}",
        aligned(header, rows) if rows else "",
        "\n".join(["* p (Holm) is at most 0.05", *left_out]),
        f"signature: {result['signature']}",
    ]
    return "\n\n".join(part for part in parts if part)


def _rows(measure: str, found: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    from quoth_eval.commands.aligning import interval, number

    figure = found["figure"]
    yield (f"{measure} {figure}", *[""] * 6)
    for name, row in found["systems"].items():
        own = [number(row[figure]), interval(row.get(f"{figure}_ci95"))]
        yield (f"  {name}", *own, *(_test(row) if "p" in row else [""] * 4))


def _test(row: Mapping[str, Any]) -> Sequence[str]:
    from quoth_eval.commands.aligning import interval, number

    star = "*" if row["p_holm"] is not None and row["p_holm"] <= 0.05 else " "
    difference = number(row["difference"], "+.4f")
    return [difference, interval(row["difference_ci95"]), number(row["p"]), f"{number(row['p_holm'])}{star}"]
