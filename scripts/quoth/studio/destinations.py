"""Which articles belong into which project: one for all or, where they are assigned, one a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quoth.studio.projects import annotator_title
from quoth_eval.assignment import Assignment
from quoth_eval.corpus import Corpus


def with_text(corpus: Corpus) -> list[str]:
    """The articles that can be labelled here: all but those that are withheld and whose text is not here."""
    return [a.id for a in corpus.articles() if not a.withheld or corpus.text(a) is not None]


@dataclass(frozen=True, slots=True)
class Destination:
    """A project and its articles; ``annotator`` is whose it is, ``None`` when it is everybody's."""

    title: str
    articles: tuple[str, ...]
    annotator: str | None = None


def destinations(base: str, ids: Sequence[str], assignments: Mapping[str, Assignment]) -> list[Destination]:
    """The projects for some articles. Training articles come first, since people work through the list.

    Args:
        base: the project's title; those of annotators have their name added.
        ids: the articles.
        assignments: who has which article; empty where nothing was assigned.

    Raises:
        InputError: a title that the server would not take.

    >>> given = {"a": Assignment("a", ("ada",)), "b": Assignment("b", ("ada", "ben"), training=True)}
    >>> [(d.title, d.articles) for d in destinations("quoth", ["a", "b", "c"], given)]
    [('quoth · ada', ('b', 'a')), ('quoth · ben', ('b',))]
    >>> destinations("quoth", ["a"], {})
    [Destination(title='quoth', articles=('a',), annotator=None)]
    """
    if not assignments:
        return [Destination(base, tuple(ids))]
    lines = sorted((assignments[i] for i in ids if i in assignments), key=lambda a: not a.training)
    names = sorted({n for line in lines for n in line.annotators})
    return [
        Destination(annotator_title(base, n), tuple(a.id for a in lines if n in a.annotators), n)
        for n in names
    ]
