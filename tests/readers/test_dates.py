"""Dates of publication: read where they are certain, else left alone with the reason."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsangle.readers.dates import day_first, read_date


@pytest.mark.parametrize(
    ("given", "iso"),
    [
        ("2025-06-03", "2025-06-03"),
        ("2025-06-03 00:00:00", "2025-06-03"),  # as programs write a day
        ("2025-06-03 14:30", "2025-06-03T14:30:00"),
        ("2025-06-03T10:00:00.000Z", "2025-06-03T10:00:00+00:00"),
        ("2025-06-03T10:00:00-0400", "2025-06-03T10:00:00-04:00"),
        ("2026-08-31 10:22:32.862178+00:00", "2026-08-31T10:22:32+00:00"),
        ("20250603", "2025-06-03"),
        ("20250603T101500Z", "2025-06-03T10:15:00+00:00"),
        ("20250603T055000+0900", "2025-06-03T05:50:00+09:00"),
        ("1748937600", "2025-06-03T08:00:00+00:00"),
        ("3 June 2025", "2025-06-03"),
        ("23:37, 3 June 2025", "2025-06-03T23:37:00"),
        ("03-Jun-2025", "2025-06-03"),
        ("3rd June 2025", "2025-06-03"),
        ("June 3, 2025 Tuesday", "2025-06-03"),
        ("July 1, 2019 Monday 9:20 AM GMT", "2019-07-01T09:20:00+00:00"),
        ("Tue, 03 Jun 2025 10:00:00 +0200", "2025-06-03T10:00:00+02:00"),
        ("Published: 3 June 2025, 14.30 BST", "2025-06-03T14:30:00+01:00"),
        ("3 June 2025 14:30 IST", "2025-06-03T14:30:00"),  # three zones have that name
        ("13/06/2025", "2025-06-13"),
        ("6/13/2025 5:04 PM", "2025-06-13T17:04:00"),
        ("03.06.2025", "2025-06-03"),
        ("2025/06/03", "2025-06-03"),
        ("Dienstag, 3. Juni 2025", "2025-06-03"),
        ("Di., 03.06.2025, 14:30 Uhr", "2025-06-03T14:30:00"),
        ("le 1er juin 2025 à 14h30", "2025-06-01T14:30:00"),
        ("3 de junio de 2025", "2025-06-03"),
        ("3 czerwca 2025", "2025-06-03"),
        ("3 июня 2025 г.", "2025-06-03"),
        ("2025年6月3日", "2025-06-03"),
        ("3. 6. 2025", "2025-06-03"),
        (datetime.datetime(2025, 6, 3), "2025-06-03"),
        (datetime.date(2025, 6, 3), "2025-06-03"),
    ],
)
def test_a_certain_date_is_read(given, iso):
    assert read_date(given).iso == iso


@pytest.mark.parametrize(
    ("given", "doubt"),
    [
        ("03/06/2025", "may be day/month or month/day"),
        ("2025-06", "names no day"),
        ("June 2025", "names no day"),
        ("12 March", "names no day"),
        ("3/6/25", "has no year of four digits"),
        ("2025-02-30", "does not exist"),
        ("0001-01-01", "does not exist"),
        ("Tuesday", "is not a date"),
        ("2019-20", "names no day"),
        ("He died on 3 June 2025", "is not a date"),
        ("Updated 3 June 2025", "is not a date"),
        ("", "is not a date"),
    ],
)
def test_an_uncertain_date_is_not_invented(given, doubt):
    assert (read_date(given).iso, read_date(given).doubt) == (None, doubt)


def test_a_column_of_dates_shows_whether_the_day_comes_first():
    assert day_first(["03/06/2025", "25/06/2025"]) is True
    assert day_first(["03/06/2025", "06/25/2025"]) is False
    assert day_first(["03/06/2025"]) is None
    assert day_first(["25/06/2025", "06/25/2025"]) is None
    assert read_date("03/06/2025", day_first=True).iso == "2025-06-03"


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    found = read_date(text)
    assert (found.iso is None) == bool(found.doubt)
    if found.iso:
        datetime.datetime.fromisoformat(found.iso)
