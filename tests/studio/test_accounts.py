"""Whose account is whose."""

import stat
from pathlib import Path

import pytest

from quoth.studio.accounts import account_of, accounts_file, read_accounts, write_accounts
from quoth_eval.errors import InputError


def test_accounts_are_kept_for_their_user_alone_and_out_of_git(tmp_path: Path) -> None:
    root = tmp_path / "corpus"
    assert read_accounts(root) == {}
    write_accounts(root, {"ben": "b@x.org", "ada": "a@x.org"})
    assert read_accounts(root) == {"ada": "a@x.org", "ben": "b@x.org"}
    write_accounts(root, {"ada": "a@x.org"})
    file = accounts_file(root)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert (file.parent / ".gitignore").read_text().endswith("*\n")
    assert [f.name for f in file.parent.iterdir() if "annotators" in f.name] == ["annotators.json"]


@pytest.mark.parametrize(
    "broken", [b"{", b"[]", b'{"ada": 1}', b'{"../ada": "a@x.org"}', b'{"gold": "a@b.c"}']
)
def test_a_file_changed_by_hand_is_refused(tmp_path: Path, broken: bytes) -> None:
    write_accounts(tmp_path / "corpus", {"ada": "a@x.org"})
    accounts_file(tmp_path / "corpus").write_bytes(broken)
    with pytest.raises(InputError, match=r"annotators\.json"):
        read_accounts(tmp_path / "corpus")


CASES = [
    ("ada", {"ada": "a@x.org"}, ["ada@x.org"], "a@x.org"),
    ("ada", {}, ["ada@x.org", "ben@x.org"], "ada@x.org"),
    ("Ada.L", {}, ["ada-l@x.org"], "ada-l@x.org"),
    ("ada", {}, ["ada@x.org", "ada@y.org"], None),
    ("ada", {}, ["ben@x.org"], None),
]


@pytest.mark.parametrize(("name", "accounts", "emails", "expected"), CASES)
def test_an_account_made_elsewhere_is_known_by_its_name(
    name: str, accounts: dict[str, str], emails: list[str], expected: str | None
) -> None:
    assert account_of(name, accounts, emails) == expected
