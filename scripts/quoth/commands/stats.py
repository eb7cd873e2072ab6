"""``quoth stats``: what is in the corpus."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quoth.commands.options import CorpusOption, JsonOption, emit_json, open_corpus, say
from quoth_eval.assignment import GOLD

if TYPE_CHECKING:
    from quoth.statistics.collect import Statistics
    from quoth.statistics.tables import Table


def stats(
    set_name: Annotated[str, typer.Argument(metavar="SET", help="The annotation set.")] = "gold",
    plots: Annotated[
        Path | None,
        typer.Option(
            "--plots", metavar="DIR", help="Also draw it, as SVG files in a folder.", show_default=False
        ),
    ] = None,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Count what is in the corpus.

    Sizes, labels, chains, sources, and claims that contradict each other. Of gold also where it comes from,
    and how often each annotator was followed where they disagreed.

    Example: `quoth stats gold --plots plots/`
    """
    from quoth.adjudication.records import records, summary
    from quoth.dataset.items import items_of
    from quoth.statistics.adjudication import adjudication_tables
    from quoth.statistics.collect import collect
    from quoth.statistics.tables import tables

    opened = open_corpus(corpus)
    found = collect(items_of(opened, set_name))
    decided = summary(records(opened.root)) if set_name == GOLD else None
    if plots is not None:
        _draw(found, plots)
    if as_json:
        emit_json({"set": set_name, **found.record(), "adjudication": decided and decided.record()})
    else:
        for table in (*tables(found), *adjudication_tables(decided)):
            _print(table)


def _draw(found: "Statistics", folder: Path) -> None:
    from quoth.statistics.plots import plots
    from quoth.store import write_atomic

    for name, drawing in plots(found).items():
        write_atomic(folder / f"{name}.svg", drawing)
        say(f"drew {folder / name}.svg")


def _print(table: "Table") -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(title=table.title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    for n, name in enumerate(table.header):
        grid.add_column(name, justify="right" if n and table.figures else "left", overflow="fold")
    for row in table.rows:
        grid.add_row(*map(Text, row))
    Console().print(grid)
