"""Which submissions a migration of ours rewrote: ``.quoth/migrated.json`` beside the corpus.

The server names whoever rewrites a submission as its last editor. The audit of a pull looks here, so that it
names people who changed another's labels and not our own rewriting.
"""

from collections.abc import Mapping
from pathlib import Path

import orjson

from quoth.store import write_atomic


def rewritten_submissions(corpus: Path, server: str) -> dict[int, str]:
    """The number of each submission that was rewritten on a server, with the time by its clock."""
    found = _read(corpus).get(server, {})
    return {int(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def record_rewritten(corpus: Path, server: str, moments: Mapping[int, str]) -> None:
    """Add submissions that were rewritten.

    Raises:
        InputError: the file cannot be written.
    """
    known = _read(corpus)
    own = {**rewritten_submissions(corpus, server), **moments}
    known[server] = {str(k): v for k, v in sorted(own.items())}
    write_atomic(_file(corpus), orjson.dumps(known, option=orjson.OPT_INDENT_2) + b"\n")


def _file(corpus: Path) -> Path:
    return corpus.resolve().parent / ".quoth" / "migrated.json"


def _read(corpus: Path) -> dict[str, object]:
    try:
        found = orjson.loads(_file(corpus).read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
