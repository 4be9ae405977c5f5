"""Dates and times as people type them."""

import re
from datetime import UTC, date, datetime, time, tzinfo

from PySide6.QtCore import QDate, QLocale

_FORMATS = ("yyyy-MM-dd", "d MMMM yyyy", "d MMM yyyy", "MMMM d, yyyy", "d.M.yyyy", "d/M/yyyy", "dd.MM.yy")

_OFFSET = re.compile(r"(.*\d:\d\d) ?([+-](?:0\d|1\d|2[0-3]):[0-5]\d)")


def write_date(day: date | None, language: str = "") -> str:
    """Return `12 December 2018` in the story's language, or nothing."""
    if day is None:
        return ""
    return _locale(language).toString(QDate(day.year, day.month, day.day), "d MMMM yyyy")


def write_day(day: date) -> str:
    """Return `12 Dec`."""
    return QLocale("en").toString(QDate(day.year, day.month, day.day), "d MMM")


def read_date(words: str, language: str = "") -> date | None:
    """Return the day that the words name, in the story's language, English or figures; None for none."""
    words = words.strip()
    if words.casefold() == "today":
        return date.today()
    for locale in (_locale(language), QLocale(), QLocale("en")):
        for form in _FORMATS:
            day = locale.toDate(words, form)
            if day.isValid() and day.year() > 0:
                return date(day.year(), day.month(), day.day())
    return None


def write_time(moment: datetime | None, zone: tzinfo) -> str:
    """Return `2026-12-24 18:00` in a zone, or nothing; with its offset where that hour comes twice."""
    if moment is None:
        return ""
    local = moment.astimezone(zone)
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return local.strftime("%Y-%m-%d %H:%M") + (f" {local.isoformat()[-6:]}" if twice else "")


def read_time(words: str, zone: tzinfo, before: datetime | None = None) -> datetime | None:
    """Return the moment (UTC) that words name in a zone: a day, a day and time, a time today; else None.

    Args:
        words: as typed; an offset may stand behind the time.
        zone: where the time is meant. Of an hour that comes twice the first is; an hour that the clocks leave
            out counts on from the one before.
        before: what the words may still stand for; then it comes back as it is, seconds and all.
    """
    words = words.strip()
    if not words:
        return None
    if before is not None and words == write_time(before, zone):
        return before
    if found := _OFFSET.fullmatch(words):
        words, zone = found[1], datetime.fromisoformat(f"2000-01-01T00:00{found[2]}").tzinfo or zone
    head, _, tail = words.rpartition(" ")
    at = _clock(tail or head)
    if at is not None:
        day = read_date(head) if head else datetime.now(zone).date()
    else:
        day, at = read_date(words), time(0, 0)
    try:
        return datetime.combine(day, at, zone).astimezone(UTC) if day else None
    except OverflowError:  # before the first year, or behind the last
        return None


def _clock(words: str) -> time | None:
    hour, colon, minute = words.partition(":")
    if colon and hour.isdigit() and minute.isdigit() and int(hour) < 24 and int(minute) < 60:
        return time(int(hour), int(minute))
    return None


def _locale(language: str) -> QLocale:
    return QLocale(language) if language else QLocale()
