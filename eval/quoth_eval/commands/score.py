"""``quoth score``: how good predictions are."""

from typing import Annotated

import typer

from quoth_eval.commands.options import CorpusOption, JsonOption, emit_json

GoldArgument = Annotated[
    str,
    typer.Argument(
        metavar="GOLD",
        help="JSONL (.jsonl, .jsonl.gz), Parquet, a folder of them, a dataset folder (DIR@test for a split), "
        "an annotation set of the corpus, or - for standard input.",
    ),
]
PredArgument = Annotated[
    str, typer.Argument(metavar="PRED", help="The predictions, in any of the same forms.")
]
LayerOption = Annotated[
    list[str] | None,
    typer.Option(
        "--layer",
        metavar="NAME",
        help="Only this layer; repeatable: entities, coref, linking, attribution, events, claims.",
        show_default=False,
    ),
]
SingletonOption = Annotated[
    bool, typer.Option("--drop-singletons", help="Leave clusters of one mention out of coreference.")
]


def score(
    gold: GoldArgument,
    pred: PredArgument,
    layer: LayerOption = None,
    bio: Annotated[bool, typer.Option("--bio", help="Also what seqeval prints for BIO tags.")] = False,
    drop_singletons: SingletonOption = False,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Score predictions against gold.

    Example: `quoth score gold.jsonl predictions.jsonl --layer entities --json`
    """
    from quoth_eval.commands.rendering import score_table
    from quoth_eval.inputs.arguments import shards
    from quoth_eval.metrics.metric import Options
    from quoth_eval.run import Run

    with shards([gold, pred], corpus) as (ours, theirs):
        result = Run(ours, theirs, tuple(layer or ()), Options(drop_singletons, bio)).result()
    if as_json:
        emit_json(result)
    else:
        typer.echo(score_table(result), nl=False)
