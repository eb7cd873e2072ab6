"""The readings of SemEval-2013, against nervaluate where shuffling its input does not change its answer."""

from itertools import permutations
from typing import Any

from evaluating import scored
from hypothesis import given
from hypothesis import strategies as st

from quoth_eval.document import Document, Mention

Spans = list[tuple[int, int, str]]
_NAMES = {"strict": "strict", "exact": "exact", "type": "ent_type", "partial": "partial"}
_TYPES = ["PER", "ORG"]


@st.composite
def _flat(draw: st.DrawFn) -> Spans:
    """Up to three spans, none over another."""
    cuts = draw(st.lists(st.integers(0, 12), unique=True, max_size=6).map(sorted))
    return [(a, b, draw(st.sampled_from(_TYPES))) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]


def _nervaluate(gold: Spans, pred: Spans) -> dict[str, tuple[float, float, float]]:
    from nervaluate import Evaluator

    both = [[{"label": kind, "start": a, "end": b - 1} for a, b, kind in side] for side in (gold, pred)]
    overall = Evaluator([both[0]], [both[1]], tags=_TYPES, loader="dict").evaluate()["overall"]
    return {
        ours: tuple(getattr(overall[n], k) for k in ("precision", "recall", "f1"))
        for ours, n in _NAMES.items()
    }


def _ours(gold: Spans, pred: Spans) -> dict[str, tuple[float, float, float]]:
    sides = [
        Document("d", mentions=tuple(Mention(f"m{i}", *span) for i, span in enumerate(side)))
        for side in (gold, pred)
    ]
    found: dict[str, Any] = scored([sides[0]], [sides[1]], "entities")["entities"]
    return {name: tuple(found[name][k] or 0.0 for k in ("precision", "recall", "f1")) for name in _NAMES}


@given(_flat(), _flat())
def test_the_same_as_nervaluate_where_it_is_sure(gold: Spans, pred: Spans) -> None:
    answers = [_nervaluate(list(g), list(p)) for g in permutations(gold) for p in permutations(pred)]
    for name, figures in _ours(gold, pred).items():
        if all(answer[name] == answers[0][name] for answer in answers):
            assert figures == answers[0][name], name
