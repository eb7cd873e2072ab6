"""Marks on a text, as nested inline elements; marks may nest, cross, touch and repeat."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from markupsafe import Markup, escape


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text that is shown in some way.

    Attributes:
        start: first character.
        end: the one after the last.
        classes: names for the style sheet.
        key: the annotation it belongs to, by the page's own numbering (``m3``); on the page ``data-k``.
        rank: marks of a lower rank are drawn around those of a higher one.
        lane: which of the stacked underlines is its own, from 0 close to the text; ``None`` for no line.
        title: what a reader sees when pointing at it.
        label: a short label that the style sheet may put behind its end.
        anchor: the id that links lead to, on its first piece.
        colour: ``#rrggbb``.
    """

    start: int
    end: int
    classes: str
    key: str = ""
    rank: int = 0
    lane: int | None = None
    title: str = ""
    label: str = ""
    anchor: str = ""
    colour: str = ""


def lanes(marks: Iterable[Mark], first: int = 0) -> tuple[list[Mark], int]:
    """The marks with lanes from ``first`` on, no two that overlap in one lane; and the next free lane.

    Shorter marks come closer to the text, so that what nests is underlined from the inside out.

    >>> found, free = lanes([Mark(0, 9, "outer"), Mark(0, 4, "inner"), Mark(5, 9, "other")])
    >>> [(m.classes, m.lane) for m in found], free
    ([('inner', 0), ('other', 0), ('outer', 1)], 2)
    """
    taken: list[list[Mark]] = []
    out: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.end - m.start, m.start, m.key)):
        lane = next((n for n, row in enumerate(taken) if not any(_meet(mark, r) for r in row)), len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append(mark)
        out.append(replace(mark, lane=first + lane))
    return out, first + len(taken)


def clipped(marks: Iterable[Mark], start: int, end: int) -> list[Mark]:
    """The parts of marks that lie in a stretch of the text."""
    return [
        replace(m, start=max(m.start, start), end=min(m.end, end))
        for m in marks
        if m.start < end and start < m.end
    ]


def inline(text: str, start: int, end: int, marks: Sequence[Mark], placed: set[str] | None = None) -> Markup:
    """``text[start:end]`` with its marks as nested ``span`` elements, everything escaped.

    A mark that crosses another one becomes several elements with the same ``data-k``; the first has the class
    ``b``, the last the class ``e``. ``placed`` collects the anchors that exist already.

    >>> inline("a < b", 0, 5, [Mark(0, 3, "x", "k1")])
    Markup('<span class="x b e" data-k="k1">a &lt;</span> b')
    """
    inside = clipped(marks, start, end)
    cuts = sorted({start, end, *(m.start for m in inside), *(m.end for m in inside)})
    writer = _Writer(inside, set() if placed is None else placed)
    for at, following in pairwise([*cuts, end]):
        writer.cut(at)
        writer.parts.append(escape(text[at:following]))
    return Markup("").join(writer.parts)


@dataclass(slots=True)
class _Open:
    """An element that is not closed yet: its mark, where it begins, where its start tag goes."""

    mark: Mark
    at: int
    place: int


class _Writer:
    """Start tags, texts and end tags in the making; a start tag is written when its end is known."""

    def __init__(self, marks: Sequence[Mark], placed: set[str]) -> None:
        self.parts: list[Markup] = []
        self._marks = marks
        self._placed = placed
        self._stack: list[_Open] = []

    def cut(self, at: int) -> None:
        """Close what ends here or is in the way of what begins here; open what begins or goes on."""
        new = [m for m in self._marks if m.start == at]
        keep = self._kept(min(map(_order, new), default=None), at)
        again = [o.mark for o in self._stack[keep:] if o.mark.end > at]
        while len(self._stack) > keep:
            self._close(self._stack.pop(), at)
        for mark in sorted([*again, *new], key=_order):
            self._stack.append(_Open(mark, at, len(self.parts)))
            self.parts.append(Markup(""))

    def _kept(self, first: tuple[int, int, int, str] | None, at: int) -> int:
        """How many open elements, from the outermost, stay open."""
        for depth, element in enumerate(self._stack):
            if element.mark.end == at or (first is not None and first < _order(element.mark)):
                return depth
        return len(self._stack)

    def _close(self, element: _Open, at: int) -> None:
        mark = element.mark
        names = mark.classes + " b" * (element.at == mark.start) + " e" * (at == mark.end)
        self.parts[element.place] = _tag(mark, names, self._placed)
        self.parts.append(Markup("</span>"))


def _meet(a: Mark, b: Mark) -> bool:
    return a.start < b.end and b.start < a.end


def _order(mark: Mark) -> tuple[int, int, int, str]:
    return mark.rank, mark.start - mark.end, mark.start, mark.key


def _tag(mark: Mark, names: str, placed: set[str]) -> Markup:
    """The start tag of one piece of a mark."""
    anchor = mark.anchor if mark.anchor not in placed else ""
    placed.add(mark.anchor)
    lane = [f"--l:{mark.lane}"] if mark.lane is not None else []
    colour = [f"--c:{mark.colour}"] if mark.colour else []
    attributes = {
        "class": names,
        "data-k": mark.key,
        "id": anchor,
        "style": ";".join(lane + colour),
        "title": mark.title,
        "data-l": mark.label,
    }
    said = (Markup(' {}="{}"').format(name, value) for name, value in attributes.items() if value)
    return Markup("<span{}>").format(Markup("").join(said))
