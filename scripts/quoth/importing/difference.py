"""Where two texts differ, shown so that a person sees at once what happened."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import islice

from quoth.importing.normalise import place_of

_CONTEXT = 30
_LINES = 12
_WIDTH = 100


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
    """A unified diff without context; long lines are cut to what stands around their difference."""
    shown = list(islice(_changes(old.split("\n"), new.split("\n")), _LINES + 1))
    yield from (f"--- {old_name}", f"+++ {new_name}", *shown[:_LINES])
    if len(shown) > _LINES:
        yield "…"


def _changes(old: list[str], new: list[str]) -> Iterator[str]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        yield f"@@ -{i1 + 1},{i2 - i1} +{j1 + 1},{j2 - j1} @@"
        before, after = old[i1:i2], new[j1:j2]
        for n, line in enumerate(before):
            yield "-" + _cut(line, after[n] if n < len(after) else None)
        for n, line in enumerate(after):
            yield "+" + _cut(line, before[n] if n < len(before) else None)


def _cut(line: str, other: str | None) -> str:
    at = 0 if other is None else first_difference(line, other) or 0
    left, right = max(0, at - _CONTEXT), max(0, at - _CONTEXT) + _WIDTH
    return f"{'…' if left else ''}{line[left:right]}{'…' if right < len(line) else ''}"
