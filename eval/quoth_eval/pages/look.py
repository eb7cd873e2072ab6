"""How labels look: a colour and an explanation for each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from zlib import crc32

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_EVENT = "#9b5de5"
_SPARE = ("#7fb7e6", "#e07a9b", "#84a59d", "#f6bd60", "#b8b8ff", "#9ad1b3", "#d4c26a", "#c7b198")


@dataclass(frozen=True, slots=True)
class Style:
    """The colour (``#rrggbb``) and the explanation of a label."""

    colour: str
    gloss: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """The styles of mention types and event types; a label without one gets a spare colour."""

    mentions: Mapping[str, Style] = field(default_factory=dict)
    events: Mapping[str, Style] = field(default_factory=dict)

    def mention(self, label: str | None) -> Style:
        """The style of a mention type; the same one for the same name, always.

        >>> Look({"PER": Style("#ff0000")}).mention("PER").colour, Look().mention(None).colour
        ('#ff0000', '#999999')
        """
        if label is None:
            return Style("#999999")
        return _safe(self.mentions.get(label) or Style(_SPARE[crc32(label.encode()) % len(_SPARE)]))

    def happening(self, label: str | None) -> Style:
        """The style of an event type."""
        return _safe(self.events.get(label or "") or Style(_EVENT))


def _safe(style: Style) -> Style:
    """A colour that is none of the form ``#rrggbb`` would be a way to write anything into a style sheet."""
    return style if _COLOUR.fullmatch(style.colour) else Style("#999999", style.gloss)
