"""From annotated articles to the dataset's folder."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from quoth.dataset import folder as folders
from quoth.dataset.card import card
from quoth.dataset.contents import Contents, contents_of
from quoth.dataset.croissant import croissant
from quoth.dataset.items import Item
from quoth.dataset.metadata import metadata
from quoth.dataset.prose import Prose
from quoth.schema import Schema
from quoth.statistics.plots import plots


def build(
    items: Iterable[Item],
    schema: Schema,
    folder: Path,
    set_name: str = "gold",
    prose: Prose | None = None,
    *,
    drawn: bool = False,
) -> Contents:
    """Write the dataset and return what it holds; the same input always gives the same bytes.

    Args:
        items: the articles with their annotations, in any order.
        schema: the scheme that the tags come from.
        folder: where to; an older dataset there is replaced, anything else refused.
        set_name: the annotation set, for the card.
        prose: the hand-written part of the card.
        drawn: with plots, which need matplotlib.

    Raises:
        InputError: a document that does not hold together, a label that the scheme does not have, a card
            that asks for an unknown section, a folder that holds something else, no matplotlib for plots.
    """
    folders.refuse_foreign(folder.resolve())
    contents = contents_of(items, schema, set_name)
    if drawn:
        contents = replace(contents, plots=plots(contents.statistics))
    folders.write(folder, _files(contents, prose or Prose()))
    return contents


def _files(contents: Contents, prose: Prose) -> dict[str, bytes]:
    head = metadata(contents, prose.metadata)
    return {
        **{file.path: file.data for file in contents.files},
        **{f"plots/{name}.svg": drawing for name, drawing in contents.plots.items()},
        folders.CARD: card(contents, head, prose).encode(),
        folders.CROISSANT: croissant(contents, head, prose.croissant),
    }
