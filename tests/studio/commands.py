"""Runs a command of ``quoth`` as a person would, in this process."""

from dataclasses import dataclass
from typing import Any

import orjson
from typer.testing import CliRunner

from quoth.cli import app
from quoth_eval.errors import InputError


@dataclass(frozen=True)
class Ran:
    """What a command said, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """What it printed with ``--json``."""
        found: dict[str, Any] = orjson.loads(self.out)
        return found


def quoth(*arguments: str) -> Ran:
    """Run ``quoth ARGUMENTS``; bad input gives status 2 and its message, as on the command line."""
    result = CliRunner().invoke(app, list(arguments))
    if isinstance(result.exception, InputError):
        return Ran(2, result.stdout, str(result.exception))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)
