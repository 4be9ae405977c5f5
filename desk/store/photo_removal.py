"""Photos that leave a desk for good because nothing shows them; what was ever said of them stays on record.

Their revisions stay: they are few bytes, and by them a story that comes back from its history knows a photo
that was deleted from one that never was.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from sqlalchemy import Connection, delete, or_, select

from desk.domain import Photo, Placement
from desk.store import rebuilding, revisions, tables
from desk.store.engine import turn
from desk.store.heads import FRONT, LIST, PHOTO
from desk.store.media import Media

_PHOTO, _REVISION, _STORY = tables.photo, tables.revision, tables.story
_NAMED = re.compile(r"\(photo:([0-9a-f-]{36})")
_IN_SLOT = re.compile(rb'"photo": ?"([0-9a-f-]{36})"')


def shown(connection: Connection) -> set[str]:
    """Return the photos (ids) that some story places or names, or that a card ever showed.

    Cards of former versions count, since such a version may be brought back.
    """
    found = set(connection.execute(select(tables.placement.c.photo).distinct()).scalars())
    naming = select(_STORY.c.content).where(_STORY.c.content.contains("(photo:"))
    for content in connection.execution_options(yield_per=200).execute(naming).scalars():
        found.update(_NAMED.findall(content))
    for content in _contents(connection, (FRONT.name, LIST.name)):
        found.update(match.decode() for match in _IN_SLOT.findall(content))
    return found


def _contents(connection: Connection, kinds: Sequence[str]) -> Iterator[bytes]:
    """Yield the content of every revision of things of some kinds."""
    query = select(_REVISION).where(_REVISION.c.kind.in_(kinds))
    rows = connection.execute(query.order_by(_REVISION.c.subject, _REVISION.c.at, _REVISION.c.id))
    for _, chain in groupby(rows, key=lambda row: row.subject):
        held: dict[str, bytes] = {}
        for row in chain:
            held[row.id] = rebuilding.rebuilt(row, held.get(row.parent))
            yield held[row.id]


def remove(connection: Connection, ids: Sequence[str]) -> list[Photo]:
    """Delete those of some photos that no story places; return them."""
    hashes = select(_PHOTO.c.hash).where(_PHOTO.c.id.in_(ids))
    turn(connection, connection.execute(hashes).scalars())
    placed = select(tables.placement.c.photo).where(tables.placement.c.photo.in_(ids))
    query = select(_PHOTO).where(_PHOTO.c.id.in_(ids), _PHOTO.c.id.not_in(placed))
    gone = [PHOTO.read(row.content, row.revision, row.updated) for row in connection.execute(query).all()]
    names = [photo.id for photo in gone]
    connection.execute(delete(tables.photo_search).where(tables.photo_search.c.photo.in_(names)))
    connection.execute(delete(_PHOTO).where(_PHOTO.c.id.in_(names)))
    return gone


def discard(connection: Connection, media: Media, gone: Iterable[Photo]) -> int:
    """Delete the files of photos that are gone, but for those that another photo has or had.

    Nobody adds one of these files meanwhile. Returns how many bytes went.
    """
    files = {one.hash: one for photo in gone for one in (photo, *former(photo))}
    turn(connection, files)
    size = 0
    for hash_, photo in files.items():
        same = or_(_PHOTO.c.hash == hash_, _PHOTO.c.content.contains(hash_))
        if connection.execute(select(_PHOTO.c.id).where(same).limit(1)).first() is None:
            size += media.discard(photo)
    return size


def former(photo: Photo) -> Iterator[Photo]:
    """Yield a photo with each of the files that it had before."""
    for one in photo.former:
        hash_, _, format_ = one.partition(" ")
        yield replace(photo, hash=hash_, format=format_)


def without_gone(
    connection: Connection, places: Sequence[Placement], missing: set[str]
) -> tuple[Placement, ...]:
    """Return a story's places with their words in place of photos that were deleted.

    Args:
        connection: to read by.
        places: of a story.
        missing: the photos (ids) among them that are not there.
    """
    last = select(_REVISION.c.id, _REVISION.c.subject).where(
        _REVISION.c.subject.in_(missing), _REVISION.c.kind == PHOTO.name
    )
    newest = {
        row.subject: row.id for row in connection.execute(last.order_by(_REVISION.c.at, _REVISION.c.id))
    }
    gone = {
        id_: PHOTO.read(content, entry.id, entry.at)
        for id_, revision in newest.items()
        for entry, content in [revisions.content(connection, revision)]
    }
    return tuple(_waiting(one, gone[one.photo]) if one.photo in gone else one for one in places)


def _waiting(place: Placement, photo: Photo) -> Placement:
    words = {name: getattr(place, name) or getattr(photo, name) for name in ("caption", "credit", "alt")}
    return replace(place, photo="", **words)
