"""Attribution scores worked out by hand; the edge cases that other scorers get wrong."""

from dataclasses import replace
from typing import Any

import pytest
from evaluating import scored
from wording import Unit, article, spans

from quoth_eval.document import Document, Span
from quoth_eval.nesting import CycleError

Counts = tuple[int, int, int]  # tp, fp, fn


def score(gold: Document | list[Document], pred: Document | list[Document]) -> dict[str, Any]:
    both = ([side] if isinstance(side, Document) else side for side in (gold, pred))
    found: dict[str, Any] = scored(*both, "attribution")["attribution"]
    return found


def figure(result: dict[str, Any], name: str) -> Counts | tuple[float | None, int]:
    for part in name.split("."):
        result = result[part]
    if "accuracy" in result:
        return result["accuracy"], result["n"]
    return result["tp"], result["fp"], result["fn"]


SAID = Unit("4-9", "3", "0-1=kyiv")
INNER = Unit("7-9", "6", "5=post")

CASES: dict[str, tuple[list[Unit], list[Unit], dict[str, Counts]]] = {
    "the same": (
        [SAID, INNER],
        [SAID, INNER],
        {
            "unit": (2, 0, 0),
            "cue.exact": (2, 0, 0),
            "cue.token": (2, 0, 0),
            "source.exact": (2, 0, 0),
            "source.token": (3, 0, 0),
            "source.entity": (2, 0, 0),
            "content.exact": (2, 0, 0),
            "content.token": (9, 0, 0),
            "edge": (1, 0, 0),
            "chain": (2, 0, 0),
        },
    ),
    "nothing predicted": (
        [SAID, INNER],
        [],
        {"unit": (0, 0, 2), "content.token": (0, 0, 9), "source.entity": (0, 0, 2), "edge": (0, 0, 1)},
    ),
    "nothing in gold": (
        [],
        [SAID, INNER],
        {"unit": (0, 2, 0), "content.token": (0, 9, 0), "source.entity": (0, 2, 0), "chain": (0, 2, 0)},
    ),
    "nothing on either side": ([], [], {"unit": (0, 0, 0), "content.token": (0, 0, 0), "chain": (0, 0, 0)}),
    "no overlap is no match": (
        [SAID],
        [Unit("20-25", "3", "0-1=kyiv")],  # even with the very same cue and source
        {
            "cue.exact": (0, 1, 1),
            "cue.token": (0, 1, 1),
            "source.entity": (0, 1, 1),
            "content.token": (0, 6, 6),
        },
    ),
    "everything doubled": (
        [SAID, INNER],
        [SAID, SAID, INNER, INNER],
        {
            "unit": (2, 2, 0),
            "cue.exact": (2, 2, 0),
            "content.token": (9, 9, 0),
            "source.entity": (2, 2, 0),
            "edge": (1, 1, 0),
            "chain": (2, 2, 0),
        },
    ),
    "doubled in gold too": ([SAID, SAID], [SAID, SAID], {"unit": (2, 0, 0), "cue.exact": (2, 0, 0)}),
    "a copy does not answer for another unit": (
        [Unit("4-6", "3"), Unit("7-9", "10")],
        [Unit("4-9", "3"), Unit("4-9", "3")],
        {"unit": (0, 2, 2), "cue.exact": (1, 1, 1), "content.token": (3, 9, 3)},
    ),
    "two halves against one": (
        [SAID],
        [Unit("4-6", "3", "0-1=kyiv"), Unit("7-9", "3", "0-1=kyiv")],
        {"unit": (0, 2, 1), "cue.exact": (1, 1, 0), "content.exact": (0, 2, 1), "content.token": (3, 3, 3)},
    ),
    "one against two": (
        [Unit("4-6", "3"), Unit("7-9", "10")],
        [Unit("4-9", "10")],
        {"cue.exact": (1, 0, 1), "content.token": (3, 3, 3)},  # aligned by the cue, since contents are equal
    ),
    "fragments are a set of tokens": (
        [Unit("4-9", "3", "0-1=kyiv")],
        [Unit("7-9 4 5-6", "3", "0-1=kyiv")],
        {"unit": (1, 0, 0), "content.exact": (1, 0, 0), "content.token": (6, 0, 0)},
    ),
    "contents equal with different sources": (
        [Unit("4-9", "3", "0=kyiv"), Unit("4-9", "10", "11=post")],
        [Unit("4-9", "10", "11=post"), Unit("4-9", "3", "0=kyiv")],
        {"unit": (2, 0, 0), "cue.exact": (2, 0, 0), "source.entity": (2, 0, 0), "content.token": (12, 0, 0)},
    ),
    "the sources of equal contents swapped": (
        [Unit("4-9", "3", "0=kyiv"), Unit("4-9", "10", "11=post")],
        [Unit("4-9", "3", "11=post"), Unit("4-9", "10", "0=kyiv")],
        {"unit": (0, 2, 2), "content.exact": (2, 0, 0)},
    ),
    "without a cue": (
        [Unit("4-9", "", "0=kyiv")],
        [Unit("4-9", "3", "0=kyiv")],
        {"unit": (0, 1, 1), "cue.exact": (0, 1, 0), "cue.token": (0, 1, 0), "content.exact": (1, 0, 0)},
    ),
    "without a cue on both sides": (
        [Unit("4-9")],
        [Unit("4-9")],
        {"unit": (1, 0, 0), "cue.exact": (0, 0, 0)},
    ),
    "without a source": (
        [Unit("4-9", "3")],
        [Unit("4-9", "3")],
        {"unit": (1, 0, 0), "source.exact": (0, 0, 0), "source.entity": (0, 0, 0), "chain": (1, 0, 0)},
    ),
    "without a content, aligned by the cue": (
        [Unit("", "3", "0=kyiv")],
        [Unit("4-9", "3", "0=kyiv")],
        {"unit": (0, 1, 1), "cue.exact": (1, 0, 0), "content.exact": (0, 1, 0), "content.token": (0, 6, 0)},
    ),
    "nothing but a source": (
        [Unit("", "", "0=kyiv")],
        [Unit("", "", "0=kyiv")],
        {"unit": (1, 0, 0), "source.exact": (1, 0, 0), "chain": (1, 0, 0)},
    ),
    "nothing but a source is nothing like a content": (
        [Unit("", "", "0=kyiv")],
        [Unit("4-9", "3", "0=kyiv")],
        {"source.exact": (0, 1, 1), "chain": (0, 1, 1)},
    ),
    "nothing at all": ([Unit()], [Unit()], {"unit": (1, 0, 0), "chain": (0, 0, 0), "edge": (0, 0, 0)}),
    "nothing at all, relayed": (
        [Unit("4-9", "3", relays=1), Unit()],
        [Unit("4-9", "3", relays=1), Unit()],
        {"unit": (2, 0, 0), "chain": (1, 0, 0), "edge": (0, 0, 0)},
    ),
    "nothing at all that relays": (
        [Unit("4-9", "3"), Unit(relays=0)],
        [Unit("4-9", "3"), Unit(relays=0)],
        {"unit": (2, 0, 0), "chain": (1, 0, 0), "edge": (0, 0, 0)},
    ),
    "levels swapped": (  # post says that kyiv says, not kyiv that post
        [Unit("4-9", "3", "0-1=kyiv"), Unit("7-9", "6", "5=post")],
        [Unit("4-9", "3", "5=post"), Unit("7-9", "6", "0-1=kyiv")],
        {"unit": (0, 2, 2), "content.exact": (2, 0, 0), "edge": (1, 0, 0), "chain": (0, 2, 2)},
    ),
    "a relay": (
        [Unit("4-9", "3", "0=kyiv"), Unit("4-9", "10", "11=post", relays=0)],
        [Unit("4-9", "3", "0=kyiv"), Unit("4-9", "10", "11=post", relays=0)],
        {"unit": (2, 0, 0), "edge": (1, 0, 0), "chain": (2, 0, 0)},
    ),
    "a relay reversed": (
        [Unit("4-9", "3", "0=kyiv"), Unit("4-9", "10", "11=post", relays=0)],
        [Unit("4-9", "3", "0=kyiv", relays=1), Unit("4-9", "10", "11=post")],
        {"unit": (2, 0, 0), "edge": (0, 1, 1), "chain": (0, 2, 2)},
    ),
    "a relay left out": (
        [Unit("4-9", "3", "0=kyiv"), Unit("4-9", "10", "11=post", relays=0)],
        [Unit("4-9", "3", "0=kyiv"), Unit("4-9", "10", "11=post")],
        {"unit": (2, 0, 0), "edge": (0, 0, 1), "chain": (1, 1, 1)},
    ),
    "the outer unit missing": (
        [SAID, INNER],
        [INNER],
        {"unit": (1, 0, 1), "edge": (0, 0, 1), "chain": (0, 1, 2)},
    ),
    "a link that is skipped": (
        [Unit("4-19", "3", "0=kyiv"), Unit("8-19", "7", "6=post"), Unit("12-19", "11", "10=ana")],
        [Unit("4-19", "3", "0=kyiv"), Unit("12-19", "11", "10=ana")],
        {"unit": (2, 0, 1), "edge": (0, 1, 2), "chain": (1, 1, 2)},
    ),
    "a source too many": (
        [Unit("4-9", "3", "0=kyiv")],
        [Unit("4-9", "3", "0=kyiv 1=post")],
        {
            "source.exact": (0, 1, 1),
            "source.token": (1, 1, 0),
            "source.entity": (1, 1, 0),
            "chain": (0, 1, 1),
        },
    ),
    "one source named twice": (
        [Unit("4-9", "3", "0=kyiv 11=kyiv")],
        [Unit("4-9", "3", "0=kyiv")],
        {"source.entity": (1, 0, 1), "chain": (1, 0, 0)},  # a multiset, and a set of entities
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_counts_by_hand(case: str) -> None:
    gold, pred, expected = CASES[case]
    result = score(article(*gold), article(*pred))
    assert {name: figure(result, name) for name in expected} == expected


@pytest.mark.parametrize("case", CASES.keys() - {"fragments are a set of tokens"})
def test_the_same_without_a_text(case: str) -> None:
    """Where the text is withheld on both sides, every code point is a token: units match as they did.

    Only white space between fragments is not known to be that then.
    """
    gold, pred, expected = CASES[case]
    result = score(article(*gold, text=None), article(*pred, text=None))
    names = [n for n in expected if not n.endswith("token")]
    assert {n: figure(result, n) for n in names} == {n: expected[n] for n in names}


def test_without_a_text_the_tokens_of_gold_count() -> None:
    gold = replace(article(Unit("4-9", "3"), text=None), tokens=spans(" ".join(map(str, range(60)))))
    result = score(gold, article(Unit("5-9", "3"), text=None))
    assert figure(result, "content.token") == (5, 0, 1)
    result = score(article(Unit("4-9", "3"), text=None), article(Unit("5-9", "3"), text=None))
    assert figure(result, "content.token") == (19, 0, 4)


def test_spans_cover_the_tokens_they_touch() -> None:
    """A predicted content that ends inside a word, or takes in white space, has the same tokens."""
    gold = article(Unit("4-9", "3"))
    first = (gold.attributions or ())[0]
    moved = replace(first, content=(Span(17, 40),))  # from within the word 4 to the white space after 9
    result = score(gold, replace(gold, attributions=(moved,)))
    assert figure(result, "unit") == (1, 0, 0)
    blank = replace(first, content=(Span(19, 20),))
    assert figure(score(gold, replace(gold, attributions=(blank,))), "content.token") == (0, 0, 6)


def test_documents_on_one_side_only() -> None:
    one, other = article(SAID, name="a"), article(SAID, INNER, name="b")
    result = score([one], [other])
    assert figure(result, "unit") == (0, 2, 1)
    assert figure(result, "content.token") == (0, 9, 6)
    assert result["by_depth"]["1"]["unit"]["fp"] == 1


SOURCES: dict[str, tuple[str, str, str, Counts]] = {
    # gold's source, gold's other mentions, the predicted source, what counts
    "the same span": ("0-1=kyiv", "5=post", "0-1=x", (1, 0, 0)),
    "a pronoun of the right entity": ("0-1=kyiv", "5=kyiv", "5=x", (1, 0, 0)),
    "a mention of another entity": ("0-1=kyiv", "5=post", "5=x", (0, 1, 1)),
    "a span that only overlaps": ("0-1=kyiv", "5=post", "1-2=x", (1, 0, 0)),
    "a span that overlaps another one more": ("0-1=kyiv", "2-4=post", "1-4=x", (0, 1, 1)),
    "of equal overlaps the first": ("0=kyiv", "1=post", "0-1=x", (1, 0, 0)),
    "of equal overlaps the first, not the source": ("1=post", "0=kyiv", "0-1=x", (0, 1, 1)),
    "nobody": ("0-1=kyiv", "5=post", "20=x", (0, 1, 1)),
    "a source without an entity is itself": ("0-1", "5", "0-1", (1, 0, 0)),
    "and nobody else": ("0-1", "5", "5", (0, 1, 1)),
    "two entities in one place": ("0-1=kyiv", "0-1=post", "0-1=x", (1, 0, 0)),
}


@pytest.mark.parametrize("case", SOURCES)
def test_sources_as_entities(case: str) -> None:
    source, others, predicted, expected = SOURCES[case]
    gold = article(Unit("8-9", "7", source), mentions=others)
    result = score(gold, article(Unit("8-9", "7", predicted)))
    assert figure(result, "source.entity") == expected
    assert figure(result, "chain") == expected


def test_attributes_over_aligned_units_with_a_value_on_both_sides() -> None:
    def unit(content: str, form: str | None, stance: str | None = None) -> Unit:
        return Unit(content, attributes={"form": form, "stance": stance})

    gold = article(
        unit("1-2", "direct"), unit("4-5", "mixed"), unit("7-8", None, "denies"), unit("20", "mixed")
    )
    pred = article(unit("1-3", "direct"), unit("4", "direct"), unit("7-8", "mixed"), unit("30", "mixed"))
    result = score(gold, pred)
    assert figure(result, "form") == (0.5, 2)
    assert figure(result, "stance") == (None, 0)
    assert figure(result, "attitude") == (None, 0)


def test_by_depth_a_unit_counts_where_its_gold_partner_is() -> None:
    gold = article(SAID, INNER)
    result = score(gold, article(INNER, Unit("30-31", "29"), Unit("40-45", "39"), Unit("42-44", "41")))
    slices = result["by_depth"]
    assert figure(slices["0"], "unit") == (0, 2, 1)  # the two that stand alone
    assert figure(slices["1"], "unit") == (1, 1, 0)  # an outermost unit that answers to a nested one
    assert figure(slices["0"], "content.token") == (0, 8, 6)
    assert figure(slices["1"], "cue.exact") == (1, 1, 0)


def test_by_form_with_its_null() -> None:
    def unit(content: str, form: str | None) -> Unit:
        return Unit(content, "1", attributes={"form": form})

    gold = article(unit("2-3", "direct"), unit("5-6", None))
    result = score(gold, article(unit("2-3", "mixed"), unit("5-6", "direct"), unit("9", "mixed")))
    assert {k: figure(v, "unit") for k, v in result["by_form"].items()} == {
        "direct": (1, 0, 0),
        "mixed": (0, 1, 0),
        "null": (1, 0, 0),
    }


def test_a_whole_unit_may_answer_to_another_than_the_one_it_is_aligned_with() -> None:
    """Contents A, AB against AB, B: the greatest sum of F1 (4/3) does not put the two AB together."""

    def nested(content: str, form: str) -> Unit:
        return Unit(content, "10", attributes={"form": form})

    gold = article(nested("1", "direct"), nested("1-2", "mixed"))
    result = score(gold, article(nested("1-2", "mixed"), nested("2", "mixed")))
    assert figure(result, "unit") == (1, 1, 1)
    assert figure(result, "content.exact") == (0, 2, 2)
    assert figure(result, "content.token") == (2, 1, 1)
    slices = result["by_form"]  # the whole unit counts where its like is, its token where its partner is
    assert figure(slices["direct"], "unit") == (0, 0, 1)
    assert figure(slices["mixed"], "unit") == (1, 1, 0)
    assert figure(slices["direct"], "content.token") == (1, 1, 0)


@pytest.mark.parametrize("side", ["gold", "predictions"])
def test_a_circle_names_its_side_its_document_and_its_members(side: str) -> None:
    right = article(SAID, name="x")
    circle = article(Unit("10-19", "3"), Unit("1-5", "12"), Unit("30", "29"), name="x")
    both = (circle, right) if side == "gold" else (right, circle)
    with pytest.raises(
        CycleError, match=f"{side}, document x: .*a1 > a0 > a1|{side}, document x: .*a0 > a1 > a0"
    ):
        score(*both)
