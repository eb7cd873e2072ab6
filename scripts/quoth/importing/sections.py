"""Which part of an article each paragraph is: kicker, headline, date, lead, caption, body, ...

News pages copied as text keep their order: some labels, the headline, date and author, a lead, pictures, the
story with its subheadings, initials and sources. What a paragraph is follows from its place and its form.
"""

import re
from collections.abc import Iterator, Sequence

from quoth.importing.dates import is_dateline
from quoth.importing.paragraphs import Paragraph
from quoth_eval.document import Section

UNANNOTATED = ("kicker", "byline", "sources")
"""Kinds of section that annotators leave alone."""

_CREDIT_NAME = r"(?:photos?|photographs?|photo credits?|pictures?|images?|foto|credits?)"
_CREDIT = re.compile(
    rf"\(?(?:{_CREDIT_NAME}\s*:.*|(?:AP |AFP |Reuters )?photo(?:graph)?(?:s)?(?: by |/).*|©.*)", re.IGNORECASE
)
_ENDS_IN_CREDIT = re.compile(rf"(?<=\S)\s+\(?{_CREDIT_NAME}:\s[^.:]{{1,80}}\.?\)?$", re.IGNORECASE)
_CAPTION = re.compile(r"caption\s*:", re.IGNORECASE)
_SOURCES = re.compile(r"sources?\s*:\s*\S.*", re.IGNORECASE)
_INITIALS = re.compile(r"\(?[^\W\d_]{1,4}(?:\s?[/,]\s?[^\W\d_]{1,4})+\)?|\([^\W\d_]{1,4}\)")
_BYLINE = re.compile(r"(?:(?:words|text|story|written|reported|compiled)\s+)?by[:\s]+\w.*", re.IGNORECASE)
_CREDITS_STAFF = re.compile(r"\(?(?:reporting|editing|additional reporting|writing) by\b.*", re.IGNORECASE)
_ROLE = re.compile(r"\b(?:correspondent|reporter|editor|writer|columnist)\b", re.IGNORECASE)
_LABEL = re.compile(r"\||\b(?:section|edition|page)\)?$", re.IGNORECASE)
_NUMBERED = re.compile(r"\d{1,2}[.)]\s")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d\b")
_LISTED = re.compile(r"[-–—•*·]\s")
_SENTENCE_END = re.compile("[.!?…\u2600-\u27bf\U0001f300-\U0001faff]\\W*$")  # an emoji ends a post
_WORD = re.compile(r"[^\W_]\S*")
_QUESTION_END = re.compile(r"[!?]\W*$")

_HEADLINE_WORDS = 5
_PROSE_WORDS = 8
_LONG_HEAD = 90


def sections(paragraphs: Sequence[Paragraph]) -> tuple[Section, ...]:
    """One section for each paragraph, in order.

    >>> from quoth.importing.paragraphs import paragraphs
    >>> text = "World news\\n\\nTown hall of Eden burns for days\\n\\n4 May 2031\\n\\nIt burned, he said."
    >>> [s.kind for s in sections(paragraphs(text))]
    ['kicker', 'headline', 'dateline', 'lead']
    """
    head = _head_size(paragraphs)
    kinds = _head_kinds(paragraphs[:head])
    kinds += _story_kinds(paragraphs, kinds)
    return tuple(Section(p.start, p.end, kind) for p, kind in zip(paragraphs, kinds, strict=True))


def is_credit(text: str) -> bool:
    """Whether a caption is only the credit of a picture, which is not annotated.

    >>> is_credit("Photo: Lumen/AB"), is_credit("The bridge on Monday.")
    (True, False)
    """
    return _CREDIT.fullmatch(text) is not None


def credit_start(text: str) -> int | None:
    """Where the credit at the end of a caption begins, if it has one.

    >>> credit_start("The bridge on Monday. Image: Lumen.")
    22
    """
    match = _ENDS_IN_CREDIT.search(text)
    return None if match is None else match.end() - len(match.group().lstrip())


def _head_size(paragraphs: Sequence[Paragraph]) -> int:
    """How many paragraphs stand before the story; a date that follows the lead at once still counts."""
    story = next((i for i, p in enumerate(paragraphs) if _is_prose(p.text)), len(paragraphs))
    dates = [i for i, p in enumerate(paragraphs[: story + 3]) if is_dateline(p.text)]
    return max(story, dates[0] + 1) if dates else story


def _head_kinds(head: Sequence[Paragraph]) -> list[str]:
    plain = [_plain_kind(p.text) for p in head]
    open_places = [i for i, kind in enumerate(plain) if kind is None]
    headline = _headline(head, open_places)
    kinds: list[str] = []
    for i, (p, kind) in enumerate(zip(head, plain, strict=True)):
        if kind is not None:
            kinds.append(kind)
        elif headline is None or i < headline:
            kinds.append("kicker")
        elif i == headline:
            kinds.append("headline")
        else:
            kinds.append(_after_headline(head, plain, i, headline, "lead" in kinds))
        if kinds[-1] == "byline" and _is_prose(p.text):
            kinds[-1] = "lead"
    return kinds


def _headline(head: Sequence[Paragraph], places: Sequence[int]) -> int | None:
    """The first that is long enough and no label, else the one with the most words."""
    good = [i for i in places if _words(head[i].text) >= _HEADLINE_WORDS and not _LABEL.search(head[i].text)]
    return good[0] if good else max(places, key=lambda i: (_words(head[i].text), -i), default=None)


def _after_headline(
    head: Sequence[Paragraph], plain: Sequence[str | None], at: int, headline: int, has_lead: bool
) -> str:
    own = head[at]
    if not has_lead and (_is_prose(own.text) or len(own.text) > _LONG_HEAD):
        return "lead"
    if _SENTENCE_END.search(own.text) and not _QUESTION_END.search(own.text):
        return "body" if has_lead else "lead"
    beside = [i for i in (at - 1, at + 1) if 0 <= i < len(head) and head[i].block == own.block]
    dated = any(plain[i] == "dateline" for i in beside) and "byline" not in plain
    if _ROLE.search(own.text) or (dated and _is_name(own.text)):
        return "byline"
    if own.block == head[headline].block and _words(own.text) > _HEADLINE_WORDS and not has_lead:
        return "lead"
    return "kicker" if beside or any(kind for kind in plain[at + 1 :]) else "subheading"


def _story_kinds(paragraphs: Sequence[Paragraph], head: Sequence[str]) -> Iterator[str]:
    lead_wanted = "headline" in head and "lead" not in head and "subheading" not in head
    for i in range(len(head), len(paragraphs)):
        own, following = paragraphs[i], paragraphs[i + 1] if i + 1 < len(paragraphs) else None
        kind = _plain_kind(own.text) or _story_kind(own, following)
        if kind == "body" and lead_wanted:
            kind = "lead"
        elif kind in ("body", "subheading") and _is_captioned(own, following):
            kind = "caption"
        lead_wanted = lead_wanted and kind not in ("lead", "subheading")
        yield kind


def _plain_kind(text: str) -> str | None:
    """The kind that the words themselves show, wherever the paragraph stands."""
    short = not _is_prose(text) and len(text) <= _LONG_HEAD
    if is_dateline(text):
        return "dateline"
    if is_credit(text) or _CAPTION.match(text) or _ENDS_IN_CREDIT.search(text):
        return "caption"
    if _SOURCES.fullmatch(text) and len(text) < 2 * _LONG_HEAD:
        return "sources"
    if _INITIALS.fullmatch(text) or _CREDITS_STAFF.fullmatch(text) or (short and _BYLINE.fullmatch(text)):
        return "byline"
    return None


def _story_kind(own: Paragraph, following: Paragraph | None) -> str:
    words, text = _words(own.text), own.text
    if following is None or _LISTED.match(text) or text.endswith((":", ";", ",")):
        return "body"
    if _NUMBERED.match(text) and words <= 20:
        return "subheading"
    if _QUESTION_END.search(text):
        return "subheading" if words <= _PROSE_WORDS + bool(_CLOCK.match(text)) else "body"
    if _SENTENCE_END.search(text) or words > 16 or len(text) > _LONG_HEAD + 20:
        return "body"
    return "subheading"


def _is_captioned(own: Paragraph, following: Paragraph | None) -> bool:
    """Whether the next line of the same block is the credit of the picture that this one describes."""
    return following is not None and following.block == own.block and is_credit(following.text)


def _is_prose(text: str) -> bool:
    """Running text: a sentence or more, not a headline that happens to end in a full stop or a question."""
    words = _words(text)
    if not _SENTENCE_END.search(text):
        return words > 40
    return words > 15 or (words >= _PROSE_WORDS and not _QUESTION_END.search(text))


def _is_name(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 4 and all(w[0].isupper() or w in ("de", "van", "von", "al") for w in words)


def _words(text: str) -> int:
    return len(_WORD.findall(text))
