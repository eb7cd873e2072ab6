"""The Python examples of a dataset's card, run as a reader would run them."""

import contextlib
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def run_examples(folder: Path, load: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What each block of Python in the card of ``folder`` prints, run beside it.

    Args:
        folder: a built dataset that is called ``dataset``.
        load: ``load_dataset`` without a network.
        monkeypatch: undoes what is changed.
    """
    import datasets

    monkeypatch.setattr(datasets, "load_dataset", load)
    monkeypatch.chdir(folder.parent)
    printed = []
    card = (folder / "README.md").read_text(encoding="utf-8")
    for code in re.findall(r"```python\n(.*?)```", card, re.DOTALL):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(code, "card", "exec"), {})  # noqa: S102
        printed.append(out.getvalue())
    return printed
