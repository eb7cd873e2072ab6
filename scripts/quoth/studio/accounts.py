"""Which account on the server belongs to which annotator: ``.quoth/annotators.json`` beside the corpus.

Email addresses are personal, so they stay on this machine, readable by its user alone, and out of the corpus.
No password and no token is kept.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

import orjson

from quoth.store import write_atomic
from quoth.studio.keys import slug
from quoth_eval.assignment import name_problem
from quoth_eval.errors import InputError

_REMOVED = re.compile(r"user-(\d+)")
"""A removed account: the server has no address for it any more, only its number."""


def accounts_file(corpus: Path) -> Path:
    """Where the accounts of a corpus's annotators are kept."""
    return corpus.resolve().parent / ".quoth" / "annotators.json"


def read_accounts(corpus: Path) -> dict[str, str]:
    """The email address of every annotator, by name; none where nobody was added.

    Raises:
        InputError: the file was changed by hand into something else.
    """
    file = accounts_file(corpus)
    try:
        found = orjson.loads(file.read_bytes())
    except FileNotFoundError:
        return {}
    except ValueError:
        found = None
    if not isinstance(found, dict) or not all(isinstance(email, str) for email in found.values()):
        raise InputError(f'{file}: unreadable; expected {{"NAME": "EMAIL"}}, or delete it and add them again')
    if problem := next(filter(None, map(name_problem, found)), None):
        raise InputError(f"{file}: {problem}")
    return found


def write_accounts(corpus: Path, accounts: Mapping[str, str]) -> None:
    """Keep the email addresses of the annotators, in place of those kept before."""
    file = accounts_file(corpus)
    write_atomic(file.parent / ".gitignore", b"# Servers and secrets of this machine.\n*\n")
    data = orjson.dumps(dict(sorted(accounts.items())), option=orjson.OPT_INDENT_2)
    write_atomic(file, data + b"\n", mode=0o600)


def account_of(annotator: str, accounts: Mapping[str, str], emails: Iterable[str]) -> str | None:
    """The email address of an annotator: the one kept here or, failing that, the one account called so.

    ``None`` when no account on the server, whose addresses are ``emails``, is recognisably theirs.

    >>> account_of("ada", {"ada": "a.l@x.org"}, []), account_of("ada", {}, ["Ada@x.org", "b@x.org"])
    ('a.l@x.org', 'Ada@x.org')
    """
    if annotator in accounts:
        kept = accounts[annotator]
        return next((e for e in emails if e.lower() == kept.lower()), kept)
    alike = [e for e in emails if set_name(e.partition("@")[0]) == set_name(annotator)]
    return alike[0] if len(alike) == 1 else None


def user_number(email: str, users: Mapping[int, str]) -> int | None:
    """The number of the user with an address; of one who was removed that is all there is (``user-7``).

    >>> user_number("Ada@x.org", {3: "ada@x.org"}), user_number("user-7", {3: "ada@x.org"})
    (3, 7)
    """
    if removed := _REMOVED.fullmatch(email):
        return int(removed[1])
    return next((n for n, address in users.items() if address.lower() == email.lower()), None)


def is_removed(email: str) -> bool:
    """Whether this stands for an account that was removed."""
    return _REMOVED.fullmatch(email) is not None


def set_name(user: str) -> str:
    """A file name made of an email address.

    >>> set_name("Zoë.Nováková@quoth.local")
    'zoe-novakova-quoth-local'
    """
    plain = unicodedata.normalize("NFKD", user).encode("ascii", "ignore").decode()
    return slug(plain)
