"""What a photo list shows: photos in any order, those that a typed search finds, what may be typed."""

from collections.abc import Iterator, Sequence
from contextlib import suppress

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, not_, or_, select

from desk.domain import Completion, Conflict, Photo, PhotoIds, PhotoQuery, PhotoRow, PhotoSort, Unwritable
from desk.store import photo_filters, photo_words, query
from desk.store.engine import Clock, Database
from desk.store.heads import settings
from desk.store.photo_filters import FORMATS, PHOTOS, holds
from desk.store.query import Piece, Query, offers, parse
from desk.store.tables import photo, placement
from desk.store.tables import photo_search as known
from desk.store.words import fold, folded

_AT_ONCE = 500  # ids in one query: every engine takes that many
_LOOKED_AT = 400  # photos whose words are offered
_AT_ASKING = 100  # photos whose words are seen to before a search

_TAKES: dict[str, Sequence[str]] = {
    "no": photo_words.LACKS,
    "has": photo_words.LACKS,
    "is": photo_filters.STATES,
    "format": FORMATS,
    "expires": ("<7d", "<30d", "<3m"),
    **dict.fromkeys(("taken", "before", "after"), ("today", "yesterday", "week", "month")),
}
"""What filters take that a person can choose from."""

_KEYS: dict[PhotoSort, ColumnElement[str]] = {
    PhotoSort.TAKEN: func.coalesce(known.c.taken, ""),
    PhotoSort.NAME: func.coalesce(known.c.name, ""),
}


class Library:
    """The photo lists of a desk."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    # Lists

    def ids(self, asked: PhotoQuery) -> PhotoIds:
        """See `Store.photo_ids`."""
        self._catch_up(asked)
        with self._database.read() as connection:
            conditions, hints = self._conditions(connection, parse(asked.search, PHOTOS))
            found = select(photo.c.id).outerjoin(known, known.c.photo == photo.c.id).where(*conditions)
            found = _ordered(found, asked)
            if asked.after:
                found = found.where(_behind(connection, asked))
            if asked.limit:
                found = found.limit(asked.limit)
            return PhotoIds([row.id for row in connection.execute(found)], hints)

    def rows(self, ids: Sequence[str]) -> list[PhotoRow]:
        """See `Store.photo_rows`."""
        found: dict[str, PhotoRow] = {}
        with self._database.read() as connection:
            for start in range(0, len(ids), _AT_ONCE):
                some = ids[start : start + _AT_ONCE]
                stories = func.count(placement.c.story.distinct())
                counted = select(placement.c.photo, stories).where(placement.c.photo.in_(some))
                used = {row[0]: row[1] for row in connection.execute(counted.group_by(placement.c.photo))}
                for row in connection.execute(select(photo).where(photo.c.id.in_(some))):
                    one = photo_words.read(row)
                    if one is not None:
                        found[one.id] = PhotoRow(one, used.get(one.id, 0))
        return [found[id_] for id_ in ids if id_ in found]

    def _conditions(
        self, connection: Connection, asked: Query
    ) -> tuple[list[ColumnElement[bool]], tuple[str, ...]]:
        made = photo_filters.Asked()
        if asked.filters:
            made = photo_filters.resolve(asked.filters, settings(connection), self._clock())
        wanted = [holds(known.c[term.field or "words"], term) for term in asked.wanted]
        unwanted = [not_(holds(known.c[term.field or "words"], term)) for term in asked.unwanted]
        return [*wanted, *unwanted, *made.conditions], made.hints

    def _catch_up(self, asked: PhotoQuery) -> None:
        """See to a few photos of an older desk; where another program is writing, the next search does."""
        if asked.search or asked.sort is not PhotoSort.ADDED:
            with self._database.read() as connection:
                waits = photo_words.waiting(connection)
            if waits:
                with suppress(Unwritable, Conflict), self._database.write(patient=False) as connection:
                    photo_words.fill(connection, _AT_ASKING)

    # What may be typed

    def completions(self, typed: str, cursor: int) -> list[Completion]:
        """See `Store.photo_completions`."""
        return offers(typed, cursor, PHOTOS, self._values)

    def _values(self, piece: Piece) -> Iterator[tuple[str, str]]:
        """Yield what a filter can take, each with how it is shown."""
        begun = folded(piece.value)
        if piece.name in PHOTOS.fields:
            yield from ((value, value) for value in self._used(PHOTOS.fields[piece.name], begun))
        for value in _TAKES.get(piece.name, ()):
            if folded(value).startswith(begun):
                yield value, value

    def _used(self, field: str, begun: str) -> list[str]:
        """Return what the newest photos have in a field, where a word of it starts so."""
        newest = select(photo).outerjoin(known, known.c.photo == photo.c.id).order_by(photo.c.id.desc())
        if begun:
            newest = newest.where(holds(known.c[field], query.Term(tuple(begun.split()), prefix=True)))
        found: dict[str, str] = {}
        with self._database.read() as connection:
            for row in connection.execute(newest.limit(_LOOKED_AT)):
                one = photo_words.read(row)
                for value in _said(one, field) if one else ():
                    if value and any(word.startswith(begun) for word in (folded(value), *fold(value))):
                        found.setdefault(folded(value), value)
        return sorted(found.values(), key=folded)


def _said(one: Photo, field: str) -> tuple[str, ...]:
    """Return what a photo has in a field that a filter looks into."""
    match field:
        case "creator":
            return (one.creator,)
        case "credit":
            return one.credit, one.source
        case "place":
            return one.place, one.city, one.state, one.country
        case _:
            return one.keywords


def _ordered(found: Select[tuple[str]], asked: PhotoQuery) -> Select[tuple[str]]:
    way = [photo.c.id.desc() if asked.descending else photo.c.id]
    if asked.sort is not PhotoSort.ADDED:
        key = _KEYS[asked.sort]
        way = [case((key == "", 1), else_=0), key.desc() if asked.descending else key, *way]
    return found.order_by(*way)


def _behind(connection: Connection, asked: PhotoQuery) -> ColumnElement[bool]:
    """Return the condition that a photo stands behind the last of the page before."""
    last = photo.c.id < asked.after if asked.descending else photo.c.id > asked.after
    if asked.sort is PhotoSort.ADDED:
        return last
    key = _KEYS[asked.sort]
    own = select(key).select_from(known).where(known.c.photo == asked.after)
    value = connection.execute(own).scalar() or ""
    if not value:
        return and_(key == "", last)
    further = key < value if asked.descending else key > value
    return or_(key == "", and_(further, key != ""), and_(key == value, last))
