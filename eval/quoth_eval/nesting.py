"""How attributions nest: parents and chains, derived from spans and ``relays``, never stored by hand.

The functions here work on positions in lists, so that documents and the columns of the evaluation share
them; :mod:`quoth_eval.reporting` offers them for one :class:`~quoth_eval.document.Document`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quoth_eval.document import Span
from quoth_eval.errors import InputError

Spans = Sequence[Span]


class CycleError(InputError):
    """Attributions that hold each other: each of ``members`` (positions) is the parent of the next."""

    def __init__(
        self, members: Sequence[int], names: Sequence[str] | None = None, document: str = ""
    ) -> None:
        self.members = tuple(members)
        self.document = document
        self._made_of = (self.members, names, document)
        ring = [names[i] if names else f"#{i}" for i in (*members, members[0])]
        place = f"document {document}: " if document else ""
        super().__init__(f"{place}attributions report each other in a circle: {' > '.join(ring)}")

    def __reduce__(self) -> tuple[type["CycleError"], tuple[object, ...]]:
        """Exceptions travel between processes; by default they are made anew of their message alone."""
        return type(self), self._made_of


def joined(spans: Iterable[Span], text: str | None = None) -> tuple[Span, ...]:
    """The spans in order, those that touch, overlap or have only white space between them made one.

    How a content was split into fragments carries no meaning, so nothing that is derived may depend on it.

    >>> joined([Span(6, 9), Span(0, 5)], "seven new")
    (Span(start=0, end=9),)
    """
    out: list[Span] = []
    for span in sorted(spans):
        if out and _nothing_between(out[-1].end, span.start, text):
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def covers(outer: Spans, inner: Spans) -> bool:
    """Whether every span of ``inner`` lies inside one of ``outer``; both as :func:`joined` gives them."""
    return bool(inner) and all(any(o.start <= i.start and i.end <= o.end for o in outer) for i in inner)


@dataclass(frozen=True, slots=True)
class Frame:
    """One attribution as nesting sees it: its cue and content, :func:`joined`, and the frame it relays."""

    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    relays: int | None = None

    @property
    def size(self) -> int:
        """Code points of the content."""
        return sum(s.end - s.start for s in self.content)


def innermost(spans: Spans, frames: Sequence[Frame], candidates: Iterable[int]) -> int | None:
    """The candidate with the smallest content that covers ``spans``; a relayed one before what relays it.

    Contents of one size go by their place, then by that of the cue, so the order of the list never matters.
    """
    covering = {i for i in candidates if covers(frames[i].content, spans)}
    inner = covering - {i for i in covering if covering.intersection(_relayed(i, frames))}
    return min(inner, key=lambda i: (frames[i].size, frames[i].content, frames[i].cue), default=None)


def parents(frames: Sequence[Frame]) -> list[int | None]:
    """For each frame the position of its parent, ``None`` for an outermost one.

    The parent is what relays the frame, else the smallest other frame whose content covers the cue (or,
    without a cue, strictly covers the content).

    Raises:
        CycleError: frames that are, link by link, their own ancestors.

    >>> said = Frame((Span(0, 4),), (Span(5, 30),))
    >>> claimed = Frame((Span(10, 17),), (Span(18, 30),))
    >>> parents([claimed, said])
    [1, None]
    """
    relayer = _relayers(frames)
    found = [relayer.get(i, _covering_parent(i, frames)) for i in range(len(frames))]
    _refuse_cycles(found)
    return found


def chain(parent: Sequence[int | None], frame: int) -> list[int]:
    """The positions from the outermost frame down to ``frame`` itself."""
    links = [frame]
    while (up := parent[links[-1]]) is not None:
        links.append(up)
    return links[::-1]


def _nothing_between(end: int, start: int, text: str | None) -> bool:
    return start <= end or (text is not None and not text[end:start].strip())


def _relayed(frame: int, frames: Sequence[Frame]) -> list[int]:
    """The frames that ``frame`` relays, directly and further in; stops where a circle closes."""
    seen: list[int] = []
    inner = frames[frame].relays
    while inner is not None and inner != frame and inner not in seen:
        seen.append(inner)
        inner = frames[inner].relays
    return seen


def _relayers(frames: Sequence[Frame]) -> dict[int, int]:
    """Which frame relays which; of several the one with the smallest content, the earliest of equals."""
    order = sorted(range(len(frames)), key=lambda i: (frames[i].size, frames[i].content, frames[i].cue))
    return {inner: i for i in reversed(order) if (inner := frames[i].relays) is not None}


def _covering_parent(frame: int, frames: Sequence[Frame]) -> int | None:
    own = frames[frame]
    others = [i for i in range(len(frames)) if i != frame]
    if own.cue:
        return innermost(own.cue, frames, others)
    strictly = [i for i in others if frames[i].content != own.content]
    return innermost(own.content, frames, strictly)


def _refuse_cycles(parent: Sequence[int | None]) -> None:
    safe: set[int] = set()
    for start in range(len(parent)):
        path: list[int] = []
        at: int | None = start
        while at is not None and at not in safe:
            if at in path:
                raise CycleError(path[path.index(at) :][::-1])
            path.append(at)
            at = parent[at]
        safe.update(path)
