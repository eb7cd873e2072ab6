"""The Croissant description: true to the files, and accepted by the reference implementation."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
import pytest

from quoth.dataset.configurations import configurations
from quoth.dataset.contents import contents_of
from quoth.dataset.croissant import croissant
from quoth.dataset.items import Item
from quoth.dataset.metadata import metadata
from quoth.schema import load


def described(dataset: Path) -> Any:
    return orjson.loads((dataset / "croissant.json").read_bytes())


def test_every_file_is_listed_with_its_hash(dataset: Path) -> None:
    objects = {o["@id"]: o for o in described(dataset)["distribution"] if o["@type"] == "cr:FileObject"}
    files = {str(f.relative_to(dataset)): f.read_bytes() for f in dataset.rglob("*.parquet")}
    assert {name: o["sha256"] for name, o in objects.items()} == {
        name: sha256(data).hexdigest() for name, data in files.items()
    }


def test_every_column_is_described(dataset: Path) -> None:
    sets = {r["name"]: {f["name"] for f in r["field"]} for r in described(dataset)["recordSet"]}
    for configuration in configurations(load()):
        columns = {f"{configuration.name}/{c.name}" for c in configuration.columns}
        assert sets[configuration.name] == columns | {f"{configuration.name}/split"}


def test_what_was_written_by_hand_wins(items: list[Item]) -> None:
    contents = contents_of(items, load())
    own = {"version": "1.2.0", "citeAs": "Holm, 2031", "license": "https://example.org/licence"}
    found = orjson.loads(croissant(contents, metadata(contents, {}), own))
    assert {key: found[key] for key in own} == own
    assert found["name"] == "Annotated news articles"


def test_the_reference_implementation_reads_it(dataset: Path) -> None:
    mlcroissant = pytest.importorskip("mlcroissant")
    loaded = mlcroissant.Dataset(str(dataset / "croissant.json"))
    rows = list(loaded.records(record_set="claims"))
    assert sorted(r["claims/id"] for r in rows) == [b"v1", b"v1", b"v2", b"v3", b"v4", b"v5"]
    assert {r["claims/split"] for r in rows} == {b"train", b"test"}
    assert len(list(loaded.records(record_set="documents"))) == 3
