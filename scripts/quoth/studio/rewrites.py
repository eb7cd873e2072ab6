"""Which submissions a migration of ours rewrote: ``.quoth/migrated.jsonl`` beside the corpus.

The server names whoever rewrites a submission as its last editor. The audit of a pull looks here, so that it
names people who changed another's labels and not our own rewriting. A line is added after each submission, so
that a run that is killed leaves its record.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson

from quoth.studio.client import Json
from quoth_eval.errors import InputError


@dataclass(frozen=True, slots=True)
class Rewritten:
    """When a submission was rewritten, by the server's clock, and the number of its editor before."""

    moment: str
    editor: int | None


class Rewrites:
    """The submissions on one server that were rewritten, by their number."""

    def __init__(self, corpus: Path, server: str) -> None:
        self._file = corpus.resolve().parent / ".quoth" / "migrated.jsonl"
        self._server = server
        self._known: dict[int, Rewritten] = {}
        for line in self._file.read_bytes().splitlines() if self._file.exists() else ():
            try:
                where, number, moment, editor = orjson.loads(line)
            except (ValueError, TypeError):  # a line that was being written
                continue
            if where == server:
                self._known[number] = Rewritten(moment, editor)

    @property
    def rewritten(self) -> Mapping[int, Rewritten]:
        """All of them; a later change by a person shows in the submission's own time."""
        return self._known

    def add(self, was: Json, now: Json) -> None:
        """Write down a submission as it was and as it is. Rewritten again, its editor is still the person.

        Raises:
            InputError: the file cannot be written.
        """
        known = self._known.get(was["id"])
        again = known is not None and known.moment == was.get("updated_at")
        editor = known.editor if known and again else was.get("updated_by")
        entry = Rewritten(str(now["updated_at"]), editor)
        self._known[was["id"]] = entry
        line = orjson.dumps([self._server, was["id"], entry.moment, entry.editor]) + b"\n"
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("ab") as file:
                file.write(line)
        except OSError as error:
            raise InputError(f"cannot write {self._file}: {error.strerror}") from None
