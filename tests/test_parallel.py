"""Tasks on executors: done once each, and again where an executor breaks."""

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import tasks

from quoth_eval.errors import DocumentError, InputError
from quoth_eval.parallel import ATTEMPTS, here, on, processes


class Fragile(Executor):
    """Does so many tasks, then it is broken, for those already submitted as for those to come."""

    def __init__(self, strength: int, refuses: bool) -> None:
        self.left = strength
        self.refuses = refuses

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if self.left:
            self.left -= 1
            future.set_result(fn(*args))
        elif self.refuses:
            raise BrokenExecutor
        else:
            future.set_exception(BrokenExecutor())
        return future


def test_every_item_once_with_its_position() -> None:
    squares = [(n, n * n) for n in range(5)]
    assert list(here(tasks.square, range(5))) == squares
    with on(lambda: ThreadPoolExecutor(2)) as mapper:
        assert sorted(mapper(tasks.square, range(5))) == squares
        assert list(mapper(tasks.square, [])) == []


@pytest.mark.parametrize("refuses", [True, False])
def test_what_a_broken_executor_left_is_done_on_another(refuses: bool) -> None:
    done: list[int] = []

    def task(number: int) -> int:
        done.append(number)
        return -number

    with on(partial(Fragile, 2, refuses)) as mapper:
        assert sorted(mapper(task, range(7))) == [(n, -n) for n in range(7)]
    assert sorted(done) == list(range(7))


@pytest.mark.parametrize("refuses", [True, False])
def test_executors_that_do_nothing_are_given_up(refuses: bool) -> None:
    opened: list[Fragile] = []

    def open_one() -> Executor:
        opened.append(Fragile(0, refuses))
        return opened[-1]

    with pytest.raises(InputError, match="workers were killed 3 times in a row"), on(open_one) as mapper:
        list(mapper(tasks.square, range(3)))
    assert len(opened) == ATTEMPTS


def test_what_a_task_raises_is_raised_whole() -> None:
    with on(lambda: ThreadPoolExecutor(1)) as mapper, pytest.raises(DocumentError) as error:
        list(mapper(tasks.refuse, [7]))
    assert error.value.problems == {"d7": "broken"}


def test_processes_survive_the_death_of_one(tmp_path: Path) -> None:
    markers = [tmp_path / f"{n}" for n in range(3)]
    (tmp_path / "0").touch()
    with processes(2) as mapper:
        assert sorted(mapper(tasks.die_once, markers)) == [(n, f"{n}") for n in range(3)]
        with pytest.raises(DocumentError) as error:
            list(mapper(tasks.refuse, [7]))
    assert (error.value.problems, error.value.side) == ({"d7": "broken"}, "pred")


def test_a_task_that_always_kills_its_worker_is_given_up(tmp_path: Path) -> None:
    with processes(1) as mapper, pytest.raises(InputError, match="want of memory"):
        list(mapper(tasks.die, [tmp_path / "x"]))
    assert (tmp_path / "x").read_text() == "x" * ATTEMPTS
