"""Running ``quoth`` inside the test process, as a person does in a folder."""

import sys
from pathlib import Path

import pytest

from quoth.cli import main


class Quoth:
    """The command line; calling it gives exit status, standard output and standard error."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *arguments: str | Path) -> tuple[int, str, str]:
        self._monkeypatch.setattr(sys, "argv", ["quoth", *map(str, arguments)])
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as stop:
            main()
        out, err = self._capsys.readouterr()
        return int(stop.value.code or 0), out, err

    def good(self, *arguments: str | Path) -> str:
        """What a run prints that must succeed."""
        status, out, err = self(*arguments)
        assert status == 0, err
        return out

    def bad(self, *arguments: str | Path, status: int = 2) -> str:
        """What a run complains of that must fail, without a traceback."""
        found, _, err = self(*arguments)
        assert found == status, err
        assert "Traceback" not in err
        return err


@pytest.fixture
def quoth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Quoth:
    """The command line in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return Quoth(monkeypatch, capsys)
