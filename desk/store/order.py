"""In which order a list shows its stories, and how a page of it is read off an index.

A list is a row of groups: the statuses, the sections, or the stories that have a headline and those that have
none. Within a group stories stand by one column and then by id.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, func, literal, select, tuple_, union_all

from desk.domain import Sort, Status, StoryQuery, StoryRow
from desk.store.filters import ALWAYS, Told
from desk.store.tables import story
from desk.store.words import order_key


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides where a story stands; as columns of `story` see `FACTS`."""

    id: str
    status: str
    section: str
    updated: dt.datetime
    published: dt.datetime | None
    headline_key: str
    byline_key: str
    words: int | None


FACTS = [story.c[name] for name in Facts.__dataclass_fields__]

_COLUMNS: dict[Sort, Column[Any]] = {
    Sort.PUBLISHED: story.c.published,
    Sort.HEADLINE: story.c.headline_key,
    Sort.AUTHOR: story.c.byline_key,
    Sort.WORDS: story.c.words,
}


def facts(row: StoryRow) -> Facts:
    """Return the facts of a row that a list shows."""
    keys = order_key(row.headline), order_key(row.byline)
    return Facts(row.id, row.status.value, row.section, row.updated, row.published, *keys, row.words)


@dataclass(frozen=True, slots=True)
class Scope:
    """The stories of some statuses, sections, languages and times (none named: of any) under conditions.

    `tongues` are the languages of stories that are meant by `languages`: a walk through a list tells these
    from others in half the time.
    """

    statuses: tuple[str, ...]
    sections: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    tongues: tuple[str, ...] = ()
    told: Told = ALWAYS
    conditions: tuple[ColumnElement[bool], ...] = ()

    @property
    def where(self) -> list[ColumnElement[bool]]:
        """Return all of it as conditions on `story`, by none of which SQLite looks stories up.

        It would take what is in one status to be few, fetch them all and sort them.
        """
        return [*self._kinds(story.c.status.concat(""), story.c.section.concat("")), *self.told.here]

    @property
    def apart(self) -> list[ColumnElement[bool]]:
        """Return the same for an index that does not hold both times."""
        kinds = self._kinds(story.c.status.concat(""), story.c.section.concat(""))
        return [*kinds, *self.told.apart]

    @property
    def key(self) -> list[ColumnElement[bool]]:
        """Return all of it as conditions on `story`, status and section as an index has them."""
        return [*self._kinds(story.c.status, story.c.section), *self.told.here]

    def _kinds(self, status: ColumnElement[str], section: ColumnElement[str]) -> list[ColumnElement[bool]]:
        # First what most stories of a list do not meet. No language is looked up by its own index.
        named = [story.c.language.concat("").in_(self.tongues)] if self.languages else []
        named += [status.in_(self.statuses)]
        named += [section.in_(self.sections)] if self.sections else []
        return [*named, *self.conditions]

    @property
    def parts(self) -> "Iterator[Scope]":
        """Yield the scopes of one status and one section each."""
        for status, section in product(self.statuses, self.sections or ("",)):
            yield replace(self, statuses=(status,), sections=(section,) if self.sections else ())


@dataclass(frozen=True, slots=True)
class Group:
    """Stories that stand together in a list, by `key` and then by id.

    Attributes:
        name: what `_name` calls it.
        parts: the group is all of these; each is read off an index in order, and then they are merged.
        indexed: each part is one status, or one of one section, which that index begins with.
    """

    name: object
    parts: tuple[Scope, ...]
    key: Column[Any]
    descending: bool = True
    indexed: bool = True

    def place(self, known: Facts) -> tuple[Any, str]:
        """Return where a story of this group stands in it."""
        return getattr(known, self.key.name), known.id

    def numbers(self, limit: int, after: Facts | None) -> Select[*tuple[Any, ...]]:
        """Return the numbers of the group's first stories, or of the first that stand behind another."""
        parts = [self._ordered(self._part(one, after), limit) for one in self.parts]
        if len(parts) == 1:
            return parts[0]
        joined = union_all(*(select(part.subquery()) for part in parts)).subquery()
        return self._sorted(select(joined), joined.c.key, joined.c.id, limit)

    def _part(self, part: Scope, after: Facts | None) -> Select[*tuple[Any, ...]]:
        where = part.key if self.indexed else part.apart
        query = select(story.c.number, self.key.label("key"), story.c.id).where(*where)
        if after is None:
            return query
        own = tuple_(self.key, story.c.id)
        value, id_ = self.place(after)
        other = tuple_(literal(value, self.key.type), literal(id_))
        return query.where(own < other if self.descending else own > other)

    def _ordered(self, query: Select[*tuple[Any, ...]], limit: int) -> Select[*tuple[Any, ...]]:
        return self._sorted(query, self.key, story.c.id, limit)

    def _sorted(
        self, query: Select[*tuple[Any, ...]], key: ColumnElement[Any], id_: ColumnElement[Any], limit: int
    ) -> Select[*tuple[Any, ...]]:
        query = query.order_by(*((one.desc() if self.descending else one) for one in (key, id_)))
        return query.limit(limit) if limit else query

    def few(self, known: Iterable[tuple[int, Facts]], after: Facts | None) -> list[int]:
        """Return the numbers of the same stories among few whose facts are known."""
        placed = sorted(((self.place(one), number) for number, one in known), reverse=self.descending)
        if after is None:
            return [number for _, number in placed]
        here = self.place(after)
        return [number for own, number in placed if (own < here if self.descending else own > here)]


def _told_apart(column: Column[Any]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return the conditions on stories that have something in a column, and on those that have nothing."""
    if column is story.c.published:
        return column.is_not(None), column.is_(None)
    if column is story.c.words:
        return column > 0, func.coalesce(column, 0) == 0
    return column > "", column == ""


def _when(scope: Scope, condition: ColumnElement[bool], time: Column[Any], dated: bool) -> Scope:
    """Return a scope under one more condition; where `dated`, the time told is the one it is sorted by."""
    told = scope.told.of(time) if dated else []
    return replace(
        scope,
        told=ALWAYS if dated else scope.told,
        conditions=(*scope.conditions, condition, *told),
    )


class Order:
    """The order of one query.

    Args:
        query: how it is sorted, and behind what the page begins.
        scope: the stories of the list.
        sections: the sections that stories have, in order.
    """

    def __init__(self, query: StoryQuery, scope: Scope, sections: Sequence[str]) -> None:
        self._sort = query.sort
        self._after = facts(query.after) if query.after else None
        self._limit = query.limit
        groups = [*self._groups(query, scope, sections)]
        if self._after:
            begin = self._name(self._after)
            names = [group.name for group in groups]
            groups = groups[names.index(begin) :] if begin in names else []
        self._shown = groups

    def _groups(self, query: StoryQuery, scope: Scope, sections: Sequence[str]) -> Iterator[Group]:
        turned = -1 if query.descending else 1
        match query.sort:
            case Sort.CHANGED:
                yield Group("", tuple(scope.parts), story.c.updated, query.descending)
            case Sort.STATUS:
                for status in [str(status) for status in Status if status in scope.statuses][::turned]:
                    yield Group(status, tuple(replace(scope, statuses=(status,)).parts), story.c.updated)
            case Sort.SECTION:
                named = [one for one in sections if one and (not scope.sections or one in scope.sections)]
                for section in (*named[::turned], *([""] if not scope.sections else [])):
                    yield Group(section, tuple(replace(scope, sections=(section,)).parts), story.c.updated)
            case _:
                column = _COLUMNS[query.sort]
                dated = query.sort is Sort.PUBLISHED
                has, lacks = _told_apart(column)
                last = story.c.updated if dated else story.c.id
                with_it, without = (_when(scope, has, column, dated),), (_when(scope, lacks, last, dated),)
                yield Group(False, with_it, column, query.descending, indexed=False)
                yield Group(True, without, last, indexed=False)

    def _name(self, known: Facts) -> object:
        match self._sort:
            case Sort.CHANGED:
                return ""
            case Sort.STATUS:
                return known.status
            case Sort.SECTION:
                return known.section
            case _:
                return getattr(known, _COLUMNS[self._sort].name) in (None, "", 0)

    def page(self, connection: Connection) -> list[int]:
        """Return the numbers of the stories of a page, read off an index."""
        found: list[int] = []
        after = self._after
        for group in self._shown:
            left = self._limit - len(found)
            if self._limit and not left:
                break
            found += connection.execute(group.numbers(left if self._limit else 0, after)).scalars()
            after = None
        return found

    def few(self, known: Sequence[tuple[int, Facts]]) -> list[int]:
        """Return the numbers of the stories of a page among few, whose facts are known."""
        found: list[int] = []
        after = self._after
        for group in self._shown:
            found += group.few(((n, one) for n, one in known if self._name(one) == group.name), after)
            after = None
        return found[: self._limit] if self._limit else found
