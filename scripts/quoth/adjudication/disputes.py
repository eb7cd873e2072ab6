"""A place on which annotators do not agree, in words."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from quoth.adjudication.citing import guideline
from quoth_eval.document import Span

NOTHING = "–"
"""What an annotator says who has nothing there."""

LAYERS = ("entities", "attributions", "events")


@dataclass(frozen=True, slots=True)
class Dispute:
    """What annotators have differently at one place.

    Attributes:
        rule: what differs: ``mention``, ``attribution``, ``event`` (only some have it), ``span``, ``type``,
            ``cue``, ``content``, ``level``, ``coreference``, ``kb``, ``source``, ``stance``, ``arguments``...
        layer: entities, attributions or events.
        spans: where it is.
        words: what stands there.
        says: what each annotator has, by name, in words; :data:`NOTHING` for one who has nothing there.
    """

    rule: str
    layer: str
    spans: tuple[Span, ...]
    words: str
    says: Mapping[str, str]

    @property
    def line(self) -> str:
        """The dispute in one line.

        >>> Dispute("type", "events", (), "hit", {"ada": "Strike", "ben": "Damage"}).line
        '“hit” type: ada Strike; ben Damage'
        >>> Dispute("event", "events", (), "hit", {"ada": "Strike", "ben": NOTHING}).line
        '“hit” event: only ada Strike'
        """
        return f"“{self.words}” {self.rule}: {self.opinions}"

    @property
    def guideline(self) -> str | None:
        """The rule of the guidelines that decides such places, where there is one: ``ATT-07``."""
        return guideline(self.layer, self.rule)

    @property
    def opinions(self) -> str:
        """What each has, on one line; with three or more also what most of them have."""
        having = {name: said for name, said in self.says.items() if said != NOTHING}
        if len(having) == 1:
            [(name, said)] = having.items()
            return f"only {name} {said}"
        every = "; ".join(f"{name} {said}" for name, said in self.says.items())
        return (
            f"{every} ({len(self.most)} of {len(self.says)}: {', '.join(self.most)})" if self.most else every
        )

    @property
    def most(self) -> tuple[str, ...]:
        """The annotators of the majority, where there is one; with two annotators there is none.

        >>> Dispute("level", "entities", (), "it", {"ada": "NOM", "ben": "PRO", "cy": "PRO"}).most
        ('ben', 'cy')
        """
        said, n = Counter(self.says.values()).most_common(1)[0]
        return (
            tuple(name for name, own in self.says.items() if own == said)
            if 2 * n > len(self.says) > 2
            else ()
        )

    def record(self) -> dict[str, Any]:
        """The dispute as a JSON object."""
        return {
            "rule": self.rule,
            "guideline": self.guideline,
            "layer": self.layer,
            "spans": [{"start": s.start, "end": s.end} for s in self.spans],
            "words": self.words,
            "says": dict(self.says),
            "majority": list(self.most),
        }


def ordered(disputes: Iterable[Dispute]) -> tuple[Dispute, ...]:
    """The disputes in text order; at one place mentions before attributions before events."""
    return tuple(
        sorted(disputes, key=lambda d: (d.spans[:1], LAYERS.index(d.layer), d.spans, d.rule, d.words))
    )


def shortened(words: str, most: int = 70) -> str:
    """The words on one line; of many the first and the last.

    >>> shortened("one two three four five six seven", 20)
    'one two … seven'
    """
    flat = " ".join(words.split())
    if len(flat) <= most:
        return flat
    half = (most - 3) // 2
    head, tail = flat[: half + 1].rpartition(" ")[0], flat[-half - 1 :].partition(" ")[2]
    return f"{head or flat[:half]} … {tail or flat[-half:]}"
