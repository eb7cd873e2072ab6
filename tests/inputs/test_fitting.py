import pyarrow as pa
import pytest

from quoth_eval.errors import InputError
from quoth_eval.inputs.arrow import SCHEMA
from quoth_eval.inputs.fitting import fitted

MENTION = {"id": "m1", "start": 0, "end": 3, "type": "PER"}
READ = {**MENTION, "level": None, "entity": None}


def mentions(values: list[list[dict[str, object]] | None], kind: pa.DataType) -> pa.Table:
    return pa.table(
        {"id": pa.array([f"d{n}" for n in range(len(values))]), "mentions": pa.array(values, kind)}
    )


def struct(**kinds: pa.DataType) -> pa.DataType:
    return pa.struct(
        list(
            {"id": pa.string(), "start": pa.int64(), "end": pa.int64(), "type": pa.string(), **kinds}.items()
        )
    )


@pytest.mark.parametrize(
    "kind",
    [
        pa.list_(struct()),
        pa.large_list(struct()),
        pa.list_(struct(start=pa.int32(), end=pa.int8())),
        pa.list_(struct(start=pa.uint64(), end=pa.uint8())),
        pa.list_(struct(id=pa.large_string(), type=pa.string_view())),
        pa.list_(struct(more=pa.float64())),
        pa.list_(
            pa.struct(
                [("end", pa.int64()), ("type", pa.string()), ("id", pa.string()), ("start", pa.int64())]
            )
        ),
    ],
    ids=str,
)
def test_other_types_of_the_same_thing_are_accepted(kind: pa.DataType) -> None:
    values = [[MENTION, {**MENTION, "id": "m2", "type": None}], None, [], [MENTION]]
    table = fitted(mentions(values, kind).slice(1), SCHEMA)
    assert table.schema == SCHEMA
    assert table.column("mentions").to_pylist() == [None, [], [READ]]
    whole = fitted(mentions(values, kind), SCHEMA)
    assert whole.column("mentions").to_pylist()[0] == [READ, {**READ, "id": "m2", "type": None}]


def test_dictionaries_at_any_depth_are_accepted() -> None:
    coded = pa.array(["PER", None, "ORG"]).dictionary_encode()
    numbers = pa.array([0, 1, 2])
    items = pa.StructArray.from_arrays(
        [pa.array(["a", "b", "c"]), numbers, numbers, coded], ["id", "start", "end", "type"]
    )
    lists = pa.ListArray.from_arrays(pa.array([0, 2, 3], pa.int32()), items)
    table = fitted(pa.table({"id": pa.array(["x", "y"]).dictionary_encode(), "mentions": lists}), SCHEMA)
    assert [[m["type"] for m in row] for row in table.column("mentions").to_pylist()] == [
        ["PER", None],
        ["ORG"],
    ]
    assert table.column("id").to_pylist() == ["x", "y"]


def test_nulls_inside_stay_nulls() -> None:
    table = fitted(mentions([[None, MENTION]], pa.list_(struct(start=pa.int32()))), SCHEMA)
    assert table.column("mentions").to_pylist() == [[None, READ]]


def test_a_column_of_nothing_but_nulls_has_any_type() -> None:
    table = fitted(pa.table({"id": ["d"], "mentions": pa.nulls(1), "events": [[]]}), SCHEMA)
    assert table.select(["mentions", "events"]).to_pylist() == [{"mentions": None, "events": []}]


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ({"id": [1]}, "column id: expected strings, found int64"),
        ({"id": [b"d"]}, "column id: expected strings, found binary"),
        ({"mentions": ["x"]}, "column mentions: expected lists of records, found string"),
        ({"mentions": [["x"]]}, "column mentions: expected records, found string"),
        ({"mentions": [{"id": ["m1"]}]}, "column mentions: expected lists of records, found struct"),
        ({"mentions": [[{"start": 1.0}]]}, "column mentions.start: expected whole numbers, found double"),
        ({"mentions": [[{"start": "1"}]]}, "column mentions.start: expected whole numbers, found string"),
        ({"mentions": [[{"type": 1}]]}, "column mentions.type: expected strings, found int64"),
        ({"mentions": [[{"start": True}]]}, "column mentions.start: expected whole numbers, found bool"),
        ({"attributions": [[{"cue": [1]}]]}, "column attributions.cue: expected records, found int64"),
        ({"attributions": [[{"sources": [[1]]}]]}, "column attributions.sources: expected strings"),
        (
            {"mentions": pa.array([[{"start": 2**63}]], pa.list_(pa.struct([("start", pa.uint64())])))},
            "mentions.start",
        ),
    ],
)
def test_other_things_are_refused_by_name(column: dict[str, object], words: str) -> None:
    with pytest.raises(InputError, match=words):
        fitted(pa.table({"id": ["d"], **column}), SCHEMA)


def test_a_field_that_is_there_twice_is_refused() -> None:
    twice = pa.StructArray.from_arrays([pa.array(["a"]), pa.array(["b"])], ["id", "id"])
    lists = pa.ListArray.from_arrays(pa.array([0, 1], pa.int32()), twice)
    with pytest.raises(InputError, match="column mentions: the field 'id' is there twice"):
        fitted(pa.table({"id": ["d"], "mentions": lists}), SCHEMA)
