"""How attributions nest: parents and chains, derived from spans and ``relays``, never stored by hand.

The functions here work on positions in the list of one document's attributions;
:mod:`quoth_eval.reporting` offers them for a :class:`~quoth_eval.document.Document`, and
:mod:`quoth_eval.frames` works them out, for one document as for a whole corpus.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quoth_eval.document import Span
from quoth_eval.errors import InputError

if TYPE_CHECKING:  # heavy packages are imported where they are used
    from quoth_eval.columns import Ints
    from quoth_eval.frames import Frames
    from quoth_eval.runs import Runs

Spans = Sequence[Span]


class CycleError(InputError):
    """Attributions that hold each other: each of ``members`` (positions) is the parent of the next.

    ``names`` are the ids at these positions; ``document`` and ``side`` (gold, predictions) say where they
    are.
    """

    def __init__(
        self,
        members: Sequence[int],
        names: Sequence[str] | Mapping[int, str] | None = None,
        document: str = "",
        side: str = "",
    ) -> None:
        self.members = tuple(members)
        self.document = document
        self._made_of = (self.members, names, document, side)
        ring = [names[i] if names else f"#{i}" for i in (*members, members[0])]
        place = ", ".join(p for p in (side, f"document {document}" if document else "") if p)
        message = f"attributions report each other in a circle: {' > '.join(ring)}"
        super().__init__(f"{place}: {message}" if place else message)

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


@dataclass(frozen=True, slots=True)
class Frame:
    """One attribution as nesting sees it: its cue and content, :func:`joined`, and the frame it relays.

    Of frames with the same cue and content the one with the smaller ``rank`` comes first.
    """

    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    relays: int | None = None
    rank: int = 0


def holders(asked: Sequence[Spans], frames: Sequence[Frame]) -> list[int | None]:
    """For each of ``asked`` the innermost frame whose content covers all its spans; ``None`` where none does.

    The innermost one is the smallest, but a relayed one comes before what relays it. Contents of one size go
    by their place, then by that of the cue, then by rank, so the order of the list never matters.

    >>> holders([(Span(12, 15),), (Span(40, 44),)], [Frame((Span(0, 4),), (Span(5, 30),))])
    [0, None]
    """
    from quoth_eval import frames as columns

    return _positions(columns.holders(_runs(asked), _columns(frames)))


def parents(frames: Sequence[Frame]) -> list[int | None]:
    """For each frame the position of its parent, ``None`` for an outermost one.

    The parent is what relays the frame, else the smallest other frame whose content covers the cue (or,
    without a cue, strictly covers the content). One with the same cue and content is no other frame.

    Raises:
        CycleError: frames that are, link by link, their own ancestors.

    >>> said = Frame((Span(0, 4),), (Span(5, 30),))
    >>> claimed = Frame((Span(10, 17),), (Span(18, 30),))
    >>> parents([claimed, said])
    [1, None]
    """
    from quoth_eval import frames as columns

    return _positions(columns.parents(_columns(frames)))


def chain(parent: Sequence[int | None], frame: int) -> list[int]:
    """The positions from the outermost frame down to ``frame`` itself."""
    links = [frame]
    while (up := parent[links[-1]]) is not None:
        links.append(up)
    return links[::-1]


def _nothing_between(end: int, start: int, text: str | None) -> bool:
    return start <= end or (text is not None and not text[end:start].strip())


def _columns(frames: Sequence[Frame]) -> "Frames":
    import numpy as np

    from quoth_eval.frames import Frames, places

    relays = np.array([-1 if f.relays is None else f.relays for f in frames], np.int64)
    cues, contents = _runs([f.cue for f in frames]), _runs([f.content for f in frames])
    return Frames(cues, contents, relays, places(np.array([f.rank for f in frames], np.int64), relays))


def _runs(sets: Sequence[Spans]) -> "Runs":
    import numpy as np

    from quoth_eval.runs import united

    rows = [(i, s.start, s.end) for i, spans in enumerate(sets) for s in spans]
    owner, start, end = np.array(rows, np.int64).reshape(-1, 3).T
    return united(owner, start, end, len(sets))


def _positions(found: "Ints") -> list[int | None]:
    return [None if i < 0 else i for i in found.tolist()]
