"""Dates and times as people type them."""

from datetime import date, datetime, time, tzinfo

from PySide6.QtCore import QDate, QLocale

_FORMATS = ("yyyy-MM-dd", "d MMMM yyyy", "d MMM yyyy", "MMMM d, yyyy", "d.M.yyyy", "d/M/yyyy", "dd.MM.yy")


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
    """Return `2026-12-24 18:00` in a zone, or nothing."""
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M") if moment else ""


def read_time(words: str, zone: tzinfo) -> datetime | None:
    """Return the moment that the words name in a zone: a day, a day and time, a time today; else None."""
    words = words.strip()
    if not words:
        return None
    head, _, tail = words.rpartition(" ")
    at = _clock(tail or head)
    if at is not None:
        day = read_date(head) if head else datetime.now(zone).date()
    else:
        day, at = read_date(words), time(0, 0)
    return datetime.combine(day, at, zone) if day else None


def _clock(words: str) -> time | None:
    hour, colon, minute = words.partition(":")
    if colon and hour.isdigit() and minute.isdigit() and int(hour) < 24 and int(minute) < 60:
        return time(int(hour), int(minute))
    return None


def _locale(language: str) -> QLocale:
    return QLocale(language) if language else QLocale()
