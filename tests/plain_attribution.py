"""Attribution and claims scored document by document over Python sets, straight from the definitions.

The oracle of the tests, and what the benchmark compares speed with. Where several alignments are equally good
the figures may depend on which is taken, so each function takes the alignment as an argument.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.optimize import linear_sum_assignment

from quoth_eval.document import Attribution, Document, Mention, Span
from quoth_eval.reporting import Reporting
from quoth_eval.tokens import tokenize

Tokens = frozenset[int]
Counts = tuple[int, int, int]  # true positives, false positives, false negatives
ROLES = ("cue", "source", "content")


@dataclass(frozen=True)
class Unit:
    """An attribution as sets of tokens."""

    attribution: Attribution
    cue: Tokens
    source: Tokens
    content: Tokens

    @property
    def tangible(self) -> bool:
        return any(self.whole)

    @property
    def whole(self) -> tuple[Tokens, Tokens, Tokens]:
        return self.cue, self.source, self.content


class Side:
    """One side of a document; ``text`` is the text to go by, ``cuts`` the tokens."""

    def __init__(self, document: Document, text: str | None, cuts: Sequence[Span] | None) -> None:
        self.document = document
        self.reporting = Reporting(Document(**{**_fields(document), "text": text}))
        self.cuts = cuts

    @cached_property
    def units(self) -> list[Unit]:
        return [self._unit(a) for a in self.document.attributions or ()]

    def _unit(self, found: Attribution) -> Unit:
        sources = [m.span for m in self.reporting.sources(found)]
        return Unit(found, self.tokens(found.cue), self.tokens(sources), self.tokens(found.content))

    def tokens(self, spans: Iterable[Span]) -> Tokens:
        if self.cuts is None:
            return frozenset(i for s in spans for i in range(s.start, s.end))
        return frozenset(
            i for s in spans for i, t in enumerate(self.cuts) if t.start < s.end and s.start < t.end
        )

    def parent(self, unit: Unit) -> int | None:
        up = self.reporting.parent(unit.attribution)
        return None if up is None else next(i for i, u in enumerate(self.units) if u.attribution is up)

    def depth(self, unit: Unit) -> int:
        return len(self.reporting.chain(unit.attribution)) - 1


def sides(gold: Document, pred: Document) -> tuple[Side, Side]:
    """Both sides over one text and one set of tokens."""
    text = gold.text if gold.text is not None else pred.text
    cuts = gold.tokens or (tokenize(text) if text is not None else None)
    return Side(gold, text, cuts), Side(pred, text, cuts)


Pairs = list[tuple[int, int]]


def alignment(gold: Sequence[Unit], pred: Sequence[Unit]) -> Pairs:
    """One best alignment, by a matrix of all pairs."""
    weights = np.array([[weight(g, p) for p in pred] for g in gold]).reshape(len(gold), len(pred))
    weights[np.not_equal.outer(_copies(gold), _copies(pred))] = 0
    rows, columns = linear_sum_assignment(weights, maximize=True)
    return [(i, j) for i, j in zip(rows.tolist(), columns.tolist(), strict=True) if weights[i, j] > 0]


def weight(g: Unit, p: Unit) -> float:
    """What it is worth to align two units, 0 where they must not be."""
    main = "content" if g.content and p.content else "cue"
    if not (g.content or p.content or g.cue or p.cue):
        main = "source"
    others = [r for r in ROLES if r != main and (getattr(g, r) or getattr(p, r))]
    value = f1(getattr(g, main), getattr(p, main))
    extra = sum(f1(getattr(g, r), getattr(p, r)) for r in others) / max(len(others), 1)
    return value + 0.001 * extra if value else 0.0


def f1(a: Tokens, b: Tokens) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


def _copies(units: Sequence[Unit]) -> list[int]:
    seen: Counter[Hashable] = Counter()
    out = []
    for unit in units:
        out.append(seen[unit.whole])
        seen[unit.whole] += 1
    return out


def counts(gold: Side, pred: Side, pairs: Pairs) -> dict[str, Counts]:
    """The counts of every score but the slices."""
    g, p = gold.units, pred.units
    found = {"unit": _multiset([u.whole for u in g], [u.whole for u in p])}
    for role in ROLES:
        ours, theirs = [getattr(u, role) for u in g], [getattr(u, role) for u in p]
        same = sum(ours[i] == theirs[j] and bool(ours[i]) for i, j in pairs)
        found[f"{role}.exact"] = _prf(same, sum(map(bool, theirs)), sum(map(bool, ours)))
        shared = sum(len(ours[i] & theirs[j]) for i, j in pairs)
        found[f"{role}.token"] = _prf(shared, sum(map(len, theirs)), sum(map(len, ours)))
    found["edge"] = _edges(gold, pred, pairs)
    found["source.entity"] = _entities(gold, pred, pairs)
    chains = sum(_same_chain(gold, pred, g[i].attribution, p[j].attribution) for i, j in pairs)
    return {**found, "chain": _prf(chains, *(sum(u.tangible for u in side) for side in (p, g)))}


def accuracy(name: str, gold: Side, pred: Side, pairs: Pairs) -> tuple[int, int]:
    """How many aligned units have the same value, of those where both have one."""
    values = [
        (getattr(gold.units[i].attribution, name), getattr(pred.units[j].attribution, name)) for i, j in pairs
    ]
    both = [(a, b) for a, b in values if a is not None and b is not None]
    return sum(a == b for a, b in both), len(both)


def claims(gold: Side, pred: Side) -> tuple[Counts, Counts]:
    """The counts of claims, and of those over matched triggers."""
    ours, theirs = gold.reporting.claims(), pred.reporting.claims()
    alike = np.zeros((len(ours), len(theirs)))
    for i, a in enumerate(ours):
        for j, b in enumerate(theirs):
            mine = [(x.event.polarity, x.event.modality, x.stance) for x in (a, b)]
            agree = all(x == y or x is None or y is None for x, y in zip(*mine, strict=True))
            trigger = [(x.event.span, x.event.type) for x in (a, b)]
            if agree and trigger[0] == trigger[1]:
                alike[i, j] = _same_chains(gold, pred, a.chain, b.chain)
    copies = [_event_copies([c.event for c in side]) for side in (ours, theirs)]
    alike[np.not_equal.outer(*copies)] = 0
    tp = int(alike[linear_sum_assignment(alike, maximize=True)].sum())
    spans = [Counter(c.event.span for c in side) for side in (ours, theirs)]
    triggers = (spans[0] & spans[1]).total()
    return _prf(tp, len(theirs), len(ours)), _prf(tp, triggers, triggers)


def _event_copies(events: Sequence[object]) -> list[int]:
    keys = [tuple(getattr(e, n) for n in ("start", "end", "type", "polarity", "modality")) for e in events]
    return [keys[:i].count(k) for i, k in enumerate(keys)]


def _edges(gold: Side, pred: Side, pairs: Pairs) -> Counts:
    up = [[side.parent(u) for u in side.units] for side in (gold, pred)]
    same = sum((up[0][i], up[1][j]) in pairs for i, j in pairs)
    return _prf(same, _links(pred), _links(gold))


def _links(side: Side) -> int:
    ups = [(u, side.parent(u)) for u in side.units]
    return sum(u.tangible and up is not None and side.units[up].tangible for u, up in ups)


def _entities(gold: Side, pred: Side, pairs: Pairs) -> Counts:
    tp = 0
    for i, j in pairs:
        ours = [_key(m) for m in gold.reporting.sources(gold.units[i].attribution)]
        theirs = [referents(gold, pred, m) for m in pred.reporting.sources(pred.units[j].attribution)]
        fits = np.array([[o in t for t in theirs] for o in ours], float).reshape(len(ours), len(theirs))
        tp += int(fits[linear_sum_assignment(fits, maximize=True)].sum())
    return _prf(tp, _sources(pred), _sources(gold))


def _sources(side: Side) -> int:
    return sum(len(u.attribution.sources) for u in side.units if u.tangible)


def referents(gold: Side, pred: Side, mention: Mention) -> set[Hashable]:
    """The gold entities that a predicted mention may be."""
    known = gold.document.mentions or ()
    if same := {_key(m) for m in known if m.span == mention.span}:
        return same
    own = pred.tokens([mention.span])
    rated = [(-f1(own, gold.tokens([m.span])), m.span) for m in known]
    best = min(rated, default=(0.0, None))
    return {_key(m) for m in known if m.span == best[1]} if best[0] < 0 else set()


def _key(mention: Mention) -> Hashable:
    return mention.span if mention.entity is None else mention.entity


def _same_chain(gold: Side, pred: Side, a: Attribution, b: Attribution) -> bool:
    return _same_chains(gold, pred, gold.reporting.chain(a), pred.reporting.chain(b))


def _same_chains(gold: Side, pred: Side, a: Sequence[Attribution], b: Sequence[Attribution]) -> bool:
    return len(a) == len(b) and all(_same_link(gold, pred, x, y) for x, y in zip(a, b, strict=True))


def _same_link(gold: Side, pred: Side, a: Attribution, b: Attribution) -> bool:
    ours = {_key(m) for m in gold.reporting.sources(a)}
    theirs = [referents(gold, pred, m) for m in pred.reporting.sources(b)]
    return all(t & ours for t in theirs) and all(any(o in t for t in theirs) for o in ours)


def _multiset(gold: Iterable[Hashable], pred: Iterable[Hashable]) -> Counts:
    ours, theirs = Counter(gold), Counter(pred)
    return _prf((ours & theirs).total(), theirs.total(), ours.total())


def _prf(tp: int, pred: int, gold: int) -> Counts:
    return tp, pred - tp, gold - tp


def _fields(document: Document) -> dict[str, object]:
    return {name: getattr(document, name) for name in Document.__slots__}
