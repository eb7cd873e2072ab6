"""Where each article's task is: ``.quoth/tasks.json`` beside the corpus, so that reports can link to it.

A JSON object, article to address. Where every annotator has a project of their own, an article's address is
that of its task in the last one pushed or pulled, by name; decisions have their own project, which is not
kept here. It is of this machine, like the record of the server, and only for looking
things up: when it is lost, the next push or pull writes it again.
"""

from collections.abc import Mapping
from pathlib import Path

import orjson

from quoth.store import write_atomic


def tasks_file(corpus: Path) -> Path:
    """The file for a corpus folder."""
    return corpus.resolve().parent / ".quoth" / "tasks.json"


def task_addresses(corpus: Path) -> dict[str, str]:
    """The page of each article's task, by article; empty when none is known or the file is broken."""
    try:
        found = orjson.loads(tasks_file(corpus).read_bytes())
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(k): v for k, v in found.items() if isinstance(v, str)}


def remember_tasks(corpus: Path, addresses: Mapping[str, str]) -> bool:
    """Add addresses to those known; the newest of an article counts; whether anything changed.

    Raises:
        InputError: the file cannot be written.
    """
    known = {**task_addresses(corpus), **addresses}
    options = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS
    return bool(addresses) and write_atomic(tasks_file(corpus), orjson.dumps(known, option=options) + b"\n")
