"""Everything that attribution counts, against a plain implementation of the definitions."""

from dataclasses import replace

from evaluating import paired
from hypothesis import given
from hypothesis import strategies as st
from plain_attribution import accuracy, alignment, claims, counts, sides, weight
from strategies import TEXT, documents

from quoth_eval.document import Document, Span
from quoth_eval.metrics.attribution.alignment import Aligned, aligned
from quoth_eval.metrics.attribution.scores import statistics
from quoth_eval.metrics.attribution.units import ATTRIBUTES
from quoth_eval.metrics.claims import statistics as claim_statistics
from quoth_eval.metrics.measure import PRF, Accuracy
from quoth_eval.metrics.metric import Options

Both = tuple[Document, Document]
_GROUNDS = (  # texts and tokens of gold
    (TEXT, ()),
    (None, ()),
    (None, tuple(Span(i, i + 4) for i in range(0, 60, 5))),
    (TEXT, tuple(Span(i, i + 3) for i in range(0, 60, 3))),
)


@st.composite
def pairs_of_documents(draw: st.DrawFn) -> Both:
    text, tokens = draw(st.sampled_from(_GROUNDS))
    return replace(draw(documents("d1", text)), tokens=tokens), draw(documents("d1", text))


def _pairs(found: Aligned) -> list[tuple[int, int]]:
    return list(zip(found.ours.tolist(), found.theirs.tolist(), strict=True))


@given(pairs_of_documents())
def test_the_alignment_is_the_best_there_is(both: Both) -> None:
    gold, pred = sides(*both)
    pairs = _pairs(aligned(paired([both[0]], [both[1]])))
    best = alignment(gold.units, pred.units)
    total, most = (sum(weight(gold.units[i], pred.units[j]) for i, j in p) for p in (pairs, best))
    assert all(weight(gold.units[i], pred.units[j]) > 0 for i, j in pairs)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert abs(total - most) < 1e-9


@given(pairs_of_documents())
def test_the_counts_are_those_of_the_definitions(both: Both) -> None:
    pair = paired([both[0]], [both[1]])
    pairs, found = _pairs(aligned(pair)), statistics(pair, Options())
    gold, pred = sides(*both)
    for name, expected in counts(gold, pred, pairs).items():
        assert tuple(found[PRF(("attribution", *name.split(".")))][0]) == expected, name
    for name in ATTRIBUTES:
        assert tuple(found[Accuracy(("attribution", name))][0]) == accuracy(name, gold, pred, pairs)


@given(pairs_of_documents())
def test_claims_are_those_of_the_definition(both: Both) -> None:
    found = claim_statistics(paired([both[0]], [both[1]]), Options())
    counted = [tuple(found[PRF(path)][0]) for path in (("claims",), ("claims", "gold_events"))]
    assert counted == list(claims(*sides(*both)))
