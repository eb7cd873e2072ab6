"""A few small documents written out, and files of them, for tests of reading."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from random import Random
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


def invented(count: int, seed: int, noise: float = 0.0) -> list[dict[str, Any]]:
    """So many documents with annotations of every layer; with ``noise`` some are changed or missing."""
    return [_invented(_dice(seed, n), _dice(seed, n, noise), noise, f"x{n}") for n in range(count)]


def _dice(*seed: float) -> Random:
    return Random(repr(seed))  # noqa: S311 - nothing secret hangs on it


_STORY = "Ana said on Friday that Bob had left Kyiv for Lviv . "
_WORDS = [(m.start(), m.end()) for m in re.finditer(r"\S+", _STORY)]


def _invented(choose: Random, change: Random, noise: float, name: str) -> dict[str, Any]:
    def spans(count: int, prefix: str, **labels: Sequence[str]) -> list[dict[str, Any]]:
        found = []
        for n in range(count):
            low = choose.randrange(len(_WORDS))
            high = min(len(_WORDS) - 1, low + choose.randrange(3))
            item = {"id": f"{prefix}{n}", "start": _WORDS[low][0], "end": _WORDS[high][1]}
            item |= {label: choose.choice(values) for label, values in labels.items()}
            if change.random() < noise:
                item |= {label: change.choice(values) for label, values in labels.items()}
            if change.random() >= noise / 2:
                found.append(item)
        return found

    mentions = spans(8, "m", type=("PER", "ORG", "GPE"), entity=("e0", "e1", "e2", "e3"))
    events = spans(3, "v", type=("Strike", "Die"), polarity=("positive", "negative"), cluster=("c0", "c1"))
    for event in events:
        event["arguments"] = [{"role": "agent", "mention": m["id"]} for m in mentions[:2]]
    said = {"id": "a0", "cue": [{"start": 4, "end": 8}], "content": [{"start": 19, "end": 50}]}
    return {
        "id": name,
        "text": _STORY,
        "mentions": mentions,
        "entities": [{"id": f"e{n}", "kb": f"Q{n}"} for n in range(4)],
        "attributions": [said | {"sources": [m["id"] for m in mentions[:1]], "stance": "affirms"}],
        "events": events,
    }


def dealt(documents: Sequence[dict[str, Any]], folder: Path, shards: int, seed: int = 0) -> Path:
    """The documents dealt out to so many files of a folder, in an order of their own."""
    order = list(documents)
    _dice(seed).shuffle(order)
    for n in range(shards):
        jsonl(folder / f"{n}.jsonl", order[n::shards])
    return folder
