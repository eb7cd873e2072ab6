"""The annotators of a corpus and their accounts on the server."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from quoth.studio.accounts import account_of, is_removed, read_accounts, user_number, write_accounts
from quoth.studio.client import Client
from quoth.studio.signup import sign_up
from quoth_eval.assignment import Assignment, name_problem
from quoth_eval.errors import InputError

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")

State = Literal["there", "missing", "removed"]


@dataclass(frozen=True, slots=True)
class Added:
    """What adding somebody did.

    Attributes:
        how: ``created`` an account, ``matched`` one that was there, or nothing to do: ``known``.
        password: of the account that was created; nowhere else, so whoever shows it shows it once.
        key: whether R starts a link for them.
    """

    name: str
    email: str
    how: Literal["created", "matched", "known"]
    password: str | None = field(default=None, repr=False)
    key: bool = True


@dataclass(frozen=True, slots=True)
class Person:
    """An annotator, and whether they can log in."""

    name: str
    email: str | None
    account: State
    articles: int


def add(client: Client, corpus: Path, name: str, email: str | None = None) -> Added:
    """Give an annotator an account: a new one, or the one that the address has already.

    Raises:
        InputError: a name or an address that cannot be, or that somebody else has; somebody who was removed.
    """
    accounts = read_accounts(corpus)
    _refuse_name(name, accounts)
    kept = accounts.get(name)
    if kept is not None and email is not None and email.lower() != kept.lower():
        raise InputError(f"{name} has the account {kept}; leave out --email, or take another name")
    address = (email or kept or f"{name}@quoth.local").lower()
    _refuse_address(name, address, accounts)
    there = address in {e.lower() for e in client.users().values()}
    if there and kept is not None:
        return Added(name, address, "known")
    added = Added(name, address, "matched") if there else _create(client, name, address)
    write_accounts(corpus, {**accounts, name: address})
    return added


def people(client: Client, corpus: Path, assignments: Mapping[str, Assignment]) -> list[Person]:
    """Everybody who was added or has articles, by name."""
    accounts, there = read_accounts(corpus), list(client.users().values())
    given = [n for a in assignments.values() for n in a.annotators]
    found = []
    for name in sorted({*accounts, *given}):
        email = account_of(name, accounts, there)
        state: State = "there" if email in there else "missing"
        if email is not None and is_removed(email):
            email, state = None, "removed"
        found.append(Person(name, email, state, given.count(name)))
    return found


def remove(client: Client, corpus: Path, name: str) -> bool:
    """Close the server to an annotator; whether they had an account there. Their labels stay theirs.

    Raises:
        InputError: nobody has this name, or it is the account that all this is done with.
    """
    accounts, users = read_accounts(corpus), client.users()
    email = account_of(name, accounts, users.values())
    if email is None:
        known = ", ".join(accounts) or "none"
        raise InputError(f"no annotator {name}; there are {known}")
    if email.lower() == str(client.whoami()["email"]).lower():
        raise InputError(f"{name} has the account that you work with ({email}); it cannot be removed")
    number = None if is_removed(email) else user_number(email, users)
    if number is None:
        return False
    client.remove_user(number)
    write_accounts(corpus, {**accounts, name: f"user-{number}"})
    return True


def _create(client: Client, name: str, address: str) -> Added:
    password = secrets.token_urlsafe(12)
    key = sign_up(client.url, client.invitation(), address, password)
    return Added(name, address, "created", password, key)


def _refuse_name(name: str, accounts: Mapping[str, str]) -> None:
    if problem := name_problem(name):
        raise InputError(problem)
    if is_removed(accounts.get(name, "")):
        raise InputError(f"{name} was removed, and their labels are kept as {name}'s; take another name")
    for other in accounts:
        if other != name and other.lower() == name.lower():
            raise InputError(f"{name} and {other} differ only in case; take another name")


def _refuse_address(name: str, address: str, accounts: Mapping[str, str]) -> None:
    if not _EMAIL.fullmatch(address):
        raise InputError(f"--email {address}: no email address")
    for other, theirs in accounts.items():
        if other != name and theirs.lower() == address:
            raise InputError(f"{address} is the account of {other}; everybody has their own")
