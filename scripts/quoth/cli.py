"""The command line: mounts the commands and turns what goes wrong into an exit status."""

import sys
from typing import Annotated

import typer

from quoth.commands.adjudicate import adjudicate
from quoth.commands.annotators import annotators
from quoth.commands.assign import assign
from quoth.commands.baseline import EPILOG as BASELINE_EPILOG
from quoth.commands.baseline import baseline
from quoth.commands.build import build
from quoth.commands.demo import demo
from quoth.commands.hydrate import hydrate
from quoth.commands.import_ import import_articles
from quoth.commands.pull import pull
from quoth.commands.push import push
from quoth.commands.show import show
from quoth.commands.stats import stats
from quoth.commands.status import status
from quoth.commands.studio import studio
from quoth.commands.validate import validate
from quoth_eval import __version__
from quoth_eval.commands.agree import EPILOG as AGREE_EPILOG
from quoth_eval.commands.agree import agree
from quoth_eval.commands.compare import EPILOG as COMPARE_EPILOG
from quoth_eval.commands.compare import compare
from quoth_eval.commands.report import report
from quoth_eval.commands.score import EPILOG as SCORE_EPILOG
from quoth_eval.commands.score import score
from quoth_eval.errors import InputError

app = typer.Typer(
    name="quoth",
    help="Who says what happened: annotate news in Label Studio, release the labels, score predictions.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: drawing boxes takes longer than all else together
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Run the command line.

    Exit status: 0 done, 1 a negative verdict, 2 wrong use or bad input (one or two lines on standard
    error, never a traceback), 70 a bug, 130 interrupted.
    """
    try:
        app()
    except InputError as error:
        _fail(str(error), 2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except KeyboardInterrupt:
        _fail("interrupted", 130)
    except Exception:  # noqa: BLE001 - the last resort: a bug must be told from bad input
        import traceback

        traceback.print_exc()
        _fail("this is a bug in quoth; please report it with the lines above", 70)


def _fail(message: str, status: int) -> None:
    typer.echo(f"quoth: {message}", err=True)
    sys.exit(status)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"quoth {__version__}")
        raise typer.Exit


@app.callback()
def quoth(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Who says what happened: annotate news in Label Studio, release the labels, score predictions."""


app.command("import")(import_articles)
app.command()(validate)
app.command()(studio)
app.add_typer(annotators, name="annotators")
app.command()(assign)
app.command()(push)
app.command()(status)
app.command()(pull)
app.command()(adjudicate)
app.command()(build)
app.command()(hydrate)
app.command()(stats)
app.command()(show)
app.command(epilog=SCORE_EPILOG)(score)
app.command(epilog=COMPARE_EPILOG)(compare)
app.command()(report)
app.command(epilog=BASELINE_EPILOG)(baseline)
app.command(epilog=AGREE_EPILOG)(agree)
app.command()(demo)


if __name__ == "__main__":
    main()
