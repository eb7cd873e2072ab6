"""The benches run, on next to nothing: whether the targets are met is for a quiet machine to say."""

import subprocess
import sys
from pathlib import Path

import pytest

_HERE = Path(__file__).parent


@pytest.mark.parametrize("bench", ["spans", "coref", "events"])
def test_a_bench_runs(bench: str) -> None:
    command = [sys.executable, str(_HERE / f"bench_{bench}.py"), "--scale", "0.001"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "times as fast" in done.stdout
    assert "False" not in done.stdout, "a peer counts differently"
