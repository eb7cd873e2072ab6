"""Tasks on a Dask cluster."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from quoth_eval.errors import InputError
from quoth_eval.parallel import Mapper, on

_WAIT = 15  # seconds for the scheduler to answer


@contextmanager
def cluster(scheduler: str) -> Iterator[Mapper]:
    """Runs tasks on the cluster whose scheduler is at ``scheduler`` (``tcp://host:8786``).

    Dask itself gives the work of a lost worker to another one. Every worker needs Quoth, the input files
    under the same paths, and the temporary folder.

    Raises:
        InputError: Dask is not installed, nothing answers, no workers, or workers keep dying.
    """
    with _client(scheduler) as client:
        try:
            client.wait_for_workers(1, timeout=_WAIT)
            with on(lambda: client.get_executor(pure=False)) as mapper:
                yield mapper
        except TimeoutError:
            raise InputError(f"--scheduler {scheduler}: the cluster has no workers") from None
        except import_module("distributed.scheduler").KilledWorker as error:
            raise InputError(f"--scheduler {scheduler}: workers keep dying: {error}") from None


def _client(scheduler: str) -> Any:
    try:
        distributed: Any = import_module("distributed")
    except ImportError:
        raise InputError("--scheduler needs Dask: pip install 'quoth[cluster]'") from None
    try:
        return distributed.Client(scheduler, timeout=_WAIT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise InputError(f"--scheduler {scheduler}: no Dask scheduler answers there ({error})") from None
