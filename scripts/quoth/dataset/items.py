"""The articles that go into a dataset or its statistics, each with the annotations of one set, checked."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from quoth_eval.corpus import Article, Corpus
from quoth_eval.document import Document
from quoth_eval.errors import InputError
from quoth_eval.integrity import check
from quoth_eval.reporting import Reporting

TRAIN = "train"
_SPLIT = re.compile(r"[a-z][a-z0-9_]*")
_ORDER = (TRAIN, "dev", "validation", "test")


@dataclass(frozen=True)
class Item:
    """One article with its annotations; ``split`` is where it goes: ``train`` unless the article says so."""

    document: Document
    split: str = TRAIN
    genre: str | None = None
    story: str | None = None
    withheld: bool = False

    @cached_property
    def reporting(self) -> Reporting:
        """What derives from the annotations."""
        return Reporting(self.document)


def items_of(corpus: Corpus, set_name: str) -> list[Item]:
    """The articles of an annotation set, sorted by id.

    Raises:
        InputError: no such set, no article in it, a broken file, or a document that does not hold together.
    """
    found = [
        item(corpus.document(article_id, set_name), corpus.article(article_id))
        for article_id in corpus.assigned(set_name)
    ]
    if not found:
        raise InputError(f"{corpus.root}: the set {set_name} has no article; label some, or name another set")
    return checked(found)


def item(document: Document, article: Article) -> Item:
    """A document with what its article says of it beside the format.

    Raises:
        InputError: a split that cannot be the name of one.
    """
    split = article.split or TRAIN
    if not _SPLIT.fullmatch(split) or split == "all":
        raise InputError(f"article {article.id}: expected the split train, dev or test, found {split!r}")
    return Item(document, split, article.genre, article.story, article.withheld)


def checked(items: Iterable[Item]) -> list[Item]:
    """The items sorted by id, documents canonical, if each holds together and no id is there twice.

    Raises:
        InputError: a dangling or doubled id, a span outside the text, attributions in a circle; it names
            the document.
    """
    found = [_checked(i) for i in sorted(items, key=lambda i: i.document.id)]
    for name, count in Counter(i.document.id for i in found).items():
        if count > 1:
            raise InputError(f"document {name} is there {count} times; keep one")
    return found


def splits(items: Sequence[Item]) -> dict[str, list[Item]]:
    """The items by split; train, dev and test come in this order, others after them by name.

    >>> list(splits([Item(Document("a"), "test"), Item(Document("b"))]))
    ['train', 'test']
    """
    names = sorted({i.split for i in items}, key=lambda n: (_ORDER.index(n) if n in _ORDER else 9, n))
    return {name: [i for i in items if i.split == name] for name in names}


def _checked(item: Item) -> Item:
    check(item.document, length=_length(item.document))
    tidy = replace(item, document=item.document.canonical())
    for attribution in tidy.document.attributions or ():
        tidy.reporting.parent(attribution)
    return tidy


def _length(document: Document) -> int | None:
    """Code points of a text that is not there, as far as the layout shows them."""
    spans = (*document.sentences, *document.tokens)
    return max((*(s.end for s in document.sections), *(s.end for s in spans)), default=None)
