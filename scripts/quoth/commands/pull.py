"""``quoth pull``: labels back from Label Studio into annotation sets."""

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from quoth.commands.decisions import pull_adjudicated
from quoth.commands.options import (
    CorpusOption,
    JsonOption,
    SchemaOption,
    emit_json,
    open_corpus,
    progress,
    say,
)
from quoth.studio.options import ADJUDICATION, LABELLING, ProjectOption

if TYPE_CHECKING:
    from quoth.studio.filing import Pulled


def pull(
    project: ProjectOption = LABELLING,
    as_name: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="NAME",
            help="The annotation set.  [default: one for each annotator, by name]",
            show_default=False,
        ),
    ] = None,
    user: Annotated[
        str | None, typer.Option(metavar="EMAIL|NAME", help="Only the labels of this annotator.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="TIME", help="Only what was submitted or changed since: a date, a time, 2h, 3d."
        ),
    ] = None,
    afresh: Annotated[
        bool, typer.Option("--all", help="Fetch everything, also what has not changed since the last pull.")
    ] = False,
    adjudicated: Annotated[
        bool,
        typer.Option(
            "--adjudicated",
            help="The decisions of `quoth adjudicate` into gold, and where each annotation comes from.",
        ),
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Count notes and warnings, do not list them.")
    ] = False,
    corpus: CorpusOption = None,
    schema: SchemaOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bring submitted labels from Label Studio into the corpus.

    Each annotator's go into `corpus/annotations/NAME/`. Once articles are assigned (`quoth assign`)
    everybody's labels come from their own project. What is broken in the labels, was repaired or was
    filled in by rule is reported with its place; so is who changed another's labels, labelled what was
    not theirs, or labelled with another scheme. Only what changed since the last pull is fetched. Exit
    status 1: there were labels, and none could be read.

    Example: `quoth pull --as ada`
    """
    from quoth.schema import load
    from quoth.studio import pull as pulling
    from quoth.studio.connection import connect, recorded
    from quoth.studio.moments import parse_moment, server_time
    from quoth.studio.projects import require_labelling
    from quoth.studio.pull_assigned import pull_assigned, sources

    opened = open_corpus(corpus)
    if adjudicated:
        _refuse_choice(as_name, user, since)
        title = ADJUDICATION if project == LABELLING else project
        pull_adjudicated(opened, load(schema), title, quiet, as_json)
    moment = server_time(parse_moment(since)) if since else None
    with connect(recorded(opened.root), say) as client:
        choose = partial(pulling.choose_sets, as_name=as_name, user=user)
        wanted = pulling.Wanted(choose, since=moment, afresh=afresh)
        if opened.assignments:
            found = sources(client, project, opened, user, as_name)
            report = pull_assigned(client, found, opened, load(schema), wanted, progress)
        else:
            number = require_labelling(client, project)
            report = pulling.pull(client, number, opened, load(schema), wanted, progress)
    if as_json:
        emit_json(report.record())
    else:
        _print(report, quiet)
    raise typer.Exit(1 if report.nothing_read else 0)


def _refuse_choice(*given: str | None) -> None:
    from quoth_eval.errors import InputError

    if any(given):
        raise InputError("--adjudicated always makes all of gold; leave out --as, --user and --since")


def _print(report: "Pulled", quiet: bool) -> None:
    for finding in report.findings:
        if not quiet or finding.level == "error":
            say(finding.line)
    for name, articles in sorted(report.sets.items()):
        changed = sum(c.startswith(f"{name}/") for c in report.changed)
        typer.echo(f"{name}: {len(articles)} articles, {changed} changed")
    if not report.sets:
        typer.echo("nothing to pull: no submitted labels")
    levels = Counter(f.level for f in report.findings)
    rest = [
        f"{report.unlabelled} unlabelled",
        f"{len(report.skipped)} skipped",
        f"{len(report.drafts)} with drafts",
    ]
    found = [f"{n} {level}{'s' * (n != 1)}" for level, n in sorted(levels.items())]
    typer.echo(", ".join(rest + found))
    for name in report.refused:
        say(f"refused: {name}")
