import gzip
from pathlib import Path

import pyarrow as pa
import pytest
from examples import as_lines, plains

from quoth_eval.errors import InputError
from quoth_eval.inputs import lines
from quoth_eval.inputs.arrow import SCHEMA, projected
from quoth_eval.inputs.shards import Shard

ONE, TWO, THREE = as_lines(plains(3)).splitlines()


def shard(path: Path, data: bytes) -> Shard:
    path.write_bytes(data)
    return Shard(path, "jsonl", path.name)


@pytest.mark.parametrize(
    ("chunk", "ids"),
    [
        (b"", []),
        (b" \n\r\n\t", []),
        (ONE, ["d0"]),
        (ONE + b"\n" + TWO + b"\n", ["d0", "d1"]),
        (ONE + b"\r\n\r\n" + TWO + b"\r\n", ["d0", "d1"]),
        (b"  " + ONE + b"  ", ["d0"]),
        (b'{"id":"a","x":NaN,"y":[[[{"z":1}]]],"mentions":null}', ["a"]),
        (b'{"id":"a","x":1,"x":2}', ["a"]),
        (b'{"\\u0069d":"a"}', ["a"]),
        (b'{"id":"a","x":' + b"[" * 50_000 + b"]" * 50_000 + b"}", ["a"]),
        ('{"id":"a","text":"Кийв 🎈"}'.encode(), ["a"]),
    ],
)
def test_what_is_read(chunk: bytes, ids: list[str]) -> None:
    assert lines.table(chunk, SCHEMA).column("id").to_pylist() == ids


@pytest.mark.parametrize(
    "chunk",
    [
        b"null",
        b"null\n" + ONE,
        b"  null",
        b"[]",
        b"[" + ONE + b"]",
        b"5",
        b'"x"',
        ONE + b" " + TWO,
        ONE + b" " + TWO + b"\n" + THREE,
        ONE + b"," + TWO,
        ONE + b" null",
        b'{"id":\n"a"}',
        b'{"id":"a",}',
        b'{"id":"a"}\n{"id":"b"',
        b'{"id":"a","id":"b"}',
        b'{"id":"a","mentions":[],"mentions":[]}',
        b'{"id":5}',
        b'{"id":"a","mentions":[{"id":"m","start":1.0,"end":2}]}',
        b'{"id":"a","mentions":[{"id":"m","start":"1","end":2}]}',
        b'{"id":"a","mentions":[{"id":"m","start":1e0,"end":2}]}',
        b'{"id":"a","mentions":[{"id":"m","start":99999999999999999999,"end":2}]}',
        b'{"id":"a","mentions":{"id":"m"}}',
        b'{"id":"a","mentions":[[1]]}',
        b'{"id":"a","text":"\\ud800"}',
        b'{"id":"a","text":"\xff"}',
        b'{"id":"a","unknown":"\xff"}',
        b'{"id":"a","text":"a\x01"}',
    ],
)
def test_what_is_refused(chunk: bytes) -> None:
    with pytest.raises(pa.ArrowInvalid):
        lines.table(chunk, SCHEMA)


def test_unknown_keys_are_ignored_at_any_depth() -> None:
    chunk = b'{"x":{"id":5},"id":"a","mentions":[{"id":"m","start":1,"end":2,"score":0.5,"more":[{}]}]}'
    (mention,) = lines.table(chunk, projected(["mentions"])).to_pylist()[0]["mentions"]
    assert mention == {"id": "m", "start": 1, "end": 2, "type": None, "level": None, "entity": None}


@pytest.mark.parametrize("size", [1, 7, 100, 1 << 20])
@pytest.mark.parametrize("data", [ONE + b"\n" + TWO, ONE + b"\n\n" + TWO + b"\n\n", b"\n" + ONE + b"\r\n"])
def test_chunks_hold_every_line_once_with_its_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, data: bytes
) -> None:
    monkeypatch.setattr(lines, "CHUNK", size)
    found = [
        numbered
        for first, chunk in lines.chunks(shard(tmp_path / "a.jsonl", data))
        for numbered in lines.lines(chunk, first)
    ]
    assert found == [(n, line) for n, line in enumerate(data.split(b"\n"), 1) if line.strip()]


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl"])
def test_gzip_is_known_by_its_first_bytes(tmp_path: Path, name: str) -> None:
    ((first, chunk),) = lines.chunks(shard(tmp_path / name, gzip.compress(ONE)))
    assert (first, chunk) == (1, ONE)


def test_a_mark_at_the_beginning_is_no_part_of_the_first_line(tmp_path: Path) -> None:
    for data in (ONE, ONE + b"\n" + TWO):
        first = next(lines.chunks(shard(tmp_path / "a.jsonl", b"\xef\xbb\xbf" + data)))
        assert first[1].startswith(ONE)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (gzip.compress(ONE * 1000)[:-9], "damaged or cut short"),
        (gzip.compress(ONE)[:5], "damaged or cut short"),
        (ONE, "damaged or cut short: Not a gzipped file"),
        (b"", "empty"),
        (gzip.compress(ONE * 1000)[:40] + b"\0" * 99, "damaged or cut short"),
    ],
)
def test_a_broken_gzip_is_named(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=f"a.jsonl.gz: .*{words}"):
        list(lines.chunks(shard(tmp_path / "a.jsonl.gz", data)))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot read gone.jsonl: No such file"):
        list(lines.chunks(Shard(tmp_path / "gone.jsonl", "jsonl", "gone.jsonl")))


@pytest.mark.parametrize(
    ("line", "name"), [(ONE, "d0"), (b"{}", None), (b"oops", None), (b"[1]", None), (b'{"id": 1}', None)]
)
def test_the_id_on_a_line(line: bytes, name: str | None) -> None:
    assert lines.identifier(line) == name
