"""Where the clocks change, in the publication's time zone."""

import datetime as dt
from dataclasses import replace

import pytest

from desk.domain import Correction, Dateline
from desk.site.moments import until
from desk.site.snapshot import Snapshot
from desk.site.theme import load_theme
from tests.site.editions import Newsroom

UTC, MINUTE = dt.UTC, dt.timedelta(minutes=1)


def test_the_hour_that_comes_twice_is_told_apart(room: Newsroom) -> None:
    room.publication = replace(room.publication, timezone="Europe/Berlin")
    first = dt.datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    for headline, at in (("Summer", first), ("Winter", first + dt.timedelta(hours=1))):
        told = {"dateline": Dateline("Port"), "corrections": (Correction("A year.", at),)}
        room.story(headline, published=at, updated=at, **told)
    room.export(at=first + dt.timedelta(days=1))
    offsets = []
    for slug in ("summer", "winter"):
        page = room.page(f"news/{slug}.html")
        (time,) = [one for one in page.all("time") if "T" in one.get("datetime", "")]
        assert (time.text or "").strip().endswith("02:30")
        assert page.meta("article:published_time") == time.get("datetime")
        offsets.append(time.get("datetime"))
    assert offsets == ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"]
    feed = (room.out / "feed.xml").read_text("utf-8")
    assert 0 < feed.index(f"<published>{offsets[1]}") < feed.index(f"<published>{offsets[0]}")


@pytest.mark.parametrize("day", [dt.date(2026, 10, 25), dt.date(2027, 3, 28)])
def test_an_embargo_ends_at_its_instant_whatever_the_clocks_say(room: Newsroom, day: dt.date) -> None:
    room.publication = replace(room.publication, timezone="Europe/Berlin")
    opens = dt.datetime.combine(day, dt.time(1, 30), UTC)
    room.story("hush", published=opens - dt.timedelta(days=1), publish_at=opens)
    room.story("Open", published=opens - dt.timedelta(days=1))
    for early in (60, 30, 1):
        room.export(at=opens - early * MINUTE)
        assert "hush" not in room.text()
    room.export(at=opens)
    assert room.page("news/hush.html").texts("h1") == ["hush"]


@pytest.mark.parametrize(
    ("zone", "days"),
    [
        ("Europe/Berlin", ("2026-03-29", "2026-10-25")),
        ("America/Havana", ("2026-03-08", "2026-11-01")),  # at midnight
        ("Asia/Beirut", ("2026-03-29", "2026-10-25")),
        ("America/Santiago", ("2026-04-05", "2026-09-06")),
        ("Australia/Lord_Howe", ("2026-04-05", "2026-10-04")),  # by half an hour
    ],
)
def test_a_site_holds_until_the_next_day_begins_there(
    room: Newsroom, zone: str, days: tuple[str, ...]
) -> None:
    room.publication = replace(room.publication, timezone=zone)
    edition, theme = room.edition(), load_theme("daily")
    for day in days:
        start = dt.datetime.fromisoformat(day).replace(tzinfo=UTC) - dt.timedelta(days=1)
        for number in range(72):
            snapshot = Snapshot(edition, theme, start + number * 37 * MINUTE)
            end = until(snapshot).astimezone(UTC)
            assert dt.timedelta(0) < end - snapshot.at <= dt.timedelta(hours=25)
            assert (
                snapshot.local(end).date()
                > snapshot.local(end - MINUTE).date()
                >= snapshot.local(snapshot.at).date()
            )
