from collections import defaultdict
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoth_eval.agreement.coincidences import Tables
from quoth_eval.agreement.continuum import Continuum, Unit, concatenate
from quoth_eval.agreement.levels import levels
from quoth_eval.agreement.unitizing2016 import UnitizingFamily, u_alpha, unitizing_statistics

Document = tuple[int, dict[str, list[Unit]]]
PHI = ""


@st.composite
def documents(draw: st.DrawFn, coders: int = 0, flat: bool = False) -> Document:
    length = draw(st.integers(4, 20))
    unit = st.builds(
        lambda start, size, label: Unit(start, min(length, start + size), label),
        st.integers(0, length - 1),
        st.integers(1, 6),
        st.sampled_from("ABC"),
    )
    names = "abcd"[: coders or draw(st.integers(2, 4))]
    marked = {name: draw(st.lists(unit, max_size=5)) for name in names}
    if flat:
        marked = {name: (levels(units) or [[]])[0] for name, units in marked.items()}
    return length, marked


def continuum(parts: list[Document]) -> Continuum:
    return concatenate([Continuum.of(marked, length) for length, marked in parts])


class ByCharacter:
    """The family by its definition, one character after the other, one list for every layer of a document."""

    def __init__(self, parts: list[Document]) -> None:
        self.length: dict[tuple[str, str], float] = defaultdict(float)
        self.alone: dict[str, float] = defaultdict(float)
        self.inner_alone: dict[str, float] = defaultdict(float)
        for length, marked in parts:
            layers = {name: levels(units) for name, units in marked.items()}
            for k in range(max(1, *(len(found) for found in layers.values()))):
                self.add(length, [found[k] if k < len(found) else [] for found in layers.values()])

    def add(self, length: int, coders: list[list[Unit]]) -> None:
        m = len(coders)
        where = [
            [next((u for u in units if u.start <= i < u.end), None) for i in range(length)]
            for units in coders
        ]
        for i, j in permutations(range(m), 2):
            for a, b in zip(where[i], where[j], strict=True):
                self.length[a.label if a else PHI, b.label if b else PHI] += 1 / (m - 1)
            for u in coders[i]:
                met = sum(where[j][at] is not None for at in range(u.start, u.end))
                self.inner_alone[u.label] += met**2 / (m - 1)
        for units, places in zip(coders, where, strict=True):
            self.alone[PHI] += sum(u is None for u in places)
            for u in units:
                self.alone[u.label] += (u.end - u.start) ** 2

    @staticmethod
    def alpha(length: dict[tuple[str, str], float], alone: dict[str, float]) -> float | None:
        total, margin = sum(length.values()), margins(length)
        if not total:
            return None
        left = total**2 - sum(alone.values())
        if left < 1e-9 * total**2:
            return None
        scale = total / left
        disagreement = total - sum(n for (c, k), n in length.items() if c == k)
        expected = total - sum(scale * (n * n - alone[c]) for c, n in margin.items())
        return 1 - disagreement / expected if expected > 1e-9 else None

    def u(self) -> float | None:
        return self.alpha(self.length, self.alone)

    def binary(self) -> float | None:
        length: dict[tuple[str, str], float] = defaultdict(float)
        alone: dict[str, float] = defaultdict(float)
        for (c, k), n in self.length.items():
            length["unit" if c else PHI, "unit" if k else PHI] += n
        for c, w in self.alone.items():
            alone["unit" if c else PHI] += w
        return self.alpha(length, alone)

    def inner(self) -> dict[tuple[str, str], float]:
        return {pair: n for pair, n in self.length.items() if all(pair)}

    def cu(self) -> float | None:
        return self.alpha(self.inner(), self.inner_alone)

    def ku(self, label: str) -> float | None:
        margin = margins(self.inner())
        total = sum(margin.values())
        n = margin.get(label, 0.0)
        if not n:
            return None
        expected = {c: n * margin[c] - (self.inner_alone[c] if c == label else 0) for c in margin}
        if sum(expected.values()) < 1e-9 * n * total:
            return None
        differing = sum(e for c, e in expected.items() if c != label) / sum(expected.values())
        observed = sum(x for (c, k), x in self.inner().items() if c == label != k) / n
        return 1 - observed / differing if differing > 1e-12 else None


def margins(length: dict[tuple[str, str], float]) -> dict[str, float]:
    out: dict[str, float] = defaultdict(float)
    for (c, _), n in length.items():
        out[c] += n
    return dict(out)


def same(a: UnitizingFamily, b: UnitizingFamily) -> None:
    for one, two in ((a.u, b.u), (a.binary, b.binary), (a.cu, b.cu)):
        assert one.value == pytest.approx(two.value, abs=1e-9)
        assert one.reason == two.reason


@settings(max_examples=150)
@given(st.lists(documents(), min_size=1, max_size=2))
def test_equals_the_definition_character_by_character(parts: list[Document]) -> None:
    found, slow = u_alpha(continuum(parts)), ByCharacter(parts)
    assert found.u.value == pytest.approx(slow.u(), abs=1e-9)
    assert found.binary.value == pytest.approx(slow.binary(), abs=1e-9)
    assert found.cu.value == pytest.approx(slow.cu(), abs=1e-9)
    for label, value in found.ku.items():
        assert value.value == pytest.approx(slow.ku(label), abs=1e-9)
    total, inner = sum(slow.length.values()), sum(slow.inner().values())
    assert found.coverage == pytest.approx(inner / total)


def test_three_coders_are_corrected_pair_by_pair() -> None:
    """With the other published reading, the union of all other coders' units, cu would be 0.469."""
    marked = {
        "alex": [Unit(2, 5, "1")],
        "paul": [Unit(2, 5, "1"), Unit(10, 20, "2")],
        "susan": [Unit(2, 5, "2"), Unit(15, 20, "2")],
    }
    found = u_alpha(Continuum.of(marked, length=60))
    assert found.cu.value == pytest.approx(5 / 14)
    assert found.coverage == pytest.approx(14 / 180)
    assert found.label_coverage == pytest.approx({"1": 1.0, "2": 8 / 18})


def test_adjacent_units_lose_no_character() -> None:
    """Two coders over 10 characters; A on 0-3, B on 3-6 and a gap; one unit ends a character earlier.

    l_AA = 6, l_BB = 4, l_phiphi = 8, and B meets phi on one character, both ways: N = 20, D_o = 2.
    W = 9 + 9 + 9 + 4 for the units and 4 + 5 for the gaps; margins 6, 5, 9.
    """
    marked = {"ann": [Unit(0, 3, "A"), Unit(3, 6, "B")], "bob": [Unit(0, 3, "A"), Unit(3, 5, "B")]}
    expected = 20 * (400 - 36 - 25 - 81) / (400 - 40)
    assert u_alpha(Continuum.of(marked, length=10)).u.value == pytest.approx(1 - 2 / expected)


@given(st.lists(documents(flat=True), min_size=2, max_size=3))
def test_order_of_documents_and_coders_and_names_never_matter(parts: list[Document]) -> None:
    other = {"A": "zeta", "B": "alpha", "C": "mu"}
    turned = [
        (n, {k: [Unit(u.start, u.end, other[u.label]) for u in marked[k]] for k in reversed(marked)})
        for n, marked in reversed(parts)
    ]
    found, again = u_alpha(continuum(parts)), u_alpha(continuum(turned))
    same(found, again)
    assert {other[k]: v.value for k, v in found.ku.items()} == pytest.approx(
        {k: v.value for k, v in again.ku.items()}, abs=1e-9
    )


@given(documents(coders=1), st.integers(2, 5))
def test_identical_coders_agree_exactly(part: Document, coders: int) -> None:
    length, marked = part
    found = u_alpha(Continuum.of({str(i): marked["a"] for i in range(coders)}, length))
    labels = {u.label for u in marked["a"]}
    assert found.cu.value == (1.0 if len(labels) > 1 else None)
    assert found.u.value in {1.0, None}
    assert found.binary.value in {1.0, None}
    if marked["a"] and sum(u.end - u.start for u in marked["a"]) < length:
        assert (found.u.value, found.binary.value) == (1.0, 1.0)
    assert set(found.label_coverage.values()) <= {1.0}


@given(st.lists(documents(), min_size=1, max_size=3))
def test_at_most_1_and_coverage_a_share(parts: list[Document]) -> None:
    found = u_alpha(continuum(parts))
    for value in (found.u, found.binary, found.cu, *found.ku.values()):
        assert (value.value is None) != (value.reason is None)
        assert value.value is None or value.value <= 1
    assert found.coverage is not None
    assert all(0 <= share <= 1 + 1e-12 for share in (found.coverage, *found.label_coverage.values()))


@given(st.lists(documents(), min_size=1, max_size=4), st.data())
def test_statistics_of_documents_add_up_however_they_are_drawn(
    parts: list[Document], data: st.DataObject
) -> None:
    c = continuum(parts)
    drawn = data.draw(st.lists(st.integers(0, len(parts) - 1), min_size=1, max_size=5))
    tables = Tables.of(unitizing_statistics(c)[drawn].sum(axis=0), len(c.labels))
    direct = u_alpha(c.take(np.array(drawn)))
    for fast, slow in ((tables.u(), direct.u), (tables.binary(), direct.binary), (tables.cu(), direct.cu)):
        assert float(fast) == pytest.approx(
            np.nan if slow.value is None else slow.value, abs=1e-9, nan_ok=True
        )


def test_statistics_of_many_sums_at_once() -> None:
    parts = [(9, {"a": [Unit(0, 4, "A"), Unit(5, 7, "B")], "b": [Unit(0, 3, "A"), Unit(5, 8, "A")]})] * 3
    rows = unitizing_statistics(continuum(parts))
    tables = Tables.of(np.stack([rows.sum(axis=0), rows[0]]), 2)
    assert tables.u().shape == tables.cu().shape == (2,)
    assert tables.ku().shape == tables.label_coverage().shape == (2, 2)
    assert tables.u()[1] == pytest.approx(u_alpha(continuum(parts[:1])).u.value)


def test_a_coder_who_was_not_assigned_is_missing_not_empty() -> None:
    both = Continuum.of({"ann": [Unit(0, 5, "A")], "bob": [Unit(0, 6, "A")]}, length=10)
    alone = Continuum.of({"cid": [Unit(0, 20, "B")]}, length=30)
    c = concatenate([both, alone])
    same(u_alpha(c), u_alpha(both))
    assert not unitizing_statistics(c)[1].any()


@pytest.mark.parametrize(
    ("marked", "length", "reasons"),
    [
        ({"a": [], "b": []}, 9, ("no units", "no units", "coders meet")),
        (
            {"a": [Unit(0, 9, "A")], "b": [Unit(0, 9, "A")]},
            9,
            ("has one label", "is units", "only one label"),
        ),
        ({"a": [Unit(0, 9, "A")]}, 9, ("two coders", "two coders", "coders meet")),
    ],
)
def test_undefined(marked: dict[str, list[Unit]], length: int, reasons: tuple[str, str, str]) -> None:
    found = u_alpha(Continuum.of(marked, length))
    for value, reason in zip((found.u, found.binary, found.cu), reasons, strict=True):
        assert value.value is None
        assert value.reason is not None
        assert reason in value.reason


def test_no_documents() -> None:
    assert u_alpha(concatenate([])).coverage is None


def test_too_few_meetings_to_correct_for_chance() -> None:
    """Two of four coders meet: l* is 2 · 4 / 3, and W* with 2 · 16 / 3 more than its square."""
    marked = {"a": [Unit(0, 4, "A")], "b": [Unit(0, 4, "B")], "c": [], "d": []}
    found = u_alpha(Continuum.of(marked, length=10))
    assert (found.cu.value, found.cu.reason) == (None, "too few coders' units meet to correct for chance")
    assert found.ku["A"].value is None


def test_why_a_label_has_no_value() -> None:
    found = u_alpha(
        Continuum.of({"a": [Unit(0, 4, "A"), Unit(6, 7, "B")], "b": [Unit(0, 4, "A")]}, length=10)
    )
    assert found.ku["A"].reason == "only one label where units meet"
    assert found.ku["B"].reason == "its units meet no other coder's"
    assert found.label_coverage == {"A": 1.0, "B": 0.0}
