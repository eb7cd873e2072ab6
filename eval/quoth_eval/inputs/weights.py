"""About how large an input is once it is read."""

from quoth_eval.inputs import lines, parquet
from quoth_eval.inputs.shards import Shard

_UNPACKED = 8  # bytes that a byte of gzipped JSON lines becomes, roughly


def weight(shard: Shard) -> int:
    """About how many bytes of JSON a shard holds: enough to decide how to read it.

    Raises:
        InputError: a file is not there.
    """
    if shard.kind == "parquet":
        return parquet.weight(shard)
    size = sum(file.stat().st_size for file in shard.files() if file.exists())
    return size * _UNPACKED if shard.kind == "jsonl" and lines.packed(shard.path) else size
