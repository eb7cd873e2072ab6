"""Writing the dataset's folder: whole or not at all, and never over something else."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from quoth_eval.errors import InputError

CARD = "README.md"
CROISSANT = "croissant.json"


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make ``folder`` hold exactly these files (by their path in it).

    They are written into a new folder beside it that then takes its place, so whoever looks sees the old
    dataset or the new one. An older dataset of ours is replaced.

    Raises:
        InputError: the folder holds something that a build did not write, or cannot be written.
    """
    target = folder.resolve()
    refuse_foreign(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as beside:
            fresh = Path(beside, "new")
            _fill(fresh, files)
            _swap(target, fresh, Path(beside, "old"))
    except OSError as error:
        raise InputError(f"cannot write the dataset {folder}: {error.strerror or error}") from None


def refuse_foreign(folder: Path) -> None:
    """Nothing, if a dataset may be written to ``folder``: not there, empty, or a dataset that a build wrote.

    Raises:
        InputError: there is something else; it names one such thing.
    """
    if folder.is_file():
        raise InputError(f"{folder} is a file; name a folder with --out DIR")
    if not folder.is_dir():
        return
    found = sorted(str(f.relative_to(folder)) for f in folder.rglob("*") if not f.is_dir())
    foreign = [name for name in found if not _ours(name)]
    if found and not foreign and not {CARD, CROISSANT} <= set(found):
        foreign = found
    if foreign:
        raise InputError(
            f"{folder} holds {foreign[0]}, which quoth build did not write; name another folder with --out"
        )


def _ours(name: str) -> bool:
    return name in (CARD, CROISSANT) or any(map(Path(name).match, ("data/*/*.parquet", "plots/*.svg")))


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in sorted(files.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.write(data)
            os.fsync(file.fileno())


def _swap(target: Path, fresh: Path, old: Path) -> None:
    """Put ``fresh`` in the place of ``target``; the old folder comes back if that fails."""
    if not target.exists():
        fresh.rename(target)
        return
    target.rename(old)
    try:
        fresh.rename(target)
    except OSError:
        old.rename(target)
        raise
