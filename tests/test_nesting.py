"""Parents, holders and chains: known cases, and the definitions written plainly as the oracle."""

import itertools
import pickle
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import spans

from quoth_eval.document import Span
from quoth_eval.nesting import CycleError, Frame, chain, holders, joined, parents


def frame(cue: str = "", content: str = "", relays: int | None = None) -> Frame:
    return Frame(_spans(cue), _spans(content), relays)


def _spans(written: str) -> tuple[Span, ...]:
    """``"0-4 7-9"`` as spans."""
    pairs = (part.split("-") for part in written.split())
    return tuple(Span(int(start), int(end)) for start, end in pairs)


# "Kyiv says it was told that 2 died, Reuters reported, according to Die Zeit": who lies in whom
PARENTS = {
    "nothing": ([], []),
    "one": ([frame("0-4", "5-30")], [None]),
    "a cue inside a content": ([frame("10-17", "18-30"), frame("0-4", "5-30")], [1, None]),
    "the smallest content holds": (
        [frame("0-2", "5-50"), frame("6-8", "9-40"), frame("10-12", "13-20")],
        [None, 0, 1],
    ),
    "a cue half inside is outside": ([frame("0-4", "5-30"), frame("28-33", "34-40")], [None, None]),
    "a cue in two parts, one outside": ([frame("0-4", "5-30"), frame("6-8 31-33", "9-12")], [None, None]),
    "a cue in two parts of the content": (
        [frame("0-4", "5-10 20-30"), frame("6-8 21-23", "24-28")],
        [None, 0],
    ),
    "without a cue by the content, strictly": (
        [frame("0-4", "5-30"), frame("", "6-20"), frame("", "5-30")],
        [None, 2, None],  # of equal contents that of the first cue, and none comes before any
    ),
    "a relayed one": ([frame("0-4", "5-30"), frame("31-35", "5-30", relays=0)], [1, None]),
    "relays reversed": ([frame("0-4", "5-30", relays=1), frame("31-35", "5-30")], [None, 0]),
    "a relay wins over what covers": (
        [frame("6-8", "9-20"), frame("0-4", "5-30"), frame("40-44", "45-60", relays=0)],
        [2, None, None],
    ),
    "inside both: the relayed one": (
        [frame("0-4", "5-30"), frame("31-35", "5-30", relays=0), frame("6-8", "9-12")],
        [1, None, 0],
    ),
    "inside both, relayed over two steps": (
        [
            frame("40-44", "5-30", relays=1),
            frame("31-35", "6-29", relays=2),
            frame("0-4", "5-30"),
            frame("7-8", "9-12"),
        ],
        [None, 0, 1, 2],
    ),
    "two relay one: the smaller content": (
        [frame("0-4", "5-30"), frame("40-44", "5-36", relays=0), frame("45-49", "5-35", relays=0)],
        [2, None, None],
    ),
    "without a cue or a content": ([frame("0-4", "5-30"), frame("6-8", ""), frame("", "")], [None, 0, None]),
    "doubled, the cue inside the content": ([frame("6-8", "5-30"), frame("6-8", "5-30")], [None, None]),
    "a copy of a relayed one never takes its place": (
        [
            frame("0-4", "5-30"),
            frame("0-4", "5-30"),
            frame("31-35", "5-30", relays=1),
            frame("6-8", "9-12"),
        ],
        [None, 2, None, 1],
    ),
    "doubled: the first one holds": (
        [frame("10-12", "13-20"), frame("0-4", "5-30"), frame("0-4", "5-30")],
        [1, None, None],
    ),
}


@pytest.mark.parametrize("case", PARENTS)
def test_parents(case: str) -> None:
    frames, expected = PARENTS[case]
    assert parents(frames) == expected


CIRCLES = [
    ([frame("6-8", "20-30"), frame("21-23", "5-10")], (0, 1)),
    ([frame("0-4", "5-30", relays=0)], (0,)),
    (
        [frame("0-4", "5-30", relays=1), frame("40-44", "5-30", relays=2), frame("50-54", "5-30", relays=0)],
        None,
    ),
]


@pytest.mark.parametrize(("frames", "members"), CIRCLES)
def test_circles_are_refused(frames: list[Frame], members: tuple[int, ...] | None) -> None:
    with pytest.raises(CycleError, match="in a circle: #0 > ") as caught:
        parents(frames)
    assert members is None or caught.value.members == members
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301 - our own


def test_a_chain_runs_from_the_outermost_to_itself() -> None:
    assert chain([None, 0, 1], 2) == [0, 1, 2]


def test_holders_of_a_trigger() -> None:
    frames = [frame("0-4", "5-30"), frame("31-35", "5-30", relays=0), frame("6-8", "9-12")]
    assert holders([_spans("10-11"), _spans("12-13"), _spans("11-13"), _spans("40-41"), ()], frames) == [
        2,
        0,
        0,
        None,
        None,
    ]


@given(st.lists(spans, max_size=5), st.data())
def test_joined_spans_do_not_depend_on_how_they_were_split(found: list[Span], data: st.DataObject) -> None:
    whole = joined(found)
    cuts = [s for w in whole for s in _cut(w, data.draw(st.integers(w.start, w.end)))]
    assert joined(data.draw(st.permutations(cuts))) == whole
    assert all(a.end < b.start for a, b in itertools.pairwise(whole))


def _cut(span: Span, at: int) -> list[Span]:
    return [s for s in (Span(span.start, at), Span(at, span.end)) if s.start < s.end]


roles = st.lists(spans, max_size=2).map(joined)


@st.composite
def frame_lists(draw: st.DrawFn) -> list[Frame]:
    found = draw(st.lists(st.tuples(roles, roles), max_size=6))
    inner = st.none() | st.integers(0, len(found) - 1) if found else st.none()
    return [Frame(cue, content, draw(st.one_of(st.none(), inner))) for cue, content in found]


@given(frame_lists())
def test_parents_by_the_definition(frames: list[Frame]) -> None:
    try:
        found: list[int | None] | str = parents(frames)
    except CycleError:
        found = "circle"
    assert found == _parents(frames)


@given(frame_lists(), st.lists(roles, max_size=4))
def test_holders_by_the_definition(frames: list[Frame], asked: list[tuple[Span, ...]]) -> None:
    everything = list(range(len(frames)))
    assert holders(asked, frames) == [_innermost(spans, frames, everything) for spans in asked]


def _parents(frames: Sequence[Frame]) -> list[int | None] | str:
    key = _keys(frames)
    order = sorted(range(len(frames)), key=key.__getitem__)
    relayer = {inner: i for i in reversed(order) if (inner := frames[i].relays) is not None}
    found = [relayer.get(i, _covering(i, frames)) for i in range(len(frames))]
    for start in range(len(found)):
        at: int | None = start
        for _ in frames:
            at = None if at is None else found[at]
        if at is not None:
            return "circle"
    return found


def _covering(at: int, frames: Sequence[Frame]) -> int | None:
    own = frames[at]
    if own.cue:
        others = [i for i, f in enumerate(frames) if (f.cue, f.content) != (own.cue, own.content)]
        return _innermost(own.cue, frames, others)
    return _innermost(own.content, frames, [i for i, f in enumerate(frames) if f.content != own.content])


def _innermost(asked: Sequence[Span], frames: Sequence[Frame], among: Sequence[int]) -> int | None:
    covering = [
        i
        for i in among
        if asked and all(any(c.start <= s.start and s.end <= c.end for c in frames[i].content) for s in asked)
    ]
    inner = [i for i in covering if not any(j in covering for j in _relayed(i, frames))]
    return min(inner, key=_keys(frames).__getitem__, default=None)


def _relayed(at: int, frames: Sequence[Frame]) -> set[int]:
    found: set[int] = set()
    inner = frames[at].relays
    while inner is not None and inner not in found and inner != at:
        found.add(inner)
        inner = frames[inner].relays
    return found


def _keys(frames: Sequence[Frame]) -> list[tuple[object, ...]]:
    """What says which of several frames is the inner one; only what nothing tells apart keeps its order."""
    rank = _refined(frames)
    return [
        (sum(s.end - s.start for s in f.content), f.content, f.cue, rank[i], i) for i, f in enumerate(frames)
    ]


def _refined(frames: Sequence[Frame]) -> list[int]:
    rank = [f.rank for f in frames]
    for _ in frames:
        relayers = [
            sorted(rank[i] for i, f in enumerate(frames) if f.relays == j) for j in range(len(frames))
        ]
        relayed = [-1 if f.relays is None else rank[f.relays] for f in frames]
        keys = [(r, s, -len(t), max(t, default=-1)) for r, s, t in zip(rank, relayed, relayers, strict=True)]
        rank = [sorted(set(keys)).index(k) for k in keys]
    return rank


@given(frame_lists(), st.data())
def test_the_order_of_the_list_does_not_matter(frames: list[Frame], data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(frames))))
    moved = {old: new for new, old in enumerate(order)}
    shuffled = [
        replace(frames[i], relays=None if (r := frames[i].relays) is None else moved[r]) for i in order
    ]
    assert _links(shuffled) == _links(frames)


def _links(frames: list[Frame]) -> list[object] | str:
    """The chains of all frames, in an order that does not depend on that of the list."""
    try:
        up = parents(frames)
    except CycleError:
        return "circle"
    return sorted([(frames[i].content, frames[i].cue) for i in chain(up, at)] for at in range(len(frames)))
