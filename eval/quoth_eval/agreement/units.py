"""What is compared as units: entities, cues, contents and triggers, as labelled spans."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from quoth_eval.agreement.continuum import Continuum
from quoth_eval.agreement.pairs import Couple
from quoth_eval.agreement.panel import Panel
from quoth_eval.columns import Bools, Ints, Mentions, Pair, Side
from quoth_eval.ground import blank, ground
from quoth_eval.runs import united

Spans = tuple[Ints, Ints, Ints, Ints]
"""Document, start, end and label of each unit."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of units.

    Attributes:
        name: how reports call it.
        layer: the annotation list that it stands in: where that is null, nobody has looked for it.
        spans: the units of one side of a pair.
        labels: the names of the labels of a pair.
    """

    name: str
    layer: str
    spans: Callable[[Pair, Side], Spans]
    labels: Callable[[Pair], Sequence[str]]


def typed_mentions(pair: Pair, side: Side) -> Spans:
    """Mentions under their type; one without a type is no unit, as in the scores."""
    found = side.mentions
    keep = found.type >= 0
    return found.document[keep], found.start[keep], found.end[keep], found.type[keep]


def typed_triggers(pair: Pair, side: Side) -> Spans:
    """Event triggers under their type; one without a type is no unit."""
    found = side.events
    keep = found.type >= 0
    return found.document[keep], found.start[keep], found.end[keep], found.type[keep]


def fragments(role: str) -> Callable[[Pair, Side], Spans]:
    """The cues (or contents) of all attributions under one label, every fragment a unit of its own.

    Fragments with nothing but white space between them are one: how a span was split means nothing.
    """

    def spans(pair: Pair, side: Side) -> Spans:
        line, document = pair.derived(ground), side.attributions.document
        found = getattr(side.attributions, role)

        def closed(owner: Ints, start: Ints, end: Ints) -> Bools:
            of = document[owner]
            return blank(pair, line, of, start - line.offset[of], end - line.offset[of])

        places = line.characters(document[found.owner], found.start, found.end)
        runs = united(found.owner, *places, len(document), closed)
        of = document[runs.owner]
        return of, runs.start - line.offset[of], runs.end - line.offset[of], np.zeros(len(of), np.int64)

    return spans


KINDS = (
    Kind("entities", "mentions", typed_mentions, lambda pair: pair.labels["type"]),
    Kind("cues", "attributions", fragments("cue"), lambda pair: ["cue"]),
    Kind("contents", "attributions", fragments("content"), lambda pair: ["content"]),
    Kind("triggers", "events", typed_triggers, lambda pair: pair.labels["event_type"]),
)


def as_mentions(pair: Pair, kind: Kind, label: str | None = None) -> Pair:
    """The pair with units in place of its mentions, for the scores of mentions; of one label, if named."""
    names = list(kind.labels(pair))
    sides = []
    for side in (pair.gold, pair.pred):
        document, start, end, code = kind.spans(pair, side)
        if label is not None:
            keep = code == (names.index(label) if label in names else -1)
            document, start, end, code = document[keep], start[keep], end[keep], code[keep]
        none = np.full(len(code), -1, np.int64)
        sides.append(replace(side, mentions=Mentions(document, start, end, code, none, none)))
    labels = {**pair.labels, "type": names}
    return replace(pair, gold=sides[0], pred=sides[1], labels=labels, _derived={})


def continuum(panel: Panel, pairs: Sequence[Couple], kind: Kind) -> Continuum:
    """The units of all annotators in the documents whose layer they annotated."""
    found = _units(pairs, kind)
    labels = sorted({name for _, names in found.values() for name in names})
    blocks = [np.empty((0, 5), dtype=np.int64)]
    for coder, (spans, names) in found.items():
        label = np.array([labels.index(name) for name in names], dtype=np.int64)
        document, start, end, code = spans
        blocks.append(np.stack([document, np.full(len(code), coder), start, end, label[code]], axis=1))
    return Continuum.from_columns(
        panel.names, labels, panel.lengths, panel.given(kind.layer), np.concatenate(blocks)
    )


def _units(pairs: Sequence[Couple], kind: Kind) -> Mapping[int, tuple[Spans, Sequence[str]]]:
    """The units of each annotator, by position, with the names of the label codes that they have.

    Labels that do not occur are none of the annotator's.
    """
    out: dict[int, tuple[Spans, Sequence[str]]] = {}
    for couple in pairs:
        sides = (couple.both.gold, couple.both.pred)
        for place, side in zip(couple.places, sides, strict=True):
            if place not in out:
                document, start, end, code = kind.spans(couple.both, side)
                used, code = np.unique(code, return_inverse=True)
                names = kind.labels(couple.both)
                out[place] = (document, start, end, code), [names[i] for i in used.tolist()]
    return out
