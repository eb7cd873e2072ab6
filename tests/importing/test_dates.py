"""Dates as articles print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoth.importing import dates
from quoth_eval.errors import InputError


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("23.05.2031 10:00", "2031-05-23T10:00:00"),
        ("3.5.2031", "2031-05-03"),
        ("2031-05-23", "2031-05-23"),
        ("2031-05-23T10:00:05+02:00", "2031-05-23T10:00:05+02:00"),
        ("2031-05-23 10:00Z", "2031-05-23T10:00:00+00:00"),
        ("23 May 2031", "2031-05-23"),
        ("23rd of May 2031, 9.05 pm", "2031-05-23T21:05:00"),
        ("May 23, 2031", "2031-05-23"),
        ("Sept. 3, 2031 12 a.m. GMT", "2031-09-03T00:00:00+00:00"),
        ("Friday 19 September 2031", "2031-09-19"),
        ("Wednesday, 09.04.2031", "2031-04-09"),
        ("Published 16 April 2031", "2031-04-16"),
        ("Updated: May 23, 2031 at 10:00 CEST", "2031-05-23T10:00:00+02:00"),
        ("Eden Bay, 21 August 2031", "2031-08-21"),
        ("17 March 2031, last updated 21:40 (Eden time)", "2031-03-17T21:40:00"),
        ("Published: 4 May 2031 08:00 | Updated: 5 May 2031 09:00", "2031-05-04T08:00:00"),
        ("10:00, 23 May 2031", "2031-05-23T10:00:00"),
        ("10:00 UTC-3 on 23 May 2031", "2031-05-23T10:00:00-03:00"),
        ("23/05/2031", "2031-05-23"),
        ("5/23/2031", "2031-05-23"),
    ],
)
def test_a_dateline_is_read(line: str, expected: str) -> None:
    assert dates.from_line(line) == expected
    assert dates.is_dateline(line)
    assert dates.checked(expected) == expected


@pytest.mark.parametrize("line", ["3/4/2031", "31.02.2031", "4 May 2031 25:00"])
def test_a_dateline_that_is_no_day_or_two_is_known_but_not_read(line: str) -> None:
    assert dates.is_dateline(line)
    assert dates.from_line(line) is None


@pytest.mark.parametrize(
    "line", ["He left on 23 May 2031", "23 May 2031 was hot.", "May 2031", "10:00", "14,000 leave homes", ""]
)
def test_other_lines_are_no_datelines(line: str) -> None:
    assert not dates.is_dateline(line)
    assert dates.from_line(line) is None


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("DASSÉ, 2031-08-19 (Oro Wire) - Officers said", "2031-08-19"),
        ("EDEN BAY, Lida, 4 May 2031 (Wire) – Two ships", "2031-05-04"),
        ("Eden, who was born on 4 May 2031, left.", None),
        ("4 May 2031 was hot – very hot.", None),
    ],
)
def test_the_opening_of_an_agency_report(paragraph: str, expected: str | None) -> None:
    assert dates.from_opening(paragraph) == expected


@given(st.datetimes().map(lambda d: d.replace(microsecond=0)))
def test_iso_times_are_kept(moment: object) -> None:
    assert dates.checked(str(moment)) == str(moment).replace(" ", "T")


@pytest.mark.parametrize("value", ["yesterday", "23.05.2031", "2031-13-01", ""])
def test_a_stated_date_is_iso(value: str) -> None:
    with pytest.raises(InputError, match="expected ISO 8601"):
        dates.checked(value)
