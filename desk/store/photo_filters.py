"""The filters of a typed search for photos, as conditions and as hints."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, literal, not_, or_, select

from desk.domain import Publication
from desk.store.filters import day
from desk.store.photo_words import LACKS
from desk.store.query import Filter, Grammar, Term
from desk.store.tables import Instant, photo, placement, story
from desk.store.tables import photo_search as known

STATES = ("used", "unused", "expired")

PHOTOS = Grammar(
    {"by": "creator", "credit": "credit", "place": "place", "tag": "keywords", "keyword": "keywords"},
    ("no", "has", "is", "taken", "before", "after", "expires", "story", "format"),
    STATES,
)

FORMATS = ("jpeg", "png", "webp", "avif", "tiff", "gif", "heic")

_SPAN = re.compile(r"<?(\d{1,3})(d|w|m|y)?")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_TAKEN = re.compile(r"\d{4}(-\d{1,2}(-\d{1,2})?)?")


@dataclass(frozen=True, slots=True)
class Asked:
    """What filters come to: conditions on `photo` and `photo_search`, and what was not understood."""

    conditions: tuple[ColumnElement[bool], ...] = ()
    hints: tuple[str, ...] = ()


def holds(column: ColumnElement[str], term: Term) -> ColumnElement[bool]:
    """Return the condition that a column of folded words has a term; words hold no sign that `like` knows."""
    return column.like(f"% {' '.join(term.words)}{'' if term.prefix else ' '}%")


def resolve(filters: Iterable[Filter], publication: Publication, now: dt.datetime) -> Asked:
    """Return what filters ask for; one that cannot be understood asks for nothing and gives a hint."""
    conditions: list[ColumnElement[bool]] = []
    hints: list[str] = []
    for one in filters:
        if not one.value:
            continue
        made = _condition(one, ZoneInfo(publication.timezone), now)
        if isinstance(made, str):
            hints.append(made)
        else:
            conditions.append(not_(made) if one.excluded else made)
    return Asked(tuple(conditions), tuple(dict.fromkeys(hints)))


def _condition(one: Filter, zone: ZoneInfo, now: dt.datetime) -> ColumnElement[bool] | str:
    """Return what one filter asks for, or what to say where it is not understood."""
    match one.name:
        case "no" | "has":
            if one.value not in LACKS:
                return f"“{one.name}:” takes {', '.join(LACKS)}"
            lacking = known.c.lacks.like(f"% {one.value} %")
            return lacking if one.name == "no" else not_(lacking)
        case "is":
            return _state(one.value, now)
        case "taken":
            return _taken(one.value, now.astimezone(zone).date())
        case "before" | "after":
            return _around(one, now.astimezone(zone).date())
        case "expires":
            return _expires(one.value, zone, now)
        case "story":
            named = or_(
                story.c.slug == one.value.replace(" ", "-"), story.c.headline_key.like(f"%{one.value}%")
            )
            return photo.c.id.in_(_placed().where(named))
        case _:
            wanted = {"jpg": "jpeg", "tif": "tiff"}.get(one.value, one.value)
            if wanted not in FORMATS:
                return f"“format:” takes {', '.join(FORMATS)}"
            return known.c.format == wanted.upper()


def _placed():  # noqa: ANN202  (SQLAlchemy's own type of it)
    return select(placement.c.photo).join(story, story.c.id == placement.c.story)


def _state(value: str, now: dt.datetime) -> ColumnElement[bool] | str:
    if value == "expired":
        return and_(known.c.expires.is_not(None), known.c.expires <= literal(now, Instant()))
    if value in ("used", "unused"):
        used = photo.c.id.in_(select(placement.c.photo))
        return used if value == "used" else not_(used)
    return f"“is:” takes {', '.join(STATES)}"


def _taken(value: str, today: dt.date) -> ColumnElement[bool] | str:
    """Return the condition that a photo was taken in a year or month, or on a day."""
    if _TAKEN.fullmatch(value) and day(value, today):
        begun = "-".join(part.zfill(2) for part in value.split("-"))
        return or_(known.c.taken == begun, known.c.taken.like(f"{begun}-%"))
    near = {"today": today, "yesterday": today - dt.timedelta(days=1)}.get(value.lower())
    if near:
        return known.c.taken == near.isoformat()
    since = day(value, today)
    if since:
        return and_(known.c.taken >= since.isoformat(), known.c.taken <= today.isoformat())
    return _when("taken")


def _around(one: Filter, today: dt.date) -> ColumnElement[bool] | str:
    limit = day(one.value, today)
    if limit is None:
        return _when(one.name)
    if one.name == "after":
        return known.c.taken >= limit.isoformat()
    return and_(known.c.taken != "", known.c.taken < limit.isoformat())


def _when(name: str) -> str:
    return f"“{name}:” takes a day such as 2026-03-01, a month such as 2026-03, or today"


def _expires(value: str, zone: ZoneInfo, now: dt.datetime) -> ColumnElement[bool] | str:
    """Return the condition that a licence that still holds ends within a time, or before a day."""
    span = _SPAN.fullmatch(value.lower())
    until = None
    if span:
        until = now + dt.timedelta(days=int(span[1]) * _DAYS[span[2] or "d"])
    elif limit := day(value.removeprefix("<"), now.astimezone(zone).date()):
        until = dt.datetime.combine(limit, dt.time(), zone)
    if until is None:
        return "“expires:” takes a span such as <7d or <2w, or a day such as 2026-03-01"
    ends = known.c.expires
    return and_(ends.is_not(None), ends > literal(now, Instant()), ends < literal(until, Instant()))
