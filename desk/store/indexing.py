"""Which words of a story can be searched for, and how they come into the index and out of it.

SQLite's index holds no text of its own: a story's words are taken out of it by saying again exactly what was
put in. They are made from the story as it stood; the digest in `search_entry` proves that they are the same.

A save only puts down in `search_waiting` that the index has older words, or none; whoever searches, or the
window in a pause, indexes what waits.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from desk.domain import DeskError, Photo, Story
from desk.store import revisions, similar, tables
from desk.store.heads import PHOTO, STORY
from desk.store.prepared import Prepared
from desk.store.query import BEGINNINGS, NO_ALT, NO_CAPTION, SHORT
from desk.store.query import PHOTO as PLACED
from desk.store.search import Entry, Index
from desk.store.words import indexed

RULES = 4
"""Counts up when the words that a story gives change: every desk's index is then made again."""

AT_OPENING = 200
"""So many stories are indexed while one waits; more are left to `Store.index_some`."""

AT_ASKING = 32
"""Before a search so many stories at most are indexed, so that it finds what was saved a moment ago."""

_ENTRY, _STATE, _WAITING = tables.search_entry, tables.search_state, tables.search_waiting
_MARK = Prepared(
    insert(_WAITING).from_select(
        ["number", "revision"],
        select(tables.story.c.number, bindparam("indexed", type_=_WAITING.c.revision.type)).where(
            tables.story.c.id == bindparam("story"),
            ~select(_WAITING.c.number).where(_WAITING.c.number == tables.story.c.number).exists(),
        ),
    )
)


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
    return _hash("\0".join(astuple(made)))


def source(story: Story, photos: Mapping[str, Photo], entry_digest: int, terms: similar.Tally) -> int:
    """Return what tells what an entry and terms were made from, and both, from every other: 63 bits.

    It is made in a fiftieth of the time that the entry takes.
    """
    placed = [(photo.caption, photo.alt) for place in story.photos if (photo := photos.get(place.photo))]
    return _hash(repr((RULES, entry_digest, terms, searched(story), placed)))


def _hash(said: str) -> int:
    raw = said.encode(errors="surrogatepass")
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

    def kept(self, terms: Collection[int]) -> dict[str, int]:
        """Return what stands in `search_entry` once it is indexed, and these terms are stored."""
        made = digest(self.entry)
        return {"digest": made, "source": source(self.story, self.photos, made, similar.tally(terms))}

    @property
    def terms(self) -> dict[int, str]:
        """Return the terms by which similar stories are found."""
        return similar.terms(self.story, self.entry)


def mark(connection: Connection, story: str, indexed: str | None) -> None:
    """Put a story down to be indexed by and by; it stays so until it is, whatever else is saved of it.

    `indexed` is the revision whose words the index has; None where it has none of the story.
    """
    _MARK.run(connection, {"story": story, "indexed": indexed})


def waiting(connection: Connection, most: int | None = None) -> int:
    """Return how many stories wait to be indexed, counted up to `most`."""
    some = select(_WAITING.c.number).limit(most).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar_one()


def fill(connection: Connection, index: Index, most: int, *, changed: bool = False) -> int:
    """Index stories that wait, newest first; return how many. Those that are being saved are left.

    With `changed`, only those of which the index has older words, and those being saved are waited for.
    """
    story = tables.story
    query = select(story, _WAITING.c.revision.label("indexed")).join(
        _WAITING, _WAITING.c.number == story.c.number
    )
    if changed:
        query = query.where(_WAITING.c.revision.is_not(None))
    query = query.order_by(story.c.number.desc()).limit(most)
    rows = connection.execute(query.with_for_update(skip_locked=not changed)).all()
    photos = placed(connection, [one for row in rows if (one := _read(row)) is not None])
    fresh: dict[int, Stand] = {}
    for row in rows:
        one = _read(row)
        if one is None:
            continue  # verify names it
        now = Stand(one, photos)
        if row.indexed is None:
            fresh[row.number] = now
        elif not swap(connection, index, row.number, _as_indexed(connection, row.indexed), now):
            return len(rows)
    _add(connection, index, fresh)
    numbers = [row.number for row in rows]
    connection.execute(delete(_WAITING).where(_WAITING.c.number.in_(numbers)))
    return len(rows)


def _read(row: Row[Any]) -> Story | None:
    try:
        return STORY.read(row.content, row.revision, row.updated)
    except DeskError:
        return None


def _as_indexed(connection: Connection, revision: str) -> Stand | None:
    """Return a story as it was indexed: its photos have the words that they had, see `Photos.save`."""
    try:
        entry, content = revisions.content(connection, revision)
        was = STORY.read(content, revision, entry.at)
    except DeskError:
        return None
    return Stand(was, placed(connection, [was]))


def swap(connection: Connection, index: Index, number: int, was: Stand | None, now: Stand) -> bool:
    """Index a story anew; where the index does not have what it was, begin it anew and return False."""
    known = connection.execute(select(_ENTRY.c.digest).where(_ENTRY.c.number == number)).scalar()
    if was is None or digest(was.entry) != known or not index.take(connection, number, was.entry):
        start(connection, index)  # nothing may fail because of what can be made again
        return False
    index.add(connection, {number: now.entry})
    terms = set(now.terms)
    connection.execute(update(_ENTRY).where(_ENTRY.c.number == number).values(**now.kept(terms)))
    similar.change(connection, number, set(was.terms), terms)
    return True


def _add(connection: Connection, index: Index, fresh: Mapping[int, Stand]) -> None:
    """Index stories that are not, all by a few statements."""
    made = {number: now.entry for number, now in fresh.items()}
    if not made:
        return
    index.add(connection, made)
    terms = {number: similar.terms(now.story, made[number]) for number, now in fresh.items()}
    rows = [{"number": number, **now.kept(terms[number])} for number, now in fresh.items()]
    connection.execute(insert(_ENTRY), rows)
    similar.put(connection, ((term, number) for number, held in terms.items() for term in held))


def drop(connection: Connection, index: Index, number: int, now: Stand) -> bool:
    """Take one story out of the index; return False where that has other words, and must begin anew."""
    known = connection.execute(select(_ENTRY.c.digest).where(_ENTRY.c.number == number)).scalar()
    waits = connection.execute(select(_WAITING.c.revision).where(_WAITING.c.number == number)).scalar()
    was = _as_indexed(connection, waits) if waits else now
    for table in (_WAITING, _ENTRY, tables.story_term):
        connection.execute(delete(table).where(table.c.number == number))
    if known is None:
        return True  # not yet in it
    return was is not None and digest(was.entry) == known and index.take(connection, number, was.entry)


INDEX_TABLES: Final = frozenset(one.name for one in (tables.story_term, _ENTRY, _WAITING, _STATE))
"""Tables that can be made again from the stories."""


def start(connection: Connection, index: Index) -> None:
    """Empty the index; the stories of a small desk are indexed anew at once, others by and by."""
    index.clear(connection)
    for table in (tables.story_term, _ENTRY, _WAITING, _STATE):
        connection.execute(delete(table))
    connection.execute(insert(_STATE).values(rules=RULES))
    connection.execute(insert(_WAITING).from_select(["number"], select(tables.story.c.number)))
    if waiting(connection, AT_OPENING + 1) <= AT_OPENING:
        fill(connection, index, AT_OPENING)


def current(connection: Connection) -> bool:
    """Return whether the index was begun by the rules of this version."""
    return connection.execute(select(_STATE.c.rules)).scalar() == RULES


def placed(connection: Connection, stories: Sequence[Story]) -> dict[str, Photo]:
    """Return the photos that a few stories place, by id."""
    ids = {place.photo for story in stories for place in story.photos if place.photo}
    if not ids:
        return {}
    photo = tables.photo
    rows = connection.execute(select(photo).where(photo.c.id.in_(ids)))
    return {row.id: PHOTO.read(row.content, row.revision, row.updated) for row in rows}
