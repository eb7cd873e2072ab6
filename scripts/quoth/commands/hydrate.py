"""``quoth hydrate``: the reader's own copies of texts that may not be passed on."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quoth.commands.options import CorpusOption, JsonOption, emit_json, open_corpus, progress, say
from quoth_eval.errors import InputError

if TYPE_CHECKING:
    from quoth.hydration import Hydration
    from quoth_eval.corpus import Corpus

PathsArgument = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH…", help="Text files, or folders of them; names do not matter.", show_default=False
    ),
]


def hydrate(paths: PathsArgument, corpus: CorpusOption = None, as_json: JsonOption = False) -> None:
    """Put the text into withheld articles, from your own copies.

    A copy is recognised by its hash, after the normalisation that import does, and kept in a folder that git
    ignores. One with the name of an article (ID.txt) but another text is refused, and shown where it differs.

    Example: `quoth hydrate my-articles/`
    """
    from quoth.hydration import compare, copies
    from quoth.store import write_hydrated

    store = open_corpus(corpus)
    if not any(a.withheld for a in store.articles()):
        raise InputError(f"{store.root}: no article is withheld; there is nothing to hydrate")
    found = copies(paths)
    result = compare(store, progress(found, "comparing", len(found)))
    written = [m.article.id for m in result.matches if write_hydrated(store.root, m.article, m.text)]
    if as_json:
        emit_json(_summary(store, result, written))
    else:
        _report(store, result, written)
    if result.refusals:
        raise InputError(_refused(result))


def _missing(store: "Corpus") -> list[str]:
    """The withheld articles that still have no text."""
    return [a.id for a in store.articles() if a.withheld and not store.text_file(a).exists()]


def _summary(store: "Corpus", result: "Hydration", written: list[str]) -> dict[str, Any]:
    present = [m.article.id for m in result.matches if m.article.id not in written]
    return {
        "written": sorted(written),
        "unchanged": sorted(present),
        "refused": [
            {"document": r.article.id, "file": str(r.path), "differs": r.why} for r in result.refusals
        ],
        "unused": [str(p) for p in result.unused],
        "missing": _missing(store),
    }


def _refused(result: "Hydration") -> str:
    lines = [f"{r.path} is not the text of {r.article.id}: {r.why}" for r in result.refusals]
    for line in lines[1:]:
        say(line)
    return f"{lines[0]}. Look for the version that was labelled"


def _report(store: "Corpus", result: "Hydration", written: list[str]) -> None:
    summary = _summary(store, result, written)
    counts = {name: len(summary[name]) for name in ("written", "unchanged", "refused", "unused", "missing")}
    typer.echo(", ".join(f"{n} {name}" for name, n in counts.items()))
    if summary["missing"]:
        say(
            f"no text yet: {', '.join(summary['missing'][:10])}{' …' if len(summary['missing']) > 10 else ''}"
        )
