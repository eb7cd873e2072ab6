"""``quoth baseline``: what simple systems score."""

from pathlib import Path
from typing import Annotated

import typer

from quoth.baselines.catalogue import GLOSSES
from quoth.commands.options import CorpusOption, JsonOption, emit_json, say
from quoth_eval.commands.options import GoldArgument
from quoth_eval.commands.resampling import BootstrapOption, SeedOption, resampling, warn_if_few

EPILOG = "\b\nBaselines:\n" + "\n".join(f"  {name:<9} {gloss}" for name, gloss in GLOSSES.items())


def baseline(
    name: Annotated[str, typer.Argument(metavar="NAME", help=" or ".join(GLOSSES) + ", see below.")],
    gold: GoldArgument,
    train: Annotated[
        str | None,
        typer.Option(
            "--train",
            metavar="INPUT",
            help="What it may learn from, in any form that GOLD has.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Also keep its predictions (JSONL).", show_default=False
        ),
    ] = None,
    bootstrap: BootstrapOption = None,
    seed: SeedOption = 0,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what a simple system scores.

    It labels the texts of GOLD anew and is scored against it. Articles whose text is withheld are left out.

    Example: `quoth baseline by-heart dataset@test --train dataset@train --bootstrap 1000`
    """
    from quoth.baselines.catalogue import labeller
    from quoth.baselines.trial import Trial
    from quoth_eval.pages.documents import documents
    from quoth_eval.temporary import temporary

    how = resampling(bootstrap, seed, None)
    trial = Trial(documents(gold, corpus), labeller(name, documents(train, corpus) if train else ()))
    if trial.withheld:
        say(f"left out, as their text is withheld: {', '.join(trial.withheld)}")
    with temporary() as folder:
        run = trial.run(folder, how)
        result = run.result()
        warn_if_few(run)
    if output is not None:
        _keep(output, trial.predictions)
    if as_json:
        emit_json({"baseline": name, "gold": gold, "train": train, "withheld": trial.withheld, **result})
        return
    from quoth_eval.commands.rendering import score_table

    typer.echo(score_table(result), nl=False)


def _keep(output: Path, predictions: bytes) -> None:
    from quoth.store import write_atomic

    write_atomic(output, predictions)
    say(f"predictions: {output}")
