"""What several coders marked in the same documents: the input of the unitizing measures and of gamma."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from quoth_eval.errors import InputError
from quoth_eval.statistics.sums import IntArray

BoolArray: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, order=True)
class Unit:
    """A labelled stretch of a document: code points from ``start`` to ``end``, end exclusive."""

    start: int
    end: int
    label: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Continuum:
    """The units of ``C`` coders in ``D`` documents, sorted by document, coder, start, end and
    label.

    Documents stand side by side: no unit, no gap and no alignment crosses from one into the next, so their
    order never matters. ``assigned`` says who read what: a coder who was not assigned to a document is
    missing there, one who was and marked nothing has marked nothing. Make one with :meth:`of`,
    :meth:`from_columns` or :func:`concatenate`, which check and sort; the measures never change one.

    Attributes:
        coders: the names of the coders.
        labels: the names of the labels.
        lengths: ``(D,)``, code points of each document.
        assigned: ``(D, C)``, whether a coder was assigned to a document.
        document, coder, start, end, label: ``(n,)`` each, a row a unit; places are within the document.
    """

    coders: tuple[str, ...]
    labels: tuple[str, ...]
    lengths: IntArray
    assigned: BoolArray
    document: IntArray
    coder: IntArray
    start: IntArray
    end: IntArray
    label: IntArray

    @classmethod
    def of(cls, units: Mapping[str, Iterable[Unit]], length: int) -> "Continuum":
        """The continuum of one document of ``length`` code points; every coder named is assigned to it.

        >>> Continuum.of({"ann": [Unit(0, 4, "PER")], "bob": []}, length=10).assigned.tolist()
        [[True, True]]
        """
        rows = [(c, u) for c, marked in enumerate(units.values()) for u in marked]
        labels = sorted({u.label for _, u in rows})
        code = {name: i for i, name in enumerate(labels)}
        return cls.from_columns(
            coders=tuple(units),
            labels=labels,
            lengths=np.array([length]),
            assigned=np.ones((1, len(units)), dtype=bool),
            units=np.array([(0, c, u.start, u.end, code[u.label]) for c, u in rows], dtype=np.int64).reshape(
                -1, 5
            ),
        )

    @classmethod
    def from_columns(
        cls,
        coders: Sequence[str],
        labels: Sequence[str],
        lengths: IntArray,
        assigned: BoolArray,
        units: IntArray,
    ) -> "Continuum":
        """A continuum from ``units`` of shape ``(n, 5)``: document, coder, start, end and label of each, as
        numbers.

        Raises:
            InputError: a unit that is empty, lies outside its document or belongs to a coder not assigned to
                it.
        """
        document, coder, start, end, label = (np.ascontiguousarray(c) for c in np.asarray(units, np.int64).T)
        order = np.lexsort((label, end, start, coder, document))
        made = cls(
            coders=tuple(coders),
            labels=tuple(labels),
            lengths=np.asarray(lengths, dtype=np.int64),
            assigned=np.asarray(assigned, dtype=bool),
            document=document[order],
            coder=coder[order],
            start=start[order],
            end=end[order],
            label=label[order],
        )
        _check(made)
        return made

    @property
    def offsets(self) -> IntArray:
        """``(D,)``: where each document begins when all are laid end to end."""
        return np.asarray(np.cumsum(self.lengths) - self.lengths)

    @property
    def readers(self) -> IntArray:
        """``(D,)``: how many coders were assigned to each document."""
        return np.asarray(self.assigned.sum(axis=1, dtype=np.int64))

    def rows(self, mask: BoolArray) -> "Continuum":
        """The same documents with only the units that ``mask`` keeps."""
        kept = {name: getattr(self, name)[mask] for name in ("document", "coder", "start", "end", "label")}
        return replace(self, **kept)

    def take(self, documents: IntArray) -> "Continuum":
        """The documents at the given positions, in that order; one may be taken more than once (for
        resampling)."""
        documents = np.asarray(documents, dtype=np.int64)
        first = np.searchsorted(self.document, documents, side="left")
        count = np.searchsorted(self.document, documents, side="right") - first
        row = expand(first, count)
        return replace(
            self,
            lengths=self.lengths[documents],
            assigned=self.assigned[documents],
            document=np.repeat(np.arange(len(documents)), count),
            **{name: getattr(self, name)[row] for name in ("coder", "start", "end", "label")},
        )

    def pairable(self) -> "Continuum":
        """The documents that two coders or more were assigned to: alone they say anything about agreement."""
        return self if (self.readers >= 2).all() else self.take(np.flatnonzero(self.readers >= 2))

    def between(self, coders: Sequence[str]) -> "Continuum":
        """The same documents as only these coders see them.

        Raises:
            InputError: a coder that the continuum does not have.
        """
        unknown = sorted(set(coders) - set(self.coders))
        if unknown:
            raise InputError(f"unknown coder {unknown[0]!r}; there are {', '.join(self.coders)}")
        old = np.array([self.coders.index(name) for name in coders], dtype=np.int64)
        new = np.full(len(self.coders), -1, dtype=np.int64)
        new[old] = np.arange(len(old))
        units = np.stack([self.document, new[self.coder], self.start, self.end, self.label], axis=1)
        kept = units[units[:, 1] >= 0]
        return Continuum.from_columns(coders, self.labels, self.lengths, self.assigned[:, old], kept)


def concatenate(continua: Sequence[Continuum]) -> Continuum:
    """The documents of all ``continua`` side by side; a coder that one of them lacks is not assigned to it.

    >>> one = Continuum.of({"ann": [Unit(0, 4, "PER")], "bob": []}, length=10)
    >>> two = Continuum.of({"bob": [Unit(1, 2, "ORG")], "cid": []}, length=5)
    >>> both = concatenate([one, two])
    >>> both.coders, both.labels, both.assigned.tolist()
    (('ann', 'bob', 'cid'), ('ORG', 'PER'), [[True, True, False], [False, True, True]])
    """
    coders = list(dict.fromkeys(name for c in continua for name in c.coders))
    labels = sorted({name for c in continua for name in c.labels})
    place, code = {name: i for i, name in enumerate(coders)}, {name: i for i, name in enumerate(labels)}
    assigned = np.zeros((sum(len(c.lengths) for c in continua), len(coders)), dtype=bool)
    blocks: list[IntArray] = [np.empty((0, 5), dtype=np.int64)]
    first = 0
    for c in continua:
        coder = np.array([place[name] for name in c.coders], dtype=np.int64)
        label = np.array([code[name] for name in c.labels], dtype=np.int64)
        assigned[first : first + len(c.lengths), coder] = c.assigned
        blocks.append(np.stack([c.document + first, coder[c.coder], c.start, c.end, label[c.label]], axis=1))
        first += len(c.lengths)
    lengths = np.concatenate([np.empty(0, dtype=np.int64), *(c.lengths for c in continua)])
    return Continuum.from_columns(coders, labels, lengths, assigned, np.concatenate(blocks))


def expand(first: IntArray, count: IntArray) -> IntArray:
    """The numbers ``first[i] … first[i] + count[i] - 1`` of every i, one range after the other.

    >>> expand(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    shift = np.repeat(first - (np.cumsum(count) - count), count)
    return np.asarray(np.arange(len(shift)) + shift)


def _check(made: Continuum) -> None:
    if made.assigned.shape != (len(made.lengths), len(made.coders)):
        raise InputError(f"assignments of {made.assigned.shape}, not one for each document and coder")
    counts = {"document": len(made.lengths), "coder": len(made.coders), "label": len(made.labels)}
    for name, count in counts.items():
        numbers = getattr(made, name)
        if numbers.min(initial=0) < 0 or numbers.max(initial=-1) >= count:
            raise InputError(f"a unit's {name} is not one of 0 to {count - 1}")
    inside = (made.start >= 0) & (made.start < made.end) & (made.end <= made.lengths[made.document])
    _refuse(made, ~inside, "is empty or lies outside its document")
    _refuse(
        made, ~made.assigned[made.document, made.coder], "is by a coder who is not assigned to the document"
    )


def _refuse(made: Continuum, wrong: BoolArray, why: str) -> None:
    if wrong.any():
        i = int(np.argmax(wrong))
        who, label = made.coders[made.coder[i]], made.labels[made.label[i]]
        raise InputError(
            f"document {made.document[i]}, coder {who}: unit {made.start[i]} to {made.end[i]} ({label}) {why}"
        )
