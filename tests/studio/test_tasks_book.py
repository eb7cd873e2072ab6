"""The addresses of tasks are kept beside the corpus, and a broken file is no obstacle."""

from pathlib import Path

import orjson
import pytest

from quoth.studio.tasks_book import remember_tasks, task_addresses, tasks_file


def test_addresses_are_added_and_the_newest_counts(tmp_path: Path) -> None:
    root = tmp_path / "corpus"
    assert task_addresses(root) == {}
    assert remember_tasks(root, {"a": "http://s/1", "b": "http://s/2"})
    assert remember_tasks(root, {"b": "http://s/3"})
    assert not remember_tasks(root, {"b": "http://s/3"})
    assert not remember_tasks(root, {})
    assert task_addresses(root) == {"a": "http://s/1", "b": "http://s/3"}
    assert orjson.loads((tmp_path / ".quoth" / "tasks.json").read_bytes()) == task_addresses(root)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'"x"', b'{"a": 1}'])
def test_a_broken_file_knows_nothing_and_is_written_anew(tmp_path: Path, content: bytes) -> None:
    root = tmp_path / "corpus"
    tasks_file(root).parent.mkdir()
    tasks_file(root).write_bytes(content)
    assert task_addresses(root) == {}
    assert remember_tasks(root, {"b": "http://s/3"})
    assert task_addresses(root) == {"b": "http://s/3"}
