"""What the last pull of a project read, so that the next one fetches only what has changed since.

A file for each project under ``.quoth/pulls/`` beside the corpus. It is of this machine and may be lost: then
everything is fetched again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import orjson

from quoth.schema import Schema
from quoth.store import write_atomic
from quoth.studio.moments import server_time
from quoth.studio.reading import Reading, parse_reading
from quoth_eval import __version__

_FORMAT = 1
_OVERLAP = timedelta(minutes=2)
"""How far back to look again: what was being saved while the last pull ran may bear an older time."""


@dataclass(frozen=True)
class Before:
    """The readings of the last pull by task; none when it is not known, or was made in another way."""

    readings: Mapping[int, Reading] = field(default_factory=dict)

    @property
    def since(self) -> str | None:
        """From when on tasks have to be asked for again; ``None`` for all of them.

        Only the server's own times count, so clocks that differ do no harm.
        """
        last = max((r.updated for r in self.readings.values()), default="")
        return server_time(datetime.fromisoformat(last) - _OVERLAP) if last else None


@dataclass(frozen=True)
class Memory:
    """The file of one project.

    Args:
        corpus: the corpus folder.
        url: the page of the project.
        schema: the scheme; labels read with another one have to be read again.
    """

    corpus: Path
    url: str
    schema: Schema

    @property
    def file(self) -> Path:
        """Where it is kept."""
        name = sha256(self.url.encode()).hexdigest()[:16]
        return self.corpus.resolve().parent / ".quoth" / "pulls" / f"{name}.jsonl"

    def load(self) -> Before:
        """What the last pull read; none if the file is missing, broken, of another scheme or release."""
        try:
            head, *lines = self.file.read_bytes().splitlines()
            if orjson.loads(head) != self._head():
                return Before()
            found = [parse_reading(orjson.loads(line)) for line in lines]
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return Before()
        return Before({r.number: r for r in found})

    def save(self, readings: Iterable[Reading]) -> None:
        """Keep what this pull read for the next one."""
        lines = [self._head(), *(r.record() for r in readings)]
        write_atomic(self.file, b"".join(orjson.dumps(line) + b"\n" for line in lines))

    def forget(self) -> None:
        """Let the next pull fetch everything."""
        self.file.unlink(missing_ok=True)

    def _head(self) -> dict[str, object]:
        scheme = sha256(self.schema.model_dump_json().encode()).hexdigest()
        return {"format": _FORMAT, "quoth": __version__, "url": self.url, "scheme": scheme}
