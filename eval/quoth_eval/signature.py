"""What a number was computed with: the same signature means the same numbers."""

from collections.abc import Mapping, Sequence
from hashlib import file_digest, sha256

from quoth_eval import __version__
from quoth_eval.inputs.shards import Shard


def signature(options: Mapping[str, object], inputs: Mapping[str, Sequence[Shard]]) -> str:
    """One line: version, options, and the SHA-256 of each input.

    Args:
        options: what changes the numbers, by name; ``None`` is left out.
        inputs: the shards of each input, by side (``gold``, ``pred``).

    >>> signature({"layers": "entities", "seed": None}, {})
    'layers:entities|version:...'
    """
    parts = {k: _word(v) for k, v in options.items() if v is not None}
    digests = {side: digest(shards) for side, shards in inputs.items()}
    return "|".join(f"{k}:{v}" for k, v in {**parts, **digests, "version": __version__}.items())


def digest(shards: Sequence[Shard]) -> str:
    """SHA-256 (hexadecimal) of the bytes of an input; of a list of digests where it has several files."""
    files = [path for shard in shards for path in shard.files()]
    found = []
    for path in files:
        with path.open("rb") as file:
            found.append(file_digest(file, "sha256").hexdigest())
    return found[0] if len(found) == 1 else sha256("\n".join(found).encode()).hexdigest()


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "+".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
