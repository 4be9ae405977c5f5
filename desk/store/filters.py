"""The filters of a typed search that ask for what a list knows of a story, as conditions and as hints."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, literal, not_, or_, select, union_all

from desk.domain import Publication, Status, is_slug
from desk.domain.language import NAMES
from desk.store.fronts import current
from desk.store.query import LACKS, Filter
from desk.store.tables import Instant, front_slot, story
from desk.store.words import named

NEAR = {"today": 0, "yesterday": 1, "week": 7, "month": 30}
"""Days that have a name, by how many days ago they were; the last is the furthest."""

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True, slots=True)
class Told:
    """Within what time stories were published or, where they are not, changed; open where it has no end."""

    since: dt.datetime | None = None
    until: dt.datetime | None = None

    def __and__(self, other: "Told") -> "Told":
        """Return what lies within both times."""
        since = [one for one in (self.since, other.since) if one]
        until = [one for one in (self.until, other.until) if one]
        return Told(max(since, default=None), min(until, default=None))

    def of(self, time: ColumnElement[Any]) -> list[ColumnElement[bool]]:
        """Return the conditions on one of a story's times."""
        after = [time >= literal(self.since, Instant())] if self.since else []
        return [*after, *([time < literal(self.until, Instant())] if self.until else [])]

    @property
    def here(self) -> list[ColumnElement[bool]]:
        """Return the conditions on a story both of whose times are at hand, in a row or an index."""
        return self.of(func.coalesce(story.c.published, story.c.updated))

    @property
    def apart(self) -> list[ColumnElement[bool]]:
        """Return the same by the numbers of the stories, all read at once from the index of both times."""
        if self == ALWAYS:
            return []
        out, number = story.c.published, select(story.c.number)
        parts = (number.where(*self.of(out)), number.where(out.is_(None), *self.of(story.c.updated)))
        # The sum keeps SQLite from fetching story after story by these numbers.
        return [(story.c.number + 0).in_(union_all(*parts))]


ALWAYS = Told()


@dataclass(frozen=True, slots=True)
class Asked:
    """What filters come to.

    Attributes:
        statuses, sections, languages: any of these are wanted; where none is named, any at all.
        told: within what time.
        conditions: what else they ask of `story`.
        hints: what could not be understood.
    """

    statuses: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    told: Told = ALWAYS
    conditions: tuple[ColumnElement[bool], ...] = ()
    hints: tuple[str, ...] = ()

    def __or__(self, other: "Asked") -> "Asked":
        """Return what both ask for."""
        names = ("statuses", "sections", "languages", "conditions", "hints")
        both = {name: tuple(dict.fromkeys(getattr(self, name) + getattr(other, name))) for name in names}
        return Asked(**both, told=self.told & other.told)


def resolve(
    filters: Iterable[Filter], publication: Publication, lists: Mapping[str, str], now: dt.datetime
) -> Asked:
    """Return what filters ask for; one that cannot be understood asks for nothing and gives a hint.

    Args:
        filters: what was typed.
        publication: for sections and the time zone.
        lists: what containers are called, by slug.
        now: the time taken as now.
    """
    asked = Asked()
    for one in filters:
        if one.value:
            made = _asked(one, publication, lists, now)
            asked |= _left_out(made) if one.excluded else made
    return asked


def _left_out(asked: Asked) -> Asked:
    """Return what the contrary asks for."""
    kinds = [story.c.status.in_(asked.statuses)] if asked.statuses else []
    kinds += [story.c.section.in_(asked.sections)] if asked.sections else []
    kinds += [spoken(asked.languages)] if asked.languages else []
    told = Told(asked.told.until, asked.told.since)  # of which a filter has one
    conditions = tuple(not_(one) for one in (*kinds, *asked.conditions))
    return Asked(told=told, conditions=conditions, hints=asked.hints)


def _asked(one: Filter, publication: Publication, lists: Mapping[str, str], now: dt.datetime) -> Asked:
    match one.name:
        case "section":
            return _section(one.value, publication)
        case "status":
            found = named(one.value, ((status.value, status.label) for status in Status))
            return Asked(statuses=tuple(found)) if found else _unknown(one, (s.label for s in Status))
        case "lang":
            return _language(one)
        case "before" | "after":
            return _date(one, ZoneInfo(publication.timezone), now)
        case "in":
            found = named(one.value, lists.items())
            return Asked(conditions=(_listed(found, now),)) if found else _unknown(one, lists)
        case _:
            return _unknown(one, LACKS)


def _unknown(one: Filter, known: Iterable[str]) -> Asked:
    return _hint(f"“{one.name}:” takes {', '.join(known)}")


def _hint(said: str) -> Asked:
    return Asked(hints=(said,))


def _section(value: str, publication: Publication) -> Asked:
    found = named(value, ((section.slug, section.name) for section in publication.sections))
    slug = value.replace(" ", "-")
    if found:
        return Asked(sections=tuple(found))
    # A section that the publication no longer has, or calls otherwise now, may still stand in its stories.
    said = _hint(f"There is no section “{value[:40]}”")
    return replace(said, sections=(slug,)) if is_slug(slug) else said


def _language(one: Filter) -> Asked:
    tags = named(one.value, NAMES.items()) or (
        [one.value.replace(" ", "-")] if re.fullmatch(r"[a-z]{2,3}( [a-z0-9]{2,8})*", one.value) else []
    )
    return Asked(languages=tuple(tags)) if tags else _hint("“lang:” takes a language tag such as en or hy")


def spoken(tags: Iterable[str]) -> ColumnElement[bool]:
    """Return the condition that a story's language is one of these tags or begins with one."""
    own = func.lower(story.c.language)
    return or_(*(or_(own == tag.lower(), own.like(f"{tag.lower()}-%")) for tag in tags))


def speaks(language: str, tags: Iterable[str]) -> bool:
    """Return whether a language meets the condition of `spoken`."""
    return any(f"{language}-".lower().startswith(f"{tag}-".lower()) for tag in tags)


def _listed(slugs: list[str], now: dt.datetime) -> ColumnElement[bool]:
    held = select(front_slot.c.story).where(front_slot.c.revision.in_(current(now)))
    return story.c.id.in_(held.where(front_slot.c.container.in_(slugs)))


def since(words: str, zone: ZoneInfo, now: dt.datetime) -> dt.datetime | None:
    """Return the moment that a date, month or year begins with where the publication is."""
    begun = day(words, now.astimezone(zone).date())
    return None if begun is None else dt.datetime.combine(begun, dt.time(), zone)


def _date(one: Filter, zone: ZoneInfo, now: dt.datetime) -> Asked:
    moment = since(one.value, zone, now)
    if moment is None:
        return _hint(f"“{one.name}:” takes a day such as 2026-03-01, a month such as 2026-03, or today")
    return Asked(told=Told(until=moment) if one.name == "before" else Told(since=moment))


def day(words: str, today: dt.date) -> dt.date | None:
    """Return the day that a date, month or year begins with."""
    if words.lower() in NEAR:
        return today - dt.timedelta(days=NEAR[words.lower()])
    found = _DAY.fullmatch(words)
    if found is None:
        return None
    try:
        begun = dt.date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return None
    return begun if 1900 <= begun.year <= 2200 else None  # others have no time in every zone
