"""The labelling screen: generated from any scheme, and without the faults that Label Studio lets pass."""

from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest

from quoth.schema import load
from quoth.studio.instruction import instruction
from quoth.studio.labelling import labelling_config
from quoth.studio.lint import lint, require_clean
from quoth_eval.errors import InputError


def parsed(config: str) -> Element:
    """The configuration as a tree."""
    return fromstring(config)  # noqa: S314 - our own


def values(config: str, tag: str) -> list[str]:
    """The values of all elements of a tag, in their order."""
    return [e.get("value", "") for e in parsed(config).iter(tag)]


def test_every_label_value_and_role_of_the_scheme_is_on_the_screen() -> None:
    schema, config = load(), labelling_config(load())
    assert lint(config) == []
    types = [t.name for t in schema.mention.types]
    events = [t.name for t in schema.event.types]
    assert values(config, "Label") == [*types, "?", "cue", "content", *events, "event?"]
    relations = values(config, "Relation")
    assert set(relations) == {*schema.role_names, "source", "addressee", "content", "relays", "continues"}
    assert len(relations) == len(set(relations))
    attributes = (*schema.attribution.attributes, *schema.event.attributes)
    chosen = [v.name for v in schema.mention.levels] + [v.name for a in attributes for v in a.values]
    assert values(config, "Choice") == chosen


def test_signs_that_mean_something_in_xml_are_escaped(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "scripts" / "quoth" / "schema.toml").read_text(encoding="utf-8")
    file = tmp_path / "theirs.toml"
    file.write_text(text.replace('"A name."', "'A <name> & \"more\"'"), encoding="utf-8")
    config = labelling_config(load(file))
    assert lint(config) == []
    [level] = [e for e in parsed(config).iter("Choice") if e.get("value") == "NAM"]
    assert level.get("hint") == 'A <name> & "more"'
    assert "A &lt;name&gt; &amp; &quot;more" in instruction(load(file))


def test_the_style_holds_no_sign_that_xml_would_change() -> None:
    """Label Studio puts the style on the page as it stands in the XML, so an escaped sign would break it."""
    style = parsed(labelling_config(load())).findtext("Style") or ""
    assert style and not set("<>&") & set(style)


TEXT = '<Text name="text" value="$text"/>'
FAULTS = [
    (
        f'{TEXT}<Labels name="a" toName="text"><Label value="X"/><Label value="X"/></Labels>',
        "label X is used 2 times",
    ),
    (
        f'{TEXT}<Labels name="a" toName="text"><Label value="X" hotkey="1"/>'
        '<Label value="Y" hotkey="1"/></Labels>',
        "hotkey 1 is used 2 times",
    ),
    (f'{TEXT}<View visibleWhen="region-selected" whenTagName="b"/>', "View shows for b, which is no control"),
    (f'{TEXT}<View whenTagName="text"/>', "View shows for text, which is no control"),
    (f'{TEXT}<Choices name="a" toName="txt"/>', "a labels txt, which is not there"),
    (f'{TEXT}<Labels name="text" toName="text"/>', "control text is used 2 times"),
    (f"{TEXT}<Lables/>", "unknown tag Lables"),
    (f'{TEXT}<Labels name="a" toName="text"><Label/></Labels>', "a Label without a value"),
    (
        f"{TEXT}<Relations><Relation value='x'/><Relation value='x'/></Relations>",
        "relation in the relations: x",
    ),
    (
        f'{TEXT}<Labels name="a" toName="text"/><View whenTagName="a" whenLabelValue="Z"/>',
        "View shows for label Z, which is not there",
    ),
    ("<View", "no valid XML"),
]


@pytest.mark.parametrize(("inside", "said"), FAULTS)
def test_each_fault_is_found(inside: str, said: str) -> None:
    config = f"<View>{inside}</View>"
    assert any(said in problem for problem in lint(config)), lint(config)
    with pytest.raises(InputError, match="cannot be made of this scheme"):
        require_clean(config)


def test_the_instruction_has_every_gloss_and_the_opening_of_each_guideline(tmp_path: Path) -> None:
    (tmp_path / "entities.md").write_text(
        "# Entities\n\nNames *first*, see [events](events.md#x).\n\n## Rules\n\nNot this.\n", encoding="utf-8"
    )
    page = instruction(load(), tmp_path)
    assert all(t.name in page and t.gloss.split("(")[0].split(":")[0] in page for t in load().mention.types)
    assert "<h3>Entities</h3>" in page and "<em>first</em>" in page and "see events." in page
    assert "Not this" not in page
