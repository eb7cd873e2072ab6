"""Documents sorted into parts by their ids."""

from pathlib import Path

import pyarrow as pa
import pytest
from examples import jsonl, plains
from hypothesis import given
from hypothesis import strategies as st

from quoth_eval.errors import InputError
from quoth_eval.inputs.arrow import SCHEMA
from quoth_eval.inputs.shards import resolve
from quoth_eval.partitioning import Sorting, gathered, part_of, sort_out


def plain_hash(name: str) -> int:
    """FNV-1a as it is published, folded."""
    value = 0xCBF29CE484222325
    for letter in name.encode():
        value = (value ^ letter) * 0x100000001B3 % 2**64
    return value ^ value >> 32


@given(st.lists(st.text("abcXYZ.-_019", min_size=1, max_size=100)), st.integers(1, 50), st.integers(0, 3))
def test_the_part_of_a_document_is_the_hash_of_its_id(names: list[str], parts: int, skip: int) -> None:
    ids = pa.chunked_array([pa.array(names, pa.string())]).slice(skip)
    assert part_of(ids, parts).tolist() == [plain_hash(n) % parts for n in names[skip:]]


def test_parts_are_of_about_one_size() -> None:
    found = part_of(pa.chunked_array([[f"doc-{n:06}" for n in range(10_000)]]), 10).tolist()
    assert all(900 < found.count(part) < 1_100 for part in range(10))


def order(path: Path, folder: Path, parts: int) -> Sorting:
    (shard,) = resolve(str(path))
    return Sorting("gold", shard, SCHEMA, parts, folder / f"{path.name}.arrow")


def test_every_document_is_in_the_part_of_its_id(tmp_path: Path) -> None:
    files = [jsonl(tmp_path / f"{n}.jsonl", plains(20, first=20 * n)) for n in range(3)]
    sources = [sort_out(order(file, tmp_path, 7)) for file in files]
    again = sort_out(order(files[0], tmp_path, 7))  # as after the death of a worker
    assert again == sources[0]
    found: list[str] = []
    for part in range(7):
        table = gathered(sources, part, SCHEMA)
        names = table.column("id").to_pylist()
        assert {plain_hash(name) % 7 for name in names} <= {part}
        found += names
    assert sorted(found) == sorted(f"d{n}" for n in range(60))
    assert not [f for f in tmp_path.iterdir() if f.suffix not in (".jsonl", ".arrow")]


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    file = jsonl(tmp_path / "a.jsonl", plains(1))
    with pytest.raises(InputError, match=r"cannot write to .*gone: .* name another with --temp"):
        sort_out(order(file, tmp_path / "gone", 2))


def test_an_empty_shard_is_in_no_part(tmp_path: Path) -> None:
    source = sort_out(order(jsonl(tmp_path / "a.jsonl", []), tmp_path, 2))
    assert source.parts == ()
    assert len(gathered([source], 0, SCHEMA)) == 0
