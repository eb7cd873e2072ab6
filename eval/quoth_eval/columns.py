"""One side (gold or predicted) as NumPy columns: what every score is computed from.

Rows of a layer stand in the order of the input; ``document`` is the position in the list of document ids that
both sides share. Strings are codes into a vocabulary that both sides share, in the order of the strings, so
that comparing codes compares strings; -1 is null. A list inside an annotation (fragments, sources, arguments)
is a table of its own whose ``owner`` is the row it belongs to.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from quoth_eval.tokens import boundaries

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fragments:
    """Spans that belong to rows of another table."""

    owner: Ints
    start: Ints
    end: Ints


@dataclass(frozen=True, slots=True)
class References:
    """Rows of the mentions that rows of another table point to."""

    owner: Ints
    mention: Ints


@dataclass(frozen=True, slots=True)
class Mentions:
    """One row a mention; ``kb`` is that of its entity."""

    document: Ints
    start: Ints
    end: Ints
    type: Ints
    entity: Ints
    kb: Ints


@dataclass(frozen=True, slots=True)
class Attributions:
    """One row an attribution; ``relays`` is the row of the attribution it relays, -1 for none.

    ``id`` is its name, an Arrow array of strings: for messages only.
    """

    id: pa.Array
    document: Ints
    cue: Fragments
    content: Fragments
    sources: References
    relays: Ints
    attitude: Ints
    form: Ints
    stance: Ints
    modality: Ints


@dataclass(frozen=True, slots=True)
class Arguments:
    """One row an argument: the event's row, the role, the row of the mention that fills it."""

    owner: Ints
    role: Ints
    mention: Ints


@dataclass(frozen=True, slots=True)
class Events:
    """One row an event."""

    document: Ints
    start: Ints
    end: Ints
    type: Ints
    polarity: Ints
    modality: Ints
    cluster: Ints
    arguments: Arguments


@dataclass(frozen=True, slots=True)
class Side:
    """The annotations of one side.

    Attributes:
        listed: shape (documents,); whether the document is there at all.
        given: for each layer, shape (documents,); whether the document has the list (``[]`` does, null not).
        mentions: the layers; empty tables where a layer was not read.
    """

    listed: Bools
    given: dict[str, Bools]
    mentions: Mentions
    attributions: Attributions
    events: Events


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one side, left where they were read.

    Attributes:
        column: the texts, strings or null.
        row: shape (documents,); where in it the document is, -1 for a document that the side lacks.
    """

    column: pa.ChunkedArray
    row: Ints

    def of(self, document: int) -> str | None:
        """The text of a document, ``None`` where the side has none."""
        row = int(self.row[document])
        text: str | None = None if row < 0 else self.column[row].as_py()
        return text


@dataclass(frozen=True)
class Pair:
    """Gold and predictions over the same documents.

    Attributes:
        ids: the documents of either side, sorted; positions in it are the ``document`` of every column.
        labels: the strings behind the codes, by kind (``type``, ``role``, ``form``, ...).
        gold: the gold side.
        pred: the predicted side.
        texts: those of gold, and those of the predictions.
        tokens: the gold's own tokens; ``owner`` is the document.
    """

    ids: Sequence[str]
    labels: dict[str, list[str]]
    gold: Side
    pred: Side
    texts: tuple[Texts, Texts]
    tokens: Fragments
    _derived: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def size(self) -> int:
        """How many documents there are."""
        return len(self.ids)

    def tokens_of(self, document: int) -> tuple[Ints, Ints] | None:
        """Starts and ends of the tokens of a document, in order: gold's own, else those of the text.

        ``None`` where there is neither: then every code point counts as a token.
        """
        low, high = np.searchsorted(self.tokens.owner, (document, document + 1))
        if low < high:
            return self.tokens.start[low:high], self.tokens.end[low:high]
        text = self.text(document)
        return None if text is None else boundaries(text)

    def text(self, document: int) -> str | None:
        """The text of a document: gold's, else the prediction's, ``None`` where neither has it."""
        gold = self.texts[0].of(document)
        return self.texts[1].of(document) if gold is None else gold

    def derived(self, make: Callable[["Pair"], T]) -> T:
        """What ``make`` works out of this pair, worked out once for all metrics that need it."""
        if make not in self._derived:
            self._derived[make] = make(self)
        found: T = self._derived[make]
        return found
