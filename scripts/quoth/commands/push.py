"""``quoth push``: articles and pre-annotations to Label Studio."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quoth.commands.options import (
    CorpusOption,
    JsonOption,
    SchemaOption,
    emit_json,
    open_corpus,
    progress,
    say,
)
from quoth.studio.options import LABELLING, DryRunOption, MigrateOption, ProjectOption

if TYPE_CHECKING:
    from quoth.schema import Schema
    from quoth.studio.client import Client
    from quoth.studio.destinations import Destination
    from quoth.studio.predictions import PreAnnotation
    from quoth.studio.push import Pushed
    from quoth.studio.scheme_change import SchemeChange
    from quoth_eval.corpus import Corpus


def push(
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID", help="Articles.  [default: all]", show_default=False),
    ] = None,
    project: ProjectOption = LABELLING,
    predictions: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="Pre-annotations: predictions in any form that `quoth score` reads."
        ),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="How the pre-annotations are called.  [default: the file's name]"),
    ] = None,
    migrate: MigrateOption = None,
    dry_run: DryRunOption = False,
    corpus: CorpusOption = None,
    schema: SchemaOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bring articles into Label Studio.

    With them come the labelling screen, the instruction and pre-annotations. Once articles are assigned
    (`quoth assign`) each annotator has a project with theirs alone. Doing it again changes nothing; what
    broke off goes on where it stopped. A scheme that has lost names that labels use is refused unless
    `--migrate` says what becomes of them; then labels, drafts and pre-annotations are rewritten first. Exit
    status 1: some task holds another text than the corpus.

    Example: `quoth push --predictions tagger.jsonl`

    Example: `quoth push --schema new.toml --migrate Strike=Attack --dry-run`
    """
    from quoth.schema import load
    from quoth.studio.client import Client
    from quoth.studio.connection import connect, recorded
    from quoth.studio.destinations import destinations
    from quoth.studio.instruction import guidelines_beside
    from quoth.studio.push import Pushed, push_project, push_tasks
    from quoth.studio.rehearsal import Rehearsal
    from quoth.studio.rewrites import Rewrites
    from quoth.studio.scheme_change import SchemeChange
    from quoth.studio.tasks import article_to_label
    from quoth.studio.tasks_book import remember_tasks

    opened, scheme = open_corpus(corpus), load(schema)
    wanted = _wanted(ids or [], opened)
    places = destinations(project, wanted, opened.assignments)
    unassigned = _unassigned(wanted, opened, asked=bool(ids))
    ready = _predictions(predictions, model, opened, scheme, {i for p in places for i in p.articles})
    reports: dict[str, Pushed] = {}
    with connect(recorded(opened.root), say, Rehearsal if dry_run else Client) as client:
        change = SchemeChange(tuple(migrate or ()), Rewrites(opened.root, client.url).add, progress)
        _say_who_is_missing(client, opened, places)
        if not dry_run and len(places) > 1:
            _rehearse(opened.root, places, scheme, change)
        for place in places:
            report = reports[place.annotator or ""] = Pushed()
            push_project(client, place.title, scheme, guidelines_beside(opened.root), report, change)
            articles = [article_to_label(opened, i) for i in place.articles]
            push_tasks(client, articles, ready, report, progress)
            if not dry_run:
                remember_tasks(opened.root, report.addresses)
    _say_unmet(migrate or [], reports)
    if dry_run:
        say("a dry run: this is what would happen; nothing was changed")
    if as_json:
        emit_json(_record(reports, unassigned))
    else:
        for name, report in reports.items():
            _print(report, name)
        if not reports:
            typer.echo("nothing to push: these articles are assigned to nobody")
    raise typer.Exit(1 if any(r.conflicting for r in reports.values()) else 0)


def _rehearse(root: Path, places: "list[Destination]", schema: "Schema", change: "SchemeChange") -> None:
    """Let a scheme that breaks the labels in one project be refused before another project has changed."""
    from quoth.studio.connection import connect, recorded
    from quoth.studio.instruction import guidelines_beside
    from quoth.studio.push import Pushed, push_project
    from quoth.studio.rehearsal import Rehearsal

    with connect(recorded(root), say, Rehearsal) as rehearsal:
        for place in places:
            push_project(rehearsal, place.title, schema, guidelines_beside(root), Pushed(), change)


def _wanted(ids: list[str], corpus: "Corpus") -> list[str]:
    """The articles that were asked for, or all whose text is here."""
    from quoth.studio.destinations import with_text

    if ids:
        return [corpus.article(i).id for i in ids]
    here = with_text(corpus)
    if missing := len(corpus.articles()) - len(here):
        say(f"{missing} articles are withheld and not pushed; `quoth hydrate` puts their texts in")
    return here


def _unassigned(wanted: list[str], corpus: "Corpus", asked: bool) -> list[str]:
    """The articles that nobody has although articles are assigned.

    Raises:
        InputError: they were asked for by name.
    """
    from quoth_eval.errors import InputError

    given = {i for i, a in corpus.assignments.items() if a.annotators}
    left = [i for i in wanted if corpus.assignments and i not in given]
    if left and asked:
        raise InputError(f"nobody has article {left[0]}; `quoth assign` gives it to somebody")
    if left:
        say(f"{len(left)} articles are assigned to nobody and not pushed; `quoth assign` gives them out")
    return left


def _say_who_is_missing(client: "Client", corpus: "Corpus", places: "list[Destination]") -> None:
    from quoth.studio.annotators import people

    names = {p.annotator for p in places}
    if names != {None}:
        for person in people(client, corpus.root, corpus.assignments):
            if person.name in names and person.account == "missing":
                say(f"{person.name} has no account there yet; `quoth annotators add {person.name}` makes one")


def _record(reports: "Mapping[str, Pushed]", unassigned: list[str]) -> dict[str, Any]:
    """The report of the one project, or those of the annotators' by name."""
    if "" in reports:
        return reports[""].record()
    return {"annotators": {name: r.record() for name, r in reports.items()}, "unassigned": unassigned}


def _predictions(
    source: str | None, model: str | None, corpus: "Corpus", schema: "Schema", wanted: set[str]
) -> dict[str, "PreAnnotation"]:
    from quoth.studio.predictions import pre_annotation, read_predictions
    from quoth.studio.tasks import article_to_label
    from quoth_eval.errors import InputError

    if source is None:
        return {}
    name = model or Path(source).name.partition(".")[0] or "predictions"
    ready: dict[str, PreAnnotation] = {}
    others = 0
    for place, predicted in progress(read_predictions(source, corpus), "checking predictions"):
        if predicted.id in ready:
            raise InputError(f"{place}: document {predicted.id} is there a second time; remove one")
        if predicted.id in wanted:
            article = article_to_label(corpus, predicted.id)
            ready[predicted.id] = pre_annotation(place, predicted, article, schema, name)
        others += predicted.id not in wanted
    if missing := len(wanted) - len(ready):
        say(f"{missing} of {len(wanted)} articles have no prediction in {source}")
    if others:
        say(f"{others} documents in {source} are no articles to push; passed over")
    return ready


def _say_unmet(wishes: list[str], reports: "dict[str, Pushed]") -> None:
    """Name what was to be migrated and is in no label."""
    met = {name for report in reports.values() for name in report.migrated}
    for wish in wishes:
        source = wish.partition("=")[0].strip()
        if not any(source in (name, name.partition(":")[2]) for name in met):
            say(f"--migrate {wish}: no label is called {source}; nothing to rewrite")


def _print(report: "Pushed", annotator: str) -> None:
    changes = [
        f"{len(items)} {what}"
        for what, items in (
            ("added", report.added),
            ("updated", report.updated),
            ("unchanged", report.unchanged),
            ("pre-annotated", report.predictions_added),
        )
        if items
    ]
    state = "nothing changed: " if report.nothing_changed else ""
    whose = f"{annotator}: " if annotator else ""
    typer.echo(f"{whose}{state}project {report.project_change}, articles: {', '.join(changes) or 'none'}")
    for name in report.conflicting:
        say(f"{whose}{name}: the task holds another text than the corpus; left alone; delete it to push anew")
    for name in dict.fromkeys(report.doubled):
        say(f"{whose}{name}: has more than one task; delete all but one in Label Studio")
    if report.project:  # a rehearsal makes none
        typer.echo(report.url)
