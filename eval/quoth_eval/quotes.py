"""Quotation marks in news text: which stretches are quoted, and what that says of an attribution's form."""

from collections.abc import Sequence

from quoth_eval.document import Span

_PAIRS = {"“": "”", "„": "“”", "«": "»", "»": "«", "‹": "›", "‘": "’"}
_STRAIGHT = "\"'"
_SINGLE = "‘'"


def quoted(text: str) -> tuple[Span, ...]:
    """The outermost quoted stretches of ``text``, their marks included.

    A quotation ends at its closing mark or, as in a speech that runs over several paragraphs, at the end of
    the paragraph. An apostrophe is no closing mark: a single mark closes only where no letter follows, and
    opens only where no letter stands before.

    >>> text = "“We don’t know,” she said, calling it an 'act'."
    >>> [s.of(text) for s in quoted(text)]
    ['“We don’t know,”', "'act'"]
    """
    found: list[Span] = []
    at = 0
    while at < len(text):
        if _opens(text, at):
            end = _closing(text, at)
            if end is not None:
                found.append(Span(at, end))
                at = end
                continue
        at += 1
    return tuple(found)


def form_of(content: Sequence[Span], text: str, marks: Sequence[Span] | None = None) -> str:
    """The form that quotation marks give a content: ``direct``, ``mixed`` or ``indirect``.

    Direct when all its letters and digits stand in quotation marks, mixed when some do. ``marks`` are the
    quoted stretches to go by (those of the whole text unless given).

    >>> form_of([Span(0, 10)], "“We hold,” he said")
    'direct'
    """
    stretches = quoted(text) if marks is None else marks
    letters = [i for s in content for i in range(s.start, s.end) if text[i].isalnum()]
    inside = [i for i in letters if any(q.start <= i < q.end for q in stretches)]
    if not inside:
        return "indirect"
    return "direct" if len(inside) == len(letters) else "mixed"


def _opens(text: str, at: int) -> bool:
    mark = text[at]
    if mark not in _PAIRS and mark not in _STRAIGHT:
        return False
    return mark == "“" or not (at and text[at - 1].isalnum())


def _closing(text: str, start: int) -> int | None:
    """The end of the quotation that opens at ``start``; none for a single mark that never closes."""
    mark = text[start]
    closers = _PAIRS.get(mark, mark)
    paragraph = text.find("\n", start)
    stop = len(text) if paragraph < 0 else paragraph
    for at in range(start + 1, stop):
        if text[at] in closers and not (mark in _SINGLE and text[at + 1 : at + 2].isalnum()):
            return at + 1
    return None if mark in _SINGLE else stop
