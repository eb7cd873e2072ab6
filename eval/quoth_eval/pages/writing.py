"""Pages and tables into files."""

from pathlib import Path

from quoth_eval.errors import InputError


def write_page(path: Path, page: str) -> None:
    """Write a page, making its folder.

    Raises:
        InputError: it cannot be written there.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page.encode("utf-8"))
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}") from None
