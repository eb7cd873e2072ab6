"""The disputed places of an article as the adjudicator sees them: a list with links into the text."""

from collections.abc import Iterator, Sequence
from html import escape
from urllib.parse import quote

from quoth.adjudication.disputes import LAYERS, NOTHING, Dispute
from quoth_eval.document import Document, Span

_AROUND = 28
"""Characters that are shown on either side of a place."""

_NAMES = dict(zip(LAYERS, ("mention", "attribution", "event"), strict=True))


def dispute_list(article: Document, disputes: Sequence[Dispute]) -> str:
    """The list as HTML: what stands where, what is disputed, and what each annotator has.

    Everything that comes from the article or from people is escaped.

    >>> from quoth_eval.document import Document
    >>> found = Dispute("type", "events", (Span(2, 6),), "fire", {"ada": "Strike", "ben": "Damage"})
    >>> print(dispute_list(Document("a", "A fire <b>."), [found])) # doctest: +ELLIPSIS
    <p class="quoth-count">1 place to decide</p>...A <b>fire</b> &lt;b&gt;....
    """
    n = len(disputes)
    head = f"{n} place{'s' * (n != 1)} to decide" if n else "Nothing is disputed: check and submit."
    rows = "".join(_row(number, d, article.text or "") for number, d in enumerate(disputes, 1))
    return f'<p class="quoth-count">{head}</p><ol class="quoth-disputes">{rows}</ol>'


def _row(number: int, dispute: Dispute, text: str) -> str:
    place = _context(dispute.spans, text)
    kind = _NAMES[dispute.layer]
    rule = "" if dispute.rule == kind else f" {escape(dispute.rule)}"
    return (
        f'<li class="quoth-{kind}"><span class="quoth-number">{number}</span>'
        f'<a class="quoth-place" href="{_address(dispute.spans, text)}">{place}</a>'
        f'<span class="quoth-rule">{kind}{rule}</span>{"".join(_opinions(dispute))}</li>'
    )


def _opinions(dispute: Dispute) -> Iterator[str]:
    for name, said in dispute.says.items():
        mark = " quoth-most" if name in dispute.most else ""
        words = "has nothing" if said == NOTHING else said
        yield f'<span class="quoth-says{mark}"><b>{escape(name)}</b> {escape(words)}</span>'


def _context(spans: Sequence[Span], text: str) -> str:
    """The words with some of what stands around them on their line."""
    if not spans:
        return "…"
    place = Span(min(s.start for s in spans), max(s.end for s in spans))
    before, after = _around(place, text, _AROUND)
    words = " ".join(place.of(text).split())
    if len(words) > 2 * _AROUND:
        words = f"{words[:_AROUND]} … {words[-_AROUND:]}"
    return f"{escape(before)}<b>{escape(words)}</b>{escape(after)}"


def _address(spans: Sequence[Span], text: str) -> str:
    """A link that makes the browser scroll to the words and mark them; what stands around tells which."""
    if not spans:
        return "#"
    place = min(spans)
    before, after = _around(place, text, 2 * _AROUND)
    words = place.of(text).strip()
    target = [_quoted(words)] if len(words) <= 60 else [_quoted(words[:25]), _quoted(words[-25:])]
    prefix = [f"{_quoted(' '.join(before.split()[-3:]))}-"] if before.strip() else []
    suffix = [f"-{_quoted(' '.join(after.split()[:3]))}"] if after.strip() else []
    return f"#:~:text={','.join(prefix + target + suffix)}"


def _around(place: Span, text: str, most: int) -> tuple[str, str]:
    """What stands before and after a place on its line."""
    line_end = text.find("\n", place.end)
    start = max(text.rfind("\n", 0, place.start) + 1, place.start - most)
    end = min(len(text) if line_end < 0 else line_end, place.end + most)
    return text[start : place.start], text[place.end : end]


def _quoted(words: str) -> str:
    return quote(words, safe="").replace("-", "%2D")
