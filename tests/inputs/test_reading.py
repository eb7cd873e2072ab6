"""Reading every kind of input, and what is said of a broken one."""

import gzip
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from examples import TEXT, as_lines, jsonl, plain, plains

from quoth_eval.errors import InputError
from quoth_eval.inputs import lines, parquet
from quoth_eval.inputs.arrow import SCHEMA, projected
from quoth_eval.inputs.reading import tables
from quoth_eval.inputs.shards import resolve
from quoth_eval.inputs.skipped import Skipped

HALF = b'{"id":"d9","mentions":[{"id":"m1","sta'


def ids(path: Path, skipped: Skipped | None = None, schema: pa.Schema = SCHEMA) -> list[str]:
    (shard,) = resolve(str(path))
    return [name for table in tables(shard, schema, skipped) for name in table.column("id").to_pylist()]


def with_mention(**fields: Any) -> dict[str, Any]:
    return plain("d1", mentions=[{"id": "m1", "start": 0, "end": 3, "type": "PER", **fields}])


def with_attribution(**fields: Any) -> dict[str, Any]:
    return plain("d1", attributions=[{"id": "a1", "cue": [{"start": 4, "end": 7}], **fields}])


def with_event(**fields: Any) -> dict[str, Any]:
    return plain("d1", events=[{"id": "v1", "start": 4, "end": 7, "arguments": [], **fields}])


BROKEN = [
    (HALF, "no valid JSON: .* at column"),
    (b'{"id":"d1"} {"id":"d2"}', "expected one document on a line, found more from column 13 on"),
    (b"null", "expected a JSON object, one document on a line, found null"),
    (b'["d1"]', "expected a JSON object"),
    (b'{"id":"d1","text":"caf\xe9"}', "not UTF-8 at byte 23 of the line"),
    (b'{"id":"d1","text":"\\ud800"}', "half of a surrogate pair"),
    (b'{"id":"d1","mentions":[],"mentions":[]}', "document d1: the key 'mentions' is given twice"),
    (b'{"id":"d1","x":' + b"[" * 9999 + b"}", "nested too deeply"),
    (b'{"mentions":[]}', "field id: missing"),
    (b'{"id":null}', "field id: missing"),
    (b'{"id":7}', "document 7, field id: expected a valid string, found 7"),
    (b'{"id":"../d"}', "field id: expected 1 to 100 of"),
    (plain("d1", text=5), "document d1, field text: expected a valid string, found 5"),
    (plain("d1", text_sha256="0" * 64), "document d1, field text_sha256: .* not the same text"),
    (plain("d1", tokens=[{"start": 0, "end": 99}]), r"document d1, field tokens\[0\]: .* end <= 20"),
    (plain("d1", mentions={}), "document d1, field mentions: expected a valid array"),
    (plain("d1", mentions=[None]), "document d1, mention number 1"),
    (with_mention(start="0"), 'mention m1, field start: expected a valid integer, found "0"'),
    (with_mention(start=0.0), "mention m1, field start: expected a valid integer, found 0.0"),
    (with_mention(start=None), "mention m1, field start: missing"),
    (with_mention(start=3), "mention m1, field start: expected start < end, found 3 and 3"),
    (with_mention(start=-1), "mention m1, field start: expected start >= 0"),
    (with_mention(end=21), "mention m1, .* end <= 20, the length of the text, found 0 and 21"),
    (with_mention(end=2**70), "mention m1, .* end <= 20"),
    ({"id": "d1", "mentions": [{"id": "m1", "start": 0, "end": 2**31}]}, "mention m1, .* end <= 2147483647"),
    (with_mention(type=5), "mention m1, field type: expected a valid string, found 5"),
    (with_mention(id=None), "mention number 1, field id: missing"),
    (
        plain("d1", mentions=[plain("d")["mentions"][0]] * 2),
        "mention m1, field id: expected an id of its own",
    ),
    (
        with_mention(entity="x") | {"entities": []},
        "mention m1, field entity: expected the id of an entity, found x",
    ),
    (
        with_attribution(sources=["m9"]),
        r"attribution a1, field sources\[0\]: expected the id of a mention, found m9",
    ),
    (with_attribution(sources=[None]), r"attribution a1, field sources\[0\]"),
    (with_attribution(addressees="m1"), "attribution a1, field addressees: expected a valid array"),
    (
        with_attribution(relays="a2"),
        "attribution a1, field relays: expected the id of an attribution, found a2",
    ),
    (with_attribution(content=[{"start": 4}]), r"attribution a1, field content\[0\].end: missing"),
    (
        with_attribution(content=[{"start": 9, "end": 5}]),
        r"attribution a1, field content\[0\]: expected start < end",
    ),
    (
        with_event(arguments=[{"role": "agent", "mention": "m9"}]),
        r"event v1, field arguments\[0\].mention: expected the id",
    ),
    (with_event(arguments=[{"mention": "m1"}]), r"event v1, field arguments\[0\].role: missing"),
    (with_event(polarity=True), "event v1, field polarity: expected a valid string, found true"),
]


@pytest.mark.parametrize(("line", "words"), BROKEN, ids=range(len(BROKEN)))
def test_a_broken_line_is_named_with_what_was_expected(tmp_path: Path, line: Any, words: str) -> None:
    path = jsonl(tmp_path / "pred.jsonl", [plain("d0"), b"", line, plain("d2")])
    with pytest.raises(InputError, match=f"^{path}:3: .*{words}"):
        ids(path)


@pytest.mark.parametrize(("line", "words"), BROKEN, ids=range(len(BROKEN)))
def test_lenient_reading_skips_it_alone(tmp_path: Path, line: Any, words: str) -> None:
    skipped = Skipped()
    path = jsonl(tmp_path / "pred.jsonl", [*plains(5, first=10), line, *plains(5, first=20)])
    assert ids(path, skipped) == [f"d{n}" for n in (*range(10, 15), *range(20, 25))]
    assert skipped.count == len(skipped.reasons) == 1
    assert len(skipped.ids) + skipped.unnamed == 1


@pytest.mark.parametrize(
    "line",
    [
        plain("d1", attributions=[{"id": "a1", "cue": None, "sources": None, "content": []}]),
        with_mention(type=None, level=None) | {"entities": None, "tokens": None},
        with_event(arguments=None, type=None),
        b'{"id":"d1","score":NaN,"x":1,"x":2}',
        b'\xef\xbb\xbf{"id":"d1"}',
    ],
)
def test_null_is_as_good_as_absent_and_the_unknown_is_ignored(tmp_path: Path, line: Any) -> None:
    assert ids(jsonl(tmp_path / "pred.jsonl", [line])) == ["d1"]
    path = jsonl(tmp_path / "pred.jsonl", [line, HALF])
    assert ids(path, Skipped()) == ["d1"]  # also beside a broken line


def test_only_what_is_scored_is_looked_at(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", [with_attribution(sources=["m9"])])
    assert ids(path, schema=projected(["mentions"])) == ["d1"]
    beside = jsonl(tmp_path / "b.jsonl", [with_attribution(sources=["m9"]), HALF])
    assert ids(beside, Skipped(), projected(["mentions"])) == ["d1"]


def test_line_40001_of_a_long_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "CHUNK", 1 << 20)
    path = jsonl(tmp_path / "long.jsonl", [as_lines(plains(40_000))[:-1], HALF, plain("last")])
    with pytest.raises(InputError, match=r"long.jsonl:40001: no valid JSON"):
        ids(path)
    skipped = Skipped()
    assert len(ids(path, skipped)) == 40_001
    assert skipped.ids == {"d9"}  # the id is legible, though the line is cut


def test_of_many_broken_lines_all_are_counted_and_some_told(tmp_path: Path) -> None:
    skipped = Skipped()
    assert ids(jsonl(tmp_path / "a.jsonl", [b"oops"] * 250 + [plain("d1")]), skipped) == ["d1"]
    assert (skipped.count, skipped.unnamed, len(skipped.reasons)) == (250, 250, 100)


def test_a_file_cut_short_ends_in_a_broken_line(tmp_path: Path) -> None:
    path = tmp_path / "cut.jsonl"
    path.write_bytes(as_lines(plains(3))[:-30])
    with pytest.raises(InputError, match=r"cut.jsonl:3: no valid JSON"):
        ids(path)


def write(path: Path, documents: list[dict[str, Any]]) -> Path:
    pq.write_table(pa.Table.from_pylist(documents), path)
    return path


def test_parquet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROWS", 2)
    assert ids(write(tmp_path / "a.parquet", plains(5))) == [f"d{n}" for n in range(5)]


def test_the_broken_row_of_a_parquet_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROWS", 2)
    path = write(tmp_path / "a.parquet", [*plains(4), with_mention(end=99), *plains(2, 5)])
    with pytest.raises(
        InputError, match=r"a.parquet: row 5: document d1, mention m1, field start: .* found 0 and 99"
    ):
        ids(path)
    skipped = Skipped()
    assert ids(path, skipped) == ["d0", "d1", "d2", "d3", "d5", "d6"]
    assert skipped.ids == {"d1"}


def test_a_string_in_parquet_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    data = pa.array([b"d0", b"d\xff"]).view(pa.string())
    pq.write_table(pa.table({"id": ["d0", "d1"], "text": data}), tmp_path / "a.parquet")
    with pytest.raises(InputError, match=r"a.parquet: row 2: a string is not UTF-8"):
        ids(tmp_path / "a.parquet")
    assert ids(tmp_path / "a.parquet", Skipped()) == ["d0"]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"doc": ["d"]}, "no column id; .* found columns doc"),
        ({"id": ["d"], "mentions": ["x"]}, "column mentions: expected lists of records"),
        (pa.table([["d"], ["e"]], names=["id", "id"]), "the column 'id' is there twice"),
    ],
)
def test_columns_that_do_not_fit_are_named(tmp_path: Path, table: Any, words: str) -> None:
    pq.write_table(table if isinstance(table, pa.Table) else pa.table(table), tmp_path / "a.parquet")
    for skipped in (None, Skipped()):  # no single document is to blame
        with pytest.raises(InputError, match=f"a.parquet: .*{words}"):
            ids(tmp_path / "a.parquet", skipped)


@pytest.mark.parametrize("keep", [0, 4, -300, -4])
def test_a_damaged_parquet_file_is_named(tmp_path: Path, keep: int) -> None:
    path = write(tmp_path / "a.parquet", plains(5))
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(InputError, match=r"a.parquet: no readable Parquet file"):
        ids(path)


def test_damaged_data_in_a_whole_parquet_file(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.Table.from_pylist(plains(500)), path, compression="gzip", use_dictionary=False)
    data = bytearray(path.read_bytes())
    data[100:400] = bytes(300)
    path.write_bytes(data)
    with pytest.raises(InputError, match=r"a.parquet: no readable Parquet file"):
        ids(path)


def test_a_damaged_name_of_a_column(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", plains(5))
    path.write_bytes(path.read_bytes().replace(b"mentions", b"ment\xff\xffns"))
    with pytest.raises(InputError, match=r"a.parquet: no readable Parquet file"):
        ids(path)


def test_large_documents_are_read_a_few_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "MEMORY", 10_000)
    documents = [plain(f"d{n}", text=TEXT + f"{n} " * 2000) for n in range(6)]
    path = write(tmp_path / "a.parquet", documents)
    (shard,) = resolve(str(path))
    assert max(len(t) for t in tables(shard, SCHEMA)) <= 3
    assert len(ids(path)) == 6


def test_parquet_and_lines_are_read_the_same(tmp_path: Path) -> None:
    documents = [
        with_attribution(sources=["m1"], content=[{"start": 8, "end": 11}]) | {"id": "a"},
        with_event() | {"id": "b"},
    ]
    (one,) = resolve(str(jsonl(tmp_path / "a.jsonl", documents)))
    rows = lines.table(as_lines(documents), SCHEMA)
    pq.write_table(rows, tmp_path / "a.parquet")
    (other,) = resolve(str(tmp_path / "a.parquet"))
    read = [pa.concat_tables(tables(shard, SCHEMA)).to_pylist() for shard in (one, other)]
    assert read[0] == read[1]


def test_an_empty_gzip_of_nothing_has_no_documents(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b""))
    assert ids(tmp_path / "a.jsonl.gz") == []


def corpus(root: Path, texts: dict[str, str]) -> Path:
    (root / "text").mkdir(parents=True)
    (root / "annotations" / "gold").mkdir(parents=True)
    (root / "articles.jsonl").write_bytes(as_lines([{"id": name} for name in texts]))
    for name, text in texts.items():
        (root / "text" / f"{name}.txt").write_text(text, encoding="utf-8")
        mention = {"kind": "mention", "id": "m1", "start": 0, "end": 3, "type": "PER"}
        (root / "annotations" / "gold" / f"{name}.jsonl").write_bytes(orjson.dumps(mention) + b"\n")
    return root


def test_an_annotation_set(tmp_path: Path) -> None:
    root = corpus(tmp_path / "corpus", {"b": TEXT, "a": TEXT})
    (shard,) = resolve("gold", root)
    read = pa.concat_tables(tables(shard, SCHEMA)).to_pylist()
    assert [(d["id"], d["text"], len(d["mentions"]), d["events"]) for d in read] == [
        ("a", TEXT, 1, []),
        ("b", TEXT, 1, []),
    ]


def test_a_broken_document_of_a_set_is_named_or_skipped(tmp_path: Path) -> None:
    root = corpus(tmp_path / "corpus", {"a": TEXT, "b": "No", "c": TEXT})
    (root / "annotations" / "gold" / "c.jsonl").write_text("oops")
    (shard,) = resolve("gold", root)
    with pytest.raises(
        InputError, match=r"set gold: document b, mention m1, field start: .* found 0 and 3|c.jsonl:1"
    ):
        list(tables(shard, SCHEMA))
    skipped = Skipped()
    assert [t.column("id").to_pylist() for t in tables(shard, SCHEMA, skipped)] == [["a"]]
    assert skipped.ids == {"b", "c"}
