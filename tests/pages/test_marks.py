"""Marks as nested elements: nothing is lost, nothing is live."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from quoth_eval.pages.marks import Mark, inline, lanes

TEXT = "ab <b>&amp;\"' \n é🎁 yz"
_marks = st.lists(
    st.builds(
        lambda a, b, rank, key: Mark(min(a, b), max(a, b) + 1, "x", f"k{key}", rank=rank, anchor=f"k{key}"),
        st.integers(0, len(TEXT) - 1),
        st.integers(0, len(TEXT) - 1),
        st.integers(0, 2),
        st.integers(0, 3),
    ),
    max_size=6,
)


@given(_marks, st.integers(0, 8), st.integers(8, len(TEXT)))
def test_the_text_stays_as_it_is_and_elements_are_balanced(marks: list[Mark], start: int, end: int) -> None:
    html = inline(TEXT, start, end, marks)
    assert unescape(re.sub(r"<[^>]*>", "", html)) == TEXT[start:end]
    assert html.count("<span") == html.count("</span>")
    anchors = re.findall(r' id="(\w+)"', html)
    assert len(anchors) == len(set(anchors))


@given(_marks)
def test_pieces_of_a_mark_make_up_its_span(marks: list[Mark]) -> None:
    mark = Mark(2, 9, "mine", "own", rank=1)
    html = inline(TEXT, 0, len(TEXT), [*marks, mark])
    depth, out, inside = 0, "", []
    for tag, text in re.findall(r"(<[^>]*>)|([^<]+)", html):
        if tag.startswith("</"):
            depth -= 1
            inside = [d for d in inside if d <= depth]
        elif tag:
            depth += 1
            inside += [depth] if 'data-k="own"' in tag else []
        elif inside:
            out += text
    assert unescape(out) == TEXT[2:9]
    assert html.count('class="mine b') == 1
    assert len(re.findall(r'class="mine(?: b)? e"', html)) == 1


@given(_marks)
def test_no_two_marks_that_overlap_share_a_lane(marks: list[Mark]) -> None:
    found, free = lanes(marks)
    assert len(found) == len(marks)
    for i, a in enumerate(found):
        assert a.lane is not None and a.lane < free
        assert not any(a.lane == b.lane and a.start < b.end and b.start < a.end for b in found[:i])
