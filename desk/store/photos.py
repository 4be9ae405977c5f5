"""Photos: their originals in `media/`, their words as revisions."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select, update

from desk.domain import BadInput, NotFound, Photo, Who
from desk.store import heads, indexing, photo_words, tables
from desk.store.engine import Clock, Database
from desk.store.heads import PHOTO, STORY, Saving
from desk.store.search import Index

_FIXED = ("hash", "format", "width", "height", "size")
_AT_ONCE = 500


class Photos:
    """The photos of a desk."""

    def __init__(self, database: Database, index: Index, clock: Clock) -> None:
        self._database = database
        self._index = index
        self._clock = clock

    def one(self, id_: str) -> Photo:
        """See `Store.photo`."""
        with self._database.read() as connection:
            row = connection.execute(select(tables.photo).where(tables.photo.c.id == id_)).first()
        if row is None:
            raise NotFound(f"There is no photo {id_[:80]}")
        return _photo(row)

    def by_hash(self, hash_: str) -> Photo | None:
        """See `Store.photo_by_hash`."""
        with self._database.read() as connection:
            row = connection.execute(select(tables.photo).where(tables.photo.c.hash == hash_)).first()
        return _photo(row) if row else None

    def many(self, ids: Iterable[str] | None) -> list[Photo]:
        """See `Store.photos`."""
        photo = tables.photo
        with self._database.read() as connection:
            if ids is None:
                return [_photo(row) for row in connection.execute(select(photo).order_by(photo.c.id.desc()))]
            wanted = list(ids)
            found = {
                row.id: _photo(row)
                for start in range(0, len(wanted), _AT_ONCE)
                for row in connection.execute(
                    select(photo).where(photo.c.id.in_(wanted[start : start + _AT_ONCE]))
                )
            }
        missing = next((id_ for id_ in wanted if id_ not in found), None)
        if missing is not None:
            raise NotFound(f"There is no photo {missing[:80]}")
        return [found[id_] for id_ in wanted]

    def looks(self) -> dict[str, str | None]:
        """See `Store.looks`."""
        photo = tables.photo
        with self._database.read() as connection:
            rows = connection.execute(select(photo.c.id, photo.c.look).order_by(photo.c.id))
            return {row.id: row.look for row in rows}

    def looked(self, id_: str, look: str) -> None:
        """See `Store.looked`."""
        photo = tables.photo
        with self._database.write() as connection:
            connection.execute(update(photo).where(photo.c.id == id_).values(look=look))

    def save(self, photo: Photo, who: Who, reason: str) -> Photo:
        """See `Store.save_photo`."""
        with self._database.write() as connection:
            head = heads.find(connection, PHOTO, photo.id)
            heads.check(head, photo)
            now = self._clock()
            before = head.thing if head else None
            photo = replace(photo, created=before.created if before else photo.created or now)
            same = before is None or all(getattr(before, name) == getattr(photo, name) for name in _FIXED)
            if not same and reason != "replace":
                raise BadInput("A photo's original cannot change", todo="Add the other file as a new photo")
            said = before is not None and (before.caption, before.alt) != (photo.caption, photo.alt)
            while said and indexing.fill(connection, self._index, _AT_ONCE, changed=True):
                pass  # what the index has of stories is known by the words that photos have till now
            saved = heads.write(
                connection, PHOTO, photo, head, Saving(who, reason, now), lambda one: {"hash": one.hash}
            ).thing
            if saved is not before:
                photo_words.put(connection, [saved])
            if before is not None and said:
                self._index_uses(connection, before, saved)
        return saved

    def _index_uses(self, connection: Connection, before: Photo, now: Photo) -> None:
        table, entry = tables.story, tables.search_entry
        placed = select(tables.placement.c.story).where(tables.placement.c.photo == now.id)
        indexed = select(table).join(entry, entry.c.number == table.c.number).where(table.c.id.in_(placed))
        for row in connection.execute(indexed).all():
            story = STORY.read(row.content, row.revision, row.updated)
            photos = indexing.placed(connection, [story])
            was = indexing.Stand(story, {**photos, now.id: before})
            if not indexing.swap(connection, self._index, row.number, was, indexing.Stand(story, photos)):
                break


def _photo(row: Any) -> Photo:  # noqa: ANN401
    return PHOTO.read(row.content, row.revision, row.updated)
