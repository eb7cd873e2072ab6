"""``quoth adjudicate``: what annotators disagree on, to be decided in Label Studio."""

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
from quoth.studio.options import ADJUDICATION, DryRunOption, MigrateOption, ProjectOption

if TYPE_CHECKING:
    from quoth.adjudication.cases import Choice
    from quoth.adjudication.merging import Merged
    from quoth.studio.adjudicating import Adjudicating
    from quoth_eval.corpus import Corpus

_SHOWN = 5


def adjudicate(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SET… [ID…]",
            help="Two annotation sets or more, and articles.  [default: everybody who has articles assigned; "
            "all that they share]",
            show_default=False,
        ),
    ] = None,
    project: ProjectOption = ADJUDICATION,
    only_list: Annotated[
        bool, typer.Option("--list", help="Only list what is disputed; needs no Label Studio.")
    ] = False,
    migrate: MigrateOption = None,
    dry_run: DryRunOption = False,
    corpus: CorpusOption = None,
    schema: SchemaOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bring what annotators disagree on into Label Studio.

    What they agree on is merged. Each article opens with the agreed labels; every annotator's version stands
    beside it, and a list tells where they differ. `quoth pull --adjudicated` makes gold of the decisions.
    Doing it again changes nothing; what somebody has begun to decide is left alone. Exit status 1: labels
    of such an article have changed.

    Example: `quoth adjudicate ada ben --list`
    """
    from quoth.adjudication import cases

    opened = open_corpus(corpus)
    sets, ids = cases.parse_names(opened, names or [])
    choice = cases.choose(opened, sets, ids)
    _say_waiting(choice)
    if only_list:
        _list(opened, choice, as_json)
        return
    report = _push(opened, choice, project, schema, tuple(migrate or ()), dry_run)
    if dry_run:
        say("a dry run: this is what would happen; nothing was changed")
    if as_json:
        emit_json({**report.record(), "waiting": dict(choice.waiting)})
    else:
        _print(report)
    raise typer.Exit(1 if report.decided else 0)


def _say_waiting(choice: "Choice") -> None:
    """Which articles are not ready and why, a line a reason."""
    for why in dict.fromkeys(choice.waiting.values()):
        articles = [a for a, reason in choice.waiting.items() if reason == why]
        more = f" and {len(articles) - _SHOWN} more" if len(articles) > _SHOWN else ""
        say(f"not ready: {', '.join(articles[:_SHOWN])}{more}: {why}")


def _push(
    corpus: "Corpus",
    choice: "Choice",
    project: str,
    schema: Path | None,
    wishes: tuple[str, ...],
    dry_run: bool,
) -> "Adjudicating":
    from quoth.adjudication.cases import views
    from quoth.adjudication.merging import merge
    from quoth.schema import load
    from quoth.studio.adjudicating import Case, push_cases
    from quoth.studio.client import Client
    from quoth.studio.connection import connect, recorded
    from quoth.studio.instruction import guidelines_beside
    from quoth.studio.rehearsal import Rehearsal
    from quoth.studio.rewrites import Rewrites
    from quoth.studio.scheme_change import SchemeChange

    ready = []
    for article, names in choice.ready.items():
        found = views(corpus, article, names)
        ready.append(Case(corpus.document(article), found, merge(found)))
    with connect(recorded(corpus.root), say, Rehearsal if dry_run else Client) as client:
        change = SchemeChange(wishes, Rewrites(corpus.root, client.url).add, progress)
        return push_cases(client, project, ready, load(schema), guidelines_beside(corpus.root), change)


def _list(corpus: "Corpus", choice: "Choice", as_json: bool) -> None:
    from quoth.adjudication.cases import views
    from quoth.adjudication.merging import merge

    found: dict[str, Any] = {}
    for article, names in progress(choice.ready.items(), "merging", len(choice.ready)):
        merged = merge(views(corpus, article, names))
        found[article] = {
            "annotators": list(names),
            "agreed": _sizes(merged),
            "disputes": [d.record() for d in merged.disputes],
        }
        if not as_json:
            _print_disputes(article, merged)
    if as_json:
        emit_json({"articles": found, "waiting": dict(choice.waiting)})


def _sizes(merged: "Merged") -> dict[str, int]:
    layers = ("mentions", "entities", "attributions", "events")
    return {layer: len(getattr(merged.document, layer) or ()) for layer in layers}


def _print_disputes(article: str, merged: "Merged") -> None:
    agreed = ", ".join(f"{n} {layer}" for layer, n in _sizes(merged).items())
    typer.echo(f"{article}: {len(merged.disputes)} disputes; agreed: {agreed}")
    for n, dispute in enumerate(merged.disputes, 1):
        where = f"[{dispute.spans[0].start}:{dispute.spans[-1].end}] " if dispute.spans else ""
        more = f" ({dispute.guideline})" if dispute.guideline else ""
        typer.echo(f"  {n:3}. {where}{dispute.line}{more}")
    typer.echo()


def _print(report: "Adjudicating") -> None:
    counts = {"added": report.added, "updated": report.updated, "unchanged": report.unchanged}
    listed = ", ".join(f"{len(items)} {what}" for what, items in counts.items() if items) or "none"
    typer.echo(f"project {report.project_change}, articles: {listed}")
    if report.migrated:
        typer.echo(f"rewritten in decisions and versions: {', '.join(report.migrated)}")
    for name in report.decided:
        say(
            f"{name}: its labels have changed since somebody began to decide; left alone; "
            "delete the task in Label Studio to decide it anew"
        )
    if report.project:  # a rehearsal makes none
        typer.echo(report.url)
