"""Where two texts differ, shown so that a person sees at once what happened."""

from collections.abc import Iterator
from difflib import unified_diff
from itertools import islice

from quoth.importing.normalise import place_of

_CONTEXT = 30
_LINES = 12
_WIDTH = 160


def first_difference(old: str, new: str) -> int | None:
    """The offset of the first code point in which two texts differ; ``None`` for equal ones.

    >>> first_difference("the old text", "the new text")
    4
    """
    if old == new:
        return None
    shorter = min(len(old), len(new))
    return next((i for i in range(shorter) if old[i] != new[i]), shorter)


def difference(old: str, new: str, old_name: str = "corpus", new_name: str = "new") -> list[str]:
    """The first place where two texts differ with what stands around it, then a short unified diff."""
    at = first_difference(old, new)
    if at is None:
        return []
    place = f"they differ first at {place_of(old, at)} (offset {at}):"
    names = max(len(old_name), len(new_name)) + 1
    shown = [
        f"  {name + ':':{names}} {_around(text, at)}" for name, text in ((old_name, old), (new_name, new))
    ]
    return [place, *shown, *_diff(old, new, old_name, new_name)]


def _around(text: str, at: int) -> str:
    left, right = max(0, at - _CONTEXT), at + _CONTEXT
    before, after = text[left:at], text[at:right]
    whole = (
        f"{'…' if left else ''}{before}⟨{after[:1] or 'end'}⟩{after[1:]}{'…' if right < len(text) else ''}"
    )
    return whole.replace("\n", "⏎")


def _diff(old: str, new: str, old_name: str, new_name: str) -> Iterator[str]:
    lines = unified_diff(old.split("\n"), new.split("\n"), old_name, new_name, n=0, lineterm="")
    shown = list(islice(lines, _LINES + 1))
    yield from (line if len(line) <= _WIDTH else f"{line[:_WIDTH]}…" for line in shown[:_LINES])
    if len(shown) > _LINES:
        yield "…"
