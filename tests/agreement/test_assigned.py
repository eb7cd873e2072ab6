"""Which documents of a set count, going by the assignment."""

from hypothesis import given
from hypothesis import strategies as st

from quoth_eval.agreement.assigned import select
from quoth_eval.assignment import Assignment

IDS = [f"a{n}" for n in range(6)]
GIVEN = {
    "a0": Assignment("a0", ("ada", "ben"), training=True),
    "a1": Assignment("a1", ("ada", "ben")),
    "a2": Assignment("a2", ("ben",)),
    "a3": Assignment("a3", ("ada",)),
}


def test_what_somebody_else_was_to_label_is_missing_and_what_nobody_was_to_counts() -> None:
    found = select("ada", ["a0", "a1", "a2", "a4"], GIVEN)
    assert (found.ids, found.strange, found.training, found.awaited) == (("a1", "a4"), ("a2",), ("a0",), 1)
    assert [w.split(" ", 1)[0] for w in found.warnings("ada")] == ["1", "1", "1"]


def test_training_articles_count_alone_or_not_at_all() -> None:
    assert select("ada", IDS, GIVEN, training=True).ids == ("a0",)
    assert select("ben", ["a1"], GIVEN, training=True).awaited == 1


def test_a_set_that_is_no_annotators_counts_whole_but_for_training() -> None:
    found = select("gold", IDS, GIVEN)
    assert (found.ids, found.strange) == (tuple(IDS[1:]), ())


lines = st.builds(
    lambda i, names, training: Assignment(i, tuple(sorted(names)), training),
    st.sampled_from(IDS),
    st.sets(st.sampled_from(["ada", "ben", "cy"]), min_size=1),
    st.booleans(),
)


@given(
    st.lists(lines, unique_by=lambda a: a.id), st.sets(st.sampled_from(IDS)), st.sampled_from(["ada", "x"])
)
def test_every_document_is_accounted_for_once(items: list[Assignment], ids: set[str], name: str) -> None:
    assignments = {a.id: a for a in items}
    found = select(name, sorted(ids), assignments)
    assert sorted((*found.ids, *found.strange, *found.training)) == sorted(ids)
    assert select(name, sorted(ids), {}).ids == tuple(sorted(ids))
