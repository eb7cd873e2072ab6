"""Which server a corpus works with, and that its secrets stay where they are."""

import stat
from pathlib import Path

import pytest

from quoth.studio.connection import (
    CREDENTIALS,
    Connection,
    Credentials,
    connect,
    default_data,
    record,
    recorded,
    write_credentials,
)
from quoth_eval.errors import InputError


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty corpus."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    return folder


def test_what_is_recorded_is_found_again_and_kept_out_of_git(root: Path) -> None:
    with pytest.raises(InputError, match="no Label Studio yet"):
        recorded(root)
    connection = Connection("http://127.0.0.1:1", data=str(default_data(root)))
    file = record(root, connection)
    assert recorded(root) == connection
    assert (file.parent / ".gitignore").read_text().endswith("*\n")
    file.write_text('{"address": 1}')
    with pytest.raises(InputError, match="unreadable"):
        recorded(root)


def test_a_token_comes_from_the_file_or_from_the_environment(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = default_data(root)
    with pytest.raises(InputError, match="start the server again"):
        connect(Connection("http://127.0.0.1:1", data=str(data)))
    data.mkdir(parents=True)
    write_credentials(data, Credentials("a@b.c", "pw", "t" * 40))
    assert stat.S_IMODE((data / CREDENTIALS).stat().st_mode) == 0o600
    connect(Connection("http://127.0.0.1:1", data=str(data))).close()
    with pytest.raises(InputError, match=r"\$LABELS is empty"):
        connect(Connection("http://127.0.0.1:1", token_env="LABELS"))  # noqa: S106 - a name, no token
    monkeypatch.setenv("LABELS", " tok\ten ")
    with pytest.raises(InputError, match=r"\$LABELS does not hold") as caught:
        connect(Connection("http://127.0.0.1:1", token_env="LABELS"))  # noqa: S106
    assert "tok" not in str(caught.value).replace("token", "")


def test_credentials_do_not_show_themselves() -> None:
    shown = repr(Credentials("a@b.c", "secret", "hidden")) + str(Credentials("a@b.c", "secret", "hidden"))
    assert "secret" not in shown and "hidden" not in shown
