"""``quoth status``: how far the annotators are."""

from typing import TYPE_CHECKING, Annotated

import typer

from quoth.commands.options import CorpusOption, JsonOption, emit_json, open_corpus, progress, say
from quoth.studio.options import ProjectOption

if TYPE_CHECKING:
    from quoth.studio.client import Client
    from quoth_eval.corpus import Corpus


def status(
    project: ProjectOption = "quoth",
    watch: Annotated[bool, typer.Option("--watch", help="Look again and again, until Ctrl-C.")] = False,
    every: Annotated[
        float, typer.Option("--every", metavar="SECONDS", min=1, help="How long --watch waits between looks.")
    ] = 30,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """How far everybody is: done, skipped, drafts, minutes for an article; what can be adjudicated.

    Without an assignment (`quoth assign`) the one project is counted.

    Example: `quoth status --watch --every 60`
    """
    from quoth.studio.connection import connect, recorded
    from quoth_eval.errors import InputError

    if watch and as_json:
        raise InputError("--watch is for looking at and --json for programs; give one of them")
    opened = open_corpus(corpus)
    with connect(recorded(opened.root), say) as client:
        if opened.assignments:
            _assigned(client, opened, project, every if watch else None, as_json)
        elif watch:
            raise InputError(
                "--watch shows how far everybody is with their articles; first `quoth assign` them"
            )
        else:
            _whole(client, project, as_json)


def _assigned(client: "Client", corpus: "Corpus", project: str, every: float | None, as_json: bool) -> None:
    """Everybody by what was assigned to them."""
    from quoth.studio.accounts import read_accounts
    from quoth.studio.standing import Observer

    observer = Observer(client, project, corpus.assignments, read_accounts(corpus.root))
    if every is not None:
        from quoth.commands.watching import watch_standings

        watch_standings(observer, every)
        return
    standings = observer.look(progress)
    if as_json:
        emit_json(standings.record())
        return
    from rich.console import Console

    from quoth.commands.watching import standings_view

    Console().print(standings_view(standings))


def _whole(client: "Client", project: str, as_json: bool) -> None:
    """The one project that everybody works in."""
    from quoth.studio.projects import progress as count
    from quoth.studio.projects import require_project

    counts = count(client, require_project(client, project), project, progress)
    if as_json:
        emit_json(counts.record())
        return
    total = counts.total
    typer.echo(f"{counts.project}: {counts.tasks} articles, {counts.open} open  {counts.url}")
    typer.echo(f"  {total.done} done, {total.skipped} skipped, {total.drafts} with drafts")
    for user, own in sorted(counts.annotators.items()):
        typer.echo(f"  {user}: {own.done} done, {own.skipped} skipped, {own.drafts} drafts")
