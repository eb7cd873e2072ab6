"""``quoth stats``: what is in the corpus."""

from typing import TYPE_CHECKING, Annotated

import typer

from quoth.commands.options import CorpusOption, JsonOption, emit_json, open_corpus

if TYPE_CHECKING:
    from quoth.statistics.tables import Table


def stats(
    set_name: Annotated[str, typer.Argument(metavar="SET", help="The annotation set.")] = "gold",
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """What is in the corpus: sizes, labels, chains, sources, claims that contradict each other.

    Example: `quoth stats gold --json`
    """
    from quoth.dataset.items import items_of
    from quoth.statistics.collect import collect
    from quoth.statistics.tables import tables

    found = collect(items_of(open_corpus(corpus), set_name))
    if as_json:
        emit_json({"set": set_name, **found.record()})
    else:
        for table in tables(found):
            _print(table)


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
