"""What a number was computed with: the same signature means the same numbers."""

from collections.abc import Mapping, Sequence
from hashlib import file_digest, sha256

from quoth_eval import __version__
from quoth_eval.inputs.shards import Shard


def signature(options: Mapping[str, object], inputs: Mapping[str, Sequence[str]]) -> str:
    """One line: version, options, and the SHA-256 of each input.

    Args:
        options: what changes the numbers, by name; ``None`` is left out.
        inputs: the digests of each input's files, by side (``gold``, ``pred``).

    >>> signature({"layers": "entities", "seed": None}, {"gold": ["5e1f"]})
    'layers:entities|gold:5e1f|version:...'
    """
    parts = {k: _word(v) for k, v in options.items() if v is not None}
    whole = {side: combined(digests) for side, digests in inputs.items()}
    return "|".join(f"{k}:{v}" for k, v in {**parts, **whole, "version": __version__}.items())


def digests(shard: Shard) -> list[str]:
    """SHA-256 (hexadecimal) of the bytes of each file of a shard."""
    found = []
    for path in shard.files():
        with path.open("rb") as file:
            found.append(file_digest(file, "sha256").hexdigest())
    return found


def combined(digests: Sequence[str]) -> str:
    """One digest for an input: that of its file, or of the list of digests where it has several."""
    return digests[0] if len(digests) == 1 else sha256("\n".join(digests).encode()).hexdigest()


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "+".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
