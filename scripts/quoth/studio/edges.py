"""The edges of regions that were drawn by hand: white space is trimmed, half words are reported."""

from dataclasses import replace

from quoth.studio.controls import MENTION
from quoth.studio.notes import Notes
from quoth.studio.regions import Region

_APOSTROPHES = "'’"


def tidy_edges(regions: tuple[Region, ...], notes: Notes) -> tuple[Region, ...]:
    """The regions without white space at their edges and without half possessive endings.

    Any other edge inside a word stays as it was drawn and is noted, as is a mention with its possessive 's.
    A region of white space only is dropped.
    """
    kept = [r for region in regions if (r := _tidy(region, notes))]
    for region in kept:
        _note_half_words(region, notes)
    return tuple(kept)


def _tidy(region: Region, notes: Notes) -> Region | None:
    surface = region.span.of(notes.text)
    if not surface.strip():
        notes.add("empty-region", "error", "only white space; dropped", region)
        return None
    start = region.start + len(surface) - len(surface.lstrip())
    end = region.end - len(surface) + len(surface.rstrip())
    if (start, end) != (region.start, region.end):
        notes.add("edge-whitespace", "warning", "white space at the edge trimmed", region)
    if (cut := _half_possessive(start, end, region.control, notes.text)) != end:
        notes.add("half-possessive", "warning", "the half possessive ending trimmed", region)
    return region if (start, cut) == (region.start, region.end) else replace(region, start=start, end=cut)


def _half_possessive(start: int, end: int, control: str, text: str) -> int:
    """The end without the apostrophe of a possessive 's whose s was left out."""
    halved = text[end - 1] in _APOSTROPHES and text[end : end + 1] == "s" and not _letter(text, end + 1)
    return end - 1 if control == MENTION and halved and end - 1 > start else end


def _note_half_words(region: Region, notes: Notes) -> None:
    text = notes.text
    if any(_letter(text, at - 1) and _letter(text, at) for at in (region.start, region.end)):
        notes.add("half-word", "warning", "an edge stands inside a word", region)
    surface = region.span.of(text)
    if region.control == MENTION and surface.endswith(("'s", "’s")):
        notes.add("possessive-inside", "warning", "a mention leaves out the possessive 's", region)


def _letter(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isalnum()
