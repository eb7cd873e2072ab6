"""Times as people type them."""

import pytest

from quoth.studio.moments import parse_moment
from quoth_eval.errors import InputError


@pytest.mark.parametrize("typed", ["yesterday", "2031-13-01", "3y", "-2h", "", "999999w"])
def test_what_is_no_time_or_before_all_time_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="expected a date"):
        parse_moment(typed)
