"""Dates as news articles print them, to ISO 8601. No zone is given where none is printed."""

import re
from datetime import date, datetime, time, timedelta, timezone

from quoth_eval.errors import InputError

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month{n}>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATE = (
    r"(?:(?P<y1>\d{4})-(?P<m1>\d\d)-(?P<d1>\d\d)"
    r"|(?P<d2>\d{1,2})\.\s?(?P<m2>\d{1,2})\.\s?(?P<y2>\d{4})"
    r"|(?P<a3>\d{1,2})/(?P<b3>\d{1,2})/(?P<y3>\d{4})"
    rf"|(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH.format(n=4)},?\s+(?P<y4>\d{{4}})"
    rf"|{_MONTH.format(n=5)}\s+(?P<d5>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y5>\d{{4}}))(?!\d)"
)
_TIME = (
    r"(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?)?"
    r"(?:\s*(?P<half>[ap])\.?m\.?)?(?:\s*(?:hrs?|h)\b)?)"
    r"(?:\s*(?P<zone>Z|(?:UTC|GMT)?[+-]\d\d?:?(?:\d\d)?|UTC|GMT|CES?T)\b)?"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\.?,?\s+"
_LABEL = (
    r"(?:(?:first\s+|last\s+)?(?:published|posted|updated|modified|date|issued)(?:\s+(?:on|at))?\s*:?\s+)"
)
_PLACE = r"(?:[^\W\d_][^\d,.!?]{0,39},\s+){1,2}"
_THEN = r"(?:\s*[,T|·–—-]\s*|\s+)(?:at\s+|last\s+updated:?\s+|updated:?\s+)?"
_TAIL = r"(?:\s*\([^)]*\))?(?:\s*[|•·,;–—-]\s*(?:last\s+)?(?:updated|modified).*)?\.?"

_DATE_FIRST = re.compile(
    rf"(?:{_PLACE})?(?:{_LABEL})?(?:{_WEEKDAY})?{_DATE}(?:{_THEN}{_TIME})?{_TAIL}", re.IGNORECASE
)
_TIME_FIRST = re.compile(
    rf"(?:{_LABEL})?{_TIME}(?:\s*[,|·–—-]\s*|\s+)(?:on\s+)?(?:{_WEEKDAY})?{_DATE}{_TAIL}", re.IGNORECASE
)
_OPENING = re.compile(rf"[^\W\d_][^.!?\n]{{0,60}}?,\s+{_DATE}(?:\s*\([^)]{{1,40}}\))?\s+[-–—]", re.IGNORECASE)
_ZONES = {"Z": 0, "UTC": 0, "GMT": 0, "CET": 1, "CEST": 2}


def from_line(line: str) -> str | None:
    """The date that a line states and nothing else, in ISO 8601; ``None`` where it is not such a line.

    ``3/4/2031`` can be two days and is read as neither; :func:`is_dateline` still knows the line.

    >>> from_line("23.05.2031 10:00"), from_line("Updated: May 23, 2031, 9 p.m. GMT")
    ('2031-05-23T10:00:00', '2031-05-23T21:00:00+00:00')
    >>> from_line("On 23 May 2031 he left") is None
    True
    """
    match = _match(line)
    return None if match is None else _iso(match)


def is_dateline(line: str) -> bool:
    """Whether a line is a date, with or without time, place and "published"."""
    return _match(line) is not None


def from_opening(paragraph: str) -> str | None:
    """The date in the opening of an agency report: ``DASSÉ, 2031-08-19 (Meridian) - Officers ...``.

    >>> from_opening("PORT EDEN, 4 May 2031 (Wire) – Two ships")
    '2031-05-04'
    """
    match = _OPENING.match(paragraph)
    return None if match is None else _day(match)


def checked(value: str) -> str:
    """An ISO 8601 date or time that a person gave, in the form in which it is stored.

    Raises:
        InputError: not ISO 8601.

    >>> checked("2031-05-23 10:00+02:00")
    '2031-05-23T10:00:00+02:00'
    """
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return date.fromisoformat(value).isoformat()
        return datetime.fromisoformat(value).isoformat()
    except ValueError:
        message = "expected ISO 8601, for example 2023-05-23 or 2023-05-23T10:00:00+02:00"
        raise InputError(f"published {value!r}: {message}") from None


def _match(line: str) -> re.Match[str] | None:
    return _DATE_FIRST.fullmatch(line) or _TIME_FIRST.fullmatch(line)


def _iso(match: re.Match[str]) -> str | None:
    day = _day(match)
    if day is None or match["hour"] is None:
        return day
    clock = _clock(match)
    return None if clock is None else f"{day}T{clock}"


def _day(match: re.Match[str]) -> str | None:
    g = match.groupdict()
    candidates = [
        (g["y1"], g["m1"], g["d1"]),
        (g["y2"], g["m2"], g["d2"]),
        (g["y4"], _month(g["month4"]), g["d4"]),
        (g["y5"], _month(g["month5"]), g["d5"]),
        *_slashed(g["y3"], g["a3"], g["b3"]),
    ]
    for year, month, day in candidates:
        if year is not None:
            return _date(int(year), int(month or 0), int(day or 0))
    return None


def _slashed(year: str | None, first: str | None, second: str | None) -> list[tuple[str, str, str]]:
    """``23/5/2031`` is clear, ``3/5/2031`` is March in one country and May in the other."""
    if year is None or first is None or second is None or max(int(first), int(second)) <= 12:
        return []
    return [(year, second, first) if int(first) > 12 else (year, first, second)]


def _month(name: str | None) -> str | None:
    return None if name is None else str(_MONTHS.index(name[:3].lower()) + 1)


def _date(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _clock(match: re.Match[str]) -> str | None:
    hour, half = int(match["hour"]), match["half"]
    if half is None and match["minute"] is None:
        return None
    if half is not None:
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    try:
        zone = _zone(match["zone"])
        return time(hour, int(match["minute"] or 0), int(match["second"] or 0), tzinfo=zone).isoformat()
    except ValueError:
        return None


def _zone(name: str | None) -> timezone | None:
    if name is None:
        return None
    if name.upper() in _ZONES:
        return timezone(timedelta(hours=_ZONES[name.upper()]))
    sign, digits = re.sub(r"[^+-]", "", name), re.sub(r"\D", "", name)
    hours, minutes = (int(digits[:2]), int(digits[2:])) if len(digits) > 2 else (int(digits), 0)
    return timezone((-1 if sign == "-" else 1) * timedelta(hours=hours, minutes=minutes))
