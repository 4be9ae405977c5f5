"""Which words of a story can be searched for, and how they come into the index and out of it.

SQLite's index holds no text of its own: a story's words are taken out of it by saying again exactly what was
put in. They are made from the story as it stood; the digest in `search_entry` proves that they are the same.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import lru_cache

from sqlalchemy import Connection, delete, func, insert, select, update

from desk.domain import Photo, Story
from desk.store import similar, tables
from desk.store.heads import PHOTO, STORY
from desk.store.query import BEGINNINGS, NO_ALT, NO_CAPTION, SHORT
from desk.store.query import PHOTO as PLACED
from desk.store.search import Entry, Index
from desk.store.words import indexed

RULES = 1
"""Counts up when the words that a story gives change: every desk's index is then made again."""

AT_OPENING = 200
"""So many stories are indexed while one waits; more are left to `Store.index_some`."""

_ENTRY, _STATE = tables.search_entry, tables.search_state


def searched(story: Story) -> tuple[object, ...]:
    """Return what a story's index entry is made from, its photos' own words aside."""
    return story.headline, story.standfirst, story.body, story.bylines, story.tags, story.source, story.photos


def entry(story: Story, photos: Mapping[str, Photo]) -> Entry:
    """Return what is indexed of a story; a caption of its own stands for the photo's."""
    captions = tuple(place.caption or _caption(photos.get(place.photo)) for place in story.photos)
    return _entry(
        story.headline,
        tuple(word for byline in story.bylines for word in (byline.name, byline.role)),
        story.tags,
        (story.standfirst, story.source.name, *captions),
        story.body,
        _marks(story, photos),
    )


def _caption(photo: Photo | None) -> str:
    return photo.caption if photo else ""


def _marks(story: Story, photos: Mapping[str, Photo]) -> tuple[str, ...]:
    """Return the marks of what `has:` and `no:` ask for."""
    placed = [(place, photos[place.photo]) for place in story.photos if place.photo in photos]
    marks = {
        PLACED: bool(placed),
        NO_ALT: any(not (place.alt or photo.alt) for place, photo in placed),
        NO_CAPTION: any(not (place.caption or photo.caption) for place, photo in placed),
    }
    return tuple(mark for mark, fits in marks.items() if fits)


@lru_cache(maxsize=16)  # a save asks for the same story before and after, and the next save again
def _entry(
    headline: str,
    bylines: tuple[str, ...],
    tags: tuple[str, ...],
    lines: tuple[str, ...],
    body: str,
    marks: tuple[str, ...],
) -> Entry:
    from desk import text

    title, byline, tag = indexed([headline]), indexed([*bylines]), indexed([*tags])
    words = indexed([lines[0], text.searchable(body), *lines[1:]])
    begun = {
        BEGINNINGS[field] + word[:length]
        for field, fields in (("", f"{title} {byline}"), ("byline", byline), ("tags", tag))
        for word in fields.split()
        for length in range(1, min(SHORT, len(word)) + 1)
    }
    return Entry(title, byline, tag, words, " ".join((*marks, *sorted(begun))))


def digest(made: Entry) -> int:
    """Return what tells an entry from every other: 63 bits."""
    raw = "\0".join(astuple(made)).encode()
    return int.from_bytes(hashlib.blake2b(raw, digest_size=8).digest(), signed=True) >> 1


@dataclass(frozen=True, slots=True)
class Stand:
    """A story with the photos it places, as both stand at one moment."""

    story: Story
    photos: Mapping[str, Photo]

    @property
    def entry(self) -> Entry:
        """Return what is indexed of it."""
        return entry(self.story, self.photos)

    @property
    def terms(self) -> dict[int, str]:
        """Return the terms by which similar stories are found."""
        return similar.terms(self.story, self.entry)


def put(connection: Connection, index: Index, now: Stand, before: Stand | None) -> None:
    """Index one story as it stands, in place of what it was before."""
    query = select(tables.story.c.number).where(tables.story.c.id == now.story.id)
    number = connection.execute(query).scalar_one()
    known = connection.execute(select(_ENTRY.c.digest).where(_ENTRY.c.number == number)).scalar()
    old, new = before.entry if before else None, now.entry
    if known is None:
        _add(connection, index, number, now, new)
        return
    sound = old is not None and digest(old) == known and index.take(connection, number, old)
    if not sound or before is None:  # no save may fail because of what can be made again
        start(connection, index)
        return
    index.add(connection, number, new)
    connection.execute(update(_ENTRY).where(_ENTRY.c.number == number).values(digest=digest(new)))
    similar.change(connection, number, set(before.terms), set(now.terms))


def _add(connection: Connection, index: Index, number: int, now: Stand, new: Entry) -> None:
    index.add(connection, number, new)
    connection.execute(insert(_ENTRY).values(number=number, digest=digest(new)))
    similar.change(connection, number, set[int](), set(now.terms))


def drop(connection: Connection, index: Index, was: Stand, number: int) -> None:
    """Take one story out of the index."""
    known = connection.execute(select(_ENTRY.c.digest).where(_ENTRY.c.number == number)).scalar()
    old = was.entry
    if known is not None and not (digest(old) == known and index.take(connection, number, old)):
        start(connection, index)
    connection.execute(delete(_ENTRY).where(_ENTRY.c.number == number))
    connection.execute(delete(tables.story_term).where(tables.story_term.c.number == number))


def start(connection: Connection, index: Index) -> None:
    """Empty the index; the stories of a small desk are indexed anew at once, others by and by."""
    index.clear(connection)
    for table in (tables.story_term, _ENTRY, _STATE):
        connection.execute(delete(table))
    connection.execute(insert(_STATE).values(rules=RULES))
    if waiting(connection) <= AT_OPENING:
        some(connection, index, AT_OPENING)


def current(connection: Connection) -> bool:
    """Return whether the index was begun by the rules of this version."""
    return connection.execute(select(_STATE.c.rules)).scalar() == RULES


def waiting(connection: Connection) -> int:
    """Return how many stories are not in the index yet."""
    count = select(func.count())
    stories = connection.execute(count.select_from(tables.story)).scalar_one()
    return stories - connection.execute(count.select_from(_ENTRY)).scalar_one()


def some(connection: Connection, index: Index, most: int) -> int:
    """Index stories that are not, newest first; return how many."""
    story = tables.story
    query = select(story).outerjoin(_ENTRY, _ENTRY.c.number == story.c.number)
    query = query.where(_ENTRY.c.number.is_(None)).order_by(story.c.number.desc()).limit(most)
    rows = connection.execute(query).all()
    read = [STORY.read(row.content, row.revision, row.updated) for row in rows]
    photos = placed(connection, read)
    for row, one in zip(rows, read, strict=True):
        now = Stand(one, photos)
        _add(connection, index, row.number, now, now.entry)
    return len(rows)


def placed(connection: Connection, stories: Sequence[Story]) -> dict[str, Photo]:
    """Return the photos that a few stories place, by id."""
    ids = {place.photo for story in stories for place in story.photos if place.photo}
    if not ids:
        return {}
    photo = tables.photo
    rows = connection.execute(select(photo).where(photo.c.id.in_(ids)))
    return {row.id: PHOTO.read(row.content, row.revision, row.updated) for row in rows}
