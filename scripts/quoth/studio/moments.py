"""Times as people type them and as the server compares them."""

import re
from datetime import UTC, datetime, timedelta

from quoth_eval.errors import InputError

_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_AGO = re.compile(r"(?P<n>\d{1,6})(?P<unit>[mhdw])")


def parse_moment(typed: str, now: datetime | None = None) -> datetime:
    """A date, a date with a time, or how long ago; without a zone it is local time.

    Raises:
        InputError: it is none of these.

    >>> parse_moment("2h", datetime(2031, 1, 1, 12, tzinfo=UTC)).isoformat()
    '2031-01-01T10:00:00+00:00'
    >>> parse_moment("2031-01-01T12:00+01:00").isoformat()
    '2031-01-01T11:00:00+00:00'
    """
    try:
        if ago := _AGO.fullmatch(typed.strip()):
            back = timedelta(**{_UNITS[ago["unit"]]: int(ago["n"])})
            return (now or datetime.now(UTC)) - back
        return datetime.fromisoformat(typed.strip()).astimezone(UTC)
    except (ValueError, OverflowError):
        raise InputError(
            f"--since {typed}: expected a date (2031-05-23), a date and time (2031-05-23T10:00), "
            "or how long ago (30m, 2h, 3d, 1w)"
        ) from None


def server_time(moment: datetime) -> str:
    """A time as the server's conditions want it and as it writes its own: UTC with microseconds.

    >>> server_time(datetime(2031, 1, 1, tzinfo=UTC))
    '2031-01-01T00:00:00.000000Z'
    """
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
