"""``quoth agree``: how far annotators agree."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quoth_eval.commands.compare import distinct
from quoth_eval.commands.counting import counted, input_digests
from quoth_eval.commands.options import (
    CorpusOption,
    JsonOption,
    LayerOption,
    TasksOption,
    emit_json,
    progress,
    say,
)
from quoth_eval.commands.resampling import BootstrapOption, SeedOption, resampling

if TYPE_CHECKING:
    import pyarrow as pa

    from quoth_eval.inputs.shards import Shard

EPILOG = """\b
Units (entities, cues, contents, triggers):
  f1 strict, exact, type   the scores of quoth score, one annotator against the other
  f1 token                 labelled tokens
  token alpha              Krippendorff's alpha over tokens
  alpha_u                  unitizing alpha of 1995 and 2004
  u, |u|, cu, (k)u         unitizing alphas of 2016: all, units or gaps, labels, a label
  gamma, gamma cat         Mathet and others 2015, 2017
attribution, events        F1 as in quoth score; attributes: Cohen's kappa, raw agreement
coref                      CoNLL F1, LEA, MASI-weighted alpha over common mentions

\b
Documents or layers that only one annotator has are not compared: an absent file, or a
layer that is null, is missing; an empty one says that there is nothing. Where the corpus
has assignments, so is an article that somebody else was to label; and training articles
are left out, unless --training compares them alone.
"""

SetsArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="A B [C...]",
        help="Two annotators or more: sets of the corpus, JSONL (.jsonl, .jsonl.gz), Parquet, folders of "
        "them, dataset folders (DIR@test for a split), or - for standard input.",
    ),
]


TrainingOption = Annotated[
    bool, typer.Option("--training", help="Compare the training articles of the corpus alone.")
]
PageOption = Annotated[
    Path | None,
    typer.Option(
        "--report",
        metavar="FILE",
        help="Also write a page: what agrees least, and disputed places in their context.",
        show_default=False,
    ),
]


def agree(
    sets: SetsArgument,
    layer: LayerOption = None,
    page: PageOption = None,
    bootstrap: BootstrapOption = None,
    seed: SeedOption = 0,
    training: TrainingOption = False,
    tasks: TasksOption = None,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Measure agreement between annotators.

    Example: quoth agree ann bob --layer entities --bootstrap 1000
    """
    from quoth_eval.agreement.report import report
    from quoth_eval.startup import spare_pandas

    spare_pandas()
    how = resampling(bootstrap, seed, None)
    names = distinct(sets)
    tables, digests, links = _read(training, names, sets, corpus, tasks)
    result = report(tables, tuple(layer or ()), how, seed, progress)
    if page is not None:
        _write_page(page, result, tables, layer or (), links)
    for words in result.pop("warnings"):
        say(f"warning: {words}")
    result["signature"] = _signature(layer or (), bootstrap, seed, training, digests)
    if as_json:
        emit_json(result)
        return
    from quoth_eval.commands.agreement_tables import agreement_tables

    typer.echo(agreement_tables(result))


def _write_page(
    page: Path,
    result: Mapping[str, Any],
    tables: "Mapping[str, pa.Table]",
    layers: Sequence[str],
    tasks: Mapping[str, str],
) -> None:
    from quoth_eval.pages.agreement import agreement_report
    from quoth_eval.pages.writing import write_page

    write_page(page, agreement_report(result, tables, layers, watch=progress, tasks=tasks))
    say(f"disputed places: {page}")


def _read(
    training: bool, names: Sequence[str], sets: Sequence[str], corpus: Path | None, tasks: Path | None
) -> tuple[dict[str, "pa.Table"], dict[str, list[str]], dict[str, str]]:
    """Every annotator's documents and the digests of the files, by name; the addresses of their tasks."""
    from quoth_eval.inputs.arguments import shards
    from quoth_eval.pages.tasks import task_links

    with shards(sets, corpus) as found:
        named = dict(zip(names, found, strict=True))
        tables = {name: counted(_whole(of), of, training) for name, of in named.items()}
        links = task_links([shard for of in found for shard in of], tasks)
        return tables, {name: input_digests(of) for name, of in named.items()}, links


def _whole(of: "Sequence[Shard]") -> "pa.Table":
    import pyarrow as pa

    from quoth_eval.inputs.arrow import SCHEMA
    from quoth_eval.inputs.reading import tables

    return pa.concat_tables([SCHEMA.empty_table(), *(t for shard in of for t in tables(shard, SCHEMA))])


def _signature(
    layers: Sequence[str],
    bootstrap: int | None,
    seed: int,
    training: bool,
    digests: Mapping[str, Sequence[str]],
) -> str:
    """One line that does not depend on the order of the annotators."""
    from quoth_eval.signature import signature

    options: dict[str, Any] = {"layers": sorted(layers) or "all", "bootstrap": bootstrap, "seed": seed}
    options |= {"training": training or None}
    numbered = {f"annotator{n}": digests[name] for n, name in enumerate(sorted(digests), 1)}
    return signature(options, numbered)
