"""The same numbers from a Dask cluster."""

import socket
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import orjson
import pytest
from examples import dealt, invented, jsonl, plains

from quoth_eval import cluster
from quoth_eval.errors import InputError
from quoth_eval.execution import Resources
from quoth_eval.inputs.shards import resolve
from quoth_eval.run import Run

distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def workers() -> Iterator[Any]:
    """A cluster on this machine with two processes."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", memory_limit=0
    ) as found:
        yield found


def result(gold: Path, pred: Path, resources: Resources) -> bytes:
    return orjson.dumps(Run(resolve(str(gold)), resolve(str(pred)), resources=resources).result())


def test_two_workers_of_a_cluster(workers: Any, tmp_path: Path) -> None:
    gold = dealt(invented(30, seed=2), tmp_path / "gold", 3)
    pred = dealt(invented(30, seed=2, noise=0.3), tmp_path / "pred", 2)
    there = Resources(scheduler=workers.scheduler_address, at_once=0, part=3_000, folder=tmp_path)
    assert result(gold, pred, there) == result(gold, pred, Resources())
    broken = jsonl(tmp_path / "broken.jsonl", [*plains(3), b"oops"])
    with pytest.raises(InputError, match=r"broken.jsonl:4: no valid JSON"):
        result(gold, broken, there)


def test_a_worker_of_a_cluster_that_dies_loses_nothing(workers: Any, tmp_path: Path) -> None:
    killed: list[int] = []

    def kill_one(items: Any, what: str, total: int) -> Any:
        for item in items:
            if not killed:
                worker = next(iter(workers.workers.values()))
                killed.append(worker.pid)
                worker.process.process._process.kill()
            yield item

    gold = dealt(invented(30, seed=2), tmp_path / "gold", 6)
    pred = dealt(invented(30, seed=2, noise=0.3), tmp_path / "pred", 6)
    there = Resources(
        scheduler=workers.scheduler_address, at_once=0, part=500, folder=tmp_path, watch=kill_one
    )
    assert result(gold, pred, there) == result(gold, pred, Resources())
    assert killed


def test_a_scheduler_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_WAIT", 0.5)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(InputError, match=f"--scheduler {address}: no Dask scheduler answers there"):
        cluster.cluster(address).__enter__()
    with pytest.raises(InputError, match="--scheduler nonsense://x: no Dask scheduler answers"):
        cluster.cluster("nonsense://x").__enter__()


def test_a_cluster_without_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_WAIT", 1)
    with (
        distributed.LocalCluster(n_workers=0, processes=False, dashboard_address=":0") as empty,
        pytest.raises(InputError, match="the cluster has no workers"),
    ):
        cluster.cluster(empty.scheduler_address).__enter__()


def test_dask_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        if name == "distributed":
            raise ImportError(name)
        return import_module(name)

    monkeypatch.setattr(cluster, "import_module", missing)
    with pytest.raises(InputError, match=r"pip install 'quoth\[cluster\]'"):
        cluster.cluster("tcp://127.0.0.1:8786").__enter__()
