"""Options that the commands share: those of the evaluation, and the annotation scheme."""

from pathlib import Path
from typing import Annotated

import typer

from quoth_eval.commands.options import (
    CorpusOption,
    JsonOption,
    corpus_root,
    emit_json,
    open_corpus,
    progress,
    say,
)

SchemaOption = Annotated[
    Path | None,
    typer.Option(
        "--schema",
        metavar="FILE",
        help="The annotation scheme.  [default: the one that ships with Quoth]",
        show_default=False,
    ),
]

__all__ = [
    "CorpusOption",
    "JsonOption",
    "SchemaOption",
    "corpus_root",
    "emit_json",
    "open_corpus",
    "progress",
    "say",
]
