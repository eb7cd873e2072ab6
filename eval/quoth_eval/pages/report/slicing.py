"""Verdicts by what they are about: genre, section, depth, form, length, seen before or not."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from quoth_eval.columns import Bools
from quoth_eval.metrics.attribution.units import units
from quoth_eval.mistakes.verdicts import Items, Verdicts
from quoth_eval.pages.report.systems import System

Value = Callable[[int, int], str]
"""Side (0 gold, 1 predictions) and position among the items to the name of a slice; empty for none."""

_WITHHELD = "(no text)"
_BINS = ((0, "0"), (1, "1"), (2, "2"), (4, "3–4"), (9, "5–9"), (19, "10–19"))


@dataclass(frozen=True, slots=True)
class Slice:
    """Some of a layer's verdicts: matches, false alarms and misses."""

    layer: str
    by: str
    value: str
    tp: int
    fp: int
    fn: int

    @property
    def f1(self) -> float | None:
        """F1, ``None`` for nothing."""
        whole = 2 * self.tp + self.fp + self.fn
        return 2 * self.tp / whole if whole else None

    @property
    def size(self) -> int:
        """How many gold items it has."""
        return self.tp + self.fn


def slices(system: System, genres: Mapping[str, str], seen: frozenset[str] | None) -> Iterator[Slice]:
    """The slices of all layers.

    An item of gold decides which slice a pair is in; a spurious item counts in its own. So the slices of one
    kind add up to the whole.

    Args:
        system: whose verdicts.
        genres: the genre of documents, by id.
        seen: surfaces (case-folded) that occur in training data, if known.
    """
    layout = _Layout(system, genres)
    for verdicts in system.verdicts:
        for by, value in _values(system, layout, verdicts, seen):
            names = _names(verdicts, value)
            for name in sorted(set(names) - {""}, key=_natural):
                yield Slice(verdicts.layer, by, name, *verdicts.totals(_among(names, name)))


def surfaces(table: pa.Table) -> frozenset[str]:
    """The case-folded surfaces of all mentions and triggers."""
    found = set()
    for text, *lists in zip(
        *(table.column(n).to_pylist() for n in ("text", "mentions", "events")), strict=True
    ):
        for item in (i for items in lists for i in items or ()):
            found.add((text or "")[item["start"] : item["end"]].casefold())
    return frozenset(found)


def _values(
    system: System, layout: "_Layout", verdicts: Verdicts, seen: frozenset[str] | None
) -> Iterator[tuple[str, Value]]:
    sides = (verdicts.gold, verdicts.pred)
    yield "genre or publisher", lambda side, i: layout.genre(int(sides[side].document[i]))
    yield "section", lambda side, i: layout.section(int(sides[side].document[i]), int(sides[side].start[i]))
    if verdicts.layer == "attributions":
        yield from _of_units(system, sides)
    if verdicts.layer == "claims":
        yield "chain depth", lambda side, i: str(sides[side].label[i])
    if verdicts.layer in ("entities", "coref", "linking", "arguments"):
        yield "length in words", lambda side, i: _words(layout.surface(sides[side], i))
    if verdicts.layer in ("entities", "coref", "linking", "events") and seen is not None:
        yield (
            "surface",
            lambda side, i: _known(layout.surface(sides[side], i), seen),
        )


def _of_units(system: System, sides: tuple[Items, Items]) -> Iterator[tuple[str, Value]]:
    told, forms = system.pair.derived(units), [*system.pair.labels["form"], "(none)"]
    yield "chain depth", lambda side, i: str(told[side].depth[sides[side].row[i]] + 1)
    yield "form", lambda side, i: forms[told[side].labels["form"][sides[side].row[i]]]
    sizes = [u.tokens["content"].sizes for u in told]
    yield "content in tokens", lambda side, i: binned(int(sizes[side][sides[side].row[i]]))


def _words(surface: str) -> str:
    return binned(len(surface.split())) if surface else _WITHHELD


def _known(surface: str, seen: frozenset[str]) -> str:
    return ("seen" if surface.casefold() in seen else "unseen") if surface else _WITHHELD


def binned(size: int) -> str:
    """The range that a length falls into.

    >>> [binned(n) for n in (1, 3, 12, 90)]
    ['1', '3–4', '10–19', '20+']
    """
    return next((name for most, name in _BINS if size <= most), "20+")


def _names(verdicts: Verdicts, value: Value) -> Sequence[str]:
    pairs = zip(verdicts.ours.tolist(), verdicts.theirs.tolist(), strict=True)
    return [value(0, g) if g >= 0 else value(1, p) for g, p in pairs]


def _among(names: Sequence[str], name: str) -> Bools:
    return np.array([n == name for n in names], bool)


def _natural(name: str) -> tuple[int, str]:
    digits = name.partition("–")[0].rstrip("+")
    return (int(digits), "") if digits.isdecimal() else (-1, name)


class _Layout:
    """Where things stand in the documents of both sides."""

    def __init__(self, system: System, genres: Mapping[str, str]) -> None:
        self._ids = system.pair.ids
        self._genres = genres
        self._texts = system.texts
        columns = (system.gold.column(n).to_pylist() for n in ("id", "sections"))
        self._sections = {i: sections or [] for i, sections in zip(*columns, strict=True)}

    def genre(self, document: int) -> str:
        """The genre of a document, if it is known."""
        return self._genres.get(self._ids[document], "")

    def section(self, document: int, at: int) -> str:
        """The kind of section at a place; nothing where there is none."""
        sections = self._sections.get(self._ids[document], [])
        return next((s["kind"] or "" for s in sections if s["start"] <= at < s["end"]), "")

    def surface(self, items: Items, i: int) -> str:
        """The words of an item; empty where nobody has the text."""
        text = self._texts.get(self._ids[int(items.document[i])], "")
        return text[int(items.start[i]) : int(items.end[i])]
