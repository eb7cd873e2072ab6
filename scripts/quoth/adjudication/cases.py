"""Which articles of a corpus can be adjudicated, and whose labels of each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from quoth_eval.assignment import GOLD
from quoth_eval.corpus import Corpus
from quoth_eval.document import ANNOTATION_LAYERS, Document
from quoth_eval.errors import InputError


@dataclass(frozen=True, slots=True)
class Choice:
    """The articles that are ready, each with its annotators, and those that are not, with what is missing."""

    ready: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    waiting: Mapping[str, str] = field(default_factory=dict)


def parse_names(corpus: Corpus, names: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Annotation sets and articles apart; without a set everybody who has articles assigned.

    Raises:
        InputError: a name that is neither, fewer than two sets, or the gold itself.
    """
    known = corpus.sets()
    sets = tuple(dict.fromkeys(n for n in names if n in known))
    ids = tuple(dict.fromkeys(n for n in names if n not in known))
    for name in ids:
        if corpus.find(name) is None:
            there = ", ".join(known) or "none yet"
            raise InputError(f"{name} is neither an annotation set (there are: {there}) nor an article")
    if not sets:
        assigned = {n for a in corpus.assignments.values() if not a.training for n in a.annotators}
        sets = tuple(sorted(assigned & set(known)))
    if GOLD in sets:
        raise InputError(f"{GOLD} is what adjudication makes; name the annotators' sets")
    if len(sets) < 2:
        raise InputError("name two annotation sets or more: `quoth adjudicate ada ben`")
    return sets, ids


def choose(corpus: Corpus, sets: Sequence[str], ids: Sequence[str] = ()) -> Choice:
    """The articles that all their annotators have labelled.

    An article's annotators are those it is assigned to, of the sets asked for; where nothing is assigned, all
    of the sets. Training articles and those of one annotator have no part in it.
    """
    ready: dict[str, tuple[str, ...]] = {}
    waiting: dict[str, str] = {}
    having = {name: set(corpus.assigned(name)) for name in sets}
    for article in ids or sorted(set[str]().union(*having.values())):
        names = _annotators(corpus, article, sets)
        if missing := [n for n in names if article not in having[n]]:
            waiting[article] = f"not labelled by {', '.join(missing)}"
        elif len(names) > 1:
            if problem := _problem(corpus, article, names):
                waiting[article] = problem
            else:
                ready[article] = names
    return Choice(ready, waiting)


def views(corpus: Corpus, article: str, names: Sequence[str]) -> dict[str, Document]:
    """The article as each annotator has it."""
    return {name: corpus.document(article, name) for name in names}


def _annotators(corpus: Corpus, article: str, sets: Sequence[str]) -> tuple[str, ...]:
    assigned = corpus.assignments.get(article)
    if assigned is None:
        return tuple(sets)
    return () if assigned.training else tuple(n for n in sets if n in assigned.annotators)


def _problem(corpus: Corpus, article: str, names: Sequence[str]) -> str | None:
    if corpus.text(corpus.article(article)) is None:
        return "its text is withheld and not here; run `quoth hydrate` first"
    return next(_unlike_layers(views(corpus, article, names)), None)


def _unlike_layers(found: Mapping[str, Document]) -> Iterator[str]:
    for layer in ANNOTATION_LAYERS:
        without = [name for name, d in found.items() if getattr(d, layer) is None]
        if 0 < len(without) < len(found):
            yield f"{layer} not annotated by {', '.join(without)}"
