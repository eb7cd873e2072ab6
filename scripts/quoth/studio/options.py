"""Options that the commands of Label Studio share."""

from typing import Annotated

import typer

ProjectOption = Annotated[
    str, typer.Option("--project", metavar="NAME", help="The project in Label Studio, by its title.")
]

MigrateOption = Annotated[
    list[str] | None,
    typer.Option(
        "--migrate",
        metavar="FROM=TO",
        help="What becomes of a label, value, link or control that the scheme has lost; repeatable.",
        show_default=False,
    ),
]

DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Show what would happen, and change nothing.")]

LABELLING = "quoth"
"""The project that annotators label in, unless another one is asked for."""

ADJUDICATION = "quoth · adjudication"
"""The project in which their disagreements are decided, unless another one is asked for."""
