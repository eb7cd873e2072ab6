"""Adds something exactly once, although the answer that it was added may get lost."""

import time
from collections.abc import Callable
from typing import TypeVar

from quoth.studio.client import MaybeDoneError

T = TypeVar("T")

PATIENCE = (1.0, 4.0, 15.0)
"""Seconds to wait before each look: a server may be at work on a request whose connection broke."""


def once(add: Callable[[], T], look: Callable[[], T | None]) -> T:
    """What ``add`` gives; where its answer is lost, what ``look`` finds, and only if that is nothing, again.

    Raises:
        MaybeDoneError: the second answer was lost, too.
    """
    try:
        return add()
    except MaybeDoneError:
        for seconds in PATIENCE:
            time.sleep(seconds)
            if (found := look()) is not None:
                return found
    return add()
