"""Which labels go into which set."""

import pytest

from quoth.studio.projects import TaskState, Work
from quoth.studio.pull import choose_sets
from quoth_eval.errors import InputError


def states(*users: str) -> list[TaskState]:
    """A task for each user's work."""
    return [TaskState(n, (Work(n, user, False, user, ""),), ()) for n, user in enumerate(users)]


CASES = [
    ((), None, None, {}),
    (("ana@x.org",), None, None, {"ana@x.org": "ana"}),
    (("ana@x.org", "bo.b@x.org"), None, None, {"ana@x.org": "ana", "bo.b@x.org": "bo-b"}),
    (("ana@x.org", "ana@y.org"), None, None, {"ana@x.org": "ana-x-org", "ana@y.org": "ana-y-org"}),
    (("gold@x.org", "bo@x.org"), None, None, {"gold@x.org": "gold-x-org", "bo@x.org": "bo"}),
    (("ana@x.org",), "gold", None, {"ana@x.org": "gold"}),
    (("ana@x.org", "bo@x.org"), "gold", "bo@x.org", {"bo@x.org": "gold"}),
    (("ana@x.org", "bo@x.org"), None, "bo@x.org", {"bo@x.org": "bo"}),
]


@pytest.mark.parametrize(("users", "as_name", "user", "expected"), CASES)
def test_sets_are_named_after_people_unless_a_name_is_given(
    users: tuple[str, ...], as_name: str | None, user: str | None, expected: dict[str, str]
) -> None:
    assert choose_sets(states(*users), as_name, user) == expected


@pytest.mark.parametrize(
    ("as_name", "user", "said"),
    [("gold", None, "ana@x.org, bo@x.org"), (None, "cy@x.org", "no labels by cy")],
)
def test_what_cannot_be_meant_is_refused(as_name: str | None, user: str | None, said: str) -> None:
    with pytest.raises(InputError, match=said):
        choose_sets(states("ana@x.org", "bo@x.org"), as_name, user)
