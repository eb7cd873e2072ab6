"""What one person did in a task, and which articles can be adjudicated."""

from typing import Any

import pytest

from quoth.studio.own_work import OwnWork
from quoth.studio.standing import Standing, ready
from quoth_eval.assignment import Assignment


def work(user: int, seconds: float | None = 60, skipped: bool = False, at: str = "1") -> dict[str, Any]:
    """A submission or a skip."""
    return {"completed_by": user, "lead_time": seconds, "was_cancelled": skipped, "updated_at": at}


CASES = [
    ([], False, False, None, []),
    ([work(1)], True, False, 1.0, ["1"]),
    ([work(2)], False, False, None, []),
    ([work(1, skipped=True)], False, True, None, ["1"]),
    ([work(1, skipped=True), work(1, 90, at="2")], True, False, 1.5, ["1", "2"]),
    ([work(1, 30), work(1, 90)], True, False, 2.0, ["1", "1"]),
    ([work(1, None)], True, False, None, ["1"]),
]


@pytest.mark.parametrize(("works", "done", "skipped", "minutes", "moments"), CASES)
def test_work_is_its_authors_and_a_submission_outweighs_a_skip(
    works: list[dict[str, Any]], done: bool, skipped: bool, minutes: float | None, moments: list[str]
) -> None:
    own = OwnWork({"annotations": works}, 1)
    assert (own.done, own.skipped, own.minutes, own.moments) == (done, skipped, minutes, moments)


def test_an_article_is_ready_when_all_who_have_it_submitted_it() -> None:
    people = ("ada", "ben")
    assignments = {
        "both": Assignment("both", people),
        "one": Assignment("one", people),
        "alone": Assignment("alone", ("ada",)),
        "practice": Assignment("practice", people, training=True),
    }
    standings = [
        Standing("ada", None, tuple(assignments), done=tuple(assignments)),
        Standing("ben", None, ("both", "one", "practice"), done=("both", "practice"), skipped=("one",)),
    ]
    assert list(ready(assignments, standings)) == ["both"]
