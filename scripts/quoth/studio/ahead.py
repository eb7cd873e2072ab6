"""Reads ahead: the next item of an iterator is made in a thread while this one is worked on."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from queue import Empty, Full, Queue
from typing import TypeVar

T = TypeVar("T")

_LOOK = 0.1
"""Seconds after which the thread looks whether anybody still wants its items."""


@contextmanager
def ahead(items: Iterable[T]) -> Iterator[Iterator[T]]:
    """The same items and the same errors; at most two are made before they are asked for.

    The thread ends with the block, or with the item that it is at. Nobody waits for it then: what it may be
    stuck in, a server that does not answer, is why the block was left.

    >>> with ahead(range(3)) as numbers:
    ...     list(numbers)
    [0, 1, 2]
    """
    ready: Queue[tuple[str, T | BaseException | None]] = Queue(maxsize=1)
    left = threading.Event()
    threading.Thread(target=_make, args=(items, ready, left), daemon=True).start()
    try:
        yield _taken(ready)
    finally:
        left.set()
        with suppress(Empty):
            ready.get_nowait()


def _make(
    items: Iterable[T], ready: "Queue[tuple[str, T | BaseException | None]]", left: threading.Event
) -> None:
    try:
        for item in items:
            if not _put(ready, ("item", item), left):
                return
    except BaseException as error:  # noqa: BLE001 - whoever takes the items gets it
        _put(ready, ("error", error), left)
    else:
        _put(ready, ("end", None), left)


def _put(
    ready: "Queue[tuple[str, T | BaseException | None]]",
    what: tuple[str, T | BaseException | None],
    left: threading.Event,
) -> bool:
    while not left.is_set():
        with suppress(Full):
            ready.put(what, timeout=_LOOK)
            return True
    return False


def _taken(ready: "Queue[tuple[str, T | BaseException | None]]") -> Iterator[T]:
    while True:
        kind, found = ready.get()
        if kind == "end":
            return
        if isinstance(found, BaseException):
            raise found
        yield found  # type: ignore[misc]
