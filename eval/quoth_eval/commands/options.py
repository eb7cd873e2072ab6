"""Options and helpers that the commands share, so that they mean the same everywhere."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from quoth_eval.errors import InputError

if TYPE_CHECKING:
    from quoth_eval.corpus import Corpus

T = TypeVar("T")

GoldArgument = Annotated[
    str,
    typer.Argument(
        metavar="GOLD",
        help="JSONL (.jsonl, .jsonl.gz), Parquet, a folder of them, a dataset folder (DIR@test for a split), "
        "an annotation set of the corpus, or - for standard input.",
    ),
]
CorpusOption = Annotated[
    Path | None,
    typer.Option(
        "--corpus",
        metavar="DIR",
        help="The corpus folder.  [default: the nearest corpus/ at or above the working directory]",
        show_default=False,
    ),
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
TasksOption = Annotated[
    Path | None,
    typer.Option(
        "--tasks",
        metavar="FILE",
        help="The addresses of the documents' tasks in Label Studio, a JSON object, to link to.  "
        "[default: .quoth/tasks.json beside the corpus, where push and pull keep them]",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def corpus_root(folder: Path | None) -> Path:
    """The corpus folder that ``--corpus`` names, or the nearest one.

    Raises:
        InputError: there is none.
    """
    from quoth_eval.corpus import find_corpus

    if folder is None:
        return find_corpus(Path.cwd())
    if not folder.is_dir():
        raise InputError(f"--corpus {folder}: no such folder")
    return folder


def open_corpus(folder: Path | None, hydrated: bool = True) -> "Corpus":
    """The corpus that ``--corpus`` names, or the nearest one.

    ``hydrated`` shows the reader's own copies of withheld texts: right for working with the corpus, wrong
    for whatever is passed on to others.
    """
    from quoth_eval.corpus import Corpus

    return Corpus(corpus_root(folder), hydrated)


def emit_json(value: dict[str, Any]) -> None:
    """Print one JSON object on standard output."""
    import orjson

    typer.echo(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode())


def say(message: str) -> None:
    """Print a line for the person at the terminal (standard error), never for a program."""
    typer.echo(message, err=True)


def progress(items: Iterable[T], what: str, total: int | None = None) -> Iterator[T]:
    """The items, with a progress bar on standard error where that is a terminal."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    return iter(
        track(items, what, total=total, console=console, transient=True, disable=not console.is_terminal)
    )
