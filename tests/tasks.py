"""Tasks that workers of a pool can import."""

import os
import signal
from pathlib import Path


def square(number: int) -> int:
    return number * number


def refuse(number: int) -> int:
    from quoth_eval.errors import DocumentError

    raise DocumentError({f"d{number}": "broken"}, "pred")


def die_once(marker: Path) -> str:
    """Is killed the first time, without a word; the second time it works."""
    if not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return marker.name


def die(marker: Path) -> str:
    """Is killed every time."""
    with marker.open("a") as file:
        file.write("x")
    os.kill(os.getpid(), signal.SIGKILL)
    return marker.name
