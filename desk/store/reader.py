"""A desk that is read and not opened: by sqlite3 alone, which is there at once, as it stands at one instant.

It knows the tables of this version and writes nothing. Whatever it is not sure of is for the store.
"""

import datetime as dt
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Self, TypeVar

from desk.domain import (
    CuratedList,
    Front,
    NotFound,
    Photo,
    Publication,
    Reading,
    Story,
    StoryQuery,
    new_id,
    related_slug,
)
from desk.store import place
from desk.store.codec import decode, instant
from desk.store.rebuilding import rebuilt
from desk.store.trail import Trail, since
from desk.store.version import HEAD

T = TypeVar("T", Story, Photo, CuratedList)

_PATIENCE = 5  # seconds to wait for another program
_LIVE = """SELECT live.revision FROM front JOIN front_version AS live ON live.id = (
        SELECT one.id FROM front_version AS one
        WHERE one.front = front.id AND one.cancelled IS NULL AND one.at <= :now
        ORDER BY one.at DESC, one.id DESC LIMIT 1)
    ORDER BY live.front"""
_CHAIN = """WITH RECURSIVE chain(id, parent, hash, prefix, suffix, content, at) AS (
        SELECT id, parent, hash, prefix, suffix, content, at FROM revision WHERE id = :one
        UNION ALL
        SELECT base.id, base.parent, base.hash, base.prefix, base.suffix, base.content, base.at
        FROM revision AS base JOIN chain ON base.id = chain.parent WHERE chain.prefix IS NOT NULL)
    SELECT * FROM chain"""


class _Link(NamedTuple):
    id: str
    parent: str | None
    hash: str
    prefix: int | None
    suffix: int | None
    content: bytes
    at: str


class Unread(LookupError):  # noqa: N818  (nothing is wrong; the store can tell)
    """Only the store can tell what was asked."""


class Reader:
    """A desk folder; use as a context manager.

    What it is asked for is as the store's methods of the same names give it.
    """

    def __init__(self, folder: Path) -> None:
        """Look into it.

        Raises:
            BadInput: it lies on a network drive.
            Unread: only the store can tell what it is.
        """
        self.folder = folder.absolute()
        file = self.folder / "desk.sqlite"
        if not file.is_file() or place.restoring(self.folder).exists():
            raise Unread(file)
        place.check(self.folder)
        try:
            self._file = sqlite3.connect(
                f"{file.as_uri()}?mode=rw", uri=True, timeout=_PATIENCE, isolation_level=None
            )
        except sqlite3.Error as error:
            raise Unread(file) from error
        try:
            for words in ("PRAGMA query_only=ON", "PRAGMA trusted_schema=OFF", "BEGIN"):
                self._file.execute(words)
            version = self._ask("SELECT version_num FROM alembic_version")
        except sqlite3.Error as error:
            self._file.close()
            raise Unread(file) from error
        if version != [(HEAD,)]:
            self._file.close()
            raise Unread(file)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the file."""
        self._file.close()

    def _ask(self, query: str, values: Mapping[str, object] | Sequence[object] = ()) -> list[Any]:
        return self._file.execute(query, values).fetchall()

    def trail_since(self, before: Sequence[object]) -> tuple[Trail, frozenset[tuple[str, str]]] | None:
        """See `Store`."""
        return since(self._ask, before)

    def publication(self) -> Publication:
        """See `Store`."""
        rows = self._ask("SELECT content, revision FROM publication ORDER BY id")
        if not rows:
            raise Unread("publication")
        return decode(Publication, rows[0][0], revision=rows[0][1])

    def stories(self, ids: Sequence[str]) -> list[Story]:
        """See `Store`."""
        found = {one.id: one for one in self._things(Story, "story", "id", ids)}
        return [found[key] for key in ids]

    def photo(self, key: str) -> Photo:
        """See `Store`."""
        found = self._things(Photo, "photo", "id", [key])
        if not found:
            raise NotFound(f"There is no photo {key[:80]}")
        return found[0]

    def media_path(self, photo: Photo) -> Path:
        """Raise Unread: whoever wants originals opens the desk."""
        raise Unread(photo.id)

    def story_ids(self, query: StoryQuery) -> Sequence[str]:
        """Raise Unread, as does what must be searched for."""
        raise Unread(query.search)

    def curated(self, slug: str) -> CuratedList:
        """See `Store`; of related links alone."""
        found = self._things(CuratedList, "curated_list", "slug", [slug])
        if not found and not slug.startswith(related_slug("")):
            raise NotFound(f"There is no list “{slug[:80]}”")
        return found[0] if found else CuratedList(id=new_id(), slug=slug, name="Related")

    def _things(self, kind: type[T], table: str, column: str, keys: Sequence[str]) -> list[T]:
        marks = ", ".join("?" * len(keys))
        query = f"SELECT content, revision, updated FROM {table} WHERE {column} IN ({marks})"  # noqa: S608  (ours)
        return [
            decode(kind, content, revision=revision, updated=dt.datetime.fromisoformat(updated))
            for content, revision, updated in self._ask(query, keys)
        ]

    def live_fronts(self, at: dt.datetime) -> list[Front]:
        """See `Store`."""
        return [self._front(revision) for (revision,) in self._ask(_LIVE, {"now": instant(at)})]

    def next_live(self, at: dt.datetime) -> dt.datetime | None:
        """See `Store`."""
        query = "SELECT min(at) FROM front_version WHERE cancelled IS NULL AND at > :now"
        (coming,) = self._ask(query, {"now": instant(at)})[0]
        return dt.datetime.fromisoformat(coming) if coming else None

    def _front(self, revision: str) -> Front:
        links = {row[0]: _Link(*row) for row in self._ask(_CHAIN, {"one": revision})}
        line = [links[revision]]
        while line[-1].prefix is not None:
            line.append(links[str(line[-1].parent)])
        whole: bytes | None = None
        for link in reversed(line):
            whole = rebuilt(link, whole)
        assert whole is not None
        return decode(Front, whole, revision=revision, updated=dt.datetime.fromisoformat(line[0].at))

    def readings(self, first: dt.date, last: dt.date) -> list[Reading]:
        """See `Store`."""
        query = "SELECT story, day, views FROM figure WHERE day BETWEEN ? AND ? AND story IS NOT NULL"
        rows = self._ask(query, (first.isoformat(), last.isoformat()))
        return [Reading(story, dt.date.fromisoformat(day), views) for story, day, views in rows]
