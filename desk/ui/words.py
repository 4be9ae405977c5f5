"""Times and counts as people say them."""

from datetime import datetime, timedelta

from PySide6.QtCore import QDate, QDateTime, QLocale, QTime


def age(then: datetime, now: datetime) -> str:
    """Return how long ago: `just now`, `4 min ago`, `14:05`, `Fri`, `12 Dec`, `12 Dec 2018` (local time)."""
    then, now = then.astimezone(), now.astimezone()
    past = now - then
    locale = QLocale()
    if timedelta(0) <= past < timedelta(minutes=1):
        return "just now"
    if timedelta(0) <= past < timedelta(hours=1):
        return f"{int(past.total_seconds() // 60)} min ago"
    if then.date() == now.date():
        return clock(then)
    day = QDate(then.year, then.month, then.day)
    if timedelta(0) <= past < timedelta(days=6):
        return locale.toString(day, "ddd")
    return locale.toString(day, "d MMM" if then.year == now.year else "d MMM yyyy")


def since(then: datetime, now: datetime) -> str:
    """Return how long something stands: `just placed`, `for 4 min`, `since 14:05`, `since Fri`."""
    said = age(then, now)
    if said == "just now":
        return "just placed"
    return f"for {said.removesuffix(' ago')}" if said.endswith(" ago") else f"since {said}"


def clock(time: datetime, *, seconds: bool = False) -> str:
    """Return the time of day."""
    return QLocale().toString(QTime(time.hour, time.minute, time.second), "HH:mm:ss" if seconds else "HH:mm")


def moment(time: datetime, zone: str = "") -> str:
    """Return day and time of day, `Fri 12 Dec, 07:00`: in a zone (IANA name), local where none is given."""
    from zoneinfo import ZoneInfo  # late, for few rows have a time to come

    time = time.astimezone(ZoneInfo(zone) if zone else None)
    when = QDateTime(QDate(time.year, time.month, time.day), QTime(time.hour, time.minute))
    return QLocale().toString(when, "ddd d MMM, HH:mm")


def day(time: datetime, now: datetime) -> str:
    """Return `Today`, `Yesterday`, `Friday 12 December` or, of another year, `12 December 2018`."""
    past = (now.date() - time.date()).days
    if past in (0, 1):
        return "Yesterday" if past else "Today"
    then = QDate(time.year, time.month, time.day)
    return QLocale().toString(then, "dddd d MMMM" if time.year == now.year else "d MMMM yyyy")


def number(number_: int) -> str:
    """Return `1 204`, its groups a thin space apart."""
    return f"{number_:,}".replace(",", "\u202f")


def count(number_: int, one: str, many: str) -> str:
    """Return `1 story`, `1 204 stories`."""
    return f"{number(number_)} {one if number_ == 1 else many}"
