"""``quoth push``: articles and pre-annotations to Label Studio."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
from quoth.studio.options import ProjectOption

if TYPE_CHECKING:
    from quoth.schema import Schema
    from quoth.studio.predictions import PreAnnotation
    from quoth.studio.push import Pushed
    from quoth_eval.corpus import Corpus


def push(
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID", help="Articles.  [default: all]", show_default=False),
    ] = None,
    project: ProjectOption = "quoth",
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
    corpus: CorpusOption = None,
    schema: SchemaOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bring articles into Label Studio, with the labelling screen, the instruction and pre-annotations.

    Doing it again changes nothing; what broke off goes on where it stopped. Exit status 1: some task holds
    another text than the corpus.

    Example: `quoth push --predictions tagger.jsonl`
    """
    from quoth.schema import load
    from quoth.studio.connection import connect, recorded
    from quoth.studio.push import Pushed, push_project, push_tasks
    from quoth.studio.tasks_book import remember_tasks

    opened, scheme = open_corpus(corpus), load(schema)
    articles = [opened.document(i) for i in ids or [a.id for a in opened.articles()]]
    ready = _predictions(predictions, model, opened, scheme, {a.id for a in articles})
    report = Pushed()
    with connect(recorded(opened.root), say) as client:
        push_project(client, project, scheme, _guidelines(opened.root), report)
        push_tasks(client, articles, ready, report, progress)
    remember_tasks(opened.root, report.addresses)
    if as_json:
        emit_json(report.record())
    else:
        _print(report)
    raise typer.Exit(1 if report.conflicting else 0)


def _predictions(
    source: str | None, model: str | None, corpus: "Corpus", schema: "Schema", wanted: set[str]
) -> dict[str, "PreAnnotation"]:
    from quoth.studio.predictions import pre_annotation, read_predictions
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
            article = corpus.document(predicted.id)
            ready[predicted.id] = pre_annotation(place, predicted, article, schema, name)
        others += predicted.id not in wanted
    if missing := len(wanted) - len(ready):
        say(f"{missing} of {len(wanted)} articles have no prediction in {source}")
    if others:
        say(f"{others} documents in {source} are no articles to push; passed over")
    return ready


def _guidelines(root: Path) -> Path | None:
    folder = root.resolve().parent / "guidelines"
    return folder if folder.is_dir() else None


def _print(report: "Pushed") -> None:
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
    typer.echo(f"{state}project {report.project_change}, articles: {', '.join(changes) or 'none'}")
    for name in report.conflicting:
        say(f"{name}: the task holds another text than the corpus; left alone; delete it to push it anew")
    for name in dict.fromkeys(report.doubled):
        say(f"{name}: has more than one task; delete all but one in Label Studio")
    typer.echo(report.url)
