"""The whole report: numbers by hand, what is missing and what is empty, and the laws."""

import math
from dataclasses import replace
from typing import Any

import pytest
from agreeing import agreed, figures
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import TEXT as STRATEGY_TEXT
from strategies import documents

from quoth_eval.commands.agreement_tables import agreement_tables
from quoth_eval.document import ANNOTATION_LAYERS, Argument, Attribution, Document, Event, Mention, Span
from quoth_eval.errors import InputError
from quoth_eval.statistics.resampling import Resampling

TEXT = "Ana and Bo met the mayor of Oro on Monday."


def _entities(*rows: tuple[int, int, str], name: str = "d") -> Document:
    found = tuple(Mention(f"m{i}", *row) for i, row in enumerate(rows))
    return Document(name, TEXT, mentions=found)


# Ana PER, Bo PER, the mayor of Oro PER (with Oro GPE inside), Monday TIME
ANN = _entities((0, 3, "PER"), (8, 10, "PER"), (15, 31, "PER"), (28, 31, "GPE"))
BOB = _entities((0, 3, "PER"), (8, 10, "ORG"), (19, 31, "PER"), (35, 41, "TIME"))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("strict.pooled", 2 * 1 / 8),
        ("exact.pooled", 2 * 2 / 8),
        ("type.pooled", 2 * 2 / 8),
        # PER: Ana, Bo and 4 tokens against Ana and 3; GPE 1 to 0; ORG 0 to 1; TIME 0 to 1
        ("token.pooled", 2 * 4 / (6 + 4 + 1 + 1 + 1)),
        ("strict.labels.PER", 2 * 1 / 5),
        ("type.labels.PER", 2 * 2 / 5),
        ("token.labels.PER", 2 * 4 / 10),
        ("strict.labels.GPE", 0),
    ],
)
def test_f1_by_hand(path: str, value: float) -> None:
    found: Any = agreed({"ann": [ANN], "bob": [BOB]}, "entities")["entities"]["f1"]
    for key in path.split("."):
        found = found[key]
    assert found == pytest.approx(value)


def test_token_alpha_by_hand() -> None:
    # tokens: Ana and Bo met the mayor of Oro on Monday . - values as sets of labels
    ann = ["P", "", "P", "", "P", "P", "P", "GP", "", "", ""]
    bob = ["P", "", "O", "", "", "P", "P", "P", "", "T", ""]
    names = sorted({*ann, *bob})
    n = 2 * len(ann)
    counts = [sum(v == name for v in (*ann, *bob)) for name in names]
    disagreement = 2 * sum(a != b for a, b in zip(ann, bob, strict=True))
    alpha = 1 - (n - 1) * disagreement / (n * n - sum(c * c for c in counts))
    found = agreed({"ann": [ANN], "bob": [BOB]}, "entities")["entities"]["token_alpha"]["value"]
    assert found == pytest.approx(alpha)


def test_pairs_pool_and_the_mean_over_documents() -> None:
    cid = _entities((0, 3, "PER"))
    empty = [_entities(name="e")]
    some = [_entities((0, 3, "PER"), name="e")]
    found = agreed({"ann": [ANN, *some], "bob": [BOB, *empty], "cid": [cid]}, "entities")
    strict = found["entities"]["f1"]["strict"]
    # d: ann-bob 1 of 4 and 4, ann-cid 1 of 4 and 1, bob-cid 1 of 4 and 1; e: ann-bob 0 of 1 and 0
    assert strict["pairs"] == pytest.approx({"ann ~ bob": 2 / 9, "ann ~ cid": 2 / 5, "bob ~ cid": 2 / 5})
    assert strict["pooled"] == pytest.approx(6 / (9 + 5 + 5))
    assert strict["macro"] == pytest.approx((6 / 18 + 0) / 2)
    assert found["coverage"]["pairs"] == {"ann ~ bob": 2, "ann ~ cid": 1, "bob ~ cid": 1}


def test_a_document_that_is_missing_is_not_compared_and_an_empty_one_is() -> None:
    other = _entities((0, 3, "PER"), name="e")
    missing = agreed({"ann": [ANN, other], "bob": [ANN]})
    assert missing["entities"]["f1"]["strict"]["pooled"] == 1
    assert missing["coverage"]["compared"] == 1
    assert missing["coverage"]["alone"] == 1
    assert "1 of 2 documents have one annotator only" in missing["warnings"][0]
    null = agreed({"ann": [ANN, other], "bob": [ANN, Document("e", TEXT)]})
    assert null["entities"]["f1"]["strict"]["pooled"] == 1
    assert null["coverage"]["layers"]["mentions"]["compared"] == 1
    empty = agreed({"ann": [ANN, other], "bob": [ANN, _entities(name="e")]})
    assert empty["entities"]["f1"]["strict"]["pooled"] == pytest.approx(8 / 9)


def test_a_layer_that_one_annotator_left_out_is_undefined_with_the_reason() -> None:
    found = agreed({"ann": [replace(ANN, events=())], "bob": [BOB]})
    reason = "no document has events from two annotators"
    assert found["triggers"]["f1"]["strict"]["pooled"] is None
    assert found["triggers"]["f1"]["strict"]["reason"] == reason
    assert found["triggers"]["gamma"] | {"samples": 0} == found["triggers"]["gamma"]
    assert found["triggers"]["alpha_u"]["reason"] == reason
    assert found["events"]["f1"]["trigger_id"]["reason"] == reason


def test_nothing_marked_is_undefined_for_another_reason() -> None:
    nothing = Document("d", TEXT, mentions=())
    found = agreed({"ann": [nothing], "bob": [nothing]}, "entities")["entities"]
    assert found["f1"]["strict"] | {"pooled": None} == found["f1"]["strict"]
    assert found["f1"]["strict"]["reason"] == "neither annotator marked any"
    assert found["gamma"]["reason"] == "no units"


def _attributed(stance: str | None = "affirms", content: tuple[Span, ...] = (Span(15, 31),)) -> Document:
    mentions = (Mention("m1", 0, 3, "PER", entity="ana"), Mention("m2", 8, 10, "PER", entity="bo"))
    found = Attribution("a1", (Span(11, 14),), ("m1",), content, stance=stance)
    return Document("d", TEXT, mentions=mentions, attributions=(found,))


def test_fragments_are_units_however_they_are_split() -> None:
    two = agreed({"ann": [_attributed(content=(Span(15, 18), Span(28, 31)))], "bob": [_attributed()]})
    assert two["contents"]["f1"]["strict"]["pooled"] == 0
    assert two["contents"]["f1"]["type"]["pooled"] == pytest.approx(2 / 3)
    split = agreed({"ann": [_attributed(content=(Span(15, 18), Span(19, 31)))], "bob": [_attributed()]})
    assert split["contents"]["f1"]["strict"]["pooled"] == 1
    assert split["contents"]["u_alpha"]["u"] == pytest.approx(1)


def test_attributes_of_aligned_attributions() -> None:
    ann = [
        replace(_attributed(s), id=f"d{i}") for i, s in enumerate(["affirms", "affirms", "denies", "denies"])
    ]
    bob = [
        replace(_attributed(s), id=f"d{i}") for i, s in enumerate(["affirms", "affirms", "denies", "affirms"])
    ]
    found = agreed({"ann": ann, "bob": bob}, "attribution")["attribution"]
    assert found["stance"]["n"] == 4
    assert found["stance"]["agreement"] == 0.75
    assert found["stance"]["kappa"] == pytest.approx(0.5)
    assert found["form"] | {"kappa": None, "n": 0, "reason": "no form to compare"} == found["form"]
    assert found["f1"]["unit"]["pooled"] == 1
    assert found["f1"]["source"]["entity"]["pooled"] == 1


def _happened(*arguments: tuple[str, str], start: int = 11, polarity: str = "positive") -> Document:
    mentions = (Mention("m1", 0, 3, "PER"), Mention("m2", 8, 10, "PER"))
    first = Event("v1", 11, 14, "Meet", polarity, arguments=tuple(Argument(*a) for a in arguments))
    second = Event("v2", start, start + 4, "Agree", arguments=(Argument("agent", "m1"),))
    return Document("d", TEXT, mentions=mentions, events=(first, second))


def test_arguments_whole_and_given_agreed_triggers() -> None:
    ann = _happened(("agent", "m1"), ("agent", "m2"), start=15)
    bob = _happened(("agent", "m1"), ("place", "m2"), start=19, polarity="negative")
    found = agreed({"ann": [ann], "bob": [bob]}, "events")["events"]
    whole, given_triggers = found["f1"], found["given_triggers"]["f1"]
    assert whole["trigger_cls"]["pooled"] == 0.5
    assert whole["argument_attached_id"]["pooled"] == pytest.approx(2 * 2 / 6)
    assert whole["argument_attached_cls"]["pooled"] == pytest.approx(2 * 1 / 6)
    assert given_triggers["argument_attached_id"]["pooled"] == 1
    assert given_triggers["argument_attached_cls"]["pooled"] == 0.5
    assert "trigger_cls" not in given_triggers
    assert found["polarity"]["n"] == 1
    assert found["polarity"]["agreement"] == 0


def test_clusters() -> None:
    def chained(*keys: str | None) -> Document:
        spans = ((0, 3), (8, 10), (15, 31), (28, 31))
        found = (
            Mention(f"m{i}", *s, "PER", entity=k) for i, (s, k) in enumerate(zip(spans, keys, strict=True))
        )
        return Document("d", TEXT, mentions=tuple(m for m in found if m.entity))

    found = agreed({"ann": [chained("x", "x", "y", "y")], "bob": [chained("1", "1", "2", "3")]}, "coref")[
        "coref"
    ]
    # the example of the docstring of masi_alpha without its fifth mention
    assert found["masi_alpha"]["value"] == pytest.approx(0.5254, abs=1e-4)
    assert found["masi_alpha"]["coverage"] == 1
    assert found["f1"]["mentions"]["pooled"] == 1
    # LEA: ann's y is lost; bob's 2 and 3 are singletons that ann does not have
    assert found["f1"]["lea"]["pooled"] == pytest.approx(0.5)
    none = agreed({"ann": [chained("x", "x", "y", "y")], "bob": [ANN]}, "coref")["coref"]
    assert none["f1"]["conll"]["reason"] == "no document has clusters of mentions from two annotators"


def test_what_agrees_least_comes_first() -> None:
    worse = _entities((0, 3, "PER"), name="w")
    found = agreed({"ann": [ANN, worse], "bob": [ANN, _entities(name="w")]}, "entities")["worst"]
    assert [row["document"] for row in found["documents"]] == ["w", "d"]
    assert found["documents"][0] == {
        "document": "w", "units": "entities", "f1": 0.0, "agreed": 0, "disagreements": 1,
    }  # fmt: skip
    assert [row["label"] for row in found["labels"]] == ["PER", "GPE"]


def test_intervals_hold_the_figure_and_come_again_with_the_seed() -> None:
    ann = [replace(ANN, id=f"d{i}") for i in range(6)]
    bob = [replace(BOB if i % 2 else ANN, id=f"d{i}") for i in range(6)]
    found = agreed({"ann": ann, "bob": bob}, "entities", how=Resampling(200, seed=4))
    assert found == agreed({"bob": bob, "ann": ann}, "entities", how=Resampling(200, seed=4))
    entities = found["entities"]
    for node, name in ((entities["f1"]["strict"], "pooled"), (entities["alpha_u"], "value"),
                       (entities["u_alpha"], "u"), (entities["gamma"], "value")):  # fmt: skip
        low, high = node[f"{name}_ci95"]
        assert low < high
        assert low - 0.02 <= node[name] <= high + 0.02
    assert entities["alpha_u"]["labels_ci95"].keys() == entities["alpha_u"]["labels"].keys()
    assert "only 6 documents" in found["warnings"][0]


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({"ann": [ANN]}, "two annotators at least"),
        ({"ann": [ANN], "bob": [replace(BOB, id="x")]}, "no document is in two of the inputs"),
        ({"ann": [], "bob": []}, "no document is in two of the inputs"),
    ],
)
def test_what_cannot_be_compared_is_refused(inputs: dict[str, list[Document]], words: str) -> None:
    with pytest.raises(InputError, match=words):
        agreed(inputs)


def test_a_circle_is_told_with_the_annotator() -> None:
    circle = replace(
        _attributed(),
        attributions=(
            Attribution("a1", (Span(0, 3),), (), (Span(8, 10),), relays="a2"),
            Attribution("a2", (Span(4, 7),), (), (Span(15, 18),), relays="a1"),
        ),
    )
    for inputs in ({"ann": [_attributed()], "bob": [circle]}, {"ann": [circle], "bob": [_attributed()]}):
        guilty = "ann" if inputs["ann"] == [circle] else "bob"
        with pytest.raises(InputError, match=f"^{guilty}: document d: .*circle"):
            agreed(inputs, "attribution")


@st.composite
def _panels(draw: st.DrawFn) -> dict[str, list[Document]]:
    """Two or three annotators who were not all assigned to all documents, nor looked for everything."""
    out: dict[str, list[Document]] = {}
    for name in ("ann", "bob", "cid")[: draw(st.integers(2, 3))]:
        seen = ["d0", *(d for d in ("d1", "d2") if draw(st.booleans()))]
        layers = st.sampled_from((ANNOTATION_LAYERS, ANNOTATION_LAYERS[:2], ANNOTATION_LAYERS[:3], ()))
        text = st.sampled_from((STRATEGY_TEXT, STRATEGY_TEXT, None))
        out[name] = [draw(documents(d, draw(text), draw(layers))) for d in seen]
    return out


@given(_panels())
@settings(max_examples=8)
def test_whatever_is_annotated_is_reported(inputs: dict[str, list[Document]]) -> None:
    report = agreed(inputs, how=Resampling(5))
    for name, value in figures(report):
        assert value is None or (math.isfinite(value) and value <= 1 + 1e-9), name
    assert agreement_tables({**report, "signature": ""})


@given(st.lists(documents(), min_size=1, max_size=1))
@settings(max_examples=10)
def test_a_set_against_itself_agrees(found: list[Document]) -> None:
    report = agreed({"ann": found, "bob": found, "cid": found})
    for name, value in figures(report):
        assert value is None or value == pytest.approx(1), name


@given(documents(), documents(), documents())
@settings(max_examples=5)
def test_the_order_of_annotators_never_matters(one: Document, two: Document, three: Document) -> None:
    first = agreed({"ann": [one], "bob": [two], "cid": [three]})
    other = agreed({"ann": [three], "bob": [one], "cid": [two]})
    left, right = (
        {name: value for name, value in figures(found) if ".pairs." not in name} for found in (first, other)
    )
    assert left.keys() == right.keys()
    for name, value in left.items():
        assert value == (None if right[name] is None else pytest.approx(right[name], abs=1e-9)), name
