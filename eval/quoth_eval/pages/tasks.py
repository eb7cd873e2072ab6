"""Where a document's task in Label Studio is, so that a page can link to it."""

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

import orjson

from quoth_eval.errors import InputError
from quoth_eval.inputs.shards import Shard


def task_links(shards: Iterable[Shard], file: Path | None = None) -> dict[str, str]:
    """The addresses of tasks, by document id.

    Args:
        shards: what the page is about; beside the corpus of an annotation set stands ``.quoth/tasks.json``.
        file: the JSON object to read instead: ``{"wire-0001": "http://127.0.0.1:8080/...", ...}``.

    Raises:
        InputError: ``file`` cannot be read, holds something else, or an address that is no web address.
    """
    if file is not None:
        return _read(file)
    found: dict[str, str] = {}
    for root in dict.fromkeys(shard.path.resolve() for shard in shards if shard.kind == "set"):
        found |= _kept(root.parent / ".quoth" / "tasks.json")
    return found


def is_web_address(text: object) -> bool:
    """Whether a value is an address that a link may lead to: http or https, and a host.

    >>> is_web_address("http://127.0.0.1:8080/tasks/1"), is_web_address("javascript:alert(1)")
    (True, False)
    """
    if not isinstance(text, str) or not text.isprintable() or " " in text:
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _kept(file: Path) -> dict[str, str]:
    """What push and pull have kept, as far as it can be used: a page does without what is lost or broken."""
    try:
        found = orjson.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    pairs = found.items() if isinstance(found, dict) else ()
    return {name: address for name, address in pairs if is_web_address(address)}


def _read(file: Path) -> dict[str, str]:
    try:
        found = orjson.loads(file.read_bytes())
    except OSError as error:
        raise InputError(f"--tasks {file}: cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise InputError(f"--tasks {file}: no valid JSON: {error}") from None
    if not isinstance(found, dict):
        raise InputError(f'--tasks {file}: expected an object: {{"wire-0001": "http://127.0.0.1:8080/..."}}')
    if broken := next((name for name, address in found.items() if not is_web_address(address)), None):
        raise InputError(
            f"--tasks {file}: document {broken}: expected an address that begins with http(s)://"
        )
    return dict(found)
