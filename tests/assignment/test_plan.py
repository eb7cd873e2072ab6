"""What an assignment promises, as laws, and a few assignments to look at."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from math import ceil
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoth.assignment.ledger import Item
from quoth.assignment.plan import Wishes, extend, withdrawn
from quoth_eval.assignment import Assignment, assignment_lines

NAMES = ("ada", "ben", "cy", "dot", "eve", "fay", "gus")


@st.composite
def articles(draw: st.DrawFn, most: int = 40) -> list[Item]:
    """Articles of very different lengths, some about the same story."""
    words = draw(st.lists(st.one_of(st.integers(0, 5), st.integers(0, 3000)), max_size=most))
    stories = st.sampled_from([None, "raid", "flood", "vote"])
    return [Item(f"a{n:02}", w, draw(stories)) for n, w in enumerate(words)]


@st.composite
def wishes(draw: st.DrawFn) -> Wishes:
    """Two to seven people, any overlap they can have."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=2, unique=True))
    return Wishes(
        annotators=tuple(names),
        overlap=draw(st.integers(1, len(names))),
        share=draw(st.sampled_from([0.0, 0.1, 0.3, 0.5, 1.0])),
        training=frozenset(draw(st.sets(st.sampled_from(["a00", "a01", "a02"]), max_size=2))),
        seed=draw(st.integers(0, 5)),
    )


def loads(items: Sequence[Item], lines: Mapping[str, Assignment], names: Sequence[str]) -> dict[str, int]:
    """The words of everybody's articles, those for training left out."""
    of = {n: [i for i in items if i.id in lines and n in lines[i.id].annotators] for n in names}
    return {n: sum(i.words for i in own if not lines[i.id].training) for n, own in of.items()}


def shared(lines: Mapping[str, Assignment]) -> Counter[tuple[str, str]]:
    """How many articles, those for training left out, each pair shares."""
    return Counter(p for a in lines.values() if not a.training for p in combinations(sorted(a.annotators), 2))


def spread(items: Sequence[Item], lines: Mapping[str, Assignment], names: Sequence[str]) -> int:
    """By how much the most loaded is ahead of the least."""
    found = loads(items, lines, names).values()
    return max(found) - min(found)


@given(articles(), wishes())
def test_everything_is_given_out_as_asked(items: list[Item], how: Wishes) -> None:
    lines = extend(items, how)
    assert set(lines) == {i.id for i in items}
    trained = {i for i, a in lines.items() if a.training}
    assert trained == how.training & set(lines)
    assert all(set(lines[i].annotators) == set(how.annotators) for i in trained)
    sizes = [len(a.annotators) for i, a in lines.items() if i not in trained]
    wanted = int(how.share * len(sizes) + 0.5) if how.overlap > 1 else 0
    assert sorted(sizes) == sorted([how.overlap] * wanted + [1] * (len(sizes) - wanted))


@given(articles(), wishes())
def test_nobody_is_ahead_by_more_than_the_longest_article(items: list[Item], how: Wishes) -> None:
    lines = extend(items, how)
    longest = max((i.words for i in items if not lines[i.id].training), default=0)
    assert spread(items, lines, how.annotators) <= longest


@given(articles(), wishes())
def test_with_two_on_an_article_every_pair_shares_one_while_there_are_enough(
    items: list[Item], how: Wishes
) -> None:
    lines = extend(items, replace(how, overlap=2))
    together = sum(len(a.annotators) == 2 and not a.training for a in lines.values())
    pairs = len(how.annotators) * (len(how.annotators) - 1) // 2
    assert len(shared(lines)) == min(pairs, together)


@given(articles(), wishes(), st.randoms())
def test_it_follows_from_the_articles_the_people_and_the_seed(
    items: list[Item], how: Wishes, luck: Random
) -> None:
    mixed, people = list(items), list(how.annotators)
    luck.shuffle(mixed)
    luck.shuffle(people)
    again = extend(mixed, replace(how, annotators=tuple(people)))
    assert assignment_lines(again.values()) == assignment_lines(extend(items, how).values())


@settings(max_examples=200)
@given(articles(), wishes(), wishes(), st.integers(0, 40))
def test_what_was_given_out_stays_whatever_is_asked_for_later(
    items: list[Item], first: Wishes, second: Wishes, known: int
) -> None:
    before = extend(items[:known], first)
    later = extend(items, second, before)
    for i, line in before.items():
        assert set(line.annotators) <= set(later[i].annotators)
        assert later[i].training >= line.training
    assert {i.id for i in items} == set(later)


@given(articles(), wishes(), st.integers(0, 40))
def test_the_same_again_changes_nothing(items: list[Item], how: Wishes, known: int) -> None:
    lines = extend(items, how, extend(items[:known], how))
    assert extend(items, how, lines) == lines


@given(articles(), wishes(), st.integers(0, 40))
def test_new_articles_leave_nobody_further_ahead(items: list[Item], how: Wishes, known: int) -> None:
    how = replace(how, training=frozenset(), share=1.0)
    before = extend(items[:known], how)
    later = extend(items, how, before)
    longest = max((i.words for i in items[known:]), default=0)
    assert all(later[i] == line for i, line in before.items())
    bound = max(longest, spread(items, before, how.annotators))
    assert spread(items, later, how.annotators) <= bound


@given(articles(), wishes())
def test_somebody_new_gets_most_of_what_is_new_until_they_have_as_much(
    items: list[Item], how: Wishes
) -> None:
    """They are left out of a new article only where they are not behind anybody by more than one."""
    how = replace(how, training=frozenset(), share=1.0, overlap=2)
    half = len(items) // 2
    before = extend(items[:half], how)
    later = extend(items, replace(how, annotators=(*how.annotators, "zoe")), before)
    assert all(later[i] == line for i, line in before.items())
    own = loads(items, later, (*how.annotators, "zoe"))
    left_out = [i for i in items[half:] if "zoe" not in later[i.id].annotators]
    if left_out:
        assert own["zoe"] + max(i.words for i in left_out) >= min(own.values())


@given(articles(), wishes())
def test_stories_are_kept_apart_as_far_as_they_can_be(items: list[Item], how: Wishes) -> None:
    how = replace(how, apart=True, share=1.0, training=frozenset())
    lines = extend(items, how)
    story = {i.id: i.story for i in items}
    for name in {s for s in story.values() if s}:
        own = [a for i, a in lines.items() if story[i] == name]
        several = Counter(n for a in own for n in a.annotators)
        assert max(several.values()) <= ceil(sum(several.values()) / len(how.annotators))


def test_somebody_new_reads_the_training_articles_too() -> None:
    items = [Item(f"a{n}", 100) for n in range(4)]
    before = extend(items, Wishes(("ada", "ben"), training=frozenset({"a0"})))
    later = extend(items, Wishes(("ada", "ben", "cy")), before)
    assert later["a0"] == Assignment("a0", ("ada", "ben", "cy"), training=True)
    assert {i: a for i, a in later.items() if i != "a0"} == {i: a for i, a in before.items() if i != "a0"}


def test_a_training_article_stays_one_when_everybody_has_left() -> None:
    items = [Item("t", 5), Item("x", 4), Item("y", 3)]
    given_out = extend(items, Wishes(("ada",), overlap=1, training=frozenset({"t"})))
    left = withdrawn(given_out, "ada", ["t", "x", "y"])
    assert left == {"t": Assignment("t", (), training=True)}
    again = extend(items, Wishes(("ben",), overlap=1), left)
    assert {i: (a.annotators, a.training) for i, a in again.items()} == {
        "t": (("ben",), True),
        "x": (("ben",), False),
        "y": (("ben",), False),
    }


def test_articles_that_one_person_has_are_shared_when_somebody_joins() -> None:
    items = [Item(f"a{n}", 100 + n) for n in range(10)]
    alone = extend(items, Wishes(("ada",), overlap=1))
    later = extend(items, Wishes(("ada", "ben"), share=0.3), alone)
    assert Counter(a.annotators for a in later.values()) == {("ada", "ben"): 3, ("ada",): 7}


def test_somebody_who_left_keeps_what_they_had_and_gets_no_more() -> None:
    items = [Item(f"a{n}", 100) for n in range(9)]
    before = extend(items[:6], Wishes(("ada", "ben", "cy")))
    later = extend(items, Wishes(("ada", "ben")), before)
    assert all(later[i] == a for i, a in before.items())
    assert all(later[f"a{n}"].annotators == ("ada", "ben") for n in (6, 7, 8))


@pytest.mark.parametrize(
    ("people", "articles_", "overlap", "share", "least", "most"),
    [(5, 100, 2, 0.3, 3, 3), (6, 200, 2, 0.5, 6, 7), (4, 24, 3, 1.0, 12, 12), (7, 42, 2, 1.0, 2, 2)],
)
def test_pairs_meet_evenly(
    people: int, articles_: int, overlap: int, share: float, least: int, most: int
) -> None:
    items = [Item(f"a{n:03}", 100 + n * 7919 % 1400) for n in range(articles_)]
    found = shared(extend(items, Wishes(NAMES[:people], overlap, share)))
    assert (min(found.values()), max(found.values())) == (least, most)
    assert len(found) == people * (people - 1) // 2
