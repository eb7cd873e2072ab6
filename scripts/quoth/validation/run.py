"""All rules over annotation sets, articles and files."""

from collections.abc import Iterator
from pathlib import Path

import orjson

from quoth.schema import Schema
from quoth.validation import attributions, documents, entities, events, labels, spans
from quoth.validation.records import STALE, examine_record
from quoth.validation.rule import RULES, Annotation, Case, Finding, Hit, Rule
from quoth_eval.annotation_lines import Annotations
from quoth_eval.assignment import GOLD
from quoth_eval.corpus import Article, Corpus
from quoth_eval.document import Span
from quoth_eval.errors import InputError
from quoth_eval.serialize import parse

_MODULES = (documents, labels, spans, entities, attributions, events)  # importing them registers their rules

_READING = {
    "unreadable": "Every file can be read: UTF-8, one JSON object a line, the types of the format.",
    "article-unknown": "The article of an annotation file is in articles.jsonl.",
    "text-missing": "The text of an article that is not withheld is there.",
}

_BESIDE = Rule(
    STALE, "warning", "The record of an adjudication names the gold's annotations.", lambda _: iter(())
)
"""The rule about what lies beside the annotations."""


def rules() -> tuple[Rule, ...]:
    """Every rule, those about reading files included, sorted by id."""
    reading = (Rule(rule_id, "error", says, lambda _: iter(())) for rule_id, says in _READING.items())
    return tuple(sorted((*RULES.values(), *reading, _BESIDE), key=lambda r: r.id))


def examine(case: Case, set_name: str | None = None, file: str | None = None) -> Iterator[Finding]:
    """Everything that is wrong with one document, by rule."""
    for rule in RULES.values():
        for hit in rule.check(case):
            surface = " … ".join(case.of(s) for s in hit.spans) if case.text and hit.spans else None
            yield Finding(rule.id, rule.level, case.document.id, hit, set_name, file, surface)


def examine_articles(corpus: Corpus, schema: Schema) -> Iterator[Finding]:
    """The articles themselves, without annotations, and who is to label them."""
    yield from _assignments(corpus)
    for article in corpus.articles():
        try:
            case = _case(corpus, article, schema)
        except InputError as error:
            yield _missing(corpus, article, error)
        else:
            yield from examine(case, file=str(corpus.articles_file))


def examine_set(corpus: Corpus, set_name: str, schema: Schema) -> Iterator[Finding]:
    """The annotations of a set; what is wrong with the articles themselves is left to the other function."""
    for article_id in corpus.assigned(set_name):
        yield from examine_annotations(corpus, set_name, article_id, schema)


def examine_annotations(corpus: Corpus, set_name: str, article_id: str, schema: Schema) -> Iterator[Finding]:
    """What a set says of one article."""
    file = str(corpus.root / "annotations" / set_name / f"{article_id}.jsonl")
    article = corpus.find(article_id)
    if article is None:
        message = f"{corpus.articles_file} has no article {article_id}; import it, or remove this file"
        yield Finding("article-unknown", "error", article_id, Hit(message), set_name, file)
        return
    try:
        annotations = corpus.annotations(set_name, article_id)
        case = _case(corpus, article, schema, annotations)
    except InputError as error:
        yield Finding("unreadable", "error", article_id, Hit(str(error)), set_name, file)
        return
    yield from (f for f in examine(case, set_name, file) if f.hit.annotation is not None)
    if set_name == GOLD:
        yield from examine_record(corpus, case.document)


def examine_file(path: Path, schema: Schema) -> Iterator[Finding]:
    """The documents of a JSONL file.

    Raises:
        InputError: there is no such file.
    """
    for number, line in enumerate(_lines(path), start=1):
        if line.strip():
            place = f"{path}:{number}"
            try:
                case = Case(parse(line, place), schema)
            except InputError as error:
                yield Finding("unreadable", "error", _id_of(line), Hit(str(error)), file=place)
            else:
                yield from examine(case, file=place)


def _case(corpus: Corpus, article: Article, schema: Schema, annotations: Annotations | None = None) -> Case:
    try:
        bare = article.document(corpus.text(article))
    except InputError:
        if annotations is None:
            raise
        bare = article.document(None)  # its missing text is found with the articles
    if annotations is None:
        return Case(bare, schema, (), article.withheld, article.length)
    shown: tuple[tuple[Annotation, str], ...] = tuple(
        (x.annotation, x.surface) for x in annotations.lines if x.surface is not None
    )
    return Case(annotations.onto(bare), schema, shown, article.withheld, article.length)


def _assignments(corpus: Corpus) -> Iterator[Finding]:
    try:
        _ = corpus.assignments
    except InputError as error:
        file = corpus.assignments_file
        yield Finding("unreadable", "error", file.stem, Hit(str(error)), file=str(file))


def _missing(corpus: Corpus, article: Article, error: InputError) -> Finding:
    file = corpus.text_file(article)
    rule_id = "unreadable" if file.exists() else "text-missing"
    return Finding(rule_id, "error", article.id, Hit(str(error)), file=str(file), surface=None)


def _lines(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().split(b"\n")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None


def _id_of(line: bytes) -> str:
    try:
        keys = orjson.loads(line)
    except orjson.JSONDecodeError:
        return "?"
    return str(keys.get("id", "?")) if isinstance(keys, dict) else "?"


def hull(hit: Hit) -> Span | None:
    """The stretch of text that a hit is about, from its first span to its last."""
    if not hit.spans:
        return None
    return Span(min(s.start for s in hit.spans), max(s.end for s in hit.spans))
