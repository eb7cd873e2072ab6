"""A document survives Label Studio's JSON byte for byte, whatever its editor does to that on the way."""

import unicodedata
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from studio.valid import SCHEMA, TEXT, every_feature, valid_documents

from quoth.studio.incoming import from_results
from quoth.studio.outgoing import to_results
from quoth.studio.regions import Item
from quoth_eval.document import ANNOTATION_LAYERS, Attribution, Document, Event, Mention
from quoth_eval.errors import InputError
from quoth_eval.serialize import dumps

_DEFAULTS = {("cue", "mention"): "source", ("content", "mention"): "source", ("cue", "content"): "content"}
_DEFAULTS[("cue", "cue")] = "relays"


def _bare(document: Document) -> Document:
    return replace(document, **dict.fromkeys(ANNOTATION_LAYERS))


def as_saved(items: list[Item], drop_default_labels: bool, flip: bool) -> list[Item]:
    """What the editor makes of a result list: wrong surfaces, keys of its own, no labels nobody picked."""
    kinds = {i["id"]: _kind(i) for i in items if i["type"] == "labels"}
    saved = []
    for item in items:
        if item["type"] == "relation":
            saved.append(_saved_relation(item, kinds, drop_default_labels, flip))
        else:
            value = item["value"] if item["type"] == "textarea" else {**item["value"], "text": "wrong \\n"}
            saved.append({**item, "value": value, "origin": "manual", "score": None})
    return saved


def _kind(item: Item) -> str:
    label = item["value"]["labels"][0]
    return str(label) if item["from_name"] == "attribution" else str(item["from_name"])


def _saved_relation(item: Item, kinds: dict[str, str], drop: bool, flip: bool) -> Item:
    out = {k: v for k, v in item.items() if k != "id"}
    default = _DEFAULTS.get((kinds[item["from_id"]], kinds[item["to_id"]]))
    if drop and out.get("labels") == [default]:
        del out["labels"]
    if flip:  # the arrow's direction was turned twice
        out |= {"from_id": item["to_id"], "to_id": item["from_id"], "direction": "left"}
    return out


@given(valid_documents(), st.booleans(), st.booleans(), st.randoms())
def test_every_valid_document_survives(document: Document, drop: bool, flip: bool, random: Any) -> None:
    items = as_saved(to_results(document), drop, flip)
    random.shuffle(items)
    back, findings = from_results(items, _bare(document), SCHEMA)
    assert dumps(back) == dumps(document)
    assert [f for f in findings if f.level == "error"] == []


@given(valid_documents())
def test_one_relation_for_each_ordered_pair_of_regions(document: Document) -> None:
    pairs = [(i["from_id"], i["to_id"]) for i in to_results(document) if i["type"] == "relation"]
    assert len(pairs) == len(set(pairs))


def test_the_document_with_every_feature_survives() -> None:
    document = every_feature()
    back, findings = from_results(to_results(document), _bare(document), SCHEMA)
    assert dumps(back) == dumps(document)
    assert {f.rule for f in findings} == {"content-alone"}


def test_regions_go_out_by_place_longest_first_and_mentions_before_triggers() -> None:
    regions = [i for i in to_results(every_feature()) if i["type"] == "labels"]
    places = [(i["value"]["start"], -i["value"]["end"]) for i in regions]
    assert places == sorted(places)
    assert [i["value"]["text"] for i in regions] == [
        TEXT[i["value"]["start"] : i["value"]["end"]] for i in regions
    ]


def test_a_shared_content_is_one_region_and_keys_carry_the_id_once() -> None:
    items = to_results(every_feature())
    quoted = [i for i in items if i["type"] == "labels" and i["value"]["text"].startswith("“We saw")]
    assert [i["id"] for i in quoted] == ["a1__c1"]
    typed = {i["id"]: i["value"]["text"] for i in items if i["type"] == "textarea"}
    assert (typed["m2"], typed["m1"]) == (["belo Q42"], ["belo"])
    assert typed["m4"] == ['herald wikipedia:The_Herald "The &quot;Vila&quot; Herald"']


REFUSED = [
    (Document("d", "Ana", mentions=(Mention("x", 0, 3, "PER", "NAM", "two words"),)), "keys are one word"),
    (
        Document("d", "Ana", mentions=(Mention("x", 0, 3),), events=(Event("x", 0, 3, "Strike"),)),
        "used twice, over all layers: x",
    ),
    (Document("d", "Ana", attributions=(Attribution("x"),)), "neither cue nor content"),
]


@pytest.mark.parametrize(("document", "said"), REFUSED)
def test_what_has_no_place_on_the_screen_is_refused(document: Document, said: str) -> None:
    with pytest.raises(InputError, match=said):
        to_results(document)


def test_the_labels_that_ship_with_the_demo_survive() -> None:
    from importlib.resources import files

    from quoth.demo.walk import shipped_labels

    folder = files("quoth.demo") / "articles"
    for name in ("raid-briefing", "raid-live", "raid-roundup"):
        text = unicodedata.normalize("NFC", (folder / f"{name}.txt").read_text(encoding="utf-8"))
        bare = Document(name, text)
        labels = shipped_labels(bare)
        assert dumps(from_results(to_results(labels), bare, SCHEMA)[0]) == dumps(labels)
