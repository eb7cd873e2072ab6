"""``quoth import``: articles in."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quoth.commands.options import (
    CorpusOption,
    JsonOption,
    SchemaOption,
    corpus_root,
    emit_json,
    progress,
    say,
)
from quoth_eval.errors import InputError

if TYPE_CHECKING:
    from quoth.importing.incoming import Incoming
    from quoth.importing.plan import Plan

_LISTED = 20
_SINGLE = ("title", "url")
_STATED = (
    *("title", "published", "publisher", "url", "license", "language"),
    *("split", "story", "genre", "withheld"),
)

PathsArgument = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH…",
        help="Files or folders: text (.txt), web pages (.html), documents (.jsonl), brat (.txt + .ann).",
        show_default=False,
    ),
]


def _stated(name: str, metavar: str, what: str) -> Any:
    return typer.Option(
        name, metavar=metavar, help=what, show_default=False, rich_help_panel="What is stated"
    )


def import_articles(
    context: typer.Context,
    paths: PathsArgument,
    set_name: Annotated[
        str | None,
        typer.Option("--set", metavar="NAME", help="The set that annotations go into.", show_default=False),
    ] = None,
    update: Annotated[
        bool, typer.Option("--update", help="Change articles that are there already, instead of refusing.")
    ] = False,
    article_id: Annotated[str | None, _stated("--id", "ID", "Its id, for a single article.")] = None,
    title: Annotated[str | None, _stated("--title", "TEXT", "Its title, for a single article.")] = None,
    published: Annotated[str | None, _stated("--published", "DATE", "When, in ISO 8601.")] = None,
    publisher: Annotated[str | None, _stated("--publisher", "NAME", "Who published it.")] = None,
    url: Annotated[str | None, _stated("--url", "URL", "Where it is, for a single article.")] = None,
    license_: Annotated[str | None, _stated("--license", "NAME", "Its licence: CC-BY-4.0.")] = None,
    language: Annotated[str | None, _stated("--language", "CODE", "Its language: en.")] = None,
    split: Annotated[str | None, _stated("--split", "NAME", "Its part of the dataset: train.")] = None,
    story: Annotated[str | None, _stated("--story", "NAME", "What it is about.")] = None,
    genre: Annotated[str | None, _stated("--genre", "NAME", "What kind of article it is.")] = None,
    withheld: Annotated[
        bool | None, _stated("--withheld/--no-withheld", "", "Its text may not be passed on.")
    ] = None,
    schema: SchemaOption = None,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bring articles into the corpus.

    Texts are normalised (NFC, line ends, padding); title, date, sections and sentences are found in them. The
    same text again changes nothing; another text under a known id is refused, and the difference is shown.

    Example: `quoth import articles/*.txt --publisher "The Herald" --license CC-BY-4.0`
    """
    from quoth.importing.plan import Plan
    from quoth.schema import load
    from quoth_eval.corpus import Corpus

    given = _given(context.params)
    plan = Plan(Corpus(_root(corpus)), set_name, update)
    count = _read_all(plan, paths, given, load(schema), article_id)
    if count > 1 and (for_one := [n for n in ("id", *_SINGLE) if n in given or (n == "id" and article_id)]):
        raise InputError(f"--{for_one[0]} is for a single article, and there are {count}")
    _refuse_problems(plan, count)
    plan.carry_out()
    if as_json:
        emit_json(_summary(plan))
    else:
        _report(plan)


def _given(params: dict[str, Any]) -> dict[str, Any]:
    """The fields of an article that options state, by the article's own names."""
    from quoth.importing.dates import checked

    stated = {name: params[f"{name}_" if name == "license" else name] for name in _STATED}
    given = {name: value for name, value in stated.items() if value is not None}
    return given | ({"published": checked(given["published"])} if "published" in given else {})


def _root(corpus: Path | None) -> Path:
    """The corpus folder; unlike other commands this one makes it."""
    if corpus is not None:
        return corpus
    try:
        return corpus_root(None)
    except InputError:
        return Path.cwd() / "corpus"


def _read_all(plan: "Plan", paths: list[Path], given: dict[str, Any], schema: Any, name: str | None) -> int:
    """Read every file into the plan; how many articles there are. What fails becomes a problem."""
    from quoth.importing.plan import Problem
    from quoth.importing.reading import files, read

    found = files(paths)
    count = 0
    for path in progress(found, "reading", len(found)):
        try:
            for one in read(path, given, schema, name):
                count += 1
                plan.add([one])
        except InputError as error:
            plan.problems.append(Problem(str(error)))
    return count


def _refuse_problems(plan: "Plan", count: int) -> None:
    problems = plan.problems
    for problem in problems[:_LISTED]:
        for line in (*([problem.message] if len(problems) > 1 else []), *problem.details):
            say(line)
    if len(problems) == 1:
        raise InputError(f"{problems[0].message}. Nothing was imported")
    if problems:
        raise InputError(f"nothing was imported, because of the {len(problems)} problems above")
    if not count:
        raise InputError("there is no article in these files")


def _summary(plan: "Plan") -> dict[str, Any]:
    everything = [*plan.new, *plan.changed, *plan.unchanged]
    return {
        "corpus": str(plan.corpus.root),
        "new": [one.article.id for one in plan.new],
        "changed": [one.article.id for one in plan.changed],
        "unchanged": [one.article.id for one in plan.unchanged],
        "annotations": {"set": plan.set_name, "written": [one.article.id for one in plan.labels]},
        "notes": [{"document": one.article.id, "note": note} for one in everything for note in one.notes],
    }


def _report(plan: "Plan") -> None:
    groups = {"new": plan.new, "changed": plan.changed, "unchanged": plan.unchanged}
    listed = [(word, one) for word, group in groups.items() for one in group]
    for word, one in listed if len(listed) <= _LISTED else []:
        typer.echo(f"{word:9} {_line(one)}")
    counts = ", ".join(f"{len(group)} {word}" for word, group in groups.items() if group)
    labels = f", annotations of {len(plan.labels)} in set {plan.set_name}" if plan.labels else ""
    typer.echo(f"{counts}{labels}: {plan.corpus.root}")
    remarks: dict[str, list[str]] = {}
    for one in (*plan.new, *plan.changed):
        for remark in _remarks(one):
            remarks.setdefault(remark, []).append(one.article.id)
    for remark, ids in remarks.items():
        say(f"{ids[0] if len(ids) == 1 else f'{len(ids)} articles'}: {remark}")


def _line(one: "Incoming") -> str:
    article = one.article
    title = article.title or "(no title)"
    shown = title if len(title) <= 60 else f"{title[:59]}…"
    sizes = f"{len(article.sections)} sections, {len(article.sentences)} sentences"
    return f"{article.id}  {shown}  {article.published or '(no date)'}  {sizes}"


def _remarks(one: "Incoming") -> list[str]:
    """What the person who imports should know of an article."""
    wanted = {"title": "headline", "published": "date"}
    missing = {f: word for f, word in wanted.items() if getattr(one.article, f) is None}
    return [*one.notes, *(f"no {w} was found; state it with --{f} and --update" for f, w in missing.items())]
