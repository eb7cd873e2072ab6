"""Tasks on any executor of :mod:`concurrent.futures`: in this process, in a pool of processes, on Dask.

When an executor breaks (a worker is killed, say for want of memory), what it had not finished is done again
on a fresh one; tasks must therefore be fit to run twice.
"""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import get_context
from typing import Protocol, TypeVar

from quoth_eval.errors import InputError
from quoth_eval.startup import spare_pandas

T = TypeVar("T")
R = TypeVar("R")

ATTEMPTS = 3
"""Executors in a row that may break without one task done before it is an error."""


class Mapper(Protocol):
    """Runs a task on each item; gives each item's position with its result, in the order they get done."""

    def __call__(self, task: Callable[[T], R], items: Sequence[T]) -> Iterator[tuple[int, R]]:
        """Raises what a task raises, and :class:`InputError` when workers keep dying."""
        ...


def here(task: Callable[[T], R], items: Sequence[T]) -> Iterator[tuple[int, R]]:
    """Runs the tasks in this process, one after the other.

    >>> list(here(str.upper, ["a", "b"]))
    [(0, 'A'), (1, 'B')]
    """
    return enumerate(map(task, items))


@contextmanager
def processes(workers: int) -> Iterator[Mapper]:
    """Runs tasks in a pool of processes, started afresh rather than forked, as Arrow has threads.

    Tasks are functions of modules; tasks, items and results are pickled.
    """
    threads = max(1, (os.cpu_count() or 1) // workers)
    pool = partial(
        ProcessPoolExecutor,
        workers,
        mp_context=get_context("spawn"),
        initializer=_begin,
        initargs=(threads,),
    )
    with on(pool) as mapper:
        yield mapper


@contextmanager
def on(opened: Callable[[], Executor]) -> Iterator[Mapper]:
    """Runs tasks on executors that ``opened`` makes: one, and another whenever one breaks."""
    current: list[Executor] = []

    def mapper(task: Callable[[T], R], items: Sequence[T]) -> Iterator[tuple[int, R]]:
        waiting = dict(enumerate(items))
        attempts = 0
        while waiting:
            before = len(waiting)
            current[:] = current or [opened()]
            yield from _round(current[0], task, waiting)
            if waiting:
                current.pop().shutdown(wait=False)
                attempts = attempts + 1 if len(waiting) == before else 0
            if attempts == ATTEMPTS:
                raise InputError(
                    f"workers were killed {ATTEMPTS} times in a row, perhaps for want of memory; "
                    "try fewer --workers, or layers one by one with --layer"
                )

    try:
        yield mapper
    finally:
        for executor in current:
            executor.shutdown()


def _round(executor: Executor, task: Callable[[T], R], waiting: dict[int, T]) -> Iterator[tuple[int, R]]:
    """What gets done of the waiting items until all is done or the executor breaks; takes it off them."""
    futures = _submitted(executor, task, waiting)
    try:
        for future in as_completed(futures):
            try:
                result = future.result()
            except BrokenExecutor:
                continue  # others may have been done before it broke
            at = futures[future]
            del waiting[at]
            yield at, result
    finally:  # nobody waits for the others once one has failed
        for future in futures:
            future.cancel()


def _submitted(executor: Executor, task: Callable[[T], R], waiting: dict[int, T]) -> dict[Future[R], int]:
    """As many futures as the executor takes before it breaks, with the positions of their items."""
    futures: dict[Future[R], int] = {}
    with suppress(BrokenExecutor):
        for at, item in waiting.items():
            futures[executor.submit(task, item)] = at
    return futures


def _begin(threads: int) -> None:
    """In a new worker: leave Ctrl-C to the parent, share the processors out among the workers."""
    import pyarrow as pa

    spare_pandas()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pa.set_cpu_count(threads)
