"""A few small documents written out, and files of them, for tests of reading."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

TEXT = "Ana met Bob in Kyiv."


def plain(name: str, **fields: Any) -> dict[str, Any]:
    """A document with two mentions, as JSON has it."""
    mentions = [
        {"id": "m1", "start": 0, "end": 3, "type": "PER"},
        {"id": "m2", "start": 8, "end": 11, "type": "PER"},
    ]
    return {"id": name, "text": TEXT, "mentions": mentions, **fields}


def plains(count: int, first: int = 0) -> list[dict[str, Any]]:
    """So many such documents, called d0, d1, ..."""
    return [plain(f"d{n}") for n in range(first, first + count)]


def as_lines(documents: Sequence[Any]) -> bytes:
    """The documents as JSON lines; bytes among them stand as they are."""
    return b"".join((d if isinstance(d, bytes) else json.dumps(d).encode()) + b"\n" for d in documents)


def jsonl(path: Path, documents: Sequence[Any]) -> Path:
    """A file of them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(as_lines(documents))
    return path
