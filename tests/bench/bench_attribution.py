"""How fast attributions and claims are scored, against the same scores over Python sets, in one run.

    PYTHONPATH=tests python tests/bench/bench_attribution.py [--scale 1.0]

Articles of 900 words with 60 attributions, 27 of them inside another one, and 33 events. The predictions are
the gold with noise; a second run has predictions whose contents begin and end anywhere, so that units overlap
in all ways. Both ways read JSON lines. The peer aligns a matrix of all pairs of a document; it runs on a part
of the documents, which is said.
"""

import resource
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from measuring import say, scale, timed
from plain_attribution import alignment, claims, counts, sides

from quoth_eval.document import Attribution, Document, Event, Mention, Span
from quoth_eval.inputs.arrow import projected
from quoth_eval.inputs.lines import table
from quoth_eval.metrics.catalogue import chosen, lists_read
from quoth_eval.metrics.metric import Options
from quoth_eval.scoring import Counted, count
from quoth_eval.serialize import dumps, parse

DOCUMENTS, MADE, PART = 10_000, 200, 40
SENTENCES, NESTED, WORDS = 33, 27, 27
METRICS = chosen(("attribution", "claims"))
SCHEMA = projected(lists_read(METRICS, Options()))
Noise = Callable[[Document, np.random.Generator], Document]


class Article:
    """A made-up article: every sentence reports something, most reports hold another one."""

    def __init__(self, name: str, rng: np.random.Generator) -> None:
        self.name, self.rng = name, rng
        letters = rng.integers(97, 123, (SENTENCES * WORDS, 5)).astype(np.uint8)
        self.words = [bytes(row).decode() for row in letters]
        self.mentions: list[Mention] = []
        self.attributions: list[Attribution] = []
        self.events: list[Event] = []

    def document(self) -> Document:
        for at in range(SENTENCES):
            self._sentence(at * WORDS, nested=at < NESTED)
        return Document(
            self.name,
            " ".join(self.words),
            mentions=tuple(self.mentions),
            attributions=tuple(self.attributions),
            events=tuple(self.events),
        )

    def _sentence(self, first: int, nested: bool) -> None:
        self._attribution(self._mention(first, first + 2), (first + 2, first + 3), (first + 4, first + WORDS))
        self._event(first + 20)
        for at in range(first + 11, first + 17):
            self._mention(at, at + 1)
        if nested:
            inner = self._mention(first + 6, first + 8)
            self._attribution(inner, (first + 8, first + 9), (first + 10, first + 22))

    def _mention(self, first: int, last: int) -> str:
        name, entity = f"m{len(self.mentions)}", f"e{self.rng.integers(20)}"
        self.mentions.append(Mention(name, *_span(first, last), "PER", "NAM", entity))
        return name

    def _attribution(self, source: str, cue: tuple[int, int], content: tuple[int, int]) -> None:
        form = ("direct", "indirect", "mixed")[self.rng.integers(3)]
        self.attributions.append(
            Attribution(
                f"a{len(self.attributions)}",
                (Span(*_span(*cue)),),
                (source,),
                (Span(*_span(*content)),),
                attitude="assertion",
                form=form,
                stance="affirms",
                modality="asserted",
            )
        )

    def _event(self, word: int) -> None:
        name = f"v{len(self.events)}"
        self.events.append(Event(name, *_span(word, word + 1), "Strike", "positive", "asserted"))


def _span(first: int, last: int) -> tuple[int, int]:
    return first * 6, last * 6 - 1


def noisy(gold: Document, rng: np.random.Generator) -> Document:
    """The document with words off at the ends of contents, other sources, units left out or doubled."""
    found = []
    for a in gold.attributions or ():
        luck = rng.random(5)
        if luck[0] < 0.1:
            continue
        start, end = a.content[0].start, a.content[0].end
        moved = Span(start + 6 * int(luck[1] < 0.2), end - 6 * int(luck[2] < 0.2))
        other = f"m{rng.integers(len(gold.mentions or ()))}"
        changed = replace(a, content=(moved,), sources=(other,) if luck[3] < 0.15 else a.sources)
        found.append(changed)
        if luck[4] < 0.05:
            found.append(replace(changed, id=f"{a.id}-copy"))
    return replace(gold, attributions=tuple(found))


def unlike(gold: Document, rng: np.random.Generator) -> Document:
    """The document with contents that begin anywhere in their sentence and end anywhere after that."""
    found = []
    for a in gold.attributions or ():
        first = a.cue[0].end // 6 + 1 + int(rng.integers(6))
        last = first + 1 + int(rng.integers(40))
        start, end = _span(first, min(last, SENTENCES * WORDS))
        found.append(replace(a, content=(Span(start, max(end, start + 1)),)))
    return replace(gold, attributions=tuple(found))


def bench(documents: int, what: str, noise: Noise) -> None:
    lines = inputs(documents, noise)
    size = sum(len(line) for side in lines for line in side) / 1e6
    say(f"{what}: attributions and claims of {documents:,} documents, {size:.0f} MB of JSON lines")
    ours, counted = timed(lambda: scored(lines))
    speed, spent = documents / ours.wall, f"{ours.wall:.1f} s, {ours.processor:.1f} s of processors"
    say(f"  columns      {speed:8,.0f} documents/s   {spent}")
    part = [side[:PART] for side in lines]
    theirs, expected = timed(lambda: plain(part))
    said = f"measured on {len(part[0])} documents; {compared(scored(part), expected)}"
    say(f"  Python sets  {len(part[0]) / theirs.wall:8,.1f} documents/s   {said}")
    times = documents / len(part[0])
    ratios = times * theirs.wall / ours.wall, times * theirs.processor / ours.processor
    say(f"  {ratios[0]:.0f} times as fast (processor time {ratios[1]:.0f})")
    figures = {m.name: m.values(counted.total(m)).get("f1") for m in counted.statistics}
    say(f"  f1: unit {figures['attribution.unit']:.4f}, claims {figures['claims']:.4f}")
    say(f"  peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB, inputs included")


def inputs(documents: int, noise: Noise) -> list[list[bytes]]:
    """The lines of gold and of the predictions; a few articles again and again, under other ids."""
    rng = np.random.default_rng(0)
    gold = [Article("NAME", rng).document() for _ in range(min(documents, MADE))]
    made = [[dumps(d) for d in side] for side in (gold, [noise(d, rng) for d in gold])]
    return [[side[n % len(side)].replace(b"NAME", b"a%d" % n, 1) for n in range(documents)] for side in made]


def scored(lines: list[list[bytes]]) -> Counted:
    gold, pred = (table(b"\n".join(side), SCHEMA) for side in lines)
    return count(gold, pred, METRICS, Options())


def plain(lines: list[list[bytes]]) -> dict[str, int]:
    """The true positives of some scores over Python sets."""
    tp: Counter[str] = Counter()
    for gold, pred in zip(*([parse(line) for line in side] for side in lines), strict=True):
        both = sides(gold, pred)
        pairs = alignment(both[0].units, both[1].units)
        tp.update({f"attribution.{name}": found[0] for name, found in counts(*both, pairs).items()})
        tp["claims"] += claims(*both)[0][0]
    return dict(tp)


def compared(counted: Counted, expected: dict[str, int]) -> str:
    """Whether both count the same; an alignment that is one of several best may count a little otherwise."""
    found = {m.name: int(counted.total(m)[0]) for m in counted.statistics if m.name in expected}
    off = {name: (found[name], n) for name, n in expected.items() if found[name] != n}
    return f"counts differ: {off}" if off else f"all {len(expected)} counts are the same"


if __name__ == "__main__":
    size = scale(__doc__)
    for name, noise in (("alike", noisy), ("unlike", unlike)):
        bench(max(1, int(DOCUMENTS * size)), name, noise)
