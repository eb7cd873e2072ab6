"""What the benches share: their options, times, ratios, memory."""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from quoth_eval.inputs.shards import resolve
from quoth_eval.metrics.metric import Options
from quoth_eval.run import Run

T = TypeVar("T")


def say(line: str = "") -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def scale(description: str | None) -> float:
    """``--scale``: the size of the data, 1 for the sizes that the targets are about."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--scale", type=float, default=1.0, help="1 for the full size, 0.01 to try it out")
    return float(parser.parse_args().scale)


@dataclass(frozen=True)
class Time:
    """Seconds on the clock, and of processors (of all threads; steadier on a busy machine)."""

    wall: float
    processor: float


def timed(work: Callable[[], T], times: int = 1) -> tuple[Time, T]:
    """The least times of some runs, and what the last one gave."""
    walls, processors = [], []
    for _ in range(times):
        start = time.perf_counter(), time.process_time()
        found = work()
        walls.append(time.perf_counter() - start[0])
        processors.append(time.process_time() - start[1])
    return Time(min(walls), min(processors)), found


def compared(what: str, ours: Time, peer: str, theirs: Time, target: float) -> None:
    """One line: both times, their ratio on the clock and by processor time, and the ratio asked for."""
    wall, processor = theirs.wall / ours.wall, theirs.processor / ours.processor
    say(f"{what:<40} {ours.wall:8.3f} s   {peer} {theirs.wall:8.2f} s")
    verdict = "" if wall >= target else "   BELOW THE TARGET"
    say(f"    {wall:6.1f} times as fast (processor time {processor:.1f}; target {target:g}){verdict}")


def result(gold: Path, pred: Path, *layers: str) -> dict[str, Any]:
    """What ``quoth score GOLD PRED --json`` prints."""
    return Run(resolve(str(gold)), resolve(str(pred)), layers, Options()).result()


_MEMORY = """
import resource, sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from measuring import result
start = time.perf_counter()
found = result(*map(Path, sys.argv[2:4]), *sys.argv[4:])
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def in_a_new_process(gold: Path, pred: Path, *layers: str) -> tuple[float, float]:
    """Seconds and peak memory (MB, interpreter and libraries included) of scoring in a process of its own."""
    here = str(Path(__file__).parent)
    command = [sys.executable, "-c", _MEMORY, here, str(gold), str(pred), *layers]
    words = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split()
    return float(words[0]), float(words[1])
