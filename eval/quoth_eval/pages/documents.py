"""Whole documents out of any input, with what pages show beside the annotations: titles, sections, dates."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from quoth_eval.corpus import Corpus
from quoth_eval.document import ANNOTATION_LAYERS, Document
from quoth_eval.errors import InputError
from quoth_eval.inputs.arguments import shards
from quoth_eval.inputs.arrow import SCHEMA, SPAN
from quoth_eval.inputs.reading import tables
from quoth_eval.inputs.rows import document
from quoth_eval.inputs.shards import Shard

_TEXT = pa.string()
_SECTION = pa.struct([("start", pa.int64()), ("end", pa.int64()), ("kind", _TEXT)])
WIDE = pa.schema(
    [
        *SCHEMA,
        *((name, _TEXT) for name in ("title", "publisher", "published", "url", "language", "license")),
        ("sections", pa.list_(_SECTION)),
        ("sentences", pa.list_(SPAN)),
    ]
)
"""Everything in a document."""


def find(source: str, wanted: str | None, corpus: Corpus | None) -> Document:
    """One document of an input, with text and layout from the corpus where the input has none.

    Args:
        source: any input that ``quoth score`` reads.
        wanted: its id; ``None`` for the only document of the input.
        corpus: where the article may be.

    Raises:
        InputError: no such document, several where one was expected, or another text than in the corpus.
    """
    with shards([source], corpus.root if corpus else None) as (found,):
        if wanted is None:
            return onto_article(_only(source, found), corpus)
        for table in (t for shard in found for t in tables(shard, WIDE)):
            ids = table.column("id").to_pylist()
            if wanted in ids:
                return onto_article(document(table, ids.index(wanted)), corpus)
    raise InputError(f"{source}: there is no document {wanted} in it")


def documents(source: str, corpus: Path | None) -> list[Document]:
    """Every document of an input, as the input has it.

    Args:
        source: any input that ``quoth score`` reads.
        corpus: the corpus folder; the nearest one, if any, when ``None``.

    Raises:
        InputError: no such input, or a broken document.
    """
    with shards([source], corpus) as (found,):
        return list(_each(found))


def onto_article(found: Document, corpus: Corpus | None) -> Document:
    """The annotations on the article of the corpus, where that has it.

    Raises:
        InputError: the document has another text than the article.
    """
    if corpus is None or corpus.find(found.id) is None:
        return found
    article = corpus.document(found.id)
    if article.text is None or (found.text is not None and found.text != article.text):
        if found.text is not None and article.text is not None:
            raise InputError(f"document {found.id} has another text than the article in {corpus.root}")
        return found
    return replace(article, **{name: getattr(found, name) for name in ANNOTATION_LAYERS})


def nearest(folder: Path | None) -> Corpus | None:
    """The corpus that ``--corpus`` names, else the nearest one, else none."""
    from quoth_eval.corpus import find_corpus

    try:
        return Corpus(folder or find_corpus(Path.cwd()), hydrated=True)
    except InputError:
        return None


def _only(source: str, found: Sequence[Shard]) -> Document:
    documents = _each(found)
    first, second = next(documents, None), next(documents, None)
    if first is None:
        raise InputError(f"{source}: there is no document in it")
    if second is not None:
        raise InputError(
            f"{source} holds several documents ({first.id}, {second.id}, …); name one: quoth show ID {source}"
        )
    return first


def _each(found: Sequence[Shard]) -> Iterator[Document]:
    for table in (t for shard in found for t in tables(shard, WIDE)):
        yield from (document(table, row) for row in range(len(table)))
