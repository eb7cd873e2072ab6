"""The built folder: it opens offline, says what the code says, and is the same every time."""

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from strategies import documents

from quoth.dataset.build import build
from quoth.dataset.configurations import configurations
from quoth.dataset.contents import contents_of
from quoth.dataset.features import features_of
from quoth.dataset.front_matter import split
from quoth.dataset.items import Item
from quoth.dataset.rows import document_rows
from quoth.dataset.tables import parquet
from quoth.schema import load
from quoth_eval.document import Attribution, Document, Event, Mention, Span
from quoth_eval.errors import InputError
from quoth_eval.serialize import parse

GUM = Path(__file__).parents[3] / "shared" / "gum-news" / "documents.jsonl"
NAMES = [c.name for c in configurations(load())]


def folder_bytes(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


def as_document(row: dict[str, Any]) -> Document:
    return parse(orjson.dumps(row))


@pytest.mark.parametrize("name", NAMES)
def test_each_configuration_opens_with_the_features_of_the_code(
    dataset: Path, opened: Any, name: str
) -> None:
    configuration = next(c for c in configurations(load()) if c.name == name)
    for loaded in opened(dataset, name).values():
        assert loaded.features == features_of(configuration)
        assert len(loaded) > 0


def test_the_default_configuration_is_documents(dataset: Path, opened: Any) -> None:
    loaded = opened(dataset)
    assert {split: rows["id"] for split, rows in loaded.items()} == {
        "train": ["raid"],
        "test": ["quiet", "secret"],
    }


@pytest.mark.parametrize("name", NAMES)
def test_the_card_states_the_features_and_sizes_of_the_files(dataset: Path, opened: Any, name: str) -> None:
    from datasets import Features

    head, _ = split((dataset / "README.md").read_text(), "card")
    info = next(i for i in head["dataset_info"] if i["config_name"] == name)
    configuration = next(c for c in configurations(load()) if c.name == name)
    assert Features._from_yaml_list(info["features"]) == features_of(configuration)
    loaded = opened(dataset, name)
    assert {s["name"]: s["num_examples"] for s in info["splits"]} == {s: len(r) for s, r in loaded.items()}


def test_documents_come_back_as_they_were(dataset: Path, opened: Any, items: list[Item]) -> None:
    loaded = {row["id"]: row for rows in opened(dataset).values() for row in rows}
    for item in items:
        row = loaded[item.document.id]
        assert as_document(row) == item.document.canonical()
        assert (row["genre"], row["story"]) == (item.genre, item.story)


def test_parents_are_in_the_documents(dataset: Path, opened: Any) -> None:
    found = {a["id"]: a["parent"] for a in opened(dataset, split="train")[0]["attributions"]}
    assert found == {"a1": "a2", "a2": None, "a3": None, "a4": None, "a5": None, "a8": "a5"}


def test_two_builds_are_the_same_to_the_byte(dataset: Path, items: list[Item], tmp_path: Path) -> None:
    turned = [replace(i, document=reordered(i.document)) for i in reversed(items)]
    build(turned, load(), tmp_path / "again")
    assert folder_bytes(tmp_path / "again") == folder_bytes(dataset)


def reordered(document: Document) -> Document:
    """The same document with its lists in another order."""
    turn = random.Random(1)  # noqa: S311
    return replace(
        document,
        mentions=tuple(turn.sample(document.mentions or (), len(document.mentions or ()))),
        attributions=tuple(turn.sample(document.attributions or (), len(document.attributions or ()))),
        events=tuple(reversed(document.events or ())),
        tokens=tuple(reversed(document.tokens)),
    )


def test_parquet_does_not_tell_when_or_with_what_it_was_written() -> None:
    import pyarrow as pa

    data = parquet(pa.table({"a": ["x", None]}))
    assert pa.__version__.encode() not in data
    assert b"ARROW:schema" not in data
    assert b"huggingface" not in data


def test_building_again_replaces_the_dataset(items: list[Item], tmp_path: Path) -> None:
    build(items, load(), tmp_path / "d")
    build(items[:1], load(), tmp_path / "d")
    assert sorted(f.name for f in (tmp_path / "d/data/documents").iterdir()) == ["train.parquet"]
    assert [f.name for f in tmp_path.iterdir()] == ["d"]


def test_a_configuration_or_split_without_rows_is_left_out(
    items: list[Item], tmp_path: Path, opened: Any
) -> None:
    quiet = [i for i in items if i.document.id == "quiet"]
    contents = build(quiet, load(), tmp_path / "d")
    assert contents.rows() == {"documents": {"test": 1}, "tokens": {"test": 2}}
    assert opened(tmp_path / "d", "tokens")["test"].num_rows == 2


CIRCLE = (
    Attribution("a1", cue=(Span(0, 1),), content=(Span(2, 5),)),
    Attribution("a2", cue=(Span(3, 4),), content=(Span(0, 2),)),
)


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        (
            Document("d", "abcdef", attributions=CIRCLE),
            "document d: attributions report each other in a circle",
        ),
        (
            Document("d", "abc", mentions=(Mention("m", 0, 9),)),
            "document d, mention m, field start: expected",
        ),
        (
            Document("d", "abc", attributions=(Attribution("a", sources=("m",)),)),
            "attribution a, field sources",
        ),
        (
            Document("d", "abc", events=(Event("v", 0, 1, "Party"),)),
            "document d: the label Party is not in the",
        ),
        (Document("d", "abc", mentions=(Mention("m", 0, 1, "X"),)), "pass the one that has it with --schema"),
        (Document("../d", "abc"), "expected 1 to 100 of"),
    ],
)
def test_a_broken_document_is_named_and_nothing_written(
    document: Document, problem: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError) as error:
        build([Item(document)], load(), tmp_path / "d")
    assert problem in str(error.value)
    assert not list(tmp_path.iterdir())


def test_a_document_may_be_there_only_once(items: list[Item], tmp_path: Path) -> None:
    with pytest.raises(InputError, match="document raid is there 2 times"):
        build([items[0], items[0]], load(), tmp_path / "d")


@settings(max_examples=25)
@given(documents())
def test_any_document_goes_through_its_row_unchanged(document: Document) -> None:
    contents = contents_of([Item(document)], load())
    (row,) = document_rows(contents.items[0])
    assert as_document(row) == document.canonical()
    assert contents.rows().get("claims", {}).get("train", 0) == len(document.events or ())
    assert contents.rows().get("attributions", {}).get("train", 0) == len(document.attributions or ())


@pytest.mark.skipif(not GUM.exists(), reason="the GUM articles are not here")
def test_real_articles_are_built_and_come_back(tmp_path: Path, opened: Any) -> None:
    gold = [parse(line) for line in GUM.read_bytes().splitlines()]
    build([Item(d) for d in gold], load(), tmp_path / "gum")
    loaded = opened(tmp_path / "gum", split="train")
    assert [as_document(row) for row in loaded] == sorted((d.canonical() for d in gold), key=lambda d: d.id)
    tokens = opened(tmp_path / "gum", "tokens", split="train")
    assert sum(map(len, tokens["tokens"])) == sum(len(d.tokens) for d in gold)
    assert set(tokens["trigger_tags"]) == {None}
