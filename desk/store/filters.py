"""The filters of a typed search that ask for what a list knows of a story, as conditions and as hints."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, literal, not_, or_, select

from desk.domain import LISTS, Publication, Status, is_slug
from desk.domain.language import NAMES
from desk.store.query import LACKS, Filter
from desk.store.tables import Instant, curated_list, slot, story
from desk.store.words import named

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_TOGETHER = ("section", "status", "lang")
"""A story has one of each, so that several that are wanted are any of them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What filters come to: conditions on `story`, the statuses wanted, and what could not be understood."""

    conditions: tuple[ColumnElement[bool], ...] = ()
    statuses: tuple[Status, ...] = ()
    hints: tuple[str, ...] = ()


def resolve(filters: Iterable[Filter], publication: Publication, now: dt.datetime) -> Asked:
    """Return what filters ask for; one that cannot be understood asks for nothing and gives a hint."""
    conditions: list[ColumnElement[bool]] = []
    together: dict[str, list[ColumnElement[bool]]] = {}
    statuses: list[Status] = []
    hints: list[str] = []
    for one in filters:
        made = _condition(one, publication, now) if one.value else ""
        if isinstance(made, str):
            hints += [made] if made else []
        elif one.excluded:
            conditions.append(not_(made))
        elif one.name in _TOGETHER:
            together.setdefault(one.name, []).append(made)
            statuses += _statuses(one.value) if one.name == "status" else []
        else:
            conditions.append(made)
    any_of = (or_(*alike) for alike in together.values())
    return Asked((*conditions, *any_of), tuple(dict.fromkeys(statuses)), tuple(dict.fromkeys(hints)))


def _condition(one: Filter, publication: Publication, now: dt.datetime) -> ColumnElement[bool] | str:
    """Return the condition that a filter puts, or the hint that says why it puts none."""
    zone = ZoneInfo(publication.timezone)
    match one.name:
        case "section":
            return _section(one.value, publication)
        case "status":
            found = _statuses(one.value)
            return story.c.status.in_(found) if found else _unknown(one, (s.label for s in Status))
        case "lang":
            return _language(one)
        case "before" | "after":
            return _date(one, zone, now)
        case "in":
            found = named(one.value, LISTS.items())
            return _listed(found) if found else _unknown(one, LISTS)
        case _:
            return _unknown(one, LACKS)


def _unknown(one: Filter, known: Iterable[str]) -> str:
    return f"“{one.name}:” takes {', '.join(known)}"


def _statuses(value: str) -> list[Status]:
    return [Status(key) for key in named(value, ((status.value, status.label) for status in Status))]


def _section(value: str, publication: Publication) -> ColumnElement[bool] | str:
    found = named(value, ((section.slug, section.name) for section in publication.sections))
    slug = value.replace(" ", "-")
    if found:
        return story.c.section.in_(found)
    # A section that the publication no longer has may still stand in its stories.
    return story.c.section == slug if is_slug(slug) else f"There is no section “{value[:40]}”"


def _language(one: Filter) -> ColumnElement[bool] | str:
    tags = named(one.value, NAMES.items()) or (
        [one.value.replace(" ", "-")] if re.fullmatch(r"[a-z]{2,3}( [a-z0-9]{2,8})*", one.value) else []
    )
    if not tags:
        return "“lang:” takes a language tag such as en or hy"
    own = func.lower(story.c.language)
    return or_(*(or_(own == tag.lower(), own.like(f"{tag.lower()}-%")) for tag in tags))


def _listed(slugs: list[str]) -> ColumnElement[bool]:
    held = select(slot.c.story).join(curated_list, curated_list.c.id == slot.c.list)
    return story.c.id.in_(held.where(curated_list.c.slug.in_(slugs)))


def _date(one: Filter, zone: ZoneInfo, now: dt.datetime) -> ColumnElement[bool] | str:
    day = _day(one.value, now.astimezone(zone).date())
    if day is None:
        return f"“{one.name}:” takes a day such as 2026-03-01, a month such as 2026-03, or today"
    moment = dt.datetime.combine(day, dt.time(), zone)
    told = func.coalesce(story.c.published, story.c.updated)
    bound = literal(moment, Instant())
    return told < bound if one.name == "before" else told >= bound


def _day(words: str, today: dt.date) -> dt.date | None:
    """Return the day that a date, month or year begins with."""
    near = {"today": 0, "yesterday": 1, "week": 7, "month": 30}
    if words.lower() in near:
        return today - dt.timedelta(days=near[words.lower()])
    found = _DAY.fullmatch(words)
    if found is None:
        return None
    try:
        day = dt.date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2200 else None  # others have no time in every zone
