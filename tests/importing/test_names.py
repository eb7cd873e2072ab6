"""Ids from file names."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoth.importing.names import id_of, slug
from quoth_eval.errors import InputError
from quoth_eval.integrity import valid_id


@given(st.text(max_size=200))
def test_a_slug_is_empty_or_an_id(name: str) -> None:
    assert slug(name) == "" or valid_id(slug(name))
    assert slug(slug(name)) == slug(name)


def test_a_name_without_letters_is_refused() -> None:
    with pytest.raises(InputError, match="pass --id"):
        id_of(Path("---.txt"))
