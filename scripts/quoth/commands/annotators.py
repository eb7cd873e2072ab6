"""``quoth annotators``: who labels, and their accounts on the server."""

from typing import TYPE_CHECKING, Annotated

import typer

from quoth.commands.options import CorpusOption, JsonOption, emit_json, open_corpus, progress, say
from quoth.studio.options import LABELLING, ProjectOption

if TYPE_CHECKING:
    from quoth.studio.annotators import Person
    from quoth.studio.client import Client
    from quoth_eval.corpus import Corpus

annotators = typer.Typer(
    help="Who labels: accounts on the server, and whose is whose.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help="The annotator; their annotation set is called so.")
]


@annotators.command()
def add(
    name: NameArgument,
    email: Annotated[
        str | None,
        typer.Option(
            metavar="EMAIL",
            help="What they log in with; an account with it is taken as theirs.  [default: NAME@quoth.local]",
            show_default=False,
        ),
    ] = None,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make an account for an annotator and print its password, once; the key R links for them.

    Doing it again changes nothing. The address stays on this machine, the password is kept nowhere.

    Example: `quoth annotators add ada --email ada@example.org`
    """
    from quoth.studio.annotators import add as add_annotator
    from quoth.studio.connection import connect, recorded

    root = open_corpus(corpus).root
    with connect(recorded(root), say) as client:
        added = add_annotator(client, root, name, email)
    if not added.key:
        say("the link key could not be set: they link with Alt+R, or set R under Account & Settings")
    if as_json:
        emit_json(
            {
                "name": name,
                "email": added.email,
                "added": added.how != "known",
                "account": added.how,
                "password": added.password,
                "url": client.url,
            }
        )
    elif added.password is not None:
        typer.echo(f"{name}: log in at {client.url} as {added.email} with the password {added.password}")
        say("The password is shown this once and kept nowhere.")
    elif added.how == "matched":
        typer.echo(f"{name} is {added.email}, who has an account already; nothing was changed there")
    else:
        typer.echo(f"{name} was added before, as {added.email}; nothing changed")


@annotators.command("list")
def list_annotators(corpus: CorpusOption = None, as_json: JsonOption = False) -> None:
    """Everybody who was added or has articles, and whether they can log in.

    Example: `quoth annotators list --json`
    """
    from quoth.studio.annotators import people
    from quoth.studio.connection import connect, recorded

    opened = open_corpus(corpus)
    with connect(recorded(opened.root), say) as client:
        found = people(client, opened.root, opened.assignments)
    if as_json:
        emit_json({"url": client.url, "annotators": {p.name: _record(p) for p in found}})
        return
    if not found:
        typer.echo("nobody yet; `quoth annotators add NAME` adds somebody")
    for p in found:
        typer.echo(f"{p.name}: {p.email or '-'}, account {p.account}, {p.articles} articles")


@annotators.command()
def remove(
    name: NameArgument,
    release: Annotated[
        bool,
        typer.Option(
            "--release", help="Take from them what they have not submitted, for others to be given."
        ),
    ] = False,
    project: ProjectOption = LABELLING,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Close the server to an annotator, for good. Everything they submitted stays theirs, here and there.

    With work still open it is refused, unless `--release` takes it from them.

    Example: `quoth annotators remove ada --release`, then `quoth assign`
    """
    from quoth.studio.annotators import remove as remove_annotator
    from quoth.studio.connection import connect, recorded
    from quoth_eval.errors import InputError

    opened = open_corpus(corpus)
    with connect(recorded(opened.root), say) as client:
        submitted, left = _work(client, opened, project, name)
        if left and not release:
            raise InputError(
                f"{name} has {len(left)} articles that are neither submitted nor skipped; "
                "--release takes them from them"
            )
        closed = remove_annotator(client, opened.root, name)
    freed = _release(opened, name, submitted)
    if as_json:
        emit_json({"name": name, "closed": closed, "submitted": len(submitted), "released": freed})
        return
    account = "the account is closed" if closed else "there was no open account"
    typer.echo(f"{name}: {account}; {len(submitted)} submitted articles stay theirs")
    if freed:
        typer.echo(
            f"{len(freed)} articles are free again; `quoth assign --annotators …` gives them to others"
        )


def _work(client: "Client", corpus: "Corpus", project: str, name: str) -> tuple[set[str], set[str]]:
    """What an annotator has submitted, and what they have neither submitted nor skipped."""
    from quoth.studio.accounts import read_accounts
    from quoth.studio.standing import Observer

    observer = Observer(client, project, corpus.assignments, read_accounts(corpus.root))
    own = [s for s in observer.look(progress).annotators if s.annotator == name]
    submitted = {i for s in own for i in s.done}
    return submitted, {i for s in own for i in s.assigned if i not in s.done and i not in s.skipped}


def _release(corpus: "Corpus", name: str, submitted: set[str]) -> list[str]:
    """Take the articles that an annotator did not submit out of the assignment; these articles."""
    from quoth.assignment.plan import withdrawn
    from quoth.store import write_assignments

    freed = [i for i, a in corpus.assignments.items() if name in a.annotators and i not in submitted]
    if freed:
        write_assignments(corpus, withdrawn(corpus.assignments, name, freed).values())
    return freed


def _record(person: "Person") -> dict[str, str | int | None]:
    return {"email": person.email, "account": person.account, "articles": person.articles}
