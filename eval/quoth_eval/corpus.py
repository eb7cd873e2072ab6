"""A corpus folder: its articles and its annotation sets, read as documents.

    corpus/articles.jsonl             one article a line
    corpus/text/ID.txt                the article's text, exactly as it was labelled
    corpus/annotations/SET/ID.jsonl   one annotation a line (see :mod:`quoth_eval.annotation_lines`)
    corpus/assignments.jsonl          who labels which article (see :mod:`quoth_eval.assignment`)
    corpus/hydrated/ID.txt            the reader's own copy of a withheld text; never committed

A file of a set that is absent means *not assigned*; an empty one *assigned, and nothing to annotate*.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from quoth_eval.annotation_lines import Annotations, parse_lines
from quoth_eval.assignment import Assignment, parse_assignments
from quoth_eval.document import Document, Section, Span
from quoth_eval.errors import InputError
from quoth_eval.integrity import ID_RULE, valid_id
from quoth_eval.tokens import tokenize

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class Article:
    """One line of ``articles.jsonl``: where an article comes from and how it is laid out.

    ``tokens`` are stored only where the text is ``withheld``; elsewhere they follow from the text.
    """

    id: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    license: str | None = None
    withheld: bool = False
    split: str | None = None
    story: str | None = None
    genre: str | None = None
    text_sha256: str | None = None
    sections: tuple[Section, ...] = ()
    sentences: tuple[Span, ...] = ()
    tokens: tuple[Span, ...] = ()

    @property
    def length(self) -> int | None:
        """Code points of the text as far as the layout shows it; ``None`` without any layout."""
        ends = [part.end for part in self.sections] + [s.end for s in (*self.sentences, *self.tokens)]
        return max(ends, default=None)

    def document(self, text: str | None) -> Document:
        """The article as a document without annotations."""
        tokens = self.tokens if self.tokens or text is None else tokenize(text)
        shared = {name: getattr(self, name) for name in _SHARED}
        return Document(**{**shared, "text": text, "tokens": tokens})


_SHARED = tuple(f.name for f in fields(Article) if f.name in {g.name for g in fields(Document)})


@dataclass(frozen=True)
class Corpus:
    """A corpus folder, read as it is asked for; nothing is written here.

    With ``hydrated`` a withheld article shows the reader's own copy of its text, if it is there. Whatever is
    passed on to others (the dataset) must be read without it, which is the default.

    Broken files raise :class:`~quoth_eval.errors.InputError`, which names the file and the line.
    """

    root: Path
    hydrated: bool = False

    @property
    def articles_file(self) -> Path:
        """The list of articles."""
        return self.root / "articles.jsonl"

    def articles(self) -> tuple[Article, ...]:
        """Every article, in the order of the list; none where there is no list yet."""
        return tuple(self._by_id.values())

    def find(self, article_id: str) -> Article | None:
        """The article with this id, if there is one."""
        return self._by_id.get(article_id)

    def article(self, article_id: str) -> Article:
        """The article with this id.

        Raises:
            InputError: there is no such article.
        """
        if (found := self.find(article_id)) is None:
            raise InputError(f"{self.articles_file}: no article {article_id}; import it first")
        return found

    def text_file(self, article: Article) -> Path:
        """Where the text of an article is (or would be) kept."""
        return self.root / ("hydrated" if article.withheld else "text") / f"{article.id}.txt"

    def text(self, article: Article) -> str | None:
        """The text of an article; ``None`` where it is withheld (and no own copy is wanted or there).

        Raises:
            InputError: the text of an article that is not withheld is missing, or is no UTF-8.
        """
        file = self.text_file(article)
        if article.withheld and not (self.hydrated and file.exists()):
            return None
        try:
            return file.read_bytes().decode("utf-8")
        except OSError:
            raise InputError(f"{file}: missing; import the article {article.id} again") from None
        except UnicodeDecodeError as error:
            raise InputError(f"{file}: no UTF-8 at byte {error.start}") from None

    def sets(self) -> tuple[str, ...]:
        """The names of the annotation sets."""
        folder = self.root / "annotations"
        return tuple(sorted(f.name for f in folder.iterdir() if f.is_dir())) if folder.is_dir() else ()

    def set_file(self, set_name: str, article_id: str) -> Path:
        """Where a set keeps the annotations of an article.

        Raises:
            InputError: a name that could not be a file name of ours.
        """
        for name in (set_name, article_id):
            if not valid_id(name):
                raise InputError(f"{name!r} cannot be an id or the name of a set: expected {ID_RULE}")
        return self.root / "annotations" / set_name / f"{article_id}.jsonl"

    def assigned(self, set_name: str) -> tuple[str, ...]:
        """The ids of the articles that a set has a file for, sorted; also of articles that are not there.

        Raises:
            InputError: there is no such set; the message lists those that are.
        """
        if set_name not in self.sets():
            known = ", ".join(self.sets()) or "none yet"
            raise InputError(f"{self.root}: no annotation set {set_name}; known are: {known}")
        folder = self.root / "annotations" / set_name
        return tuple(sorted(f.name.removesuffix(".jsonl") for f in folder.glob("*.jsonl")))

    def annotations(self, set_name: str, article_id: str) -> Annotations:
        """What a set says of an article, line by line.

        Raises:
            InputError: the article is not assigned in the set, or its file is broken.
        """
        file = self.set_file(set_name, article_id)
        try:
            return parse_lines(file.read_bytes(), str(file))
        except FileNotFoundError:
            raise InputError(f"{file}: missing; article {article_id} is not in set {set_name}") from None

    def document(self, article_id: str, set_name: str | None = None) -> Document:
        """One article with the annotations of a set, or with none (every layer not annotated)."""
        article = self.article(article_id)
        bare = article.document(self.text(article))
        return bare if set_name is None else self.annotations(set_name, article_id).onto(bare)

    def documents(self, set_name: str | None = None) -> Iterator[Document]:
        """The articles assigned in a set with its annotations, sorted by id; without a set every article."""
        ids = tuple(self._by_id) if set_name is None else self.assigned(set_name)
        return (self.document(article_id, set_name) for article_id in ids)

    @property
    def assignments_file(self) -> Path:
        """Who labels which article."""
        return self.root / "assignments.jsonl"

    @cached_property
    def assignments(self) -> Mapping[str, Assignment]:
        """Who labels which article, by its id; empty where nothing was assigned yet.

        Raises:
            InputError: the file is broken; the message names the line.
        """
        try:
            data = self.assignments_file.read_bytes()
        except FileNotFoundError:
            return {}
        return parse_assignments(data, str(self.assignments_file), self._by_id)

    @cached_property
    def _by_id(self) -> dict[str, Article]:
        found: dict[str, Article] = {}
        for number, line in enumerate(self._lines(), start=1):
            if line.strip():
                place = f"{self.articles_file}:{number}"
                article = parse_article(line, place)
                if article.id in found:
                    raise InputError(f"{place}: article {article.id} is listed twice; remove one line")
                found[article.id] = article
        return found

    def _lines(self) -> list[bytes]:
        try:
            return self.articles_file.read_bytes().split(b"\n")
        except FileNotFoundError:
            return []


def find_corpus(start: Path) -> Path:
    """The nearest folder ``corpus`` at or above ``start``.

    Raises:
        InputError: there is none.
    """
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / "corpus").is_dir():
            return folder / "corpus"
    raise InputError(
        f"no folder corpus at or above {start}; pass --corpus DIR, or make one with quoth import"
    )


def parse_article(line: bytes, place: str) -> Article:
    """The article that one line of ``articles.jsonl`` holds.

    Raises:
        InputError: no JSON, a wrong type, an id that cannot be a file name; it names ``place``.
    """
    from pydantic import ValidationError

    try:
        article = _adapter().validate_json(line, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(map(str, first["loc"]))
        message = first["msg"].replace("Input should be", "expected").replace("Field required", "missing")
        raise InputError(f"{place}: {f'field {field}: ' if field else ''}{message}") from None
    if not valid_id(article.id):
        raise InputError(f"{place}: field id: expected {ID_RULE}, found {article.id!r}")
    return article


def article_line(article: Article) -> bytes:
    """The canonical line of an article, with its line end; tokens only where the text is withheld.

    >>> article_line(Article("a", tokens=(Span(0, 1),)))[-16:]
    b'"sentences":[]}\\n'
    """
    import orjson

    tidy = replace(
        article,
        sections=tuple(sorted(article.sections)),
        sentences=tuple(sorted(article.sentences)),
        tokens=tuple(sorted(article.tokens)),
    )
    names = (f.name for f in fields(tidy) if f.name != "tokens" or article.withheld)
    return orjson.dumps({name: getattr(tidy, name) for name in names}) + b"\n"


@cache
def _adapter() -> "TypeAdapter[Article]":
    from pydantic import TypeAdapter

    return TypeAdapter(Article)
