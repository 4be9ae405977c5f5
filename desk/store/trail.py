"""How far a desk's chain of revisions has come, and what was saved since, whatever else it holds."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, text

from desk.store.engine import Database

_MOST = 100
"""More changes than that are not worth telling one by one."""


class Trail(NamedTuple):
    """How far it has come.

    Attributes:
        row, revision: the newest revision's number in the file, and its id.
        stories, photos: how many there are: what is deleted leaves no revision.
    """

    row: int
    revision: str
    stories: int
    photos: int


def trail(database: Database) -> Trail | None:
    """See `Store.trail`."""
    if not database.sqlite:
        return None
    with database.read() as connection:
        return _end(connection)


def since(database: Database, before: Sequence[object]) -> tuple[Trail, frozenset[tuple[str, str]]] | None:
    """See `Store.trail_since`."""
    if not database.sqlite:
        return None
    row, revision = before[:2]
    known = text("SELECT id FROM revision WHERE rowid = :row")
    later = text("SELECT kind, subject FROM revision WHERE rowid > :row LIMIT :most")
    with database.read() as connection:
        end = _end(connection)
        if end is None or connection.execute(known, {"row": row}).scalar() != revision:
            return None
        rows = connection.execute(later, {"row": row, "most": _MOST + 1}).all()
    found = frozenset((kind, subject) for kind, subject in rows)
    return (end, found) if len(rows) <= _MOST else None


def _end(connection: Connection) -> Trail | None:
    counts = "(SELECT count(*) FROM story), (SELECT count(*) FROM photo)"
    query = f"SELECT rowid, id, {counts} FROM revision ORDER BY rowid DESC LIMIT 1"  # noqa: S608  (ours)
    found = connection.execute(text(query)).first()
    return Trail(*found) if found else None
