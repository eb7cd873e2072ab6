"""How attributions nest, for whole corpora at once: the one place where parents and holders are worked out.

Frames are attributions as nesting sees them, in columns. :mod:`quoth_eval.nesting` says what the rules are
and offers them for one list of frames.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from quoth_eval.columns import Bools, Ints
from quoth_eval.joins import keys
from quoth_eval.nesting import CycleError
from quoth_eval.runs import Runs, codes, covering, spread, stacked


@dataclass(frozen=True)
class Frames:
    """Attributions of any number of documents.

    Attributes:
        cue: characters of each one's cue, on the line of all documents.
        content: characters of each one's content.
        relays: shape (frames,), the frame that each one relays; -1 for none.
        place: shape (frames,), which of frames with the same cue and content comes first.
    """

    cue: Runs
    content: Runs
    relays: Ints
    place: Ints

    @cached_property
    def same(self) -> tuple[Ints, Ints]:
        """Codes of contents and of cues: equal where these are, in the order of their places."""
        content, cue = codes(self.content, self.cue)
        return content, cue

    @cached_property
    def rank(self) -> Ints:
        """Smaller contents first, then by the position of the content, of the cue, then by ``place``."""
        content, cue = self.same
        rank: Ints = np.empty(len(self.relays), np.int64)
        rank[np.lexsort((self.place, cue, content, self.content.sizes))] = np.arange(len(rank))
        return rank

    @cached_property
    def relayed(self) -> tuple[Ints, Ints]:
        """Pairs of a frame and one that it relays, directly or further in."""
        outer = np.arange(len(self.relays))
        inner, pairs = self.relays, []
        for _ in range(len(outer)):  # a circle of relays goes on for ever: no way is longer than this
            on = (inner >= 0) & (inner != outer)
            outer, inner = outer[on], inner[on]
            pairs.append((outer, inner))
            if not len(outer):
                break
            inner = self.relays[inner]
        return np.concatenate([o for o, _ in pairs]), np.concatenate([i for _, i in pairs])


def holders(spans: Runs, frames: Frames) -> Ints:
    """For each set of characters the innermost frame whose content covers it, -1 where none does.

    The innermost one is the smallest; a relayed one comes before what relays it.
    """
    return _innermost(frames, *covering(frames.content, spans), spans.rows)


def parents(frames: Frames) -> Ints:
    """For each frame its parent, -1 for an outermost one: shape (frames,).

    Raises:
        CycleError: frames that are, link by link, their own ancestors.
    """
    found = _covering_parents(frames)
    relayers = np.flatnonzero(frames.relays >= 0)
    last_wins = relayers[np.argsort(-frames.rank[relayers])]
    found[frames.relays[last_wins]] = last_wins
    depths(found)
    return found


def depths(parent: Ints) -> Ints:
    """How many frames each one lies in, 0 for an outermost one: shape (frames,).

    Raises:
        CycleError: a frame is its own ancestor.
    """
    depth: Ints = (parent >= 0).astype(np.int64)
    up = parent.copy()
    for _ in range(len(parent).bit_length()):  # twice as far up each time
        on = np.flatnonzero(up >= 0)
        depth[on] += depth[up[on]]
        up[on] = up[up[on]]
    circular = np.flatnonzero(up >= 0)
    if len(circular):
        raise CycleError(_circle(parent, int(circular[0])))
    return depth


def places(rank: Ints, relays: Ints) -> Ints:
    """The place of each frame when they are sorted by ``rank``, shape (frames,): for :attr:`Frames.place`.

    Frames of equal rank are told apart by what they relay and by what relays them, each time a step further
    out. Which comes first of those that nothing tells apart makes no difference to anything.
    """
    place: Ints = np.empty(len(rank), np.int64)
    place[np.argsort(refined(rank, relays), kind="stable")] = np.arange(len(rank))
    return place


def refined(rank: Ints, relays: Ints) -> Ints:
    """Numbers in the order of the ranks, equal ones told apart by their relays: shape (frames,).

    >>> found = refined(np.array([0, 5, 5]), np.array([2, -1, -1]))
    >>> bool(found[0] < found[2] < found[1])
    True
    """
    while (relays >= 0).any():
        columns = _with_neighbours(rank, relays)
        finer, _ = keys(columns, [c[:0] for c in columns])
        if len(np.unique(finer)) == len(np.unique(rank)):
            break
        rank = finer
    return rank


def _with_neighbours(rank: Ints, relays: Ints) -> list[Ints]:
    """The rank of each frame, of the one it relays, how many relay it, the last one of these.

    Relayed ones come first, so that a mere copy of a relayed frame never takes its place.
    """
    outer = np.flatnonzero(relays >= 0)
    inner = relays[outer]
    relayed, last = np.full((2, len(rank)), -1, np.int64)
    relayed[outer] = rank[inner]
    np.maximum.at(last, inner, rank[outer])
    return [rank, relayed, -np.bincount(inner, minlength=len(rank)), last]


def _covering_parents(frames: Frames) -> Ints:
    """The innermost other frame that covers the cue, or strictly covers the content of one without a cue.

    A frame with the same cue and content is no other one: a doubled attribution is not its own parent.
    """
    size = len(frames.relays)
    content, cue = frames.same
    bare = frames.cue.counts == 0
    asked = stacked([frames.cue, frames.content]).take(np.arange(size) + size * bare)
    outer, inner = covering(frames.content, asked)
    other = (content[outer] != content[inner]) | (~bare[inner] & (cue[outer] != cue[inner]))
    return _innermost(frames, outer[other], inner[other], size)


def _innermost(frames: Frames, frame: Ints, asked: Ints, size: int) -> Ints:
    """Of the frames that cover each one that asks the innermost, -1 where there is none: shape (size,)."""
    inner = ~_relaying_another(frames, frame, asked, size)
    frame, asked = frame[inner], asked[inner]
    found: Ints = np.full(size, -1, np.int64)
    last_wins = np.argsort(-frames.rank[frame])
    found[asked[last_wins]] = frame[last_wins]
    return found


def _relaying_another(frames: Frames, frame: Ints, asked: Ints, size: int) -> Bools:
    """Whether the frame relays another one that covers the same; ``frame`` is sorted."""
    out = np.zeros(len(frame), bool)
    if not len(frame) or not (frames.relays >= 0).any():
        return out
    outer, inner = frames.relayed
    low = np.searchsorted(frame, outer, "left")
    counts = np.searchsorted(frame, outer, "right") - low
    rows = spread(low, counts)
    out[rows[np.isin(np.repeat(inner, counts) * size + asked[rows], frame * size + asked)]] = True
    return out


def _circle(parent: Ints, start: int) -> list[int]:
    """The members of the circle that the way up from ``start`` ends in, each the parent of the next."""
    path: list[int] = []
    at = start
    while at not in path:
        path.append(at)
        at = int(parent[at])
    ring = path[path.index(at) :][::-1]
    first = ring.index(min(ring))
    return ring[first:] + ring[:first]
