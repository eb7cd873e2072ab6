"""Strings as numbers into a list: read from Parquet like this, documents score as from JSON lines."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from evaluating import as_table
from hypothesis import given, settings
from strategies import Inputs, inputs

from quoth_eval.inputs.arrow import SCHEMA, numbered, projected
from quoth_eval.inputs.fitting import fitted
from quoth_eval.inputs.shards import resolve
from quoth_eval.inputs.soundness import sound
from quoth_eval.run import Run
from quoth_eval.serialize import dumps


def _result(folder: Path, *names: str) -> dict[str, object]:
    found = Run(*(resolve(str(folder / name)) for name in names)).result()
    return {k: v for k, v in found.items() if k != "signature"}


@settings(max_examples=15)
@given(inputs())
def test_parquet_json_lines_and_both_give_the_same_scores(both: Inputs) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        for side, documents in zip(("gold", "pred"), both, strict=True):
            (folder / f"{side}.jsonl").write_bytes(b"".join(dumps(d) + b"\n" for d in documents))
            pq.write_table(as_table(documents), folder / f"{side}.parquet", row_group_size=2)
        ways = [(f"gold.{a}", f"pred.{b}") for a in ("jsonl", "parquet") for b in ("jsonl", "parquet")]
        expected, *others = (_result(folder, *way) for way in ways)
        assert all(other == expected for other in others)


_MENTIONS = numbered(projected(["mentions"])).field("mentions")


def _with_ids(ids: pa.Array) -> pa.Table:
    """One document with a mention for each of the ids."""
    size = len(ids)
    structs = pa.StructArray.from_arrays(
        [ids, pa.array(range(size)), pa.array(range(1, size + 1))], ["id", "start", "end"]
    )
    lists = pa.ListArray.from_arrays(pa.array([0, size], pa.int32()), structs)
    return fitted(pa.table({"id": ["a"], "mentions": lists}), numbered(projected(["mentions"])))


@pytest.mark.parametrize(
    ("listed", "fine"), [(["m1", "m2"], True), (["m1", "m1"], False), (["m1", None], False)]
)
def test_a_list_with_repetitions_or_nulls_hides_no_doubled_or_missing_id(
    listed: list[str], fine: bool
) -> None:
    ids = pa.DictionaryArray.from_arrays(pa.array([0, 1], pa.int32()), pa.array(listed))
    found = _with_ids(ids)
    assert found.schema.field("mentions").type == _MENTIONS.type
    assert sound(found) is fine


def test_only_what_is_inside_lists_is_numbered() -> None:
    assert pa.types.is_string(numbered(SCHEMA).field("text").type)
    role = numbered(SCHEMA).field("events").type.value_type.field("arguments").type.value_type.field("role")
    assert pa.types.is_dictionary(role.type)
