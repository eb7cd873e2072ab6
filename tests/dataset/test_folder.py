"""The folder: whole or not at all, and never over something else."""

import os
from pathlib import Path

import pytest

from quoth.dataset.folder import refuse_foreign, write
from quoth_eval.errors import InputError

FILES = {"README.md": b"# A\n", "croissant.json": b"{}\n", "data/documents/train.parquet": b"PAR1"}


def listing(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def test_exactly_the_files_are_there(tmp_path: Path) -> None:
    write(tmp_path / "deep/d", FILES)
    assert listing(tmp_path / "deep/d") == FILES
    write(tmp_path / "deep/d", {**FILES, "data/documents/test.parquet": b"PAR1"})
    write(tmp_path / "deep/d", FILES)
    assert listing(tmp_path / "deep/d") == FILES
    assert [f.name for f in (tmp_path / "deep").iterdir()] == ["d"]


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    write(tmp_path / "d", FILES)
    assert listing(tmp_path / "d") == FILES


def test_others_may_read_it(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        write(tmp_path / "d", FILES)
    finally:
        os.umask(mask)
    assert (tmp_path / "d").stat().st_mode & 0o777 == 0o755
    assert (tmp_path / "d/README.md").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    ("there", "named"),
    [
        ({"thesis.tex": b""}, "thesis.tex"),
        ({**FILES, ".git/HEAD": b""}, ".git/HEAD"),
        ({**FILES, "data/notes.txt": b""}, "data/notes.txt"),
        ({"README.md": b"# My project"}, "README.md"),
    ],
)
def test_what_a_build_did_not_write_stays(there: dict[str, bytes], named: str, tmp_path: Path) -> None:
    for name, data in there.items():
        (tmp_path / "d" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "d" / name).write_bytes(data)
    with pytest.raises(InputError, match=f"holds {named}, which quoth build did not write"):
        write(tmp_path / "d", FILES)
    assert listing(tmp_path / "d") == there


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "d").write_text("x")
    with pytest.raises(InputError, match="is a file; name a folder with --out"):
        refuse_foreign(tmp_path / "d")


def test_a_link_to_a_dataset_stays_a_link(tmp_path: Path) -> None:
    write(tmp_path / "real", FILES)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write(tmp_path / "link", {**FILES, "README.md": b"# B\n"})
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real/README.md").read_bytes() == b"# B\n"


def test_a_failure_leaves_the_old_dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "d", FILES)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(InputError, match=r"cannot write the dataset .*: No space left on device"):
        write(tmp_path / "d", {**FILES, "README.md": b"# B\n"})
    assert listing(tmp_path / "d") == FILES
    assert [f.name for f in tmp_path.iterdir()] == ["d"]


def test_a_swap_that_fails_brings_the_old_dataset_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "d", FILES)
    rename = Path.rename

    def fail(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise PermissionError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(InputError, match="Permission denied"):
        write(tmp_path / "d", {**FILES, "README.md": b"# B\n"})
    assert listing(tmp_path / "d") == FILES
