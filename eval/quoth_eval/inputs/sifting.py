"""The good records among many: read all at once, and by halves only where something is wrong.

A record is broken exactly if the quick reader refuses it when it stands alone, so what is kept never depends
on what stands beside it.
"""

from collections.abc import Callable, Iterator

import pyarrow as pa

from quoth_eval.errors import InputError
from quoth_eval.inputs.skipped import Skipped
from quoth_eval.inputs.soundness import sound

Read = Callable[[int, int], pa.Table]
Explain = Callable[[int], tuple[str | None, str]]


def quick(read: Callable[[], pa.Table]) -> pa.Table | None:
    """The table, unless something in it is wrong."""
    try:
        table = read()
    except (pa.ArrowException, UnicodeDecodeError):
        return None
    return table if sound(table) else None


def sifted(size: int, read: Read, explain: Explain, skipped: Skipped | None) -> Iterator[pa.Table]:
    """Tables of the sound records, in order.

    Args:
        size: how many records there are.
        read: the table of the records from one position up to another.
        explain: the id of a broken record, if it can be made out, and what is wrong with it.
        skipped: where broken records are noted.

    Raises:
        InputError: the first broken record, where ``skipped`` is ``None``.
    """
    pending = [(0, size)] if size else []
    while pending:
        low, high = pending.pop()
        table = quick(lambda low=low, high=high: read(low, high))  # type: ignore[misc]  # bound at once
        if table is not None:
            yield table
        elif high - low > 1:
            middle = (low + high) // 2
            pending += [(middle, high), (low, middle)]
        else:
            name, reason = explain(low)
            if skipped is None:
                raise InputError(reason)
            skipped.note(name, reason)
