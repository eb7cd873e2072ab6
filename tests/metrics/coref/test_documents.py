"""Coreference from documents: which mentions count, repeated spans, sums over documents, size."""

import time
import tracemalloc
from dataclasses import replace

import numpy as np
import pytest
from evaluating import counted, scored
from hypothesis import given
from partitions import Partition, coref, document, partition, partitions

from quoth_eval.document import Document, Event, Mention
from quoth_eval.metrics.coref import scores
from quoth_eval.metrics.coref.table import table
from quoth_eval.metrics.measure import Ratios


def test_mentions_without_a_key_are_in_no_cluster_and_types_do_not_matter() -> None:
    gold = document(partition("ab"))
    typed = tuple(replace(m, type="PER") for m in gold.mentions or ())
    pred = replace(gold, mentions=(*typed, Mention("x", 0, 9), Mention("y", 3, 9)))
    result = scored([gold], [pred], "coref")
    assert result["coref"]["conll"]["f1"] == 1
    assert result["coref"]["mentions"]["fp"] == 0
    assert result["documents"]["duplicates"] == 0


def test_a_mention_in_two_clusters_stays_in_the_one_whose_key_sorts_first() -> None:
    """The other one is counted as folded, wherever it stands."""
    gold = document(partition("ab cd"))
    extra = Mention("again", ord("a"), ord("a") + 1, entity="e1")
    found = gold.mentions or ()
    for mentions in ((extra, *found), (*found, extra)):
        result = scored([gold], [replace(gold, mentions=mentions)], "coref")
        assert result["coref"]["conll"]["f1"] == 1
        assert result["coref"]["mentions"]["f1"] == 1
        assert result["documents"]["duplicates"] == 1
    first = Mention("again", ord("c"), ord("c") + 1, entity="e0")
    moved = scored([gold], [replace(gold, mentions=(*found, first))], "coref")["coref"]
    assert moved == coref(partition("ab cd"), partition("abc d"))


def test_doubling_everything_changes_nothing_but_the_count_of_what_was_folded() -> None:
    gold, pred = (document(partition(text)) for text in ("abc de", "ab cde f"))
    twice = replace(pred, mentions=(*pred.mentions, *(replace(m, id=m.id + "2") for m in pred.mentions)))
    once, again = (scored([gold], [p], "coref") for p in (pred, twice))
    assert once["coref"] == again["coref"]
    assert again["documents"]["duplicates"] == 6


def test_counts_are_summed_over_documents_not_averaged() -> None:
    texts = [("abc", "abc", "a"), ("ab c", "abc", "b")]
    gold = [document(partition(key), name) for key, _, name in texts]
    pred = [document(partition(response), name) for _, response, name in texts]
    result = scored(gold, pred, "coref")["coref"]
    assert result["muc"]["precision"] == 3 / 4
    assert result["b3"]["precision"] == pytest.approx((3 + 5 / 3) / 6)


def test_a_document_on_one_side_only_counts_in_full() -> None:
    both = [document(partition("ab"), name) for name in "xy"]
    result = scored([both[0]], [both[1]], "coref")["coref"]
    for score in ("muc", "b3", "ceafm", "ceafe", "blanc", "lea", "conll", "mentions"):
        assert result[score]["f1"] == 0, score


def test_without_keys_the_layer_is_left_out_and_said_so() -> None:
    bare = Document("d", mentions=(Mention("m", 0, 1),))
    keyed = document(partition("ab"))
    assert scored([bare], [keyed], "coref")["left_out"] == {"coref": "gold has no mentions.entity"}
    assert scored([keyed], [bare], "coref")["left_out"] == {"coref": "not predicted: no mentions.entity"}


def test_nothing_but_singletons_has_no_muc_and_is_still_perfect() -> None:
    result = coref(partition("a b c"), partition("a b c"))
    assert result["muc"]["f1"] is None
    assert result["conll"]["f1"] == 1


@given(partitions(), partitions())
def test_events_corefer_by_the_same_scores(gold: Partition, pred: Partition) -> None:
    sides = [replace(document(side), mentions=None, events=_events(document(side))) for side in (gold, pred)]
    found = scored([sides[0]], [sides[1]], "events")["events"]["coref"]
    assert found == coref(gold, pred)


def _events(found: Document) -> tuple[Event, ...]:
    return tuple(Event(m.id, m.start, m.end, cluster=m.entity) for m in found.mentions or ())


def test_names_of_clusters_never_change_the_last_bit() -> None:
    clusters = [set("abc"), set("defg"), set("h"), set("ijklm"), set("no")]
    gold = [document(partition("abd cefg hi jklmn o"))]
    ways = [clusters, clusters[::-1], [clusters[i] for i in (2, 0, 4, 1, 3)]]
    measures = [Ratios(("coref", name)) for name in ("b3", "ceafe")]
    found = [counted(gold, [document(way)], "coref") for way in ways]
    for measure in measures:
        assert len({tuple(f.total(measure)) for f in found}) == 1


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [(1, 1), (5_000, 5_000), (1, 5_000), (2_500, 1_666), (70, 70)],
    ids=["one cluster", "singletons", "all split", "pairs against triples", "mixed"],
)
def test_five_thousand_mentions_take_no_quadratic_memory(ours: int, theirs: int) -> None:
    size = 5_000
    spans = [np.zeros(size, np.int64), np.arange(size), np.arange(size) + 1]
    mixed = np.random.default_rng(0).permutation(size) if ours == 70 else np.arange(size)
    gold, pred = [*spans, np.arange(size) * ours // size], [*spans, mixed * theirs // size]
    tracemalloc.start()
    try:
        began = time.perf_counter()
        found = table(gold, pred, 1)
        scores(found, ("coref",))
        seconds = time.perf_counter() - began
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert found.gold.mentions.tolist() == [size]
    assert peak < 20e6
    assert seconds < 10
