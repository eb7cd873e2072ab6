"""``quoth assign``: who labels which article."""

from typing import TYPE_CHECKING, Annotated

import typer

from quoth.commands.options import CorpusOption, JsonOption, emit_json, open_corpus, progress, say

if TYPE_CHECKING:
    from quoth.assignment.ledger import Item
    from quoth.assignment.plan import Wishes
    from quoth.assignment.summary import Summary
    from quoth_eval.corpus import Corpus

_SHOWN = 5


IdsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="ID", help="Articles to give out.  [default: all whose text is here]", show_default=False
    ),
]
AnnotatorsOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAME,NAME,…",
        help="Who takes part from now on.  [default: everybody who has articles]",
        show_default=False,
    ),
]
OverlapOption = Annotated[
    int | None,
    typer.Option(
        min=1, help="How many people label a shared article.  [default: 2, or as so far]", show_default=False
    ),
]
ShareOption = Annotated[
    float | None,
    typer.Option(
        min=0,
        max=1,
        help="The portion of the articles that is shared; one person labels each of the others.  "
        "[default: 1, or as so far]",
        show_default=False,
    ),
]
TrainingOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="ID",
        help="An article that everybody labels first, and that is no data; repeatable.",
        show_default=False,
    ),
]
ApartOption = Annotated[
    bool, typer.Option("--apart", help="As far as possible nobody gets two articles of one story.")
]


def assign(
    ids: IdsArgument = None,
    annotators: AnnotatorsOption = None,
    overlap: OverlapOption = None,
    share: ShareOption = None,
    training: TrainingOption = None,
    seed: Annotated[int, typer.Option(help="Decides what nothing else decides.")] = 0,
    apart: ApartOption = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show it, write nothing.")] = False,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Decide who labels which article.

    It is written to `corpus/assignments.jsonl`, and `quoth push` follows it. Everybody gets about as many
    words, and every two people share articles. What was given out stays: new articles are given out, and
    somebody new gets their part of them.

    Example: `quoth assign --annotators ada,ben,cy --overlap 2 --share 0.3 --training wire-0001`
    """
    from quoth.assignment.plan import Wishes, extend, so_far
    from quoth.assignment.summary import summarise
    from quoth.store import write_assignments

    opened = open_corpus(corpus)
    before = opened.assignments
    trained = frozenset(opened.article(i).id for i in training or ())
    people, (usual_overlap, usual_share) = _people(annotators, opened), so_far(before)
    overlap = min(usual_overlap, len(people)) if overlap is None else overlap
    _refuse_too_few(people, overlap)
    share = usual_share if share is None else share
    wishes = Wishes(people, overlap, share, trained, seed, apart)
    items = _items(opened)
    wanted = {opened.article(i).id for i in ids} | trained if ids else _with_text(opened) | trained
    _say_what_cannot_be(items, wishes)
    lines = extend([i for i in items if i.id in wanted or i.id in before], wishes, before)
    if not dry_run:
        write_assignments(opened, lines.values())
    summary = summarise(items, before, lines, wishes.annotators)
    if as_json:
        emit_json({"changed": not (dry_run or summary.nothing_changed), **summary.record()})
    else:
        _print(summary, dry_run)


def _people(given: str | None, corpus: "Corpus") -> tuple[str, ...]:
    """Who takes part, in alphabetical order.

    Raises:
        InputError: nobody, a name that nobody can have, one given twice, or somebody who was removed.
    """
    from quoth.studio.accounts import is_removed, read_accounts
    from quoth_eval.assignment import name_problem
    from quoth_eval.errors import InputError

    names = [n.strip() for n in (given or "").split(",") if n.strip()]
    gone = {n for n, email in read_accounts(corpus.root).items() if is_removed(email)}
    if given is None:
        names = sorted({n for a in corpus.assignments.values() for n in a.annotators} - gone)
    if not names:
        raise InputError("nobody to give articles to; name them: --annotators ada,ben")
    if problem := next(filter(None, map(name_problem, names)), None):
        raise InputError(f"--annotators: {problem}")
    if len({n.lower() for n in names}) < len(names):
        raise InputError(f"--annotators {given}: a name stands there twice")
    if removed := gone & set(names):
        raise InputError(f"--annotators: {min(removed)} was removed; leave them out")
    return tuple(sorted(names))


def _refuse_too_few(people: tuple[str, ...], overlap: int) -> None:
    from quoth_eval.errors import InputError

    if len(people) < overlap:
        raise InputError(f"--overlap {overlap} needs as many annotators; there are only {', '.join(people)}")


def _items(corpus: "Corpus") -> "list[Item]":
    from quoth.assignment.ledger import Item
    from quoth.statistics.sizes import words

    articles = progress(corpus.articles(), "counting words", len(corpus.articles()))
    return [Item(a.id, words(a.document(corpus.text(a))), a.story) for a in articles]


def _with_text(corpus: "Corpus") -> set[str]:
    from quoth.studio.destinations import with_text

    here = set(with_text(corpus))
    if missing := len(corpus.articles()) - len(here):
        say(f"{missing} articles are withheld and not given out; `quoth hydrate` puts their texts in")
    return here


def _say_what_cannot_be(items: "list[Item]", wishes: "Wishes") -> None:
    if wishes.apart and not any(i.story for i in items):
        say("--apart: no article of this corpus has a story, so there is nothing to keep apart")


def _print(summary: "Summary", dry_run: bool) -> None:
    if summary.nothing_changed:
        typer.echo("nothing changed: every article was given out before")
    else:
        state = "would give out" if dry_run else "given out"
        typer.echo(f"{state}: {len(summary.new)} new articles, {len(summary.extended)} to more people")
    _table(summary)
    if summary.unassigned:
        say(f"{len(summary.unassigned)} articles are given to nobody: {_some(summary.unassigned)}")
    if summary.strangers:
        pairs = [f"{one} and {other}" for one, other in summary.strangers]
        say(f"no article is shared by {_some(pairs)}; a greater --share or new articles would change that")


def _table(summary: "Summary") -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=box.SIMPLE_HEAD)
    for name in ("annotator", "articles", "words", "training"):
        grid.add_column(name, justify="left" if name == "annotator" else "right")
    grid.add_column("shared with", overflow="fold")
    for name, part in summary.annotators.items():
        shared = ", ".join(f"{other} {count}" for other, count in part.shared.items())
        figures = [f"{n:,}" for n in (part.articles, part.words, part.training)]
        grid.add_row(Text(name), *figures, Text(shared or "nobody"))
    Console().print(grid)


def _some(names: list[str]) -> str:
    """The first few, and how many more."""
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
