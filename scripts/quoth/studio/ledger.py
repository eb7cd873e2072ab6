"""Which submissions a migration of ours rewrote: ``.quoth/migrated.jsonl`` beside the corpus.

The server names whoever rewrites a submission as its last editor. The audit of a pull looks here, so that it
names people who changed another's labels and not our own rewriting. A line is added after each submission, so
that a run that is killed leaves its record.
"""

from pathlib import Path

import orjson

from quoth_eval.errors import InputError


def rewritten_submissions(corpus: Path, server: str) -> dict[int, str]:
    """The number of each submission that was rewritten on a server, with the time by its clock."""
    found: dict[int, str] = {}
    try:
        lines = _file(corpus).read_bytes().splitlines()
    except OSError:
        return found
    for line in lines:
        try:
            where, number, moment = orjson.loads(line)
        except (ValueError, TypeError):  # a line that was being written
            continue
        if where == server:
            found[number] = moment
    return found


def record_rewritten(corpus: Path, server: str, number: int, moment: str) -> None:
    """Add a submission that was rewritten.

    Raises:
        InputError: the file cannot be written.
    """
    try:
        _file(corpus).parent.mkdir(parents=True, exist_ok=True)
        with _file(corpus).open("ab") as file:
            file.write(orjson.dumps([server, number, moment]) + b"\n")
    except OSError as error:
        raise InputError(f"cannot write {_file(corpus)}: {error.strerror}") from None


def _file(corpus: Path) -> Path:
    return corpus.resolve().parent / ".quoth" / "migrated.jsonl"
