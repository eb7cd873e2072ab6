"""``quoth status``: how far the annotators are."""

from typing import TYPE_CHECKING, Annotated

import typer

from quoth.commands.options import CorpusOption, JsonOption, emit_json, open_corpus, progress, say
from quoth.studio.options import LABELLING, ProjectOption

if TYPE_CHECKING:
    from quoth.commands.watching import Look
    from quoth.studio.client import Client
    from quoth_eval.corpus import Corpus


def status(
    project: ProjectOption = LABELLING,
    watch: Annotated[bool, typer.Option("--watch", help="Look again and again, until Ctrl-C.")] = False,
    every: Annotated[
        float, typer.Option("--every", metavar="SECONDS", min=1, help="How long --watch waits between looks.")
    ] = 30,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell how far everybody is, and what can be adjudicated.

    Articles done and skipped, drafts, minutes for an article, the last activity. Without an assignment
    (`quoth assign`) the one project is counted.

    Example: `quoth status --watch --every 60`
    """
    from quoth.commands.watching import give_up, view, watch_progress
    from quoth.studio.connection import connect, recorded
    from quoth_eval.errors import InputError

    if watch and as_json:
        raise InputError("--watch is for looking at and --json for programs; give one of them")
    opened = open_corpus(corpus)
    with connect(recorded(opened.root), give_up if watch else say) as client:
        look = _assigned(client, opened, project) if opened.assignments else _whole(client, project)
        if watch:
            watch_progress(look, every)
        elif as_json:
            emit_json(look(progress).record())
        else:
            from rich.console import Console

            Console().print(view(look(progress)))


def _assigned(client: "Client", corpus: "Corpus", project: str) -> "Look":
    """Looks at everybody by what was assigned to them."""
    from quoth.studio.accounts import read_accounts
    from quoth.studio.standing import Observer

    return Observer(client, project, corpus.assignments, read_accounts(corpus.root)).look


def _whole(client: "Client", project: str) -> "Look":
    """Looks at the one project that everybody works in."""
    from functools import partial

    from quoth.studio.projects import require_project
    from quoth.studio.tallies import tally

    return partial(tally, client, require_project(client, project), project)
