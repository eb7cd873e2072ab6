"""``quoth validate``: every rule, every finding with its place."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quoth.commands.options import CorpusOption, JsonOption, SchemaOption, emit_json, open_corpus, progress

if TYPE_CHECKING:
    from quoth.schema import Schema
    from quoth.validation.rule import Finding, Rule
    from quoth_eval.corpus import Corpus

_SHOWN = 5

TargetsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[SET|FILE]…",
        help="Annotation sets or JSONL files.  [default: the articles and every set]",
        show_default=False,
    ),
]


def validate(
    targets: TargetsArgument = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Every finding, also the sixth of a kind in a document.")
    ] = False,
    rules: Annotated[bool, typer.Option("--rules", help="List the rules instead.")] = False,
    schema: SchemaOption = None,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check annotations against every rule. Exit status 1: there are errors.

    Example: `quoth validate gold --json`
    """
    from quoth.schema import load
    from quoth.validation.run import rules as all_rules

    if rules:
        _list_rules(all_rules(), as_json)
        return
    findings, checked = _findings(targets or [], corpus, load(schema))
    errors = sum(f.level == "error" for f in findings)
    if as_json:
        emit_json(_summary(findings, errors, checked))
    else:
        for line in _grouped(findings, len(findings) if everything else _SHOWN):
            typer.echo(line)
        typer.echo(_verdict(findings, errors, checked))
    if errors:
        raise typer.Exit(1)


def _findings(
    targets: list[str], folder: Path | None, schema: "Schema"
) -> tuple[list["Finding"], dict[str, int]]:
    """Everything that was found, and how many documents were looked at by what they belong to."""
    from quoth.validation.run import examine_annotations, examine_articles, examine_file

    found: list[Finding] = []
    checked: dict[str, int] = {}
    names = [t for t in targets if not _is_file(t)]
    for path in (Path(t) for t in targets if _is_file(t)):
        found += examine_file(path, schema)
        checked[str(path)] = sum(1 for line in path.read_bytes().split(b"\n") if line.strip())
    if names or not targets:
        store = open_corpus(folder)
        found += examine_articles(store, schema)
        checked["articles"] = len(store.articles())
        for name, ids in _assignments(store, names):
            checked[name] = len(ids)
            for article_id in progress(ids, f"validating {name}", len(ids)):
                found += examine_annotations(store, name, article_id, schema)
    return found, checked


def _is_file(target: str) -> bool:
    return target.endswith((".jsonl", ".json")) or Path(target).is_file()


def _assignments(store: "Corpus", names: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield from ((name, store.assigned(name)) for name in (names or store.sets()))


def _list_rules(known: Iterable["Rule"], as_json: bool) -> None:
    if as_json:
        emit_json(
            {
                "rules": [
                    {"id": r.id, "level": r.level, "says": r.says, "guideline": r.guideline} for r in known
                ]
            }
        )
        return
    for r in known:
        typer.echo(f"{r.id:26} {r.level:8} {r.guideline or '':7} {r.says}")


def _summary(findings: list["Finding"], errors: int, checked: dict[str, int]) -> dict[str, Any]:
    return {
        "valid": not errors,
        "errors": errors,
        "warnings": len(findings) - errors,
        "checked": checked,
        "findings": [f.as_json() for f in findings],
    }


def _grouped(findings: list["Finding"], most: int) -> Iterator[str]:
    """The findings under the document and set that they belong to, errors first, some of each rule."""
    for (place, document), group in groupby(findings, key=lambda f: (f.set_name or "", f.document)):
        yield f"{document} in {place}" if place else document
        ordered = sorted(group, key=lambda f: (f.level, f.rule))
        for rule_id, hits in groupby(ordered, key=lambda f: f.rule):
            shown = list(hits)
            for f in shown[:most]:
                yield f"  {f.level:7}  {rule_id}: {_place(f)}{f.hit.message}{_cited(f)}"
            if len(shown) > most:
                yield f"           {rule_id}: {len(shown) - most} more; --all shows them"
        yield ""


def _cited(finding: "Finding") -> str:
    """Where the guidelines say more: `` (ATT-07)``."""
    return f" ({finding.guideline})" if finding.guideline else ""


def _place(finding: "Finding") -> str:
    """The annotation, where it is, and its words: ``mention m3 [10:17] “Reuters”: ``."""
    from quoth.validation.run import hull

    words = (finding.surface or "").replace("\n", "⏎")
    shown = words if len(words) <= 60 else f"{words[:40]}…{words[-18:]}"
    span = hull(finding.hit)
    parts = [
        finding.hit.annotation or (finding.hit.field or ""),
        f"[{span.start}:{span.end}]" if span else "",
        f"“{shown}”" if shown else "",
    ]
    place = " ".join(p for p in parts if p)
    return f"{place}: " if place else ""


def _verdict(findings: list["Finding"], errors: int, checked: dict[str, int]) -> str:
    looked = ", ".join(
        f"{n} {'documents in ' if what != 'articles' else ''}{what}" for what, n in checked.items()
    )
    return f"{errors} errors, {len(findings) - errors} warnings ({looked})"
