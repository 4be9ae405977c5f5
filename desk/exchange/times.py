"""Times as people and programs write them."""

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

_SPAN = re.compile(r"(?:(\d{1,4})d)?\s*(?:(\d{1,4})h)?\s*(?:(\d{1,4})m)?", re.IGNORECASE)
_STAMP = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt ]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.(\d{1,6})\d*)?)?"
    r"\s*(Z|UTC|GMT|([-+])(\d{1,2}):?(\d{2})?)?",
    re.IGNORECASE,
)
_WRITTEN = ("%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%d.%m.%Y", "%Y/%m/%d", "%Y%m%d")


def parse_time(text: str, *, zone: str, at: dt.datetime) -> dt.datetime:
    """Return a time in UTC.

    Args:
        text: ISO 8601 or near it (`2016-04-01 09:00:00 -4`), a date, an e-mail date, or a span of days, hours
            and minutes counted from `at`: `2d4h ago`, `in 18h`.
        zone: the time zone (IANA) of a text that names none.
        at: now, with a zone.

    Raises:
        ValueError: it is none of these.
    """
    span = _span(text.strip())
    found = at + span if span is not None else _stated(text.strip())
    try:
        return (found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))).astimezone(dt.UTC)
    except OverflowError as error:
        raise ValueError(text) from error


def parse_date(text: str) -> dt.date:
    """Return the day that a text states, in the text's own zone; raises ValueError."""
    return _stated(text.strip()).date()


def _span(words: str) -> dt.timedelta | None:
    lower = words.lower()
    if not lower.endswith(" ago") and not lower.startswith("in "):
        return None
    past = lower.endswith(" ago")
    match = _SPAN.fullmatch(lower.removesuffix(" ago") if past else lower.removeprefix("in ").strip())
    if not match or not any(match.groups()):
        return None
    days, hours, minutes = (int(number or 0) for number in match.groups())
    span = dt.timedelta(days=days, hours=hours, minutes=minutes)
    return -span if past else span


def _stated(words: str) -> dt.datetime:
    """Return the time that the words state, with the zone that they state."""
    match = _STAMP.fullmatch(words)
    if not match:
        return _written(words)
    year, month, day, hour, minute, second = (int(number or 0) for number in match.groups()[:6])
    fraction = int((match[7] or "0").ljust(6, "0"))
    return dt.datetime(year, month, day, hour, minute, second, fraction, tzinfo=_zone(match))


def _zone(match: re.Match[str]) -> dt.timezone | None:
    if not match[8]:
        return None
    if not match[9]:
        return dt.UTC
    offset = dt.timedelta(hours=int(match[10]), minutes=int(match[11] or 0))
    return dt.timezone(-offset if match[9] == "-" else offset)


def _written(words: str) -> dt.datetime:
    for form in _WRITTEN:
        try:
            return dt.datetime.strptime(words, form)
        except ValueError:
            continue
    return parsedate_to_datetime(words)
