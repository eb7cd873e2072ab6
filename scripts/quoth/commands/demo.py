"""``quoth demo``: the whole way on shipped articles, on one machine."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quoth.commands.options import JsonOption, emit_json, progress, say

if TYPE_CHECKING:
    from quoth.demo.walk import Walk
    from quoth.studio.server import LocalStudio


def demo(
    folder: Annotated[
        Path, typer.Option("--dir", metavar="DIR", help="Where corpus, server data and dataset go.")
    ] = Path("quoth-demo"),
    keep: Annotated[
        bool, typer.Option("--keep", help="Leave the server running at the end, until Ctrl-C.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Go the whole way on three articles that ship with Quoth.

    Import them, start a Label Studio, push them, submit the shipped labels as one annotator, pull, validate,
    build the dataset, load it, and score a small rule-based tagger. The first time takes about two minutes,
    most of it the start of the server; run again in the same folder, it finds everything done.

    Example: `quoth demo --keep`
    """
    from quoth.commands.studio import local_studio
    from quoth.demo.walk import Walk

    walk = Walk(folder, progress)
    articles = walk.bring_in()
    say(f"1  imported   {len(articles)} articles about an invented world: {', '.join(articles)}")
    with local_studio(walk.corpus.root) as studio:
        summary = _through_label_studio(walk, studio)
        summary |= _from_labels_to_scores(walk)
        _print(summary, as_json)
        _farewell(walk, studio, keep)


def _through_label_studio(walk: "Walk", studio: "LocalStudio") -> dict[str, Any]:
    say(f"2  started    Label Studio at {studio.url}")
    with studio.client() as client:
        pushed = walk.push(client)
        new, there = len(pushed.added), len(pushed.unchanged)
        say(f"3  pushed     {new} new tasks, {there} there already: {pushed.url}")
        submitted = walk.submit(client, pushed.project)
        say(f"4  submitted  {submitted} shipped annotations through the API, as {studio.credentials.email}")
        pulled = walk.pull(client, pushed.project)
    same = walk.unchanged()
    words = "exactly as shipped" if same else "not as shipped: somebody has worked on them"
    say(f"5  pulled     {sum(map(len, pulled.sets.values()))} articles, {words}")
    return {"url": pushed.url, "submitted": submitted, "unchanged": same}


def _from_labels_to_scores(walk: "Walk") -> dict[str, Any]:
    errors, warnings = walk.errors()
    say(f"6  validated  {errors} errors, {warnings} warnings")
    rows = walk.build()
    loaded = walk.load()
    counts = ", ".join(f"{name} {sum(splits.values())}" for name, splits in rows.items())
    say(f"7  built      {walk.folder / 'dataset'}, and loaded it: {counts} rows")
    predictions = walk.predict()
    say(f"8  scored     the rule-based tagger that ships with Quoth: {predictions}")
    return {
        "valid": not errors,
        "dataset": {"folder": str(walk.folder / "dataset"), "rows": rows, "columns": loaded},
        "scores": walk.score(predictions),
    }


def _print(summary: dict[str, Any], as_json: bool) -> None:
    from quoth_eval.commands.rendering import score_table

    if as_json:
        emit_json(summary)
    else:
        typer.echo(score_table(summary["scores"]), nl=False)


def _farewell(walk: "Walk", studio: "LocalStudio", keep: bool) -> None:
    from quoth.commands.studio import until_interrupted
    from quoth.studio.connection import CREDENTIALS

    if not keep:
        say(f"The server stops now; `quoth studio --corpus {walk.corpus.root}` starts it again.")
        return
    say(
        f"Look around: {studio.url}, user {studio.credentials.email}, password in {studio.data / CREDENTIALS}"
    )
    until_interrupted(studio)
