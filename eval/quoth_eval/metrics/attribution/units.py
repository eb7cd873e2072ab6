"""Attributions of both sides as units: sets of tokens, how they nest, and what tells them apart."""

from dataclasses import dataclass

import numpy as np

from quoth_eval.columns import Bools, Fragments, Ints, Pair, Side
from quoth_eval.frames import Frames, depths, parents, places
from quoth_eval.ground import Ground, blank, ground
from quoth_eval.metrics.attribution.order import copies, ranks
from quoth_eval.nesting import CycleError
from quoth_eval.runs import Runs, codes, united

ROLES = ("content", "cue", "source")
ATTRIBUTES = ("attitude", "form", "stance", "modality")


@dataclass(frozen=True, slots=True)
class Units:
    """The attributions of one side, in the order of its columns.

    Attributes:
        document: shape (units,).
        tokens: for each role the tokens that its spans overlap; a source is all its mentions together.
        same: for each role codes of these sets, over both sides, shape (units,).
        rank: shape (units,), the same for units that nothing tells apart, over both sides.
        place: shape (units,), the position of each one when the side is sorted by rank.
        copy: shape (units,), how many units of the side before it have the same tokens in all three roles.
        labels: for each attribute codes of its values, -1 for null, shape (units,).
        first: shape (units + 1,), where the sources of each unit begin.
        source: shape (sources,), rows of mentions.
        frames: what nesting is worked out from.
        parent: shape (units,), the unit that holds or relays each one, -1 for none.
        depth: shape (units,), how many units each one lies in.
    """

    document: Ints
    tokens: dict[str, Runs]
    same: dict[str, Ints]
    rank: Ints
    place: Ints
    copy: Ints
    labels: dict[str, Ints]
    first: Ints
    source: Ints
    frames: Frames
    parent: Ints
    depth: Ints

    @property
    def size(self) -> int:
        """How many units there are."""
        return len(self.document)

    @property
    def tangible(self) -> Bools:
        """Units with a token in some role. Those without can answer to nothing, and count only as wholes."""
        return np.asarray(np.logical_or.reduce([~self.lacks(role) for role in ROLES]))

    def lacks(self, role: str) -> Bools:
        """Units without a token in the role; shape (units,)."""
        return np.asarray(self.tokens[role].counts == 0)


def units(pair: Pair) -> tuple[Units, Units]:
    """The units of gold and of the predictions.

    Raises:
        CycleError: attributions that report each other in a circle; it names the side, the document and them.
    """
    line = pair.derived(ground)
    sides = (pair.gold, pair.pred)
    tokens = [_tokens(side, line) for side in sides]
    cues, contents = ([_characters(pair, side, role, line) for side in sides] for role in ("cue", "content"))
    coded = [codes(tokens[0][role], tokens[1][role]) for role in ROLES]
    rank = ranks(*sides, (contents[0], contents[1]), (cues[0], cues[1]))
    gold, pred = (
        _units(pair, i, tokens[i], [c[i] for c in coded], rank[i], (cues[i], contents[i])) for i in range(2)
    )
    return gold, pred


def _tokens(side: Side, line: Ground) -> dict[str, Runs]:
    found, mentions = side.attributions, side.mentions
    mention = found.sources.mention
    sources = Fragments(found.sources.owner, mentions.start[mention], mentions.end[mention])
    return {
        role: united(spans.owner, *_on_tokens(found.document, spans, line), len(found.document))
        for role, spans in zip(ROLES, (found.content, found.cue, sources), strict=True)
    }


def _on_tokens(document: Ints, spans: Fragments, line: Ground) -> tuple[Ints, Ints]:
    return line.tokens(document[spans.owner], spans.start, spans.end)


def _characters(pair: Pair, side: Side, role: str, line: Ground) -> Runs:
    """The spans of a role as nesting sees them: with nothing but white space between them they are one."""
    document = side.attributions.document
    spans: Fragments = getattr(side.attributions, role)

    def closed(owner: Ints, start: Ints, end: Ints) -> Bools:
        of = document[owner]
        return blank(pair, line, of, start - line.offset[of], end - line.offset[of])

    start, end = line.characters(document[spans.owner], spans.start, spans.end)
    return united(spans.owner, start, end, len(document), closed)


def _units(
    pair: Pair, at: int, tokens: dict[str, Runs], coded: list[Ints], rank: Ints, spans: tuple[Runs, Runs]
) -> Units:
    found = (pair.gold, pair.pred)[at].attributions
    place = places(rank, found.relays)
    frames = Frames(*spans, found.relays, place)
    parent = _parents(pair, at, frames)
    return Units(
        document=found.document,
        tokens=tokens,
        same=dict(zip(ROLES, coded, strict=True)),
        rank=rank,
        place=place,
        copy=copies([found.document, *coded], place),
        labels={name: getattr(found, name) for name in ATTRIBUTES},
        first=np.searchsorted(found.sources.owner, np.arange(len(place) + 1)),
        source=found.sources.mention,
        frames=frames,
        parent=parent,
        depth=depths(parent),
    )


def _parents(pair: Pair, at: int, frames: Frames) -> Ints:
    try:
        return parents(frames)
    except CycleError as circle:
        found = (pair.gold, pair.pred)[at].attributions
        names = {i: found.id[i].as_py() for i in circle.members}
        document = pair.ids[found.document[circle.members[0]]]
        raise CycleError(circle.members, names, document, ("gold", "predictions")[at]) from None
