"""Coreference scores: numbers from the literature, and every score from its definition, link by link."""

from collections.abc import Callable, Iterable
from itertools import combinations, permutations

import pytest
from hypothesis import given
from partitions import Partition, coref, partition, partitions

# Key, response, and for each score recall and precision as fractions of counts. The cases are those of the
# reference scorer (Pradhan et al. 2014, cases A and D), with the counts worked out from the definitions; the
# last one is the example of Moosavi and Strube (2016).
_KEY_A, _KEY_D = "a bc def", "12345 67 89ABC"
_REFERENCE = [
    (
        _KEY_A,
        "a bc def",
        {"muc": (3 / 3, 3 / 3), "b3": (1, 1), "ceafm": (1, 1), "ceafe": (1, 1), "blanc": (1, 1)},
    ),
    (
        _KEY_A,
        "a de",
        {
            "muc": (1 / 3, 1 / 1),
            "b3": ((7 / 3) / 6, 3 / 3),
            "ceafm": (3 / 6, 3 / 3),
            "ceafe": (1.8 / 3, 1.8 / 2),
            "blanc": ((1 / 4 + 2 / 11) / 2, 1),
        },
    ),
    (
        _KEY_A,
        "a bcg defh i",
        {
            "muc": (3 / 3, 3 / 5),
            "b3": (6 / 6, (4 + 7 / 12) / 9),
            "ceafm": (6 / 6, 6 / 9),
            "ceafe": ((1 + 4 / 5 + 6 / 7) / 3, (1 + 4 / 5 + 6 / 7) / 4),
            "blanc": (1, (4 / 9 + 11 / 27) / 2),
        },
    ),
    (
        _KEY_D,
        "12345 6789ABC",
        {
            "muc": (9 / 9, 9 / 10),
            "b3": (12 / 12, 16 / 21),
            "ceafm": (10 / 12, 10 / 12),
            "ceafe": ((11 / 6) / 3, (11 / 6) / 2),
        },
    ),
    (
        _KEY_D,
        "1234589ABC 67",
        {
            "muc": (9 / 9, 9 / 10),
            "b3": (12 / 12, 7 / 12),
            "ceafm": (7 / 12, 7 / 12),
            "ceafe": ((5 / 3) / 3, (5 / 3) / 2),
        },
    ),
    (
        _KEY_D,
        "123456789ABC",
        {
            "muc": (9 / 9, 9 / 11),
            "b3": (12 / 12, 54 / 144),
            "ceafm": (5 / 12, 5 / 12),
            "ceafe": ((10 / 17) / 3, (10 / 17) / 1),
        },
    ),
    (
        _KEY_D,
        "1 2 3 4 5 6 7 8 9 A B C",
        {
            "muc": (0 / 9, None),
            "b3": (3 / 12, 12 / 12),
            "ceafm": (3 / 12, 3 / 12),
            "ceafe": ((4 / 3) / 3, (4 / 3) / 12),
        },
    ),
    ("abc defg", "ab cd fghi", {"lea": ((3 * 1 / 3 + 4 * 1 / 6) / 7, (2 * 1 + 2 * 0 + 4 * 1 / 6) / 8)}),
]

Pair = tuple[float | None, float | None]


@pytest.mark.parametrize(("gold", "pred", "expected"), _REFERENCE)
def test_numbers_of_the_literature(gold: str, pred: str, expected: dict[str, Pair]) -> None:
    result = coref(partition(gold), partition(pred))
    for score, pair in expected.items():
        found = result[score]["recall"], result[score]["precision"]
        assert found == pytest.approx(pair), score


def test_f1_is_the_harmonic_mean_and_conll_the_mean_of_three() -> None:
    result = coref(partition(_KEY_A), partition("a de"))
    f1 = {"muc": 0.5, "b3": 14 / 25, "ceafe": 0.72}
    for score, value in f1.items():
        assert result[score]["f1"] == pytest.approx(value)
    assert result["conll"] == {"f1": pytest.approx(sum(f1.values()) / 3)}
    assert result["blanc"]["f1"] == pytest.approx((0.4 + 4 / 13) / 2)


_LINK_CLASSES = [  # key, response; precision, recall, F1
    ("abc", "abc", (1, 1, 1)),  # gold has no link across clusters: that class is left out
    ("a b c", "a b c", (1, 1, 1)),  # gold has none inside
    ("a b c", "abc", (0, 0, 0)),  # the links inside are left out, though predicted
    ("abc", "a b c", (0, 0, 0)),
    ("a b c", "ab c", (1, 2 / 3, 0.8)),
    ("a", "a", (None, None, None)),  # a single mention has no links
    ("a", "ab", (0, 0, 0)),  # gold has no link at all: then what is predicted counts
]


@pytest.mark.parametrize(("gold", "pred", "expected"), _LINK_CLASSES)
def test_blanc_by_the_link_classes_that_gold_has(gold: str, pred: str, expected: tuple[float, ...]) -> None:
    found = coref(partition(gold), partition(pred))["blanc"]
    assert tuple(found[k] for k in ("precision", "recall", "f1")) == pytest.approx(expected)


Score = Callable[[Partition, Partition], tuple[float, float]]  # recall's numerator and denominator


def _links(clusters: Iterable[set[str]]) -> set[frozenset[str]]:
    return {frozenset(two) for c in clusters for two in combinations(sorted(c), 2)}


def _muc(key: Partition, response: Partition) -> tuple[float, float]:
    parts = [len([k & r for r in response if k & r]) + len(k - set().union(*response)) for k in key]
    return sum(len(k) - p for k, p in zip(key, parts, strict=True)), sum(len(k) - 1 for k in key)


def _b3(key: Partition, response: Partition) -> tuple[float, float]:
    mentions = [(k, next((r for r in response if m in r), set[str]())) for k in key for m in k]
    return sum(len(k & r) / len(k) for k, r in mentions), len(mentions)


def _aligned(key: Partition, response: Partition, likeness: Callable[[set[str], set[str]], float]) -> float:
    short, long = sorted((key, response), key=len)
    return max(
        sum(likeness(a, b) for a, b in zip(short, chosen, strict=True))
        for chosen in permutations(long, len(short))
    )


def _ceafm(key: Partition, response: Partition) -> tuple[float, float]:
    return _aligned(key, response, lambda a, b: len(a & b)), sum(map(len, key))


def _ceafe(key: Partition, response: Partition) -> tuple[float, float]:
    return _aligned(key, response, lambda a, b: 2 * len(a & b) / (len(a) + len(b))), len(key)


def _lea(key: Partition, response: Partition) -> tuple[float, float]:
    def resolved(k: set[str]) -> float:
        if len(k) == 1:
            return float(k in response)
        return len(_links([k]) & _links(response)) / len(_links([k]))

    return sum(len(k) * resolved(k) for k in key), sum(map(len, key))


_DEFINITIONS: dict[str, Score] = {"muc": _muc, "b3": _b3, "ceafm": _ceafm, "ceafe": _ceafe, "lea": _lea}


@pytest.mark.parametrize("score", _DEFINITIONS)
@given(gold=partitions(), pred=partitions())
def test_every_score_is_what_its_definition_says(score: str, gold: Partition, pred: Partition) -> None:
    found = coref(gold, pred)[score]
    for figure, sides in (("recall", (gold, pred)), ("precision", (pred, gold))):
        part, whole = _DEFINITIONS[score](*sides)
        assert found[figure] == (pytest.approx(part / whole) if whole else None), figure


@given(partitions(), partitions())
def test_blanc_counts_links_one_by_one(gold: Partition, pred: Partition) -> None:
    found = coref(gold, pred)["blanc"]
    joined = _links(gold), _links(pred)
    apart = [_links([set().union(*side)]) - inside for side, inside in zip((gold, pred), joined, strict=True)]
    classes = [(k, r) for k, r in (joined, apart) if k] or [(k, r) for k, r in (joined, apart) if r]
    if not classes:
        assert found == {"precision": None, "recall": None, "f1": None}
        return
    f1 = [2 * len(k & r) / (len(k) + len(r)) for k, r in classes]
    assert found["f1"] == pytest.approx(sum(f1) / len(f1))
    if all(k for k, _ in classes):
        recall = [len(k & r) / len(k) for k, r in classes]
        assert found["recall"] == pytest.approx(sum(recall) / len(recall))


@given(partitions(), partitions())
def test_mentions_are_spans_in_any_cluster(gold: Partition, pred: Partition) -> None:
    ours, theirs = set().union(*gold), set().union(*pred)
    found = coref(gold, pred)["mentions"]
    assert (found["tp"], found["fp"], found["fn"]) == (
        len(ours & theirs),
        len(theirs - ours),
        len(ours - theirs),
    )


@given(partitions(), partitions())
def test_dropping_singletons_is_leaving_them_out_of_the_input(gold: Partition, pred: Partition) -> None:
    large = [[c for c in side if len(c) > 1] for side in (gold, pred)]
    if all(large):
        assert coref(gold, pred, drop_singletons=True) == coref(*large)


@given(partitions(), partitions())
def test_the_same_as_scorch_where_scorch_defines_it(gold: Partition, pred: Partition) -> None:
    """scorch 0.2.0: 0 where a figure is undefined, and for MUC where either side has only singletons.

    It is not compared where it fails: CEAF without a common mention may raise StatisticsError, and BLANC of
    a key of one mention is 1.0 whatever links the response has.
    """
    from scorch import scores

    found = coref(gold, pred)
    peers = {"muc": scores.muc, "b3": scores.b_cubed}
    if set().union(*gold) & set().union(*pred):
        peers |= {"ceafm": scores.ceaf_m, "ceafe": scores.ceaf_e}
    if sum(map(len, gold)) > 1:
        peers["blanc"] = scores.blanc
    for name, peer in peers.items():
        values = [found[name][k] or 0.0 for k in ("recall", "precision", "f1")]
        assert values == pytest.approx(list(peer(gold, pred))), name
