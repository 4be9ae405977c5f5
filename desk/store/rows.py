"""What a story list shows: rows, newest change first, page by page, and how many there are."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, literal, select, tuple_, union_all

from desk.domain import NotFound, Status, StoryQuery, StoryRow
from desk.store import tables
from desk.store.engine import Clock, Database
from desk.store.filters import Asked, resolve
from desk.store.heads import settings
from desk.store.query import Query, parse
from desk.store.search import Index

_STORY = tables.story
_SHOWN = [_STORY.c[name] for name in (*StoryRow.__dataclass_fields__, "lead") if name in _STORY.c]


_FEW = 1_500
"""So many hits are fetched one by one; beyond that a list is walked in its order until the page is full."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a list query asks of `story`.

    Attributes:
        few: the conditions name few stories by their numbers.
    """

    statuses: list[str]
    conditions: list[ColumnElement[bool]]
    few: bool


class Rows:
    """The story lists of a desk."""

    def __init__(self, database: Database, index: Index, clock: Clock) -> None:
        self._database = database
        self._index = index
        self._clock = clock

    def page(self, query: StoryQuery) -> list[StoryRow]:
        """See `Store.rows`."""
        with self._database.read() as connection:
            answer = self._answer(connection, query, parse(query.search))
            conditions = answer.conditions
            if query.after is not None:
                conditions.append(tuple_(_STORY.c.updated, _STORY.c.id) < tuple_(*_literal(query.after)))
            if answer.few or not query.limit:
                shown = select(*_SHOWN).where(_STORY.c.status.in_(answer.statuses), *conditions)
                wanted = _newest(shown, query.limit)
            else:
                wanted = _merged(answer.statuses, conditions, query.limit)
            return _shown(connection, connection.execute(wanted).all())

    def _answer(self, connection: Connection, query: StoryQuery, asked: Query) -> _Answer:
        facts = self._facts(connection, asked)
        conditions = [*facts.conditions]
        if query.section:
            conditions.append(_STORY.c.section == query.section)
        few = False
        if asked.wanted:
            numbers = connection.execute(self._index.hits(asked).limit(_FEW + 1)).scalars().all()
            few = len(numbers) <= _FEW
            conditions.append(self._index.among(numbers) if few else self._index.condition(asked))
        elif asked.unwanted:
            conditions.append(self._index.condition(asked))
        every = [status for status in Status if status is not Status.WITHDRAWN]
        statuses = query.statuses or facts.statuses or every
        return _Answer([str(status) for status in dict.fromkeys(statuses)], conditions, few)

    def _facts(self, connection: Connection, asked: Query) -> Asked:
        if not asked.filters:
            return Asked()
        return resolve(asked.filters, settings(connection), self._clock())

    def hints(self, search: str) -> tuple[str, ...]:
        """See `Store.hints`."""
        with self._database.read() as connection:
            return self._facts(connection, parse(search)).hints

    def best(self, query: StoryQuery) -> list[StoryRow]:
        """See `Store.search`."""
        asked, limit = parse(query.search), query.limit or 20
        if not asked.wanted:
            return []
        most = limit + 10
        with self._database.read() as connection:
            rest = replace(asked, wanted=(), unwanted=())
            answer = self._answer(connection, query, rest)
            while True:
                ranks = connection.execute(self._index.best(asked, most)).all()
                among = self._index.among([row.number for row in ranks])
                shown = select(_STORY.c.number, *_SHOWN).where(
                    among, _STORY.c.status.in_(answer.statuses), *answer.conditions
                )
                rows = connection.execute(shown).all()
                if len(rows) >= limit or len(ranks) < most:
                    break
                most *= 8  # so many of the best were filtered out
            rank = {row.number: row.rank for row in ranks}
            # Newest change first, then stably by rank.
            rows = sorted(rows, key=lambda row: (row.updated, row.id), reverse=True)
            return _shown(connection, sorted(rows, key=lambda row: rank[row.number])[:limit])

    def numbered(self, connection: Connection, numbers: Sequence[int], without: str) -> dict[int, StoryRow]:
        """Return rows by their stories' numbers, save one story's and what is withdrawn."""
        shown = select(_STORY.c.number, *_SHOWN).where(
            self._index.among(numbers), _STORY.c.id != without, _STORY.c.status != Status.WITHDRAWN.value
        )
        found = connection.execute(shown).all()
        rows = zip(found, _shown(connection, found), strict=True)
        return {row.number: made for row, made in rows}

    def one(self, id_: str) -> StoryRow:
        """See `Store.row`."""
        with self._database.read() as connection:
            rows = connection.execute(select(*_SHOWN).where(_STORY.c.id == id_)).all()
            if not rows:
                raise NotFound(f"There is no story {id_[:80]}")
            return _shown(connection, rows)[0]

    def uses(self, photo: str) -> list[StoryRow]:
        """See `Store.uses`."""
        placed = select(tables.placement.c.story).where(tables.placement.c.photo == photo)
        with self._database.read() as connection:
            wanted = _newest(select(*_SHOWN).where(_STORY.c.id.in_(placed)), 0)
            return _shown(connection, connection.execute(wanted).all())

    def counts(self, query: StoryQuery) -> dict[Status, int]:
        """See `Store.counts`."""
        with self._database.read() as connection:
            answer = self._answer(connection, query, parse(query.search))
            counted = select(_STORY.c.status, func.count()).where(*answer.conditions)
            rows = connection.execute(counted.group_by(_STORY.c.status))
            found = {Status(status): number for status, number in rows}
        return {status: found.get(status, 0) for status in Status}


def _literal(after: tuple[Any, str]) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    return literal(after[0], tables.Instant()), literal(after[1])


def _newest(wanted: Select[*tuple[Any, ...]], limit: int) -> Select[Any]:
    wanted = wanted.order_by(_STORY.c.updated.desc(), _STORY.c.id.desc())
    return wanted.limit(limit) if limit else wanted


def _merged(
    statuses: Sequence[str], conditions: list[ColumnElement[bool]], limit: int
) -> Select[*tuple[Any, ...]]:
    """Return a page as the newest of the newest of each status: each part reads `limit` rows off an index."""
    parts = [
        _newest(select(*_SHOWN).where(_STORY.c.status == status, *conditions), limit) for status in statuses
    ]
    if len(parts) == 1:
        return parts[0]
    joined = union_all(*(select(part.subquery()) for part in parts)).subquery()
    return select(joined).order_by(joined.c.updated.desc(), joined.c.id.desc()).limit(limit)


def _shown(connection: Connection, rows: Sequence[Row[Any]]) -> list[StoryRow]:
    held = _held(connection) if rows else {}
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
        )
        for row in rows
    ]


def _held(connection: Connection) -> dict[str, list[tuple[str, int]]]:
    """Return where the named lists hold stories; they are short, so that one query serves any page."""
    slot, listed = tables.slot, tables.curated_list
    query = (
        select(slot.c.story, listed.c.slug, slot.c.position)
        .join(listed, listed.c.id == slot.c.list)
        .where(listed.c.owner.is_(None))
        .order_by(listed.c.slug, slot.c.position)
    )
    held: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for story, slug, position in connection.execute(query):
        held[story].append((slug, position + 1))
    return held
