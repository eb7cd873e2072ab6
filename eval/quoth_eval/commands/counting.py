"""What of an annotation set counts for agreement, going by the corpus's assignments."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quoth_eval.commands.options import say

if TYPE_CHECKING:
    import pyarrow as pa

    from quoth_eval.inputs.shards import Shard


def counted(table: "pa.Table", of: "Sequence[Shard]", training: bool) -> "pa.Table":
    """The documents of an input that count: of an annotation set those assigned, of anything else all.

    Raises:
        InputError: training articles are asked for and there are none.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    from quoth_eval.agreement.assigned import select
    from quoth_eval.corpus import Corpus
    from quoth_eval.errors import InputError

    shard = of[0] if len(of) == 1 and of[0].kind == "set" else None
    assignments = Corpus(shard.path).assignments if shard is not None else {}
    if training and not any(a.training for a in assignments.values()):
        raise InputError(
            "--training: no set of a corpus that has training articles; `quoth assign` makes some"
        )
    if shard is None or not assignments:
        return table
    chosen = select(shard.name, table.column("id").to_pylist(), assignments, training)
    for words in chosen.warnings(shard.name):
        say(f"warning: {words}")
    return table.filter(pc.is_in(table.column("id"), value_set=pa.array(chosen.ids, pa.string())))


def input_digests(of: "Sequence[Shard]") -> list[str]:
    """SHA-256 (hexadecimal) of every file of an input, with the assignments that decide what counts of it."""
    from hashlib import sha256

    from quoth_eval.corpus import Corpus
    from quoth_eval.signature import digests

    roots = dict.fromkeys(shard.path for shard in of if shard.kind == "set")
    files = [f for f in (Corpus(root).assignments_file for root in roots) if f.is_file()]
    own = [d for shard in of for d in digests(shard)]
    return [*own, *(sha256(f.read_bytes()).hexdigest() for f in files)]
