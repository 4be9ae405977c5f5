"""What a story list shows: rows, newest change first, page by page, and how many there are."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, literal, select, tuple_, union_all

from desk.domain import NotFound, Status, StoryQuery, StoryRow
from desk.store import tables
from desk.store.engine import Database
from desk.store.search import Index
from desk.store.words import Terms, parse

_STORY = tables.story
_SHOWN = [_STORY.c[name] for name in (*StoryRow.__dataclass_fields__, "lead") if name in _STORY.c]


class Rows:
    """The story lists of a desk."""

    def __init__(self, database: Database, index: Index) -> None:
        self._database = database
        self._index = index

    def page(self, query: StoryQuery) -> list[StoryRow]:
        """See `Store.rows`."""
        statuses, terms = _statuses(query), parse(query.search)
        conditions = self._conditions(query, terms)
        if query.after is not None:
            conditions.append(tuple_(_STORY.c.updated, _STORY.c.id) < tuple_(*_literal(query.after)))
        if terms or not query.limit:
            wanted = _newest(select(*_SHOWN).where(_STORY.c.status.in_(statuses), *conditions), query.limit)
        else:
            wanted = _merged(statuses, conditions, query.limit)
        with self._database.read() as connection:
            return _shown(connection, connection.execute(wanted).all())

    def _conditions(self, query: StoryQuery, terms: Terms) -> list[ColumnElement[bool]]:
        conditions = [self._index.condition(terms)] if terms else []
        if query.section:
            conditions.append(_STORY.c.section == query.section)
        return conditions

    def best(self, query: StoryQuery) -> list[StoryRow]:
        """See `Store.search`."""
        terms, limit = parse(query.search), query.limit or 20
        if not terms.wanted:
            return []
        best = self._index.best(terms, limit * 10).subquery()
        found = select(*_SHOWN).join(best, best.c.number == _STORY.c.number)
        found = found.where(_STORY.c.status.in_(_statuses(query)), *self._conditions(query, _unwanted(terms)))
        found = found.order_by(best.c.rank, _STORY.c.updated.desc(), _STORY.c.id.desc()).limit(limit)
        with self._database.read() as connection:
            return _shown(connection, connection.execute(found).all())

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
        conditions = self._conditions(query, parse(query.search))
        counted = select(_STORY.c.status, func.count()).where(*conditions).group_by(_STORY.c.status)
        with self._database.read() as connection:
            found = {Status(status): number for status, number in connection.execute(counted)}
        return {status: found.get(status, 0) for status in Status}


def _statuses(query: StoryQuery) -> list[str]:
    every = [status for status in Status if status is not Status.WITHDRAWN]
    return [str(status) for status in dict.fromkeys(query.statuses or every)]


def _unwanted(terms: Terms) -> Terms:
    return Terms((), terms.unwanted)


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
