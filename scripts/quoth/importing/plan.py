"""What an import would do, decided before anything is written: an import is done whole or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from quoth.importing.difference import difference
from quoth.importing.incoming import Incoming, with_tokens
from quoth.store import annotation_bytes, write_annotations, write_articles
from quoth_eval.corpus import Article, Corpus
from quoth_eval.errors import InputError

_FOUND = ("title", "publisher", "published", "url", "language")


@dataclass(frozen=True)
class Problem:
    """Why an article cannot be imported, in one line, and what shows it."""

    message: str
    details: tuple[str, ...] = ()


@dataclass
class Plan:
    """The articles of an import by what becomes of them; ``labels`` go into the annotation set."""

    corpus: Corpus
    set_name: str | None = None
    update: bool = False
    new: list[Incoming] = field(default_factory=list)
    changed: list[Incoming] = field(default_factory=list)
    unchanged: list[Incoming] = field(default_factory=list)
    labels: list[Incoming] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _seen: dict[str, Incoming] = field(default_factory=dict)

    def add(self, incoming: Iterable[Incoming]) -> None:
        """Decide about each article; what is wrong with one is kept as a problem."""
        for one in incoming:
            try:
                self._add(one)
            except _RefusedError as refused:
                self.problems.append(refused.problem)

    def carry_out(self) -> None:
        """Write everything.

        Raises:
            InputError: the plan has problems.
        """
        if self.problems:
            raise InputError(f"nothing was imported: {len(self.problems)} problems")
        root = self.corpus.root
        relaid = [one for one in self.changed if self._was(one).withheld != one.article.withheld]
        labelled = [(s, one.article.id) for one in relaid for s in self._sets_of(one.article.id)]
        documents = [(s, self.corpus.document(article_id, s)) for s, article_id in labelled]
        write_articles(root, [(one.article, one.text) for one in (*self.new, *self.changed)])
        fresh = Corpus(root)
        for set_name, document in documents:
            write_annotations(fresh, set_name, document)
        for one in self.labels:
            if one.annotations is not None and self.set_name is not None:
                write_annotations(fresh, self.set_name, one.annotations)

    def _add(self, one: Incoming) -> None:
        article_id = one.article.id
        if (twin := self._seen.get(article_id)) is not None:
            if twin.article.text_sha256 == one.article.text_sha256:
                return
            raise _RefusedError(
                f"{one.place}: {twin.place} gives another text the same id, {article_id}; pass --id"
            )
        self._seen[article_id] = one
        known = self.corpus.find(article_id)
        settled = one if known is None else self._settled(one, known)
        self._check_labels(settled)
        bucket = self.new if known is None else self.unchanged if settled.article == known else self.changed
        bucket.append(settled)

    def _settled(self, one: Incoming, known: Article) -> Incoming:
        """The article as it will be, where one of its id is there already."""
        if one.article.text_sha256 != known.text_sha256:
            return self._replaced(one, known)
        other = {k: v for k, v in one.given.items() if getattr(known, k) != v}
        if not self.update:
            if other:
                raise _RefusedError(_other_fields(one, known, other))
            return replace(one, article=known)
        layout = known if one.text is None else one.article
        unknown = {f: getattr(one.article, f) for f in _FOUND if getattr(known, f) is None}
        fields = unknown | other
        article = replace(known, **fields, sections=layout.sections, sentences=layout.sentences)
        return replace(one, article=with_tokens(article, one.text))

    def _replaced(self, one: Incoming, known: Article) -> Incoming:
        """A new text for a known id: only when it is wanted and nobody has labelled the old one."""
        if not self.update:
            hint = "pass --id to import it as another article, or --update to replace the text"
            raise _RefusedError(
                f"{one.place}: article {known.id} is there with another text; {hint}", self._shown(one)
            )
        if sets := self._sets_of(known.id):
            message = (
                f"the old text of {known.id} is labelled in {', '.join(sets)}, and the labels would not fit"
            )
            raise _RefusedError(
                f"{one.place}: {message}; pass --id to import it as another article", self._shown(one)
            )
        kept = {f: getattr(known, f) for f in ("split", "story", "genre") if f not in one.given}
        return replace(one, article=replace(one.article, **kept))

    def _shown(self, one: Incoming) -> tuple[str, ...]:
        known = self.corpus.article(one.article.id)
        old = Corpus(self.corpus.root, hydrated=True).text(known)
        if old is None or one.text is None:
            return ()
        return tuple(difference(old, one.text, str(self.corpus.text_file(known)), one.place))

    def _was(self, one: Incoming) -> Article:
        return self.corpus.article(one.article.id)

    def _sets_of(self, article_id: str) -> list[str]:
        return [s for s in self.corpus.sets() if self.corpus.set_file(s, article_id).exists()]

    def _check_labels(self, one: Incoming) -> None:
        if one.annotations is None:
            return
        if self.set_name is None:
            raise _RefusedError(
                f"{one.place}: article {one.article.id} has annotations; pass --set NAME for them"
            )
        file = self.corpus.set_file(self.set_name, one.article.id)
        data = annotation_bytes(one.article, one.text, one.annotations)
        old = file.read_bytes() if file.exists() else None
        if old == data:
            return
        if old is not None and not self.update:
            message = f"set {self.set_name} has other annotations of {one.article.id}"
            details = difference(old.decode("utf-8", "replace"), data.decode(), str(file), one.place)
            raise _RefusedError(f"{one.place}: {message}; pass --update to replace them", tuple(details))
        self.labels.append(one)


class _RefusedError(Exception):
    def __init__(self, message: str, details: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.problem = Problem(message, details)


def _other_fields(one: Incoming, known: Article, other: dict[str, object]) -> str:
    shown = ", ".join(f"{k} is {getattr(known, k)!r}, not {v!r}" for k, v in other.items())
    return f"{one.place}: article {known.id} is there: its {shown}; pass --update to change it"
