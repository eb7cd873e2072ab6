"""The documents that a system does worst on, gold and prediction side by side with the differences marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

import numpy as np

from quoth_eval.columns import Ints
from quoth_eval.document import Document, Span
from quoth_eval.inputs.rows import document
from quoth_eval.mistakes.verdicts import CORRECT, MISSED, SPURIOUS, Items, Verdicts
from quoth_eval.pages.article import CONTENT, MENTION, WORD, Paragraph, paragraphs
from quoth_eval.pages.keys import surface
from quoth_eval.pages.marks import Mark
from quoth_eval.pages.report.systems import System

ALONE = {"merged", "split", MISSED, SPURIOUS}
_OF_MENTIONS = ("entities", "coref", "linking")  # the first one that was judged is drawn


@dataclass(frozen=True, slots=True)
class Rank:
    """How a document fares.

    Attributes:
        id: which document.
        counts: matches, false alarms and misses over all layers, by system.
        lacks: which side does not have it at all: ``not in gold``, ``not predicted`` by any system, or empty.
    """

    id: str
    counts: tuple[tuple[int, int, int], ...]
    lacks: str = ""

    @property
    def f1(self) -> float:
        """The mean F1 of the systems; 1 where there is nothing to find and nothing was found."""
        return float(np.mean([f1(*c) for c in self.counts]))

    @property
    def errors(self) -> int:
        """Mistakes of all systems."""
        return sum(fp + fn for _, fp, fn in self.counts)


@dataclass(frozen=True, slots=True)
class Difference:
    """A mistake in words: what gold has and what was predicted, either empty."""

    key: str
    layer: str
    kind: str
    gold: str
    pred: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One document of one system; ``rows`` are its paragraphs, as gold has them and as predicted."""

    system: str
    rows: Sequence[tuple[Paragraph, Paragraph]]
    differences: Sequence[Difference]


def f1(tp: int, fp: int, fn: int) -> float:
    """F1; 1 for nothing at all.

    >>> f1(1, 1, 1), f1(0, 0, 0)
    (0.5, 1.0)
    """
    whole = 2 * tp + fp + fn
    return 2 * tp / whole if whole else 1.0


def ranked(systems: Sequence[System]) -> list[Rank]:
    """All documents, the worst first: by mean F1 over all layers, then by the number of mistakes.

    What only one side has comes last: there is nothing to compare.
    """
    found = [dict(zip(s.pair.ids, _by_document(s).tolist(), strict=True)) for s in systems]
    ids = sorted(set(chain.from_iterable(found)))
    ranks = [Rank(i, tuple(tuple(f.get(i, (0, 0, 0))) for f in found), _lacking(systems, i)) for i in ids]
    return sorted(ranks, key=lambda r: (bool(r.lacks), r.f1, -r.errors, r.id))


def _lacking(systems: Sequence[System], name: str) -> str:
    if name not in systems[0].rows[0]:
        return "not in gold"
    return "" if any(name in s.rows[1] for s in systems) else "not predicted"


def compared(system: System, name: str) -> Compared | None:
    """A document of both sides with what differs; ``None`` where its text is not known."""
    both = _Both(system, name)
    if both.text is None:
        return None
    gold, pred = both.marks
    sides = (paragraphs(d, marks) for d, marks in zip(both.documents, (gold, pred), strict=True))
    return Compared(system.name, list(zip(*sides, strict=True)), list(both.differences))


def _by_document(system: System) -> Ints:
    """Matches, false alarms and misses of each document, shape (documents, 3)."""
    out = np.zeros((system.pair.size, 3), np.int64)
    for v in system.verdicts:
        right = v.kind == 0
        for column, rows in enumerate((right, ~right & (v.theirs >= 0), ~right & (v.ours >= 0))):
            out[:, column] += np.bincount(v.document[rows], minlength=system.pair.size)
    return out


class _Both:
    """One document on both sides, with the verdicts on it."""

    def __init__(self, system: System, name: str) -> None:
        self._system = system
        self._name = name
        self._at = system.places[name]
        self.text = system.texts.get(name)

    @cached_property
    def documents(self) -> tuple[Document, Document]:
        gold, pred = (self._of(at) for at in (0, 1))
        return gold, replace(pred, sections=gold.sections)  # both sides are laid out alike

    @property
    def marks(self) -> tuple[list[Mark], list[Mark]]:
        """What is marked on either side: all items, with their verdicts."""
        found: tuple[list[Mark], list[Mark]] = ([], [])
        judged = {v.layer for v in self._system.verdicts}
        drawn = {*[name for name in _OF_MENTIONS if name in judged][:1], "attributions", "events"}
        for number, (verdicts, row) in enumerate(self._rows):
            if verdicts.layer not in drawn:
                continue
            kind = verdicts.kinds[verdicts.kind[row]]
            for at, items, i in self._sides(verdicts, row):
                found[at].extend(self._marked(verdicts.layer, at, items, i, f"d{number}", kind))
        return found

    @property
    def differences(self) -> Iterator[Difference]:
        """The mistakes, in the order of the layers."""
        for number, (verdicts, row) in enumerate(self._rows):
            kind = verdicts.kinds[verdicts.kind[row]]
            if kind != CORRECT:
                words = ["", ""]
                for at, items, i in self._sides(verdicts, row):
                    words[at] = self._words(verdicts, at, items, i)
                yield Difference(f"d{number}", verdicts.layer, kind, *words)

    @cached_property
    def _rows(self) -> list[tuple[Verdicts, int]]:
        return [
            (v, int(row)) for v in self._system.verdicts for row in np.flatnonzero(v.document == self._at)
        ]

    @staticmethod
    def _sides(verdicts: Verdicts, row: int) -> Iterator[tuple[int, Items, int]]:
        for at, (items, of) in enumerate(((verdicts.gold, verdicts.ours), (verdicts.pred, verdicts.theirs))):
            if of[row] >= 0:
                yield at, items, int(of[row])

    def _of(self, at: int) -> Document:
        row = self._system.rows[at].get(self._name)
        if row is None:
            return Document(self._name, self.text)
        return document((self._system.gold, self._system.pred)[at], row, self.text)

    def _first(self, layer: str, at: int) -> int:
        """The row of the document's first annotation in the layer's table."""
        side = (self._system.pair.gold, self._system.pair.pred)[at]
        return int(np.flatnonzero(getattr(side, layer).document == self._at)[0])

    def _marked(self, layer: str, at: int, items: Items, i: int, key: str, kind: str) -> Iterator[Mark]:
        state = "ok" if kind == CORRECT else "alone" if kind in ALONE else "other"
        title = "" if kind == CORRECT else f"{layer}: {kind}"
        if layer != "attributions":
            rank, name = (MENTION, "m") if layer in _OF_MENTIONS else (WORD, "v")
            yield Mark(int(items.start[i]), int(items.end[i]), f"{name} {state}", key, rank, title=title)
            return
        told = (self.documents[at].attributions or ())[int(items.row[i]) - self._first("attributions", at)]
        yield from (Mark(s.start, s.end, f"q {state}", key, WORD, title=title) for s in told.cue)
        yield from (Mark(s.start, s.end, f"c {state}", key, CONTENT, title=title) for s in told.content)

    def _words(self, verdicts: Verdicts, at: int, items: Items, i: int) -> str:
        shown = self.documents[at]
        words = surface(shown, Span(int(items.start[i]), int(items.end[i])))
        label = verdicts.labels[items.label[i]] if items.label[i] >= 0 else ""
        if verdicts.layer == "attributions":
            told = (shown.attributions or ())[int(items.row[i]) - self._first("attributions", at)]
            mentions = {m.id: m for m in shown.mentions or ()}
            who = ", ".join(surface(shown, mentions[s].span) for s in told.sources) or "nobody"
            return f"{who} | {surface(shown, *told.cue)} | {surface(shown, *told.content)}"
        if verdicts.layer in ("coref", "event coreference"):
            label = self._key(verdicts.layer, at, int(items.row[i]))
        if verdicts.layer == "claims":
            label = f"through {label}" if label != "0" else "the author's"
        return f"{words} ({label})" if label else words

    def _key(self, layer: str, at: int, row: int) -> str:
        """What the annotation is said to corefer with: the key of its entity, or of its event."""
        shown = self.documents[at]
        if layer == "coref":
            return (shown.mentions or ())[row - self._first("mentions", at)].entity or ""
        return (shown.events or ())[row - self._first("events", at)].cluster or ""
