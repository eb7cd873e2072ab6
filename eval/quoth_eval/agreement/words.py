"""Agreement token by token: which tokens the units of each label cover."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from quoth_eval.agreement.continuum import Continuum
from quoth_eval.agreement.panel import Tokens
from quoth_eval.columns import Bools, Ints
from quoth_eval.metrics.measure import Floats, stacked


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The tokens of all documents on one line.

    Attributes:
        document: ``(tokens,)``, the document of each.
        start, end: ``(tokens,)``, where each is when all documents are laid end to end.
    """

    document: Ints
    start: Ints
    end: Ints

    @classmethod
    def of(cls, tokens: Sequence[Tokens], offsets: Ints) -> "Words":
        """The tokens of each document, and where the documents begin."""
        none = np.empty(0, dtype=np.int64)
        start = np.concatenate([none, *(t[0] + o for t, o in zip(tokens, offsets, strict=True))])
        end = np.concatenate([none, *(t[1] + o for t, o in zip(tokens, offsets, strict=True))])
        counts = [len(t[0]) for t in tokens]
        return cls(np.repeat(np.arange(len(tokens)), counts), start, np.maximum.accumulate(end))

    def __len__(self) -> int:
        return len(self.document)

    def covered(self, c: Continuum) -> Bools:
        """Which tokens each coder's units overlap: ``(coders, tokens)``."""
        start, end = (x + c.offsets[c.document] for x in (c.start, c.end))
        first = np.searchsorted(self.end, start, side="right")
        last = np.maximum(first, np.searchsorted(self.start, end, side="left"))
        change = np.zeros((len(c.coders), len(self) + 1), dtype=np.int64)
        np.add.at(change, (c.coder, first), 1)
        np.add.at(change, (c.coder, last), -1)
        return np.asarray(np.cumsum(change, axis=1)[:, :-1] > 0)


def by_label(words: Words, c: Continuum) -> Iterator[tuple[str, Bools]]:
    """For each label the tokens that each coder's units of it overlap: ``(coders, tokens)``."""
    for k, name in enumerate(c.labels):
        yield name, words.covered(c.rows(c.label == k))


def shared(words: Words, covered: Bools, i: int, j: int, documents: int) -> Floats:
    """Tokens that two coders both cover, and each alone, by document: ``(documents, 3)``, as for F1."""
    both = covered[i] & covered[j]
    counts = (np.bincount(words.document[x], minlength=documents) for x in (both, covered[j], covered[i]))
    return stacked(*counts)


def values(words: Words, c: Continuum, covered: Iterator[tuple[str, Bools]]) -> Ints:
    """What each coder calls each token: ``(tokens, coders)``, -1 where a coder was not assigned.

    A value is the set of the labels that cover the token; nothing at all is a value, too.
    """
    code = np.zeros((len(c.coders), len(words)), dtype=np.int64)
    for _, mask in covered:
        code = np.unique(2 * code + mask, return_inverse=True)[1].reshape(code.shape)
    code[~c.assigned[words.document].T] = -1
    return code.T
