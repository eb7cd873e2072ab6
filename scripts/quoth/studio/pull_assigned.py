"""Labels back from the annotators' own projects, each into the set that is called as they are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from quoth.schema import Schema
from quoth.studio.accounts import account_of, read_accounts
from quoth.studio.client import Client
from quoth.studio.filing import Pulled
from quoth.studio.findings import Finding
from quoth.studio.projects import Track, annotator_title
from quoth.studio.pull import Choice, Wanted, pull
from quoth_eval.corpus import Corpus
from quoth_eval.errors import InputError


@dataclass(frozen=True, slots=True)
class Source:
    """An annotator's project, the account whose labels count in it, and the set they go into.

    Of somebody whose articles were not pushed yet there is no project.
    """

    annotator: str
    project: int | None
    email: str | None
    set_name: str


def sources(
    client: Client, base: str, corpus: Corpus, user: str | None = None, as_name: str | None = None
) -> list[Source]:
    """The projects to read.

    Args:
        client: the server.
        base: the title that the annotators' projects have in common.
        corpus: who has which article, and whose account is whose.
        user: only this annotator's, by name or email address.
        as_name: the set for it, where there is only one.

    Raises:
        InputError: no such annotator, none of the projects is there, or several and one name for their sets.
    """
    users = list(client.users().values())
    accounts = read_accounts(corpus.root)
    names = sorted({n for a in corpus.assignments.values() for n in a.annotators})
    emails = {n: account_of(n, accounts, users) for n in names}
    chosen = [n for n in names if user is None or user.lower() in (n.lower(), (emails[n] or "").lower())]
    if not chosen:
        raise InputError(f"--user {user}: nobody who has articles; there are {', '.join(names)}")
    there = {p["title"]: int(p["id"]) for p in client.projects()}
    titles = {n: annotator_title(base, n) for n in chosen}
    found = [Source(n, there.get(t), emails[n], as_name or n) for n, t in titles.items()]
    if not any(s.project for s in found):
        raise InputError(f"{client.url}: no project {titles[chosen[0]]!r}; `quoth push` makes it")
    if as_name is not None and len(found) > 1:
        raise InputError(
            f"--as {as_name} is one set, but {', '.join(s.annotator for s in found)} have articles; "
            "add --user, or leave it out"
        )
    return found


def pull_assigned(
    client: Client, found: Iterable[Source], corpus: Corpus, schema: Schema, wanted: Wanted, track: Track
) -> Pulled:
    """Write the labels of everybody in their own project into their set; one report of it all.

    ``wanted`` says what of them; which labels go into which set follows from the projects.
    """
    whole = Pulled()
    for source in found:
        if source.project is None:
            message = f"{source.annotator} has no project yet; `quoth push` makes it"
            whole.findings.append(Finding("not-pushed", "note", message))
            continue
        if source.email is None:
            whole.findings.append(_unknown(source, client.url))
            continue
        own = replace(wanted, choose=_always({source.email: source.set_name}), owner=source.email)
        _add(whole, pull(client, source.project, corpus, schema, own, track))
    return whole


def _always(sets: Mapping[str, str]) -> Choice:
    return lambda _: sets


def _unknown(source: Source, url: str) -> Finding:
    message = (
        f"which account is {source.annotator}'s is not known here, so nothing of theirs was read; "
        f"`quoth annotators add {source.annotator} --email …` tells"
    )
    return Finding("account-unknown", "error", message, url=f"{url}/projects/{source.project}")


def _add(whole: Pulled, part: Pulled) -> None:
    for name, ids in part.sets.items():
        whole.sets.setdefault(name, []).extend(ids)
    _extend(whole.schemes, part.schemes)
    whole.changed += part.changed
    whole.refused += part.refused
    whole.skipped += part.skipped
    whole.drafts += part.drafts
    whole.findings += part.findings
    whole.unlabelled += part.unlabelled
    whole.fetched += part.fetched


def _extend(whole: dict[str, dict[str, str]], part: Mapping[str, Mapping[str, str]]) -> None:
    for name, schemes in part.items():
        whole.setdefault(name, {}).update(schemes)
