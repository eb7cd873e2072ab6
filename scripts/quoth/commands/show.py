"""``quoth show``: one article to look at, with everything that is annotated in it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quoth.commands.options import CorpusOption, SchemaOption, say

if TYPE_CHECKING:
    from quoth.schema import Schema
    from quoth_eval.document import Document
    from quoth_eval.pages.look import Look


def show(
    doc: Annotated[
        str, typer.Argument(metavar="DOC", help="The id of an article, or a file that holds one document.")
    ],
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="[FILE]",
            help="Show the annotations in here: predictions or gold in any form that `quoth score` reads.",
            show_default=False,
        ),
    ] = None,
    set_name: Annotated[
        str, typer.Option("--set", metavar="SET", help="Show those of this annotation set.")
    ] = "gold",
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write the page here.", show_default=False),
    ] = None,
    terminal: Annotated[
        bool, typer.Option("--terminal", help="Print coloured text instead of a page.")
    ] = False,
    corpus: CorpusOption = None,
    schema: SchemaOption = None,
) -> None:
    """Show an article with its labels, and who claims what.

    The page is one HTML file that needs no network. Without `-o` it goes to standard output; on a terminal
    that is the coloured text.

    Example: `quoth show wire-0001 --set gold -o page.html`
    """
    from quoth.schema import load

    document, origin = _document(doc, file, set_name, corpus)
    look = _look(load(schema))
    if terminal or (output is None and sys.stdout.isatty()):
        _print(document, look)
        return
    from quoth_eval.pages.show import show_page

    page = show_page(document, look, origin)
    if output is None:
        sys.stdout.buffer.write(page.encode())
    else:
        from quoth_eval.pages.writing import write_page

        write_page(output, page)
        say(f"{document.id}: {output}")


def _document(doc: str, file: str | None, set_name: str, folder: Path | None) -> "tuple[Document, str]":
    """What to show, and where it comes from in words."""
    from quoth_eval.commands.options import open_corpus
    from quoth_eval.pages.documents import find, nearest

    if file is not None:
        return find(file, doc, nearest(folder)), file
    if Path(doc).is_file():
        return find(doc, None, nearest(folder)), doc
    return open_corpus(folder).document(doc, set_name), f"set {set_name}"


def _look(schema: "Schema") -> "Look":
    from quoth_eval.pages.look import Look, Style

    return Look(
        mentions={t.name: Style(t.colour, t.gloss) for t in schema.mention.types},
        events={t.name: Style(t.colour, t.gloss) for t in schema.event.types},
    )


def _print(document: "Document", look: "Look") -> None:
    from rich.console import Console

    from quoth_eval.errors import InputError
    from quoth_eval.pages.terminal import print_view

    if document.text is None:
        raise InputError(f"{document.id}: there is no text; put it back with quoth hydrate")
    print_view(document, Console(), look)
