"""The labelling screen: Label Studio's configuration, generated from the annotation scheme."""

from collections.abc import Iterable
from importlib.resources import files
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from quoth.schema import Attribute, Label, Schema
from quoth.studio.controls import (
    ATTRIBUTION,
    CLUSTER,
    CONTENT,
    CUE,
    DISPUTES,
    ENTITY,
    EVENT,
    LEVEL,
    MENTION,
    TEXT,
    UNTYPED,
    choice_name,
    relation_names,
)

_UNTYPED_COLOUR = "#9e9e9e"


def labelling_config(schema: Schema, adjudication: bool = False) -> str:
    """The configuration (XML) of a project that labels with this scheme.

    The text stands left, all controls in a column beside it. Links run from cues and triggers to mentions;
    see :mod:`quoth.studio.linking` for what an unlabelled one means. For ``adjudication`` the list of
    disputed places stands above the text, where the screen is wide beside it.
    """
    root = Element("View")
    sheets = ("labelling.css", "adjudication.css") if adjudication else ("labelling.css",)
    style = (files("quoth.studio").joinpath(name).read_text(encoding="utf-8") for name in sheets)
    SubElement(root, "Style").text = "".join(style)
    page = SubElement(root, "View", className="quoth quoth-adjudication" if adjudication else "quoth")
    if adjudication:
        panel = SubElement(page, "View", className="quoth-list")
        listed = {"name": DISPUTES, "value": f"${DISPUTES}", "inline": "true"}
        SubElement(panel, "HyperText", listed, selectionEnabled="false")
    _text(page)
    side = SubElement(page, "View", className="quoth-side")
    for part in (_mentions, _attributions, _events, _mention_panel, _attribution_panel, _event_panel):
        part(side, schema)
    _relations(root, relation_names(schema))
    indent(root)
    return tostring(root, encoding="unicode")


def _text(page: Element) -> None:
    column = SubElement(page, "View", className="quoth-text")
    SubElement(column, "Header", value="$title", size="4")
    SubElement(column, "Header", value="$about", size="6")
    SubElement(column, "Text", name=TEXT, value="$text", granularity="symbol")


def _mentions(side: Element, schema: Schema) -> None:
    labels = _labels(side, MENTION, "Mentions")
    for t in schema.mention.types:
        _label(labels, t)
    SubElement(labels, "Label", value=UNTYPED[MENTION], background=_UNTYPED_COLOUR, hint="Of no type")


def _mention_panel(side: Element, schema: Schema) -> None:
    own = _panel(side, MENTION)
    _field(own, ENTITY, "entity", 'key, once also Q123 "Name"')
    choices = _choices(own, LEVEL, "level")
    for level in schema.mention.levels:
        SubElement(choices, "Choice", value=level.name, hint=level.gloss)


def _attributions(side: Element, schema: Schema) -> None:
    labels = _labels(side, ATTRIBUTION, "Attributions")
    for name, region in ((CUE, schema.attribution.cue), (CONTENT, schema.attribution.content)):
        _label(labels, Label(name=name, **region.model_dump()))


def _attribution_panel(side: Element, schema: Schema) -> None:
    _attributes(_panel(side, ATTRIBUTION), ATTRIBUTION, schema.attribution.attributes)


def _events(side: Element, schema: Schema) -> None:
    shifted = all(t.hotkey.startswith("shift+") for t in schema.event.types)
    part = SubElement(side, "View", className="quoth-shift") if shifted else side
    labels = _labels(part, EVENT, "Events (with Shift)" if shifted else "Events")
    for t in schema.event.types:
        roles = ", ".join(schema.roles_of(t.name))
        _label(labels, t, f"{t.gloss} Roles: {roles}.")
    SubElement(labels, "Label", value=UNTYPED[EVENT], background=_UNTYPED_COLOUR, hint="Of no type")


def _event_panel(side: Element, schema: Schema) -> None:
    own = _panel(side, EVENT)
    _field(own, CLUSTER, "cluster", "key, where it is told more than once")
    _attributes(own, EVENT, schema.event.attributes)


def _labels(side: Element, name: str, title: str) -> Element:
    SubElement(side, "Header", value=title, size="6")
    return SubElement(side, "Labels", name=name, toName=TEXT, choice="single", showInline="true")


def _label(labels: Element, label: Label, hint: str | None = None) -> None:
    own = {"value": label.name, "background": label.colour, "hotkey": label.hotkey}
    SubElement(labels, "Label", own, hint=hint or label.gloss)


def _panel(side: Element, control: str) -> Element:
    """A part of the column that shows while a region of this group is selected."""
    return SubElement(
        side, "View", className="quoth-panel", visibleWhen="region-selected", whenTagName=control
    )


def _field(panel: Element, name: str, title: str, placeholder: str) -> None:
    SubElement(panel, "Header", value=title, size="6")
    SubElement(
        panel,
        "TextArea",
        name=name,
        toName=TEXT,
        perRegion="true",
        maxSubmissions="1",
        editable="true",
        rows="1",
        placeholder=placeholder,
    )


def _attributes(panel: Element, kind: str, attributes: Iterable[Attribute]) -> None:
    for attribute in attributes:
        choices = _choices(panel, choice_name(kind, attribute.name), _asked(attribute))
        for value in attribute.values:
            SubElement(choices, "Choice", value=value.name, hint=value.gloss)


def _asked(attribute: Attribute) -> str:
    """The attribute's name, with what holds when nothing is chosen."""
    return f"{attribute.name} ({attribute.default})" if attribute.default else attribute.name


def _choices(panel: Element, name: str, title: str) -> Element:
    SubElement(panel, "Header", value=title, size="6")
    return SubElement(
        panel, "Choices", name=name, toName=TEXT, perRegion="true", choice="single", showInline="true"
    )


def _relations(root: Element, names: Iterable[str]) -> None:
    relations = SubElement(root, "Relations", choice="single")
    for name in names:
        SubElement(relations, "Relation", value=name)
