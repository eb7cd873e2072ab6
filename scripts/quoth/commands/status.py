"""``quoth status``: how far the annotators are."""

import typer

from quoth.commands.options import CorpusOption, JsonOption, emit_json, open_corpus, progress
from quoth.studio.options import ProjectOption


def status(
    project: ProjectOption = "quoth",
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Count what is done, skipped and begun in Label Studio, over all and for each annotator.

    Example: `quoth status --json`
    """
    from quoth.studio.connection import connect, recorded
    from quoth.studio.projects import progress as count
    from quoth.studio.projects import require_project

    with connect(recorded(open_corpus(corpus).root)) as client:
        counts = count(client, require_project(client, project), project, progress)
    if as_json:
        emit_json(counts.record())
        return
    total = counts.total
    typer.echo(f"{counts.project}: {counts.tasks} articles, {counts.open} open  {counts.url}")
    typer.echo(f"  {total.done} done, {total.skipped} skipped, {total.drafts} with drafts")
    for user, own in sorted(counts.annotators.items()):
        typer.echo(f"  {user}: {own.done} done, {own.skipped} skipped, {own.drafts} drafts")
