import gzip
import io
import os
import sys
import threading
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from examples import as_lines, jsonl, plains

from quoth_eval.errors import InputError
from quoth_eval.inputs.arguments import shards
from quoth_eval.inputs.arrow import SCHEMA
from quoth_eval.inputs.places import places
from quoth_eval.inputs.reading import tables
from quoth_eval.inputs.shards import Shard, resolve
from quoth_eval.inputs.weights import weight


def touch(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def names(spec: str | Path) -> list[str]:
    return [shard.path.name for shard in resolve(str(spec))]


def test_a_folder_has_its_data_files_in_order(tmp_path: Path) -> None:
    touch(
        *(tmp_path / n for n in ("b.jsonl", "a.parquet", "c.jsonl.gz", "README.md", ".b.jsonl", "_a.parquet"))
    )
    (tmp_path / "d.jsonl").mkdir()
    assert names(tmp_path) == ["a.parquet", "b.jsonl", "c.jsonl.gz"]


def test_a_dataset_folder_has_documents_by_split(tmp_path: Path) -> None:
    documents, tokens = tmp_path / "data" / "documents", tmp_path / "data" / "tokens"
    touch(
        documents / "test.parquet",
        documents / "train.parquet",
        tokens / "test.parquet",
        tmp_path / "README.md",
    )
    assert [s.path for s in resolve(f"{tmp_path}@test")] == [documents / "test.parquet"]
    assert names(tmp_path) == ["test.parquet", "train.parquet"]


def test_a_split_is_found_by_the_names_of_files(tmp_path: Path) -> None:
    touch(
        *(tmp_path / n for n in ("test-00000-of-00002.parquet", "test-00001-of-00002.parquet", "train.jsonl"))
    )
    assert len(names(f"{tmp_path}@test")) == 2
    with pytest.raises(InputError, match=r"no split dev; there are test, train"):
        resolve(f"{tmp_path}@dev")


def test_an_at_sign_may_be_in_a_name(tmp_path: Path) -> None:
    touch(tmp_path / "me@home" / "a.jsonl")
    assert names(tmp_path / "me@home") == ["a.jsonl"]


@pytest.mark.parametrize(
    ("files", "spec", "words"),
    [
        ([], "gone.jsonl", "gone.jsonl: no such file, folder or annotation set; expected a .jsonl"),
        (["a.json"], "a.json", "a.json: unknown kind of file; expected a .jsonl"),
        (["x/readme.txt"], "x", "x: nothing to read in it, expected a .jsonl"),
        (["x/a.jsonl", "x/b.jsonl.zst"], "x", "b.jsonl.zst: unknown kind of file"),
        (
            ["x/articles.jsonl", "x/annotations/gold/a.jsonl"],
            "x",
            r"whole corpus; name one of its sets \(gold\)",
        ),
    ],
)
def test_what_is_not_there_is_said_with_what_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: list[str], spec: str, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    touch(*map(Path, files))
    with pytest.raises(InputError, match=words):
        resolve(spec)


def test_an_annotation_set_by_name_or_folder(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    touch(corpus / "articles.jsonl", corpus / "annotations" / "ana" / "a.jsonl")
    expected = [Shard(corpus, "set", "ana")]
    assert resolve("ana", corpus) == resolve(str(corpus / "annotations" / "ana")) == expected
    with pytest.raises(InputError, match=r"bob: no such .* \(the corpus has the sets ana\)"):
        resolve("bob", corpus)


def test_the_files_of_a_set_are_what_its_documents_are_made_of(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    (corpus / "annotations" / "ana").mkdir(parents=True)
    jsonl(corpus / "articles.jsonl", [{"id": "a"}, {"id": "b"}])
    touch(corpus / "annotations" / "ana" / "a.jsonl", corpus / "text" / "a.txt", corpus / "text" / "b.txt")
    found = [f.relative_to(corpus).as_posix() for f in Shard(corpus, "set", "ana").files()]
    assert found == ["articles.jsonl", "text/a.txt", "annotations/ana/a.jsonl"]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, pack: type[bytes]) -> None:
    stream = io.TextIOWrapper(io.BytesIO(pack(as_lines(plains(2)))))
    monkeypatch.setattr(sys, "stdin", stream)
    with shards(["-"], tmp_path) as ((shard,),):
        assert shard.name == "standard input"
        assert sum(len(t) for t in tables(shard, SCHEMA)) == 2
    assert not shard.path.exists()


def test_parquet_and_nothing_on_standard_input(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(plains(3)), file)
    for data, count in ((file.getvalue(), 3), (b"", 0)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        with shards(["-"], tmp_path) as ((shard,),):
            assert sum(len(t) for t in tables(shard, SCHEMA)) == count


def test_a_named_pipe_is_read_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_bytes(as_lines(plains(2))))
    writer.start()
    with shards([str(pipe)], tmp_path) as ((shard,),):
        assert sum(len(t) for t in tables(shard, SCHEMA)) == 2
    writer.join()


def test_standard_input_is_kept_where_it_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    with shards(["-"], tmp_path, temp=tmp_path) as ((shard,),):
        assert tmp_path in shard.path.parents
    with (
        pytest.raises(InputError, match=r"--temp .*gone: no folder to write to"),
        shards(["-"], tmp_path, temp=tmp_path / "gone"),
    ):
        pass


def test_standard_input_serves_one_side(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="only one of the inputs"), shards(["-", "-"], tmp_path):
        pass


def test_where_documents_stand(tmp_path: Path) -> None:
    lines = jsonl(tmp_path / "x" / "a.jsonl", [b"", *plains(2), b"oops"])
    pq.write_table(pa.Table.from_pylist(plains(3)), tmp_path / "x" / "b.parquet")
    corpus = tmp_path / "corpus"
    touch(corpus / "articles.jsonl", corpus / "annotations" / "ana" / "d1.jsonl")
    found = places([*resolve(str(tmp_path / "x")), *resolve("ana", corpus)], {"d1", "d7"})
    labels = corpus / "annotations" / "ana" / "d1.jsonl"
    assert found == {"d1": [f"{lines}:3", f"{tmp_path / 'x' / 'b.parquet'}: row 2", str(labels)], "d7": []}


def test_weights_are_of_the_right_order(tmp_path: Path) -> None:
    data = as_lines(plains(1000))
    (tmp_path / "a.jsonl").write_bytes(data)
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(data))
    pq.write_table(pa.Table.from_pylist(plains(1000)), tmp_path / "a.parquet")
    assert weight(resolve(str(tmp_path / "a.jsonl"))[0]) == len(data)
    for name in ("a.jsonl.gz", "a.parquet"):
        assert len(data) / 10 < weight(resolve(str(tmp_path / name))[0]) < len(data) * 10
    touch(tmp_path / "broken.parquet")
    assert weight(Shard(tmp_path / "broken.parquet", "parquet", "x")) == 0
