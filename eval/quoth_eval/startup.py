"""What keeps a short run short."""

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType


class _NoPandas:
    """Every module is found as before, but not pandas."""

    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name == "pandas":
            raise ModuleNotFoundError("not wanted here", name=name)
        return None


def spare_pandas() -> None:
    """Keep pyarrow from importing pandas in this process, which takes it a second or more.

    The first time pyarrow looks at an array it asks pandas whether that is a Series, and for that imports it,
    if it is installed. Here it is made to find none; it remembers that. Whoever imports pandas still gets it,
    but pyarrow's conversions to pandas no longer work: for processes that score and do nothing else.
    """
    if "pandas" in sys.modules:
        return
    import pyarrow as pa

    sys.meta_path.insert(0, _NoPandas)
    try:
        pa.array([0])
    finally:
        sys.meta_path.remove(_NoPandas)
