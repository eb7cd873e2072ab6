"""Every file that was asked for, read by the reader for its kind."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from quoth.importing.brat import parse_standoff
from quoth.importing.brat_mapping import to_document
from quoth.importing.html import read_html
from quoth.importing.incoming import Given, Incoming, from_text
from quoth.importing.names import id_of
from quoth.importing.normalise import normalise, read_text, trace
from quoth.importing.records import moved, read_records
from quoth.schema import Schema
from quoth_eval.errors import InputError
from quoth_eval.integrity import check

_HTML = (".html", ".htm", ".xhtml")
_KNOWN = (".txt", ".ann", ".jsonl", *_HTML)


def files(paths: Sequence[Path]) -> list[Path]:
    """The files to read: those named, and those of known kinds in the folders named, each once.

    A text with a ``.ann`` file beside it stands for both.

    Raises:
        InputError: a path that is not there, or a folder without any such file.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = [f for f in sorted(path.rglob("*")) if f.suffix.lower() in _KNOWN and f.is_file()]
            if not inside:
                raise InputError(f"{path}: holds no {', '.join(_KNOWN)} file")
            found += inside
        elif path.exists():
            found.append(path)
        else:
            raise InputError(f"{path}: no such file or folder")
    return list(dict.fromkeys(f.with_suffix(".txt") if f.suffix == ".ann" else f for f in found))


def read(path: Path, given: Given, schema: Schema, article_id: str | None = None) -> Iterator[Incoming]:
    """The articles of one file, by its ending; one of an unknown kind is read as plain text.

    Raises:
        InputError: the file cannot be read or is not what its ending says; it names the place.
    """
    if path.suffix.lower() == ".jsonl":
        for one in read_records(path, given):
            yield one if article_id is None else _renamed(one, article_id)
    elif path.suffix.lower() in _HTML:
        yield read_html(path, article_id or id_of(path), given)
    elif path.with_suffix(".ann").exists():
        yield read_brat(path, article_id or id_of(path), given, schema)
    else:
        yield read_plain(path, article_id or id_of(path), given)


def read_plain(path: Path, article_id: str, given: Given) -> Incoming:
    """The article of a plain text file."""
    raw = read_text(path)
    try:
        text = normalise(raw)
    except InputError as error:
        raise InputError(f"{path}: {error}") from None
    if not text:
        raise InputError(f"{path}: there is no text in this file")
    return from_text(str(path), article_id, text, given)


def read_brat(path: Path, article_id: str, given: Given, schema: Schema) -> Incoming:
    """The article of a text file with the annotations of the ``.ann`` file beside it."""
    bare = read_plain(path, article_id, given)
    annotated = path.with_suffix(".ann")
    raw = read_text(path)
    standoff = parse_standoff(read_text(annotated), str(annotated))
    document, skipped = to_document(standoff, article_id, raw, schema)
    check(replace(document, text=raw), str(annotated))
    document = moved(document, trace(raw))
    notes = tuple(f"left out {n} × {what}" for what, n in sorted(skipped.items()))
    return replace(bare, annotations=check(replace(document, text=bare.text), str(annotated)), notes=notes)


def _renamed(one: Incoming, article_id: str) -> Incoming:
    annotations = None if one.annotations is None else replace(one.annotations, id=article_id)
    return replace(one, article=replace(one.article, id=article_id), annotations=annotations)
