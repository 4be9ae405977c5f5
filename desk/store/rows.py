"""What a story list shows: rows in any order, page by page, and how many there are of each kind."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Row, func, select

from desk.domain import Counts, NotFound, Sort, Status, StoryQuery, StoryRow
from desk.store import tables
from desk.store.engine import Clock, Database
from desk.store.filters import NEAR, Asked, Told, resolve, since, speaks
from desk.store.fronts import current, names
from desk.store.heads import settings
from desk.store.order import FACTS, Facts, Order, Scope
from desk.store.query import FIELDS, Query, Term, parse, unread
from desk.store.search import Index
from desk.store.words import fold, order_key

_STORY = tables.story
_SHOWN = [_STORY.c[name] for name in (*StoryRow.__dataclass_fields__, "lead") if name in _STORY.c]


_FEW = 300
"""So many hits are fetched one by one; beyond that a list is walked in its order until the page is full."""


class _Counted(NamedTuple):
    """How many stories are of one kind."""

    status: str
    section: str
    language: str
    byline: str
    number: int


class Rows:
    """The story lists of a desk."""

    def __init__(self, database: Database, index: Index, clock: Clock) -> None:
        self._database = database
        self._index = index
        self._clock = clock

    def page(self, query: StoryQuery) -> list[StoryRow]:
        """See `Store.rows`."""
        with self._database.read() as connection:
            found = self._named(connection, _SHOWN, self._numbers(connection, query))
            return _shown(connection, self._clock(), found)

    def ids(self, query: StoryQuery) -> list[str]:
        """See `Store.story_ids`."""
        with self._database.read() as connection:
            found = self._named(connection, [_STORY.c.id], self._numbers(connection, query))
        return [row.id for row in found]

    def _named(
        self, connection: Connection, columns: Sequence[ColumnElement[Any]], numbers: Sequence[int]
    ) -> list[Row[Any]]:
        """Return columns of stories in the order of their numbers."""
        query = select(_STORY.c.number, *columns).where(self._index.among(numbers))
        found = {row.number: row for row in connection.execute(query)}
        return [found[number] for number in numbers]

    def _numbers(self, connection: Connection, query: StoryQuery) -> list[int]:
        """Return the numbers of the stories of a page, in order."""
        scope = self._scope(connection, query)
        if scope.languages and not scope.tongues:
            return []
        scope, few = self._hit(connection, scope, _terms(query))
        sections = _sections(connection) if query.sort is Sort.SECTION else ()
        order = Order(query, scope, sections)
        if not (few or query.ids):
            return order.page(connection)
        known = connection.execute(select(_STORY.c.number, *FACTS).where(*scope.where)).all()
        return order.few([(number, Facts(*rest)) for number, *rest in known])

    def _scope(self, connection: Connection, query: StoryQuery) -> Scope:
        """Return what is asked for beside words; what is chosen goes before what is typed."""
        asked = self._asked(connection, parse(query.search))
        every = [str(status) for status in Status if status is not Status.WITHDRAWN]
        these = (_STORY.c.id.in_(query.ids),) if query.ids else ()
        languages = (query.language,) if query.language else asked.languages
        known = _distinct(connection, _STORY.c.language) if languages else ()
        return Scope(
            tuple(map(str, query.statuses)) or asked.statuses or tuple(every),
            (query.section,) if query.section else asked.sections,
            languages,
            tuple(one for one in known if speaks(one, languages)),
            asked.told & Told(query.since, query.until),
            (*asked.conditions, *these),
        )

    def _asked(self, connection: Connection, typed: Query) -> Asked:
        if not typed.filters:
            return Asked()
        return resolve(typed.filters, settings(connection), names(connection), self._clock())

    def _hit(self, connection: Connection, scope: Scope, asked: Query) -> tuple[Scope, bool]:
        """Return what a scope has of wanted words, and whether few stories, by number, are left."""
        conditions, few = [], False
        if asked.wanted:
            condition, few = self._index.found(connection, asked, _FEW)
            conditions = [condition]
        elif asked.unwanted:
            conditions = [self._index.without(connection, asked.unwanted)]
        return replace(scope, conditions=(*scope.conditions, *conditions)), few

    def hints(self, search: str) -> tuple[str, ...]:
        """See `Store.hints`."""
        with self._database.read() as connection:
            return (*unread(search), *self._asked(connection, parse(search)).hints)

    def best(self, query: StoryQuery) -> list[StoryRow]:
        """See `Store.search`."""
        asked, limit = _terms(query), query.limit or 20
        if not asked.wanted:
            return []
        most = limit + 10
        with self._database.read() as connection:
            scope = self._scope(connection, query)
            while True:
                ranks = connection.execute(self._index.best(asked, most)).all()
                among = self._index.among([row.number for row in ranks])
                shown = select(_STORY.c.number, *_SHOWN).where(among, *scope.where)
                rows = connection.execute(shown).all()
                if len(rows) >= limit or len(ranks) < most:
                    break
                most *= 8  # so many of the best were filtered out
            rank = {row.number: row.rank for row in ranks}
            # Newest change first, then stably by rank.
            rows = sorted(rows, key=lambda row: (row.updated, row.id), reverse=True)
            return _shown(connection, self._clock(), sorted(rows, key=lambda row: rank[row.number])[:limit])

    def numbered(self, connection: Connection, numbers: Sequence[int], without: str) -> dict[int, StoryRow]:
        """Return rows by their stories' numbers, save one story's and what is withdrawn."""
        shown = select(_STORY.c.number, *_SHOWN).where(
            self._index.among(numbers), _STORY.c.id != without, _STORY.c.status != Status.WITHDRAWN.value
        )
        found = connection.execute(shown).all()
        rows = zip(found, _shown(connection, self._clock(), found), strict=True)
        return {row.number: made for row, made in rows}

    def of(self, ids: Sequence[str]) -> dict[str, StoryRow]:
        """See `Store.rows_of`."""
        with self._database.read() as connection:
            found = connection.execute(select(*_SHOWN).where(_STORY.c.id.in_(ids))).all()
            return {row.id: row for row in _shown(connection, self._clock(), found)}

    def one(self, id_: str) -> StoryRow:
        """See `Store.row`."""
        with self._database.read() as connection:
            rows = connection.execute(select(*_SHOWN).where(_STORY.c.id == id_)).all()
            if not rows:
                raise NotFound(f"There is no story {id_[:80]}")
            return _shown(connection, self._clock(), rows)[0]

    def uses(self, photo: str) -> list[StoryRow]:
        """See `Store.uses`."""
        placed = select(tables.placement.c.story).where(tables.placement.c.photo == photo)
        shown = select(*_SHOWN).where(_STORY.c.id.in_(placed))
        with self._database.read() as connection:
            newest = shown.order_by(_STORY.c.updated.desc(), _STORY.c.id.desc())
            return _shown(connection, self._clock(), connection.execute(newest).all())

    def counts(self, query: StoryQuery, cancelled: Callable[[], bool] | None) -> Counts:
        """See `Store.counts`."""
        with self._database.read(cancelled) as connection:
            scope, asked = self._scope(connection, query), _terms(query)
            hit, _ = self._hit(connection, scope, asked)
            counted = self._counted(connection, hit)
            days = self._since(connection, hit)
            free = tuple(term for term in asked.wanted if term.field != FIELDS["by"])
            authors = counted
            if free != asked.wanted:
                hit, _ = self._hit(connection, scope, replace(asked, wanted=free))
                authors = self._counted(connection, hit)
        return replace(_counts(scope, counted, authors), since=days)

    def _counted(self, connection: Connection, hit: Scope) -> list[_Counted]:
        """Return how many stories there are of each kind, whatever the scope says of the kinds."""
        kinds = [_STORY.c[name] for name in ("status", "section", "language", "byline")]
        query = select(*kinds, func.count()).where(*hit.conditions, *hit.told.apart).group_by(*kinds)
        return [_Counted(*row) for row in connection.execute(query)]

    def _since(self, connection: Connection, hit: Scope) -> dict[str, int]:
        """Return how many stories there are since each day that has a name, whatever times are asked."""
        zone, now = ZoneInfo(settings(connection).timezone), self._clock()
        times = {name: Told(since=since(name, zone, now)) for name in NEAR}
        recent = replace(hit, told=[*times.values()][-1])
        query = select(*(func.count().filter(*told.here) for told in times.values())).where(*recent.apart)
        return dict(zip(times, connection.execute(query).one(), strict=True))


def _terms(query: StoryQuery) -> Query:
    """Return the words that a query asks for, the author's among them."""
    asked = parse(query.search)
    author = tuple(fold(query.author))
    return replace(asked, wanted=(*asked.wanted, Term(author, field=FIELDS["by"]))) if author else asked


def _sections(connection: Connection) -> list[str]:
    """Return the sections that stories have, by name."""
    found = _distinct(connection, _STORY.c.section)
    named = settings(connection).section_name
    return sorted(found, key=lambda slug: (order_key(named(slug)), slug))


def _distinct(connection: Connection, column: ColumnElement[str]) -> list[str]:
    """Return what stories have in an indexed column; one look into the index finds each."""
    found = select(func.min(column).label("value")).cte(recursive=True)
    following = select(func.min(column)).where(column > found.c.value).scalar_subquery()
    found = found.union_all(select(following).where(found.c.value.is_not(None)))
    return [*connection.execute(select(found.c.value).where(found.c.value.is_not(None))).scalars()]


def _counts(scope: Scope, counted: Iterable[_Counted], authors: Iterable[_Counted]) -> Counts:
    made = Counts(dict.fromkeys(Status, 0))
    for one in counted:
        status, section, language = _fits(scope, one)
        if section and language:
            made.statuses[Status(one.status)] += one.number
        if status and language:
            made.sections[one.section] = made.sections.get(one.section, 0) + one.number
        if status and section:
            made.languages[one.language] = made.languages.get(one.language, 0) + one.number
    for one in authors:
        if all(_fits(scope, one)):
            for name in filter(None, one.byline.split(", ")):
                made.authors[name] = made.authors.get(name, 0) + one.number
    return made


def _fits(scope: Scope, one: _Counted) -> tuple[bool, bool, bool]:
    return (
        one.status in scope.statuses,
        not scope.sections or one.section in scope.sections,
        not scope.languages or speaks(one.language, scope.languages),
    )


def _shown(connection: Connection, now: datetime, rows: Sequence[Row[Any]]) -> list[StoryRow]:
    held = _held(connection, now) if rows else {}
    return [
        StoryRow(
            id=row.id,
            slug=row.slug,
            headline=row.headline,
            status=Status(row.status),
            section=row.section,
            language=row.language,
            byline=row.byline,
            photo=row.lead,
            updated=row.updated,
            publish_at=row.publish_at,
            published=row.published,
            lists=tuple(held.get(row.id, ())),
            words=row.words or 0,
        )
        for row in rows
    ]


def _held(connection: Connection, now: datetime) -> dict[str, list[tuple[str, int]]]:
    """Return where live fronts hold stories; they are short, so that one query serves any page."""
    slot = tables.front_slot
    query = (
        select(slot.c.story, slot.c.container, slot.c.position)
        .where(slot.c.revision.in_(current(now)))
        .order_by(slot.c.container, slot.c.position)
    )
    held: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for story, container, position in connection.execute(query):
        held[story].append((container, position + 1))
    return held
