"""The disputed places of an article as the adjudicator sees them: a list with the numbers of paragraphs.

The numbers stand beside the text, too. Links into the text would be better, but Label Studio takes a click on
one for leaving the article.
"""

from collections.abc import Iterator, Sequence
from html import escape

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
    <p class="quoth-count">1 place to decide</p>...A <b>fire</b> &lt;b&gt;.</p>...
    """
    n = len(disputes)
    head = f"{n} place{'s' * (n != 1)} to decide" if n else "Nothing is disputed: check and submit."
    rows = "".join(_row(number, d, article.text or "") for number, d in enumerate(disputes, 1))
    return f'<p class="quoth-count">{head}</p><ol class="quoth-disputes">{rows}</ol>'


def _row(number: int, dispute: Dispute, text: str) -> str:
    place = _context(dispute.spans, text)
    kind = _NAMES[dispute.layer]
    rule = "" if dispute.rule == kind else f" {escape(dispute.rule)}"
    more = f" ({dispute.guideline})" if dispute.guideline else ""
    return (
        f'<li class="quoth-{kind}"><span class="quoth-number">{number}</span>'
        f'<p class="quoth-place"><i>¶{_paragraph(dispute.spans, text)}</i> {place}</p>'
        f'<span class="quoth-rule">{kind}{rule}{more}</span>{"".join(_opinions(dispute))}</li>'
    )


def _opinions(dispute: Dispute) -> Iterator[str]:
    for name, said in dispute.says.items():
        mark = " quoth-most" if name in dispute.most else ""
        words = "has nothing" if said == NOTHING else said
        yield f'<span class="quoth-says{mark}"><b>{escape(name)}</b> {escape(words)}</span>'


def _paragraph(spans: Sequence[Span], text: str) -> int:
    """The number of the paragraph, as the screen counts them: lines that are not empty.

    >>> _paragraph([Span(4, 5)], "a\\n\\nb c\\nd")
    2
    """
    end = min(spans).start + 1 if spans else 0
    return sum(bool(line) for line in text[:end].split("\n"))


def _context(spans: Sequence[Span], text: str) -> str:
    """The words with some of what stands around them on their line."""
    if not spans:
        return "…"
    place = Span(min(s.start for s in spans), max(s.end for s in spans))
    before, after = _around(place, text, _AROUND)
    words = " ".join(place.of(text).split())
    if len(words) > 2 * _AROUND:
        words = f"{words[:_AROUND]} … {words[-_AROUND:]}"
    return f"{escape(_whole(before, -1))}<b>{escape(words)}</b>{escape(_whole(after, 1))}"


def _whole(words: str, side: int) -> str:
    """What stands around a place without a word that was cut.

    >>> _whole("er was here ", -1), _whole(" and the", 1)
    ('er was here ', ' and the')
    >>> _whole("ectors had predicted in the ", -1), _whole(" three years ago, OHT report", 1)
    ('… had predicted in the ', ' three years ago, OHT …')
    """
    if len(words) < _AROUND or " " not in words.strip():
        return words
    return f"…{words[words.index(' ') :]}" if side < 0 else f"{words[: words.rindex(' ')]} …"


def _around(place: Span, text: str, most: int) -> tuple[str, str]:
    """What stands before and after a place on its line."""
    line_end = text.find("\n", place.end)
    start = max(text.rfind("\n", 0, place.start) + 1, place.start - most)
    end = min(len(text) if line_end < 0 else line_end, place.end + most)
    return text[start : place.start], text[place.end : end]
