"""Continua as chance would have it, for gamma's expected disorder: real annotations, moved along."""

import numpy as np

from quoth_eval.agreement.continuum import Continuum, expand
from quoth_eval.statistics.sums import IntArray


def shuffled(c: Continuum, samples: int, rng: np.random.Generator) -> Continuum:
    """``samples`` random continua as one, with ``samples * D`` documents: all of the first sample, of the
    second, …

    In each document of a sample each coder is replaced by one of the document's coders, drawn with
    replacement, whose units are all moved by the same number of code points; what would begin beyond the end
    of the document begins again from its start (Mathet et al. 2015, section 5.2). The shifts of a document's
    coders lie apart by at least half the mean length of its units, as far as they find room, lest the same
    coder drawn twice agrees with itself. Units keep their length and labels, and may end beyond the document.
    """
    documents, coders = c.assigned.shape
    source = _sources(c, samples, rng)
    shift = _shifts(c, samples, rng)
    block = np.arange(documents)[:, None] * coders + source
    key = c.document * coders + c.coder
    first = np.searchsorted(key, block.ravel(), side="left")
    count = np.searchsorted(key, block.ravel(), side="right") - first
    slot = np.arange(coders) < c.readers[:, None]
    count *= np.broadcast_to(slot, source.shape).ravel()
    row, target = expand(first, count), np.repeat(np.arange(len(first)), count)
    start = (c.start[row] + shift.ravel()[target]) % c.lengths[c.document[row]]
    document, coder, label = target // coders, target % coders, c.label[row]
    end = start + c.end[row] - c.start[row]
    order = np.lexsort((label, end, start, coder, document))
    return Continuum(
        coders=c.coders,
        labels=c.labels,
        lengths=np.tile(c.lengths, samples),
        assigned=np.tile(slot, (samples, 1)),
        document=document[order],
        coder=coder[order],
        start=start[order],
        end=end[order],
        label=label[order],
    )


def _sources(c: Continuum, samples: int, rng: np.random.Generator) -> IntArray:
    """``(samples, D, C)``: which coder stands in for each; only the first ``readers`` of a document count."""
    readers = np.argsort(~c.assigned, axis=1, kind="stable")
    drawn = rng.integers(0, c.readers[:, None], size=(samples, *c.assigned.shape))
    return np.take_along_axis(np.broadcast_to(readers, drawn.shape), drawn, axis=2)


def _shifts(c: Continuum, samples: int, rng: np.random.Generator) -> IntArray:
    """``(samples, D, C)``: by how much each is moved, evenly random on the circle of the document's
    length."""
    documents, coders = c.assigned.shape
    units = np.bincount(c.document, minlength=documents)
    mean = np.bincount(c.document, weights=c.end - c.start, minlength=documents) / np.maximum(units, 1)
    apart = np.minimum(np.ceil(np.maximum(mean / 2, 1)), c.lengths // c.readers).astype(np.int64)
    slack = c.lengths - c.readers * apart
    turn = rng.integers(0, c.lengths[:, None], size=(samples, documents, 1))
    place = rng.random((samples, documents, coders - 1))
    place[:, np.arange(1, coders) >= c.readers[:, None]] = 1.0  # nobody: after all others when sorted
    steps = np.floor(np.sort(place, axis=2) * (slack[:, None] + 1)).astype(np.int64)
    return np.concatenate([turn, turn + steps + np.arange(1, coders) * apart[:, None]], axis=2)
