"""What gold documents have in common: the publisher, the story, or any other string that stands with them."""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from quoth_eval.corpus import Article, Corpus
from quoth_eval.errors import InputError
from quoth_eval.inputs.reading import tables
from quoth_eval.inputs.shards import Shard
from quoth_eval.inputs.skipped import Skipped

Values = dict[str, str]
"""A value by document id; documents without one are not there."""

_NOT_SHARED = ("id", "text", "text_sha256", "title")


def metadata(shards: Sequence[Shard], names: Sequence[str]) -> dict[str, Values]:
    """The values that documents have under some keys (``publisher``, ``story``), by key and document id.

    Only these keys are read. In an annotation set they are those of ``articles.jsonl``. What is broken, or no
    string, counts as not there: whether documents are sound is for others to say.
    """
    found: dict[str, Values] = {name: {} for name in names}
    for shard in shards:
        for name, values in (_of_set if shard.kind == "set" else _of_file)(shard, names).items():
            found[name] |= values
    return found


def groups(shards: Sequence[Shard], name: str, ids: Sequence[str]) -> list[str]:
    """The group of each document, for ``--cluster NAME``: those with the same value are one group.

    A document without a value is a group of its own.

    Raises:
        InputError: a key that cannot be shared, or that no document has.
    """
    if name in _NOT_SHARED:
        raise InputError(f"--cluster {name}: documents do not share it; name publisher, story or the like")
    values = metadata(shards, [name])[name]
    if not values:
        raise InputError(f"--cluster {name}: no gold document has a {name}; name another key")
    return grouped(values, ids)


def grouped(values: Mapping[str, str], ids: Sequence[str]) -> list[str]:
    """The group of each document by its value.

    >>> grouped({"a": "Herald", "c": "Herald"}, ["a", "b", "c"])
    ['value Herald', 'document b', 'value Herald']
    """
    return [f"value {values[i]}" if i in values else f"document {i}" for i in ids]


def _of_file(shard: Shard, names: Sequence[str]) -> dict[str, Values]:
    schema = pa.schema([(name, pa.string()) for name in ("id", *names)])
    found: dict[str, Values] = {name: {} for name in names}
    for table in tables(shard, schema, Skipped()):
        ids = table.column("id").to_pylist()
        for name in names:
            pairs = zip(ids, table.column(name).to_pylist(), strict=True)
            found[name].update((i, value) for i, value in pairs if value is not None)
    return found


def _of_set(shard: Shard, names: Sequence[str]) -> dict[str, Values]:
    articles = Corpus(shard.path).articles()
    return {name: dict(_valued(articles, name)) for name in names}


def _valued(articles: Sequence[Article], name: str) -> list[tuple[str, str]]:
    found = [(article.id, getattr(article, name, None)) for article in articles]
    return [(i, value) for i, value in found if isinstance(value, str)]
