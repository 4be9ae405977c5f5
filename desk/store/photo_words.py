"""What photos are found by, derived from their words: a row of `photo_search` for each.

A library is small enough (20,000 photos, a few hundred letters each) for its words to be looked through one
after the other, so that both engines answer by the same statement and no index has to be kept in step.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select

from desk.domain import DeskError, Photo
from desk.store.heads import PHOTO
from desk.store.tables import photo, photo_search
from desk.store.words import fold, indexed, order_key

RULES = 3
"""Counts up when the row that a photo gives changes: those of every desk are then made again."""

AT_OPENING = 500
"""So many photos are seen to while one waits; more are left to `Store.index_some`."""

LACKS = ("alt", "caption", "credit", "rights")

_DAY = 10  # letters of 2026-03-14
AT_ONCE = 500
"""So many photos are seen to in one transaction at most."""


def derived(one: Photo) -> dict[str, Any]:
    """Return the columns of a photo's row; words stand between blanks, to be asked for whole."""
    creator, credit, keywords = [one.creator], [one.credit, one.source], [*one.keywords]
    place = [one.place, one.city, one.state, one.country]
    said = [one.name, one.headline, one.title, one.caption, one.alt, one.extended, one.copyright]
    more = [*one.persons, one.taken, one.job, one.instructions, one.rights, one.usage_terms]
    return {
        "rules": RULES,
        "name": order_key(one.name),
        "taken": one.taken[:_DAY],
        "format": one.format,
        "expires": one.licence_until,
        "lacks": _between([what for what in LACKS if lacks(one, what)]),
        "creator": _between([indexed(creator)]),
        "credit": _between([indexed(credit)]),
        "place": _between([indexed(place)]),
        "keywords": _between([indexed(keywords)]),
        "words": _between([indexed([*said, *creator, *credit, *place, *keywords, *more])]),
    }


def _between(words: Sequence[str]) -> str:
    said = " ".join(word for word in words if word)
    return f" {said} " if said else ""


def lacks(one: Photo, what: str) -> bool:
    """Return whether a photo is without one of `LACKS`."""
    said = f"{one.rights}{one.usage_terms}" if what == "rights" else str(getattr(one, what))
    return not fold(said)


def put(connection: Connection, photos: Sequence[Photo]) -> None:
    """Write the rows of photos, in place of those that were there."""
    if photos:
        ids = [one.id for one in photos]
        connection.execute(delete(photo_search).where(photo_search.c.photo.in_(ids)))
        connection.execute(insert(photo_search), [{"photo": one.id, **derived(one)} for one in photos])


_known = select(photo_search.c.photo).where(photo_search.c.rules == RULES)
_old = photo.c.id.not_in(_known)


def waiting(connection: Connection) -> int:
    """Return how many photos have no row by the rules of this version."""
    every = connection.execute(select(func.count()).select_from(photo)).scalar_one()
    known = connection.execute(select(func.count()).select_from(_known.subquery())).scalar_one()
    return max(0, every - known)


def fill(connection: Connection, most: int = AT_ONCE) -> int:
    """Make rows that are missing or old, newest photos first; return how many photos were looked at."""
    query = select(photo).where(_old).order_by(photo.c.id.desc()).limit(min(most, AT_ONCE))
    rows = connection.execute(query.with_for_update(skip_locked=True)).all()
    put(connection, [one for row in rows if (one := read(row)) is not None])
    return len(rows)


def read(row: Row[Any]) -> Photo | None:
    """Return the photo of a row of `photo`, None for one that cannot be read, which verify names."""
    try:
        return PHOTO.read(row.content, row.revision, row.updated)
    except DeskError:
        return None


def stand(connection: Connection) -> Iterator[tuple[Photo, dict[str, Any]]]:
    """Yield each photo that can be read with the columns of its row; with none where that has other rules."""
    columns = [column for column in photo_search.c if column is not photo_search.c.photo]
    query = select(photo, *(column.label(f"own_{column.name}") for column in columns))
    query = query.outerjoin(photo_search, photo_search.c.photo == photo.c.id)
    for row in connection.execution_options(yield_per=AT_ONCE).execute(query):
        one = read(row)
        if one is not None:
            found = {column.name: getattr(row, f"own_{column.name}") for column in columns}
            yield one, found if found["rules"] == RULES else {}
