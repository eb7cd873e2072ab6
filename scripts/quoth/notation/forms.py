"""The form of an attribution by its quotation marks: those that belong to an outer speaker do not count."""

from collections.abc import Sequence

from quoth_eval.document import Span
from quoth_eval.quotes import form_of, quoted


def form(cue: Sequence[Span], content: Sequence[Span], text: str, marks: Sequence[Span] | None = None) -> str:
    """``direct``, ``mixed`` or ``indirect``; a quotation that the cue stands in is an outer speaker's.

    >>> text = "“He said ‘no’,” she said."
    >>> form([Span(20, 23)], [Span(0, 15)], text), form([Span(4, 8)], [Span(9, 13)], text)
    ('direct', 'direct')
    """
    stretches = quoted(text) if marks is None else marks
    outer = next((q for q in stretches if any(q.start < c.start and c.end < q.end for c in cue)), None)
    if outer is None:
        return form_of(content, text, stretches)
    inside = quoted(text[outer.start + 1 : outer.end - 1])
    shift = outer.start + 1
    return form(cue, content, text, [Span(q.start + shift, q.end + shift) for q in inside])
