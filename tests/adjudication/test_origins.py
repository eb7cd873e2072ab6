"""Where annotations of the gold come from: laws on random documents, and single cases."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import documents
from studio.valid import every_feature
from two_views import renamed, views

from quoth.adjudication.merging import merge
from quoth.adjudication.origins import WHOLE, Origin, origins
from quoth_eval.document import Document, Mention

WHOLE_DOCUMENT = every_feature()


@given(documents())
def test_gold_that_all_have_is_unanimous_whatever_the_ids(document: Document) -> None:
    both = {"ada": renamed(document, "a"), "ben": renamed(document, "b")}
    found = origins(document, both)
    assert {(o.origin, o.names, o.decided) for o in found} <= {("unanimous", ("ada", "ben"), None)}


@given(st.integers(2, 3).flatmap(views))
def test_gold_of_one_annotator_follows_them_in_everything(every: dict[str, Document]) -> None:
    found = origins(renamed(every["ben"], "gold"), every)
    assert {o.origin for o in found} <= {"unanimous", "chosen", "dropped"}
    assert all("ben" in o.names for o in found if o.origin == "chosen")
    assert all("ben" not in o.names for o in found if o.origin == "dropped")
    assert all(d.get("ben", True) for o in found for d in (o.decided or {}).values())


@given(views())
def test_every_annotation_of_the_gold_has_one_origin(both: dict[str, Document]) -> None:
    gold = merge(both).document
    found = Counter((o.kind, o.id) for o in origins(gold, both) if o.id is not None)
    layers = (
        ("mention", gold.mentions),
        ("entity", gold.entities),
        ("attribution", gold.attributions),
        ("event", gold.events),
    )
    assert found == Counter((kind, x.id) for kind, items in layers for x in items or ())


def changed(layer: str, identity: str, **changes: object) -> Document:
    items = (replace(x, **changes) if x.id == identity else x for x in getattr(WHOLE_DOCUMENT, layer))
    return replace(WHOLE_DOCUMENT, **{layer: tuple(items)})


def of(found: tuple[Origin, ...], kind: str, identity: str | None) -> Origin:
    [one] = [o for o in found if (o.kind, o.id) == (kind, identity)]
    return one


CASES = [
    ("attributions", "a3", {"attitude": "knowledge"}, "attribution", "attitude"),
    ("attributions", "a3", {"sources": ("m1",)}, "attribution", "source"),
    ("attributions", "a2", {"relays": None}, "attribution", "relays"),
    ("events", "v2", {"arguments": ()}, "event", "arguments"),
    ("events", "v1", {"modality": "future"}, "event", "modality"),
    ("mentions", "m13", {"level": "PRO"}, "mention", "level"),
    ("entities", "vila", {"kb": "Q9"}, "entity", "kb"),
]


@pytest.mark.parametrize(("layer", "identity", "changes", "kind", "part"), CASES)
def test_a_part_that_annotators_have_otherwise_is_a_decision(
    layer: str, identity: str, changes: dict[str, object], kind: str, part: str
) -> None:
    both = {"ada": WHOLE_DOCUMENT, "ben": changed(layer, identity, **changes)}
    chosen = of(origins(WHOLE_DOCUMENT, both), kind, identity)
    assert (chosen.origin, chosen.names) == ("chosen", ("ada",))
    assert chosen.decided == {part: {"ada": True, "ben": False}}
    other = of(origins(both["ben"], both), kind, identity)
    assert (other.names, other.decided) == (("ben",), {part: {"ada": False, "ben": True}})


def test_parts_of_two_annotators_are_chosen_from_both() -> None:
    both = {
        "ada": changed("attributions", "a3", attitude="knowledge"),
        "ben": changed("attributions", "a3", stance="denies"),
    }
    found = of(origins(WHOLE_DOCUMENT, both), "attribution", "a3")
    assert (found.origin, found.names) == ("chosen", ("ada", "ben"))
    assert found.decided == {
        "attitude": {"ada": False, "ben": True},
        "stance": {"ada": True, "ben": False},
    }


def test_what_nobody_has_is_new_and_what_gold_lacks_is_dropped() -> None:
    def one(kind: str) -> Document:
        return Document("d", "Ann left.", mentions=(Mention("m", 0, 3, kind, "NAM"),))

    new, *dropped = origins(one("PER"), {"ada": one("ORG"), "ben": one("ORG"), "cy": one("GPE")})
    assert (new.origin, new.names) == ("new", ())
    assert [(o.origin, o.names, o.decided) for o in dropped] == [
        ("dropped", ("cy",), {WHOLE: {"ada": True, "ben": True, "cy": False}}),
        ("dropped", ("ada", "ben"), {WHOLE: {"ada": False, "ben": False, "cy": True}}),
    ]


def test_an_overruled_agreement_is_new_and_no_decision_between_annotators() -> None:
    both = {"ada": WHOLE_DOCUMENT, "ben": WHOLE_DOCUMENT}
    found = of(origins(changed("attributions", "a3", attitude="knowledge"), both), "attribution", "a3")
    assert (found.origin, found.decided) == ("new", {})
