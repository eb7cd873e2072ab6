"""``quoth build``: the dataset."""

from pathlib import Path
from typing import Annotated

import typer

from quoth.commands.options import CorpusOption, JsonOption, SchemaOption, emit_json, open_corpus, say


def build(
    set_name: Annotated[str, typer.Option("--set", metavar="SET", help="The annotation set.")] = "gold",
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="DIR",
            help="The dataset's folder.  [default: dataset/ beside the corpus]",
            show_default=False,
        ),
    ] = None,
    hydrated: Annotated[
        bool,
        typer.Option("--hydrated", help="With your own copies of withheld texts: not to be passed on."),
    ] = False,
    schema: SchemaOption = None,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the dataset that `datasets.load_dataset` opens.

    It is a folder of Parquet files with a card. An older dataset in the folder is replaced; anything else
    there is left alone and refused. The card takes its prose from `README.md` in the corpus.

    Example: `quoth build --set gold --out dataset`
    """
    from quoth.dataset.items import items_of
    from quoth.dataset.prose import read
    from quoth.schema import load

    source = open_corpus(corpus, hydrated)
    items, scheme = items_of(source, set_name), load(schema)
    folder = out or source.root.parent / "dataset"
    if left := len(source.articles()) - len(items):
        say(f"left out, as the set {set_name} does not have them: {left} of {left + len(items)} articles")
    from quoth.dataset.build import build as write
    from quoth.statistics.drawing import available

    if not (drawn := available()):
        say("no plots: they need matplotlib (pip install 'quoth[plot]')")
    prose = read(source.root / "README.md")
    rows = write(items, scheme, folder, set_name, prose, drawn=drawn).rows()
    if as_json:
        emit_json({"folder": str(folder), "set": set_name, "rows": rows})
    else:
        typer.echo(_report(folder, rows))


def _report(folder: Path, rows: dict[str, dict[str, int]]) -> str:
    lines = [f"{name}: {', '.join(f'{s} {n:,}' for s, n in counts.items())}" for name, counts in rows.items()]
    return "\n".join([f"wrote {folder}", *(f"  {line}" for line in lines)])
