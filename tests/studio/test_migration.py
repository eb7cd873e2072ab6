"""Names that go, what is said of them, and labels rewritten; without a server."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from studio.valid import every_feature

from quoth.schema import load
from quoth.studio.controls import CLUSTER, ENTITY
from quoth.studio.imprint import Imprint, read_imprint
from quoth.studio.labelling import labelling_config
from quoth.studio.migration import Migration, parse_migration
from quoth.studio.outgoing import to_results
from quoth.studio.vocabulary import Name, Vocabulary, dropped, used, vocabulary
from quoth_eval.errors import InputError

OLD: Vocabulary = {
    "event": frozenset({"Strike", "Die"}),
    "event_modality": frozenset({"possible", "asserted"}),
    "attribution_modality": frozenset({"possible", "asserted"}),
    "relation": frozenset({"agent", "patient"}),
    "entity": frozenset(),
}
NEW: Vocabulary = {
    "event": frozenset({"Attack", "Die"}),
    "event_mood": frozenset({"likely", "asserted"}),
    "attribution_modality": frozenset({"likely", "asserted"}),
    "relation": frozenset({"agent", "victim"}),
    "entity": frozenset(),
}


def test_what_goes() -> None:
    assert sorted(map(str, dropped(OLD, NEW))) == [
        "attribution_modality:possible",
        "event:Strike",
        "event_modality",
        "relation:patient",
    ]
    assert not dropped(OLD, OLD)


SAID = [
    (["Strike=Attack"], {}, {"event:Strike": "Attack"}),
    (["Strike = Die", "patient=victim"], {}, {"event:Strike": "Die", "relation:patient": "victim"}),
    (["event_modality=event_mood"], {"event_modality": "event_mood"}, {}),
    (
        ["event_modality=event_mood", "event_modality:possible=likely"],
        {"event_modality": "event_mood"},
        {"event_modality:possible": "likely"},
    ),
    (["possible=likely"], {}, {"attribution_modality:possible": "likely"}),
    (["Bombing=Attack"], {}, {}),
]


@pytest.mark.parametrize(("wishes", "controls", "values"), SAID)
def test_what_is_said(wishes: list[str], controls: dict[str, str], values: dict[str, str]) -> None:
    found = parse_migration(wishes, OLD, NEW)
    assert (found.controls, {str(k): v for k, v in found.values.items()}) == (controls, values)


WRONG = [
    ("Strike", "expected FROM=TO"),
    ("=Attack", "expected FROM=TO"),
    ("Strike=", "expected FROM=TO"),
    ("Strike=Boom", "event has no Boom; it has Attack, Die"),
    ("Die=Attack", "still has Die"),
    ("agent=victim", "still has agent"),
    ("event_modality=event_mode", "no control event_mode"),
]


@pytest.mark.parametrize(("wish", "said"), WRONG)
def test_what_cannot_be_meant_is_refused(wish: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        parse_migration([wish], OLD, NEW)


def test_a_name_of_several_has_to_be_told_apart() -> None:
    new = {**NEW, "event_modality": frozenset({"likely"})}
    with pytest.raises(InputError, match="attribution_modality:possible or event_modality:possible"):
        parse_migration(["possible=likely"], OLD, new)


def test_the_configuration_has_all_names_that_labels_use() -> None:
    names = vocabulary(labelling_config(load()))
    assert names[ENTITY] == names[CLUSTER] == frozenset()
    for name in used(to_results(every_feature())):
        assert name.control in names
        assert name.value is None or name.value in names[name.control]


def test_rewriting_changes_names_alone_and_back_again() -> None:
    items = to_results(every_feature())
    there = Migration({"event_polarity": "sign"}, {Name("event", "Damage"): "Harm"})
    back = Migration({"sign": "event_polarity"}, {Name("event", "Harm"): "Damage"})
    assert there.rewritten(items) != items
    assert back.rewritten(there.rewritten(items)) == items
    assert Migration().rewritten(items) == items


def test_two_labels_that_become_one_are_one() -> None:
    link = {"type": "relation", "from_id": "a", "to_id": "b", "labels": ["agent", "patient"]}
    moved = Migration(values={Name("relation", "patient"): "agent"})
    assert moved.rewritten([link])[0]["labels"] == ["agent"]
    assert moved.rewritten([{"type": "relation"}]) == [{"type": "relation"}]


word = st.from_regex(r"[a-z][a-z-]{0,8}", fullmatch=True)
scheme = st.builds(lambda name, a, b: f"{name} {a}.{b}", word, st.integers(0, 99), st.integers(0, 99))
moment = st.datetimes().map(lambda m: f"{m.isoformat(timespec='seconds')}Z")


@given(scheme, st.none() | st.just("0a1b2c3d"), st.lists(st.tuples(moment, scheme), max_size=3))
def test_an_imprint_comes_back(name: str, screen: str | None, earlier: list[tuple[str, str]]) -> None:
    imprint = Imprint(name, screen, "9f8e7d6c", tuple(earlier))
    assert read_imprint(imprint.text) == imprint


def test_an_imprint_knows_what_held_when() -> None:
    first = Imprint("q 1", "a", "b")
    second = Imprint("q 2", "a", "b").after(first, "2031-01-01T00:00:00Z")
    third = Imprint("q 2", "c", "b").after(second, "2031-06-01T00:00:00Z")
    fourth = Imprint("q 3", "c", "b").after(third, "2032-01-01T00:00:00Z")
    times = ("2030-12-31T23:59:59.999999Z", "2031-06-01T00:00:00.1Z", "2033-01-01T00:00:00Z")
    assert [fourth.scheme_at(t) for t in times] == ["q 1", "q 2", "q 3"]
