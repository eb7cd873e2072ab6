"""What ``--help`` says: a whole sentence for each command in the list, an example on its own page."""

from typing import Any

import pytest
import typer.main
from typer.testing import CliRunner

from quoth.cli import app

GROUP: Any = typer.main.get_command(app)
COMMANDS = [
    [name, *more]
    for name, command in GROUP.commands.items()
    for more in [[inner] for inner in getattr(command, "commands", ())] or [[]]
]


def page(*arguments: str) -> str:
    """A page of help as an 80 column terminal shows it."""
    shown = CliRunner().invoke(app, [*arguments, "--help"], env={"COLUMNS": "80"})
    assert shown.exit_code == 0
    return shown.output


def test_the_list_of_commands_says_of_each_in_one_line_what_it_does() -> None:
    lines = page().partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in lines] == list(GROUP.commands)
    assert all(line.endswith(".") and not line.endswith("...") and len(line) <= 80 for line in lines)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_page_of_help_has_an_example(command: list[str]) -> None:
    assert f"quoth {' '.join(command)}" in page(*command).partition("Example")[2]
