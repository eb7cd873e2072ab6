"""Parquet files as other writers make them."""

from pathlib import Path

import orjson
import pyarrow.parquet as pq

from quoth_eval.inputs.arrow import SCHEMA
from quoth_eval.inputs.lines import table
from quoth_eval.inputs.parquet import tables
from quoth_eval.inputs.shards import resolve


def test_files_of_several_row_groups_are_read_whole(tmp_path: Path) -> None:
    mention = {"start": 0, "end": 2, "type": "PER", "entity": "he"}
    documents = [{"id": f"d{i}", "text": "He", "mentions": [{"id": "m", **mention}]} for i in range(10)]
    whole = table(b"\n".join(map(orjson.dumps, documents)), SCHEMA)
    pq.write_table(whole, tmp_path / "gold.parquet", row_group_size=3)
    assert pq.ParquetFile(tmp_path / "gold.parquet").num_row_groups == 4
    found = [row for part in tables(resolve(str(tmp_path))[0], SCHEMA) for row in part.to_pylist()]
    assert found == whole.to_pylist()
