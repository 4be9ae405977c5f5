"""Times as people type them, where the clocks change."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from desk.ui import dates

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("typed", "moment", "written"),
    [
        ("2026-10-25 01:59", "2026-10-24T23:59", "2026-10-25 01:59"),
        ("2026-10-25 02:30", "2026-10-25T00:30", "2026-10-25 02:30 +02:00"),
        ("2026-10-25 02:30 +01:00", "2026-10-25T01:30", "2026-10-25 02:30 +01:00"),
        ("25 October 2026 02:30+01:00", "2026-10-25T01:30", "2026-10-25 02:30 +01:00"),
        ("2026-10-25 03:00", "2026-10-25T02:00", "2026-10-25 03:00"),
        ("2027-03-28 02:30", "2027-03-28T01:30", "2027-03-28 03:30"),  # there is no such time
        ("2026-12-24", "2026-12-23T23:00", "2026-12-24 00:00"),
        ("2026-12-24 18:00 -05:00", "2026-12-24T23:00", "2026-12-25 00:00"),
    ],
)
def test_each_moment_is_written_so_that_it_reads_back(typed: str, moment: str, written: str) -> None:
    found = dates.read_time(typed, BERLIN)
    assert found == datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert dates.write_time(found, BERLIN) == written
    assert dates.read_time(written, BERLIN) == found


def test_what_is_no_time_is_none() -> None:
    for words in ("", "soon", "2026-12-24 25:00", "2026-12-24 18:00 +25:00", "+01:00", "0001-01-01 00:00"):
        assert dates.read_time(words, BERLIN) is None


def test_a_time_that_nobody_changed_keeps_its_seconds() -> None:
    before = datetime(2026, 12, 24, 17, 0, 42, tzinfo=UTC)
    assert dates.read_time(dates.write_time(before, BERLIN), BERLIN, before) is before
    assert dates.read_time("2026-12-24 18:01", BERLIN, before) == datetime(2026, 12, 24, 17, 1, tzinfo=UTC)
