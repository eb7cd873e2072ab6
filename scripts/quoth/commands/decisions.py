"""``quoth pull --adjudicated``: decisions back from Label Studio into gold."""

from typing import TYPE_CHECKING

import typer

from quoth.commands.options import emit_json, progress, say

if TYPE_CHECKING:
    from quoth.schema import Schema
    from quoth.studio.deciding import Decided
    from quoth_eval.corpus import Corpus


def pull_adjudicated(corpus: "Corpus", schema: "Schema", project: str, quiet: bool, as_json: bool) -> None:
    """Write gold and where it comes from; report as ``quoth pull`` does.

    Raises:
        InputError: no such project, one of another kind, or the server fails.
        typer.Exit: always, with the exit status.
    """
    from quoth.studio.connection import connect, recorded
    from quoth.studio.deciding import pull_decisions
    from quoth.studio.projects import require_adjudication

    with connect(recorded(corpus.root), say) as client:
        number = require_adjudication(client, project)
        report = pull_decisions(client, number, corpus, schema, progress)
    if as_json:
        emit_json(report.record())
    else:
        _print(report, quiet)
    raise typer.Exit(1 if report.nothing_read else 0)


def _print(report: "Decided", quiet: bool) -> None:
    for finding in report.findings:
        if not quiet or finding.level == "error":
            say(finding.line)
    if report.written:
        typer.echo(f"gold: {len(report.written)} articles, {len(report.changed)} changed")
    else:
        typer.echo("nothing to pull: no submitted decisions")
    typer.echo(f"{len(report.open)} not decided, {len(report.drafts)} with drafts")
    for name in report.refused:
        say(f"refused: {name}")
