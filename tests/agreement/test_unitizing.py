import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from quoth_eval.agreement.continuum import Continuum, Unit, concatenate
from quoth_eval.agreement.levels import levels
from quoth_eval.agreement.unitizing import alpha_u

Document = tuple[int, dict[str, list[Unit]]]
Section = tuple[bool, int, int]

# Krippendorff (2004), p. 254; places from the begin of the continuum at 150
BOOK = {
    "one": [Unit(75, 145, "c"), Unit(220, 250, "c"), Unit(30, 90, "k"), Unit(150, 200, "k")],
    "two": [
        Unit(70, 150, "c"),
        Unit(205, 225, "c"),
        Unit(250, 270, "c"),
        Unit(30, 90, "k"),
        Unit(150, 200, "k"),
    ],
}


@st.composite
def documents(draw: st.DrawFn, coders: int = 0, flat: bool = False) -> Document:
    length = draw(st.integers(8, 30))
    unit = st.builds(
        lambda start, size, label: Unit(start, min(length, start + size), label),
        st.integers(0, length - 1),
        st.integers(1, 9),
        st.sampled_from("AB"),
    )
    names = "abcd"[: coders or draw(st.integers(2, 3))]
    marked = {name: draw(st.lists(unit, max_size=6)) for name in names}
    if flat:
        marked = {name: (levels(units) or [[]])[0] for name, units in marked.items()}
    return length, marked


def continuum(parts: list[Document]) -> Continuum:
    return concatenate([Continuum.of(marked, length) for length, marked in parts])


def sections(units: list[Unit], length: int) -> list[Section]:
    """Units and the gaps between them: whether it is a unit, begin, length."""
    out: list[Section] = []
    at = 0
    for u in sorted(units):
        if u.start > at:
            out.append((False, at, u.start - at))
        out.append((True, u.start, u.end - u.start))
        at = u.end
    return [*out, (False, at, length - at)] if at < length else out


def difference(a: Section, b: Section) -> int:
    """The paper's squared difference of two sections of two coders."""
    (unit_a, begin_a, long_a), (unit_b, begin_b, long_b) = a, b
    if unit_a and unit_b and -long_a < begin_a - begin_b < long_b:
        return (begin_a - begin_b) ** 2 + (begin_a + long_a - begin_b - long_b) ** 2
    if unit_a and not unit_b and long_b - long_a >= begin_a - begin_b >= 0:
        return long_a**2
    if unit_b and not unit_a and long_a - long_b >= begin_b - begin_a >= 0:
        return long_b**2
    return 0


def category(parts: list[tuple[int, list[list[Unit]]]]) -> tuple[float, float]:
    """D_o and D_e of one category, section by section; all coders have read everything."""
    coders, total = len(parts[0][1]), sum(length for length, _ in parts)
    cut = [[sections(units, length) for units in marked] for length, marked in parts]
    observed = sum(
        difference(g, h)
        for document in cut
        for i in range(coders)
        for j in range(coders)
        if i != j
        for g in document[i]
        for h in document[j]
    )
    flat = [s for document in cut for coder in document for s in coder]
    units, gaps = [s[2] for s in flat if s[0]], [s[2] for s in flat if not s[0]]
    placed = sum(
        (len(units) - 1) / 3 * (2 * n**3 - 3 * n**2 + n) + n**2 * sum(g - n + 1 for g in gaps if g >= n)
        for n in units
    )
    read = coders * total
    expected = 2 / total * placed / (read * (read - 1) - sum(n * (n - 1) for n in units))
    return observed / (coders * (coders - 1) * total**2), expected


def by_definition(parts: list[Document]) -> tuple[float | None, dict[str, float | None]]:
    d: dict[str, list[tuple[float, float]]] = {}
    for label in sorted({u.label for _, marked in parts for units in marked.values() for u in units}):
        layers = [
            (length, [levels(u for u in units if u.label == label) for units in marked.values()])
            for length, marked in parts
        ]
        depth = max(len(coder) for _, document in layers for coder in document)
        d[label] = [
            category([(n, [c[k] if k < len(c) else [] for c in document]) for n, document in layers])
            for k in range(depth)
        ]

    def ratio(pairs: list[tuple[float, float]]) -> float | None:
        expected = sum(e for _, e in pairs)
        return 1 - sum(o for o, _ in pairs) / expected if expected > 0 else None

    return ratio([p for pairs in d.values() for p in pairs]), {k: ratio(v) for k, v in d.items()}


def test_published_values() -> None:
    found = alpha_u(Continuum.of(BOOK, length=300))
    assert found.labels["c"].value == pytest.approx(0.728599, abs=5e-7)
    assert found.labels["k"].value == 1.0
    assert found.overall.value == pytest.approx(0.858665, abs=5e-7)
    assert found.layers == 1


def test_toy_continuum() -> None:
    marked = {"one": [Unit(1, 9)], "two": [Unit(2, 3), Unit(4, 5), Unit(6, 7)]}
    assert alpha_u(Continuum.of(marked, length=10)).overall.value == pytest.approx(-0.700346, abs=5e-7)


@settings(max_examples=150)
@given(st.integers(2, 3).flatmap(lambda n: st.lists(documents(coders=n), min_size=1, max_size=2)))
def test_equals_the_definition(parts: list[Document]) -> None:
    found = alpha_u(continuum(parts))
    overall, labels = by_definition(parts)
    assert found.overall.value == pytest.approx(overall, abs=1e-9)
    assert {k: v.value for k, v in found.labels.items()} == pytest.approx(labels, abs=1e-9)


@given(st.lists(documents(), min_size=2, max_size=3))
def test_order_of_documents_and_coders_and_names_never_matter(parts: list[Document]) -> None:
    other = {"A": "zeta", "B": "alpha"}
    turned = [
        (
            n,
            {
                k: [Unit(u.start, u.end, other[u.label]) for u in reversed(marked[k])]
                for k in reversed(marked)
            },
        )
        for n, marked in reversed(parts)
    ]
    found, again = alpha_u(continuum(parts)), alpha_u(continuum(turned))
    assert found.overall.value == pytest.approx(again.overall.value, abs=1e-9)
    assert {other[k]: v.value for k, v in found.labels.items()} == pytest.approx(
        {k: v.value for k, v in again.labels.items()}, abs=1e-9
    )


@given(st.lists(documents(coders=1), min_size=1, max_size=3), st.integers(2, 4))
def test_identical_coders_agree_exactly(parts: list[Document], coders: int) -> None:
    same = [(n, {str(i): marked["a"] for i in range(coders)}) for n, marked in parts]
    found = alpha_u(continuum(same))
    assert found.overall.value in {1.0, None}
    assert (found.overall.value == 1.0) == any(u.end - u.start > 1 or n > 1 for n, m in parts for u in m["a"])


@given(documents(coders=2), documents(coders=2))
def test_at_most_1_and_less_with_a_disagreement(one: Document, two: Document) -> None:
    found = alpha_u(continuum([one, two])).overall.value
    assume(found is not None)
    assert found is not None
    assert found <= 1
    per_label = {(u.start, u.end, u.label) for u in one[1]["a"]} == {
        (u.start, u.end, u.label) for u in one[1]["b"]
    }
    if not per_label:
        assert found < 1


def test_a_coder_who_was_not_assigned_is_missing_not_empty() -> None:
    marked = {"ann": [Unit(0, 5), Unit(8, 9)], "bob": [Unit(0, 6)]}
    alone = Continuum.of({"cid": [Unit(0, 20)]}, length=30)
    both = Continuum.of(marked, length=10)
    assert alpha_u(concatenate([both, alone])) == alpha_u(both)
    empty = Continuum.of({"ann": [], "bob": [], "cid": [Unit(0, 20)]}, length=30)
    assert alpha_u(concatenate([both, empty])) != alpha_u(both)


def test_nested_units_of_a_label_count_on_their_layer() -> None:
    outer, inner = Unit(0, 20, "A"), Unit(5, 9, "A")
    agreed = alpha_u(Continuum.of({"ann": [outer, inner], "bob": [inner, outer]}, length=40))
    missed = alpha_u(Continuum.of({"ann": [outer, inner], "bob": [outer]}, length=40))
    assert (agreed.overall.value, agreed.layers) == (1.0, 2)
    assert missed.overall.value is not None
    assert missed.overall.value < 1


@pytest.mark.parametrize(
    ("c", "reason"),
    [
        (concatenate([]), "no document has two coders"),
        (Continuum.of({"ann": [Unit(0, 1)]}, length=5), "no document has two coders"),
        (Continuum.of({"ann": [], "bob": []}, length=5), "no units"),
        (Continuum.of({"ann": [Unit(0, 1)], "bob": [Unit(0, 1)]}, length=1), "no disagreement is expected"),
    ],
)
def test_undefined(c: Continuum, reason: str) -> None:
    found = alpha_u(c).overall
    assert found.value is None
    assert found.reason is not None
    assert found.reason.startswith(reason)
