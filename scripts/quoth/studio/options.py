"""Options that the commands of Label Studio share."""

from typing import Annotated

import typer

ProjectOption = Annotated[
    str, typer.Option("--project", metavar="NAME", help="The project in Label Studio, by its title.")
]
